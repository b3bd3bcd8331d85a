"""What is seen of a matte: corrections, those that are pending too, at every level."""

from pathlib import Path

import numpy as np
import pytest

from mattegui.core.arrays import FOREGROUND
from mattegui.core.curve import Curve
from mattegui.core.edit import Edit
from mattegui.core.export import render_export
from mattegui.core.io import ImageFile
from mattegui.core.layers import Layers
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect
from mattegui.core.soft_brush import SoftStroke, paint_corrections
from mattegui.core.stroke import Stroke

PATH = ((60.0, 70.0), (200.0, 150.0), (260.0, 90.0), (230.0, 300.0))
SHAPE = (331, 420)


def make_matte() -> Matte:
    rng = np.random.default_rng(5)
    matte = Matte.of(ImageFile(Path("a.png"), rng.integers(0, 256, (*SHAPE, 3), np.uint8)))
    matte.alpha[:] = rng.random(SHAPE, np.float32)
    matte.foreground[:] = rng.integers(0, 256, (*SHAPE, 3), np.uint8)
    # Something is corrected already.
    matte.make(
        _edit(matte, SoftStroke("retouch", Stroke(FOREGROUND, 40, PATH[1:2]), 0.2, 0.7, 0.0))
    )
    return matte


def _edit(matte: Matte, soft: SoftStroke) -> Edit:
    return paint_corrections(matte.plane(soft.layer), soft, matte.smoothed_alpha)


SOFT = [
    SoftStroke("retouch", Stroke(FOREGROUND, 25, PATH), 0.5, 1.0, 1.0),
    SoftStroke("retouch", Stroke(FOREGROUND, 25, PATH, (25, 4, 17, 9)), 0.9, 0.4, 0.0),
    SoftStroke("retouch", Stroke(FOREGROUND, 30, PATH), 0.3, 1.0, None, 3.0),
    SoftStroke("retouch", Stroke(FOREGROUND, 30, PATH), 0.3, 0.9, None, 0.0, "strengthen"),
    SoftStroke("retouch", Stroke(FOREGROUND, 30, PATH), 0.3, 0.9, None, 0.0, "clear"),
    SoftStroke("decontamination", Stroke(FOREGROUND, 25, PATH), 0.0, 0.8, 0.0),
    SoftStroke("retouch", Stroke(FOREGROUND, 30, PATH), 0.3, 0.9, erase=True),
]


@pytest.mark.parametrize("by", ["retouch", "curve"])
def test_what_the_user_has_made_solid_has_the_colours_that_an_export_has(by: str) -> None:
    matte = Matte.of(ImageFile(Path("a.png"), np.full((600, 700, 3), 200, np.uint8)))
    matte.foreground[:] = 100
    matte.alpha[:300], matte.alpha[300:] = 0.9, 0.2
    layers, upper, lower = Layers(matte), Rect(0, 0, 64, 64), Rect(260, 0, 300, 64)
    if by == "curve":
        matte.curve = Curve(0.0, 0.8)
        layers.follow_curve()
    else:
        matte.retouch[:300] = 255
        layers.refresh_layer("retouch", Rect(0, 0, 300, 700))
    written = render_export(matte.file, matte.final_alpha(), foreground=matte.foreground)
    for level in (0, 1):
        scaled = Rect(lower.y0 >> level, 0, lower.y1 >> level, 64)
        assert (layers.colours_in(level, upper) == 200).all()
        assert (layers.colours_in(level, scaled) == 200).all()
        assert (layers.colours_in(level, Rect(310 >> level, 0, 360 >> level, 64)) == 100).all()
    for part in (upper, Rect(310, 0, 360, 64)):
        assert np.array_equal(layers.colours_in(0, part), written[part.slices][..., :3])


