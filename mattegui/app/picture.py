"""Painting the visible tiles, a little at a time, so that a repaint never takes long."""

import time
from typing import Final

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from mattegui.app.render import TILE, Renderer
from mattegui.app.viewport import Viewport
from mattegui.core.layers import Layers
from mattegui.core.rect import Rect

BUDGET: Final = 0.012
"""Seconds that one repaint may spend on drawing tiles; the rest follows in the next ones."""
HASTE: Final = 0.003
"""The same while a stroke is drawn into the picture: what lies under the pointer comes first."""
NEAREST_FROM: Final = 2.0
"""From this zoom on, in device pixels, image pixels are shown as squares."""


def level_for(zoom: float, depth: int) -> int:
    """Return the coarsest level that still has a pixel for every device pixel."""
    level = 0
    while zoom * (1 << (level + 1)) <= 1 and level + 1 < depth:
        level += 1
    return level


def paint_tiles(
    painter: QPainter,
    area: QRect,
    viewport: Viewport,
    ratio: float,
    layers: Layers,
    renderer: Renderer,
) -> bool:
    """Paint what is seen in `area` of the widget; say whether some of it is not up to date yet.

    If there is something to compare with, it is painted to the left of the renderer's split.

    Args:
        painter: On the widget.
        area: In widget pixels.
        viewport: What is seen.
        ratio: Device pixels per widget pixel.
        layers: What there is to see.
        renderer: What draws it.
    """
    deadline = time.monotonic() + (BUDGET if layers.pending is None else HASTE)
    if renderer.beside is None:
        return _paint_side(painter, area, viewport, ratio, layers, renderer, deadline)
    border = round(min(max(renderer.split, area.left()), area.right() + 1))
    left = QRect(area.left(), area.top(), border - area.left(), area.height())
    right = QRect(border, area.top(), area.right() + 1 - border, area.height())
    late = False
    for side, drawer in ((left, renderer.beside), (right, renderer)):
        if side.width() > 0:
            painter.save()
            painter.setClipRect(side)
            late |= _paint_side(painter, side, viewport, ratio, layers, drawer, deadline)
            painter.restore()
    return late


def _paint_side(
    painter: QPainter,
    area: QRect,
    viewport: Viewport,
    ratio: float,
    layers: Layers,
    renderer: Renderer,
    deadline: float,
) -> bool:
    level = level_for(viewport.zoom * ratio, layers.depth)
    scale = viewport.zoom * (1 << level)
    # A pixel for a pixel needs no smoothing, and is far faster without.
    smooth = viewport.zoom * ratio < NEAREST_FROM and abs(scale * ratio - 1) > 1e-9
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    late = False
    for row, column in _wanted(area, viewport, layers).cells(TILE << level):
        if renderer.is_fresh(level, row, column) or time.monotonic() < deadline:
            picture = renderer.tile(level, row, column)
        else:
            late = True
            old = renderer.old_tile(level, row, column)
            if old is None:
                continue
            picture = old
        x, y = viewport.x + column * TILE * scale, viewport.y + row * TILE * scale
        painter.drawImage(QRectF(x, y, picture.width() * scale, picture.height() * scale), picture)
    return late


def _wanted(area: QRect, viewport: Viewport, layers: Layers) -> Rect:
    """Return the image pixels that `area` shows a part of."""
    left, top = viewport.to_image((area.left(), area.top()))
    right, bottom = viewport.to_image((area.right() + 1.0, area.bottom() + 1.0))
    seen = Rect(int(top) - 1, int(left) - 1, int(bottom) + 2, int(right) + 2)
    return seen.clipped(layers.image.shape(0))
