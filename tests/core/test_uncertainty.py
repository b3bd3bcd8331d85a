import numpy as np
import pytest

from mattegui.core.arrays import FOREGROUND, UNKNOWN, Alpha, Colours, Trimap
from mattegui.core.compositing import over
from mattegui.core.rect import Rect
from mattegui.core.uncertainty import (
    LEAST,
    MOST,
    find_spots,
    map_level,
    measure_doubt,
    reading_order,
)

SIDE = 240
BAD = Rect(100, 100, 140, 140)


def scene() -> tuple[Colours, Trimap, Alpha]:
    """Return a red subject on blue with a soft edge, exactly composited."""
    ramp = np.clip((np.arange(SIDE, dtype=np.float32) - 100) / 40, 0, 1).astype(np.float32)
    alpha = ramp[None].repeat(SIDE, axis=0)
    red = np.full((SIDE, SIDE, 3), (220, 30, 20), np.uint8)
    blue = np.full((SIDE, SIDE, 3), (20, 40, 230), np.uint8)
    trimap = np.full((SIDE, SIDE), UNKNOWN, np.uint8)
    return over(red, alpha, blue), trimap, np.ascontiguousarray(alpha)


def test_what_explains_the_image_is_hardly_doubtful() -> None:
    image, trimap, alpha = scene()
    good = measure_doubt(image, trimap, alpha)
    wrong = alpha.copy()
    wrong[BAD.slices] = 0.5
    wrong[BAD.y0 : BAD.y1, 60:100] = 0.5
    bad = measure_doubt(image, trimap, wrong)
    assert good.dtype == np.float32
    assert good.min() >= 0
    assert good.max() <= 1
    assert bad[BAD.y0 : BAD.y1, 60:90].mean() > 0.4
    assert bad[BAD.y0 : BAD.y1, 60:90].mean() > 3 * good[:, 100:140].mean()


def test_where_both_colours_are_alike_any_alpha_is_doubtful() -> None:
    image = np.full((SIDE, SIDE, 3), 90, np.uint8)
    trimap = np.full((SIDE, SIDE), UNKNOWN, np.uint8)
    assert (measure_doubt(image, trimap, np.full((SIDE, SIDE), 0.5, np.float32)) > 0.9).all()


def test_what_is_known_or_decided_is_not_doubtful() -> None:
    image, trimap, alpha = scene()
    alpha[:] = 0.5
    trimap[:100] = FOREGROUND
    assert not measure_doubt(image, trimap, alpha)[:100].any()
    trimap[:] = UNKNOWN
    alpha[:] = (np.arange(SIDE) % 2)[None]
    assert not measure_doubt(image, trimap, alpha).any()


def test_spots_lie_on_peaks_in_the_order_of_reading() -> None:
    doubt = np.zeros((300, 400), np.float32)
    for y, x, height in ((40, 300, 0.7), (45, 60, 0.9), (200, 150, 1.0)):
        doubt[y - 10 : y + 10, x - 10 : x + 10] = height
    spots = find_spots(doubt)
    middles = [((s.y0 + s.y1) // 2, (s.x0 + s.x1) // 2) for s in spots]
    assert np.allclose(middles, [(45, 60), (40, 300), (200, 150)], atol=6)
    doubt *= 0.8
    assert np.allclose(
        [(s.y0, s.x0) for s in find_spots(doubt)], [(s.y0, s.x0) for s in spots], atol=2
    ), "a change of all values moves nothing"


def test_spots_do_not_lie_on_each_other_and_are_not_too_many() -> None:
    spots = find_spots(np.ones((800, 800), np.float32))
    assert len(spots) == MOST
    for index, spot in enumerate(spots):
        middle = Rect(
            (spot.y0 + spot.y1) // 2,
            (spot.x0 + spot.x1) // 2,
            (spot.y0 + spot.y1) // 2 + 1,
            (spot.x0 + spot.x1) // 2 + 1,
        )
        assert not any(middle & other for other in spots[index + 1 :])


def test_where_nothing_is_doubtful_there_is_no_spot() -> None:
    assert find_spots(np.zeros((100, 100), np.float32)) == []
    assert find_spots(np.full((100, 100), LEAST / 2, np.float32)) == []


@pytest.mark.parametrize(("longest", "level"), [(300, 0), (1600, 0), (1601, 1), (6000, 2)])
def test_the_map_is_made_of_a_level_of_usual_size(longest: int, level: int) -> None:
    shapes: list[tuple[int, ...]] = [(10, -(-longest // (1 << k)), 3) for k in range(6)]
    assert map_level(shapes) == level


def test_reading_order_is_by_lines() -> None:
    assert reading_order(Rect(0, 50, 10, 60), 20) < reading_order(Rect(25, 0, 35, 10), 20)
    assert reading_order(Rect(5, 0, 15, 10), 20) < reading_order(Rect(0, 50, 10, 60), 20)
