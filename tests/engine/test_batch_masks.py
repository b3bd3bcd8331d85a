"""A batch of masks: how they are found, what is made of them, and when that is made anew."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mattegui.core.arrays import UNKNOWN
from mattegui.core.io import read_image, read_trimap
from mattegui.core.makers.maskfile import MaskFile
from mattegui.engine.batch import Finished, run_batch
from mattegui.engine.batch_items import Item, find_items, fingerprint
from mattegui.engine.batch_member import answer
from mattegui.engine.batch_report import Report
from tests.engine import batch_servers
from tests.engine.test_batch import OPTIONS, RECIPE, Halves
from tests.samples import disc, write


class MaskFolders:
    """Images and hard masks of some names, and a folder for the exports."""

    def __init__(self, folder: Path, masks: dict[str, str]) -> None:
        self.images, self.masks, self.out = (folder / name for name in ("in", "masks", "out"))
        for each in (self.images, self.masks, self.out):
            each.mkdir()
        image, _, alpha = disc(48, 64)
        self.mask = np.where(alpha > 0.5, 255, 0).astype(np.uint8)
        for name, mask in masks.items():
            write(self.images / f"{name}.png", image)
            if mask:
                write(self.masks / mask, self.mask)

    def items(self, *, masks: bool = True) -> list[Item]:
        return find_items(self.images, self.masks, self.out, OPTIONS, masks=masks)

    def statuses(self, *, masks: bool = True, band: float | None = None) -> dict[str, str]:
        events = run_batch(
            self.items(masks=masks),
            replace(RECIPE, band=band),
            Report.open(self.out),
            target=batch_servers.copying,
        )
        outcomes = [event.outcome for event in events if isinstance(event, Finished)]
        return {Path(row.file).stem: row.status for row in outcomes}


@pytest.fixture
def folders(tmp_path: Path) -> MaskFolders:
    return MaskFolders(tmp_path, {"a": "a.png", "b": "b_mask.png"})


def do(item: Item, **how: Any) -> tuple[Item, str, str]:
    found = answer(item, replace(RECIPE, **how), Halves(), lambda: False)  # type: ignore[arg-type]
    return item, found.status, found.notes


def unknown_pixels(item: Item) -> int:
    """Return how many pixels the trimap of an export left unknown."""
    alpha = read_image(item.out).alpha
    assert alpha is not None
    return int(np.count_nonzero(np.abs(alpha - 0.25) < 0.01))


def test_masks_are_found_by_name(tmp_path: Path) -> None:
    names = {"a": "a.png", "b": "b_mask.png", "c": "c-mask.tif", "d": "d.mask.png", "e": ""}
    folders = MaskFolders(tmp_path, names)
    found = {item.image.stem: item for item in folders.items()}
    assert {stem: item.mask and item.mask.name for stem, item in found.items()} == {
        stem: mask or None for stem, mask in names.items()
    }
    assert all(item.trimap is None for item in found.values())
    assert found["e"].problem == "there is no mask for e.png"
    assert not found["e"].marked
    assert found["a"].marked


def test_one_mask_can_serve_all(folders: MaskFolders) -> None:
    one = folders.masks / "a.png"
    items = find_items(folders.images, one, folders.out, OPTIONS, masks=True)
    assert [(item.mask, item.trimap) for item in items] == [(one, None)] * 2


def test_masks_may_lie_beside_their_images(folders: MaskFolders) -> None:
    for stem in "ab":
        write(folders.images / f"{stem}_mask.png", folders.mask)
    items = find_items(folders.images, folders.images, folders.out, OPTIONS, masks=True)
    assert [item.image.name for item in items] == ["a.png", "b.png"]
    assert [item.mask and item.mask.name for item in items] == ["a_mask.png", "b_mask.png"]


def test_the_band_of_a_mask_is_unknown(folders: MaskFolders) -> None:
    item = folders.items()[0]
    assert item.mask is not None
    assert do(item)[1:] == ("done", "")
    usual = unknown_pixels(item)
    image = read_image(item.image).image
    assert usual == np.count_nonzero(MaskFile(item.mask).trimap(image) == UNKNOWN)
    assert usual > 0
    # Read as a trimap there would be no unknown in it.
    assert not (read_trimap(item.mask, image.shape) == UNKNOWN).any()
    do(item, band=8.0)
    assert unknown_pixels(item) > usual


def test_a_corrected_trimap_goes_before_its_mask_and_that_is_noted(folders: MaskFolders) -> None:
    write(folders.masks / "a_trimap.png", np.full((48, 64), UNKNOWN, np.uint8))
    first, second = folders.items()
    assert first.trimap == folders.masks / "a_trimap.png"
    assert (second.trimap, second.mask) == (None, folders.masks / "b_mask.png")
    item, status, notes = do(first)
    assert status == "done"
    assert notes.endswith("a_trimap.png was used in place of the mask.")
    assert unknown_pixels(item) == 48 * 64


@pytest.mark.parametrize("spoil", [lambda mask: mask[:20], lambda mask: mask * 0])
def test_a_mask_that_means_nothing_costs_that_image(
    folders: MaskFolders, spoil: Callable[[Any], Any]
) -> None:
    item = folders.items()[0]
    assert item.mask is not None
    write(item.mask, spoil(folders.mask))
    found = answer(item, RECIPE, Halves(), lambda: False)  # type: ignore[arg-type]
    assert found.status == "failed"
    assert "a.png: the mask " in found.error
    assert not item.out.exists()


def test_another_band_another_mask_or_another_reading_is_done_anew(folders: MaskFolders) -> None:
    write(folders.masks / "b_trimap.png", np.full((48, 64), UNKNOWN, np.uint8))
    assert folders.statuses() == {"a": "done", "b": "done"}
    assert folders.statuses() == {"a": "skipped", "b": "skipped"}
    # The trimap stays as it is, however wide the bands of masks are.
    assert folders.statuses(band=5) == {"a": "done", "b": "skipped"}
    write(folders.masks / "a.png", np.roll(folders.mask, 1, 0)[:, ::-1])
    assert folders.statuses(band=5) == {"a": "done", "b": "skipped"}
    assert folders.statuses(masks=False)["a"] == "done"


def test_the_fingerprints_of_trimaps_are_what_they_were(folders: MaskFolders) -> None:
    item = folders.items(masks=False)[0]
    assert fingerprint(item, "how", 3.0) == fingerprint(item, "how")


def test_an_export_never_replaces_a_mask(folders: MaskFolders) -> None:
    item = folders.items()[0]
    over = replace(item, mask=item.out)
    over.out.write_bytes(b"a mask")
    events = run_batch([over], RECIPE, Report.open(folders.out), overwrite=True)
    (event,) = events
    assert isinstance(event, Finished)
    assert "is what is read" in event.outcome.error
    assert over.out.read_bytes() == b"a mask"
