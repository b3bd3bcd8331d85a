"""Encoders in a process of their own: the same file, and an end whenever it is wanted."""

import os
import shutil
import time
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mattegui.core.cancelling import CancelledError, Progress, unseen
from mattegui.core.encode import Pixels
from mattegui.core.export import ExportOptions, apart, write_export
from mattegui.core.export.order import Order
from mattegui.core.imagefile import NO_METADATA, ImageFileError
from tests.core.exports import P3, source_of, subject

Usage = namedtuple("Usage", "total used free")


def sleep_over_it(draft: Path, order: Order) -> None:
    """Stand for an encoder that takes its time, or waits for room on the disk."""
    order.pixels.whole(unseen)
    draft.write_bytes(b"half of it")
    time.sleep(600)


def die(draft: Path, order: Order) -> None:
    """Stand for an encoder that the system ends for the memory it takes."""
    os._exit(9)


def refuse(draft: Path, order: Order) -> None:
    """Stand for an encoder that fails when it has all pixels."""
    order.pixels.whole(unseen)
    raise ImageFileError(f"cannot write {order.path}: the number of the beast")


def order_of(path: Path, passed: Progress = unseen, side: int = 600) -> Order:
    shape = (side, side, 4)
    pixels = Pixels(shape, "uint8", lambda top, bottom: np.zeros((bottom - top, side, 4), np.uint8))
    return Order(path, pixels, b"", NO_METADATA, ExportOptions(), passed)


@pytest.mark.parametrize("suffix", [".webp", ".jxl", ".psd", ".jpg"])
def test_the_file_is_the_same_as_from_this_process(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels, alpha = subject(300, 60, np.uint8)
    own = np.full((30, 40, 3), 90, np.uint8)
    options = ExportOptions(content="composite" if suffix == ".jpg" else "rgba", background=own)
    here, there = tmp_path / f"here{suffix}", tmp_path / f"there{suffix}"
    write_export(here, source_of(pixels, P3), alpha, options)
    shares: list[float] = []
    monkeypatch.setattr(apart, "WORTH_IT", 0)
    write_export(there, source_of(pixels, P3), alpha, options, progress=shares.append)
    assert there.read_bytes() == here.read_bytes()
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_large_images_are_written_apart_and_those_of_a_batch_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = order_of(tmp_path / "a.jxl")
    assert not apart.is_worth_it(order)
    large = replace(order, pixels=replace(order.pixels, shape=(1024, 1024, 4)))
    assert apart.is_worth_it(large)

    class Daemon:
        daemon = True

    monkeypatch.setattr("multiprocessing.current_process", Daemon)
    assert not apart.is_worth_it(large)


def test_an_encoder_is_given_up_at_once(tmp_path: Path) -> None:
    draft = tmp_path / "draft.jxl"
    asked: list[float] = []

    def passed(share: float) -> None:
        asked.append(share)
        # It sleeps by now: nothing else writes there.
        if draft.exists():
            raise CancelledError("enough")

    with pytest.raises(CancelledError, match="enough"):
        apart.write_apart(draft, order_of(tmp_path / "a.jxl", passed), sleep_over_it)
    assert asked[-1] == 1
    draft.unlink()
    time.sleep(2 * apart.POLL)
    assert not draft.exists()


def test_an_encoder_that_waits_on_a_full_disk_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, 0))
    with pytest.raises(OSError, match="No space left"):
        apart.write_apart(tmp_path / "draft.jxl", order_of(tmp_path / "a.jxl"), sleep_over_it)


def test_an_encoder_that_dies_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImageFileError, match=r"a\.webp: its encoder died, exit code 9; the memory"):
        apart.write_apart(tmp_path / "draft.webp", order_of(tmp_path / "a.webp"), die)


def test_what_the_encoder_says_is_what_is_raised(tmp_path: Path) -> None:
    with pytest.raises(ImageFileError, match=r"cannot write .*a\.webp: the number of the beast"):
        apart.write_apart(tmp_path / "draft.webp", order_of(tmp_path / "a.webp"), refuse)


def test_a_cancelled_export_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "WORTH_IT", 0)
    pixels, alpha = subject(300, 400, np.uint8)
    path = tmp_path / "a.jxl"
    path.write_bytes(b"the old file")
    shares: list[float] = []
    with pytest.raises(CancelledError):
        # All rows are handed over: what is stopped is the encoder.
        write_export(
            path,
            source_of(pixels),
            alpha,
            ExportOptions(compression=9),
            cancelled=lambda: bool(shares) and shares[-1] == 1,
            progress=shares.append,
        )
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"the old file"
