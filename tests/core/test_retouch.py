"""Corrections: laying over, painting, halving."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mattegui.core.retouch import (
    TARGET,
    WEIGHT,
    correct,
    fade,
    halve_corrections,
    laid_over,
    no_corrections,
)

SHAPE = (6, 8)


def constant(value: float) -> np.ndarray:
    return np.full(SHAPE, value, np.float32)


def test_uncorrected_values_are_the_same_object() -> None:
    values = constant(0.3)
    assert laid_over(values, no_corrections(SHAPE)) is values


@given(st.floats(0, 1, width=32), st.integers(0, 255))
def test_weight_zero_keeps_the_bits_and_full_weight_gives_the_target(v: float, t: int) -> None:
    plane = no_corrections(SHAPE)
    plane[..., TARGET] = t
    plane[0, 0, WEIGHT] = 255
    laid = laid_over(constant(v), plane)
    assert laid[0, 0] == np.float32(t) * np.float32(1 / 255)
    assert (laid.ravel()[1:] == np.float32(v)).all()


def test_strokes_add_up_as_over_does() -> None:
    plane, half = no_corrections(SHAPE), constant(0.5)
    correct(plane, 1.0, half)
    assert laid_over(constant(0), plane) == pytest.approx(constant(0.5), abs=1 / 255)
    correct(plane, 0.0, half)
    # ¾ of the value is corrected by now: a third of that towards 1.
    assert laid_over(constant(0), plane) == pytest.approx(constant(0.25), abs=1 / 255)
    assert laid_over(constant(1), plane) == pytest.approx(constant(0.5), abs=1 / 255)


def test_nothing_changes_where_the_brush_is_not() -> None:
    plane = no_corrections(SHAPE)
    correct(plane, constant(0.7), constant(0.4))
    before, strength = plane.copy(), constant(0)
    strength[2, 3] = 1
    correct(plane, 1.0, strength)
    assert tuple(plane[2, 3]) == (255, 255)
    plane[2, 3] = before[2, 3]
    assert np.array_equal(plane, before)


def test_a_weak_eraser_finishes_and_one_that_is_not_felt_takes_nothing() -> None:
    plane = no_corrections((4, 5))
    plane[:2] = (200, 130)
    for _ in range(200):
        fade(plane[:1], np.full((1, 5), 0.01, np.float32))
        fade(plane[1:2], np.full((1, 5), 0.001, np.float32))
    assert not plane[0].any()
    assert (plane[1] == (200, 130)).all()
    fade(plane, np.ones((4, 5), np.float32))
    assert not plane.any()


def test_halving_counts_targets_by_their_weights() -> None:
    plane = no_corrections((3, 4))
    plane[0, 0] = (255, 255)
    plane[:, 2:] = (100, 51)
    halved = halve_corrections(plane)
    assert halved.shape == (2, 2, 2)
    assert tuple(halved[0, 0]) == (255, 64)
    assert tuple(halved[1, 1]) == (100, 51)
    assert not halve_corrections(no_corrections((5, 5))).any()
