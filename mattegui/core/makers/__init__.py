"""Trimaps from less than a trimap: a box, a lasso, a mask, an alpha, or another trimap.

A `Segmentation` says what the subject is, slowly; an `EdgeMap` measures its edge once; from then
on a trimap for any width of the band is a matter of milliseconds:

    segmentation = segment_box(image, box)
    edge = measure_edge(segmentation, image)
    trimap = edge.trimap(edge.default_width)
"""
