from itertools import combinations

import numpy as np
import pytest

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Colours
from mattegui.core.overlay import LABEL_COLOURS, PERIOD, STYLES, overlay, tint
from mattegui.core.rect import Rect

LABELS = (BACKGROUND, UNKNOWN, FOREGROUND)
GREY = np.full((96, 96, 3), 128, np.uint8)
WHOLE = Rect.whole(GREY.shape)


def laid(trimap_value: int, style: str, opacity: float = 1.0) -> Colours:
    trimap = np.full((96, 96), trimap_value, np.uint8)
    return overlay(GREY, trimap, WHOLE, WHOLE, style, opacity)


def test_hatching_can_be_told_apart_without_colour() -> None:
    patterns = [(laid(label, "hatch") != GREY).any(axis=2) for label in LABELS]
    for first, second in combinations(patterns, 2):
        assert (first != second).mean() > 0.2
    for pattern in patterns:
        assert 0.1 < pattern.mean() < 0.6, "the image is seen between the lines"
        assert np.array_equal(pattern[:PERIOD, :PERIOD], pattern[PERIOD : 2 * PERIOD, :PERIOD])


def test_an_outline_leaves_areas_alone_and_marks_borders() -> None:
    for label in LABELS:
        assert np.array_equal(laid(label, "outline"), GREY)
    trimap = np.full((96, 96), BACKGROUND, np.uint8)
    trimap[30:60, 30:60] = FOREGROUND
    shown = overlay(GREY, trimap, WHOLE, WHOLE, "outline", 1.0)
    assert tuple(shown[30, 45]) == LABEL_COLOURS[FOREGROUND]
    assert tuple(shown[29, 45]) == LABEL_COLOURS[BACKGROUND]
    assert np.array_equal(shown[40:50, 40:50], GREY[40:50, 40:50])
    assert np.array_equal(shown[:20], GREY[:20])


@pytest.mark.parametrize("style", STYLES)
def test_without_opacity_there_is_only_the_image(style: str) -> None:
    trimap = np.zeros((96, 96), np.uint8)
    trimap[20:70] = UNKNOWN
    trimap[40:60] = FOREGROUND
    assert np.array_equal(overlay(GREY, trimap, WHOLE, WHOLE, style, 0.0), GREY)


def test_tint_tells_the_labels_apart() -> None:
    trimap = np.array([[FOREGROUND, UNKNOWN, BACKGROUND]], np.uint8)
    image = np.full((1, 3, 3), 100, np.uint8)
    tinted = tint(image, trimap, 1.0)
    assert tinted[0, 0].tolist() == list(LABEL_COLOURS[FOREGROUND])
    assert tinted[0, 1].tolist() == list(LABEL_COLOURS[UNKNOWN])
    towards = np.array(LABEL_COLOURS[BACKGROUND]) - 100
    moved = tinted[0, 2].astype(int) - 100
    assert (np.sign(moved) == np.sign(towards)).all(), "background is tinted, but less"
    assert (np.abs(moved) < np.abs(towards)).all()
    assert np.array_equal(tint(image, trimap, 0.0), image)
