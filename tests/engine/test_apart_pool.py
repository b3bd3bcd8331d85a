"""Several processes at work on cells: in order, the same alpha, and an end to each of them."""

import multiprocessing
from collections.abc import Iterator

import numpy as np
import pytest

from mattegui.core.rect import Rect
from mattegui.engine.apart_pool import ApartPool
from mattegui.engine.prior import Cell, drawn_to, from_prior, to_prior
from tests.samples import disc


def cells(count: int) -> list[Cell]:
    rng = np.random.default_rng(1)
    image, trimap, truth = disc(60, 70, band=6)
    made = []
    for _ in range(count):
        noise = np.clip(image + rng.normal(0, 9, image.shape), 0, 255).astype(np.uint8)
        made.append(Cell(noise, trimap, to_prior(truth), Rect(0, 0, 60, 70)))
    return made


@pytest.fixture(scope="module")
def pool() -> Iterator[ApartPool]:
    made = ApartPool("closed-form", 2)
    made.warm_up()
    yield made
    made.close()
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("count", [0, 1, 7])
def test_the_answers_come_in_order(pool: ApartPool, count: int) -> None:
    asked = cells(count)
    found = list(pool.draw(asked))
    assert len(multiprocessing.active_children()) == 2
    expected = [drawn_to(cell) for cell in asked]
    assert all(np.array_equal(*pair) for pair in zip(found, expected, strict=True))
    assert count < 2 or not np.array_equal(expected[0], expected[1])


def test_what_is_left_half_way_is_forgotten(pool: ApartPool) -> None:
    asked = cells(7)
    answers = pool.draw(asked)
    assert np.array_equal(next(answers), drawn_to(asked[0]))
    answers.close()  # type: ignore[attr-defined]
    last = asked[-1]
    assert np.array_equal(next(pool.draw([last])), drawn_to(last))


def test_what_is_not_wanted_is_the_prior(pool: ApartPool) -> None:
    asked = cells(3)
    pool.cancelled = lambda: True
    try:
        for cell, found in zip(asked, pool.draw(asked), strict=True):
            assert np.array_equal(found, from_prior(cell.prior, cell.trimap))
    finally:
        pool.cancelled = lambda: False
