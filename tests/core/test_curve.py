"""The curve: what it does to alpha, and where it has to be heeded."""

import math
from pathlib import Path

import numpy as np
import pytest

from mattegui.core.arrays import Alpha, AnyArray
from mattegui.core.curve import GAMMAS, STRAIGHT, Curve
from mattegui.core.edit import Layer
from mattegui.core.histogram import count_alpha
from mattegui.core.io import ImageFile
from mattegui.core.layers import Layers
from mattegui.core.matte import Matte
from mattegui.core.pyramid import Pyramid, halve_mean
from mattegui.core.rect import Rect
from mattegui.core.retouch import laid_over
from mattegui.core.snapshot import Snapshot
from tests.core import projects
from tests.samples import photo

CURVES = [Curve(0.2, 0.7), Curve(0, 1, 2.5), Curve(0.03, 0.99, 0.4), Curve(0.98, 0.99)]


@pytest.fixture
def alpha() -> Alpha:
    """Return noise with all that is empty and solid in it."""
    values = np.random.default_rng(3).random((601, 700), np.float32)
    values[:40], values[-40:] = 0, 1
    return values


def test_a_straight_curve_gives_the_alpha_itself(alpha: Alpha) -> None:
    assert STRAIGHT.applied(alpha) is alpha
    assert Curve(0, 1, 1).is_straight


@pytest.mark.parametrize("curve", CURVES)
def test_it_is_the_formula_and_0_and_1_stay(alpha: Alpha, curve: Curve) -> None:
    before = alpha.copy()
    share = (alpha.astype(np.float64) - curve.black) / (curve.white - curve.black)
    wanted = np.clip(share, 0, 1) ** (1 / curve.gamma)
    found = curve.applied(alpha)
    assert found.dtype == np.float32
    assert found == pytest.approx(wanted, abs=1e-3 if curve.white - curve.black < 0.1 else 2e-5)
    assert (found[:40] == 0).all()
    assert (found[-40:] == 1).all()
    assert (found[alpha >= np.float32(curve.white)] == 1).all()
    assert (found[alpha <= np.float32(curve.black)] == 0).all()
    assert np.array_equal(alpha, before)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((-0.1, 1.0, 1.0), "black -0.1"),
        ((0.0, 1.1, 1.0), "white 1.1"),
        ((0.5, 0.505, 1.0), "below white"),
        ((0.6, 0.4, 1.0), "below white"),
        ((0.0, 1.0, 0.01), "gamma 0.01"),
        ((0.0, 1.0, 11.0), "gamma 11"),
        ((0.0, math.nan, 1.0), "finite"),
    ],
)
def test_what_makes_no_sense_is_refused(values: tuple[float, float, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Curve(*values)
    for percent in range(100):
        Curve(percent / 100, (percent + 1) / 100, GAMMAS[0])


@pytest.mark.parametrize("curve", CURVES)
def test_at_every_level_it_is_the_mean_of_what_is_exported(curve: Curve) -> None:
    matte = Matte.of(ImageFile(Path("a.png"), photo(601, 700)))
    rng = np.random.default_rng(1)
    matte.alpha[:] = rng.random(matte.alpha.shape, np.float32)
    layers = Layers(matte)
    matte.curve = curve
    layers.follow_curve()
    wanted = Pyramid(matte.final_alpha(), halve_mean)
    opened = Layers(matte)
    for level in range(layers.depth):
        whole = Rect.whole(wanted.shape(level))
        for shown in (layers, opened):
            assert np.array_equal(shown.alpha_in(level, whole), wanted.level(level))
    # To follow the same curve again outdates nothing.
    coarse = layers.alpha._levels[1]
    coarse[0, 0] = 7
    layers.follow_curve()
    assert layers.alpha.part(1, Rect(0, 0, 1, 1))[0, 0] == 7
    # What is solved later is curved as well.
    part = Rect(0, 0, 30, 50)
    matte.alpha[part.slices] = 0.3
    layers.refresh(part)
    wanted = Pyramid(matte.final_alpha(), halve_mean)
    last = layers.depth - 1
    assert np.array_equal(layers.alpha.level(last), wanted.level(last))
    assert layers.alpha.levels[0][0, 0] == curve.applied(np.full((1, 1), 0.3, np.float32))[0, 0]


def test_the_retouch_lies_over_it(tmp_path: Path) -> None:
    matte = projects.project(tmp_path).matte()
    matte.alpha[:] = 0.3
    matte.curve = Curve(0.2, 0.4)
    matte.retouch[:] = 0
    matte.retouch[5, 7] = (51, 255)
    final = matte.final_alpha()
    assert final[5, 6] == pytest.approx(0.5, abs=1e-4)
    assert final[5, 7] == pytest.approx(0.2)
    assert np.array_equal(matte.final_state().alpha(), final)
    assert np.array_equal(matte.final_in(Rect(4, 3, 9, 11)), final[4:9, 3:11])
    curved = matte.curve.applied(matte.alpha)
    assert np.array_equal(final, laid_over(curved, matte.retouch))
    counts = count_alpha(matte.alpha, matte.curve, matte.retouch)
    assert counts[51] == 1
    assert counts[[127, 128]].sum() == final.size - 1
    assert matte.sibling(matte.trimap).curve == matte.curve


def test_a_snapshot_remembers_it() -> None:
    planes: dict[Layer, AnyArray] = {"trimap": np.zeros((4, 5), np.uint8)}
    assert Snapshot.of(planes, 1.0, 0.0).curve is STRAIGHT
    assert Snapshot.of(planes, 1.0, 0.0, CURVES[0]).curve == CURVES[0]
