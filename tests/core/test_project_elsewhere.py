"""Projects that other programs have changed: read to the nearest of what they may hold."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mattegui.core.project_layers import corrections_of, pixels_of_corrections, trimap_of
from mattegui.core.project_reader import load_project
from tests.core.projects import (
    HEIGHT,
    LABELS,
    WIDTH,
    foreign,
    parts_of,
    png,
    same,
    stack,
    write_parts,
)
from tests.samples import disc


def with_alpha() -> bytes:
    """Return the trimap as RGBA, its background cleared."""
    return png(np.dstack([LABELS, LABELS, LABELS, np.where(LABELS > 0, 255, 0).astype(np.uint8)]))


def off_by_colour_management() -> bytes:
    noise = np.random.default_rng(0).integers(-20, 21, (*LABELS.shape, 3))
    return png(np.clip(LABELS[..., None].astype(int) + noise, 0, 255).astype(np.uint8))


def deep() -> bytes:
    return png(LABELS.astype(np.uint16) * 257)


def palette() -> bytes:
    return png(np.asarray(LABELS), optimize=True)


CHANGED: list[Callable[[], bytes]] = [with_alpha, off_by_colour_management, deep, palette]


@pytest.mark.parametrize("change", CHANGED, ids=lambda change: change.__name__)
@pytest.mark.parametrize("name", ["Trimap", "trimap", "TRIMAP", " Trimap "])
def test_a_trimap_changed_elsewhere_is_read_to_the_nearest_labels(
    change: Callable[[], bytes], name: str, tmp_path: Path
) -> None:
    opened = load_project(foreign(tmp_path / "a.ora", change(), name=name))
    assert same(opened.trimap, LABELS)
    assert same(opened.file.image, disc(HEIGHT, WIDTH)[0])
    assert opened.file.path == tmp_path / "a.ora"
    assert "saved by another program" in opened.file.notes[-1]


def test_a_cropped_trimap_lies_where_it_was_cut_out(tmp_path: Path) -> None:
    rows, columns = np.nonzero(LABELS)
    y, x = rows.min(), columns.min()
    part = LABELS[y : rows.max() + 1, x : columns.max() + 1]
    path = foreign(tmp_path / "a.ora", png(np.ascontiguousarray(part)), f'x="{x}" y="{y}"')
    assert same(load_project(path).trimap, LABELS)


def test_soft_brushes_come_back_as_labels() -> None:
    ramp = np.arange(256, dtype=np.uint8)[None, :, None]
    expected = [0] * 65 + [128] * 127 + [255] * 64
    assert trimap_of(ramp)[0].tolist() == expected
    rubbed_out = np.dstack([np.full((1, 256), 255, np.uint8)] * 3 + [ramp[..., 0]])
    assert np.abs(trimap_of(rubbed_out)[0].astype(int) - expected).max() == 0


@given(st.integers(0, 2**32 - 1))
def test_corrections_survive_as_a_layer(seed: int) -> None:
    plane = np.random.default_rng(seed).integers(0, 256, (9, 11, 2)).astype(np.uint8)
    assert same(corrections_of(pixels_of_corrections(plane)), plane)


def test_of_two_trimaps_the_topmost_is_taken_and_said(tmp_path: Path) -> None:
    path = foreign(tmp_path / "a.ora", png(LABELS))
    layers = stack(
        '<layer name="Trimap" src="data/a.png"/>',
        '<layer name="trimap" src="data/b.png"/>',
        '<layer name="image" src="data/b.png"/>',
    )
    write_parts(path, parts_of(path) | {"stack.xml": layers})
    opened = load_project(path)
    assert same(opened.trimap, LABELS)
    assert "2 layers named 'Trimap'" in opened.file.notes[0]