def test_corrections_are_laid_over_alpha_and_colours_at_every_level() -> None:
    image = np.full((600, 700, 3), 200, np.uint8)
    matte = Matte.of(ImageFile(Path("a.png"), image))
    matte.foreground[:] = 100
    layers = Layers(matte)
    matte.retouch[:256, :256] = (255, 255)
    matte.decontamination[:256, :256] = (0, 255)
    layers.refresh_layer("retouch", Rect(0, 0, 256, 256))
    layers.refresh_layer("decontamination", Rect(0, 0, 256, 256))
    for level in range(layers.depth):
        inside = Rect(0, 0, 64, 64)
        outside = Rect(300 >> level, 300 >> level, 400 >> level, 400 >> level)
        assert (layers.alpha_in(level, inside) == 1).all()
        assert (layers.alpha_in(level, outside) == 0).all()
        assert (layers.colours_in(level, inside) == 200).all()
        assert (layers.colours_in(level, outside) == 100).all()
    matte.amount = 0.5
    assert (layers.colours_in(0, Rect(300, 300, 400, 400)) == 150).all()
    assert (matte.alpha == 0).all()
    assert matte.final_alpha().sum() == 256 * 256


@pytest.mark.parametrize("soft", SOFT)
def test_what_is_pending_looks_as_it_will_when_it_is_made(soft: SoftStroke) -> None:
    matte = make_matte()
    layers = Layers(matte)
    parts = list(Rect.whole(SHAPE).split(128))
    layers.pending = soft
    alpha = [layers.alpha_in(0, part) for part in parts]
    colours = [layers.colours_in(0, part) for part in parts]
    corner = Rect(0, 0, 160, 200)
    coarse_alpha, coarse_colours = layers.alpha_in(1, corner), layers.colours_in(1, corner)
    edit = _edit(matte, soft)
    assert edit.blocks
    layers.pending = None
    matte.make(edit)
    layers.refresh_layer(soft.layer, *edit.rects)
    for part, early_alpha, early_colours in zip(parts, alpha, colours, strict=True):
        # Blocks are cut otherwise, which shows in the last bit of the field.
        assert np.abs(layers.alpha_in(0, part) - early_alpha).max() <= 2 / 255
        late = layers.colours_in(0, part).astype(int)
        assert np.abs(late - early_colours).max() <= 2
    # Doubled and cut off, a mean is not the mean of what was cut off; noise is the worst there is.
    near = 0.02 if soft.tone else 1 / 255
    assert np.abs(layers.alpha_in(1, corner) - coarse_alpha).mean() < near
    assert np.abs(layers.colours_in(1, corner).astype(int) - coarse_colours).mean() < 1


def test_nothing_pending_is_written_anywhere() -> None:
    matte = make_matte()
    planes = matte.retouch, matte.decontamination, matte.alpha
    before = [plane.tobytes() for plane in planes]
    layers = Layers(matte)
    for soft in SOFT:
        layers.pending = soft
        for level in range(layers.depth):
            whole = Rect.whole(layers.alpha.shape(level))
            layers.alpha_in(level, whole)
            layers.colours_in(level, whole)
    assert [plane.tobytes() for plane in planes] == before


def test_only_new_points_make_it_look_otherwise() -> None:
    rng = np.random.default_rng(1)
    points = tuple(map(tuple, (rng.random((40, 2)) * 3).cumsum(0) + 20))
    matte = make_matte()
    layers = Layers(matte)
    earlier: SoftStroke | None = None
    for count in range(1, 41):
        stroke = Stroke(FOREGROUND, 16, points[:count])
        soft = SoftStroke("retouch", stroke, 0.5, 1.0, 1.0)
        layers.pending = earlier
        before = layers.alpha_in(0, matte.rect).copy()
        layers.pending = soft
        changed = layers.alpha_in(0, matte.rect) != before
        where = Rect.around(changed)
        assert where & soft.since(earlier) == where
        earlier = soft


def test_smoothing_asks_for_what_is_there() -> None:
    matte = make_matte()
    with pytest.raises(ValueError, match="smooth"):
        paint_corrections(matte.retouch, SOFT[2])
