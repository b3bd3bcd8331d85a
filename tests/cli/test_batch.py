"""`mattegui batch` with a real model in a process of its own; the engine's tests do the rest."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from mattegui.cli.batch import _show
from mattegui.cli.main import run
from mattegui.core.io import read_image
from mattegui.engine.batch import BatchEvent, Finished, Started
from mattegui.engine.batch_items import Item
from mattegui.engine.batch_report import Outcome, read_report
from mattegui.engine.batch_reviews import Reviews
from tests.samples import disc, write


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    images, trimaps = tmp_path / "in", tmp_path / "tri"
    images.mkdir()
    trimaps.mkdir()
    image, trimap, _ = disc(48, 64, band=6)
    for name in ("a", "b"):
        write(images / f"{name}.png", image)
        write(trimaps / f"{name}.png", trimap)
    return images, trimaps, tmp_path / "new" / "out"


def arguments(folders: tuple[Path, Path, Path], *options: str) -> list[str]:
    images, trimaps, out = map(str, folders)
    return ["batch", images, "--trimaps", trimaps, "--out", out, *options]


def test_a_folder_is_matted_with_one_bad_file_and_then_skipped(
    folders: tuple[Path, Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    images, trimaps, out = folders
    (images / "bad.png").write_bytes(b"hello")
    (trimaps / "bad.png").write_bytes(b"hello")
    options = ("--model", "closed-form", "--crop", "--format", "tiff")
    assert run(arguments(folders, *options)) == 1
    said = capfd.readouterr().err
    assert "bad.png cannot be read as an image" in said
    assert said.endswith(f"2 done, 0 skipped, 1 failed; see {out / 'report.csv'}.\n")
    file = read_image(out / "a_cutout.tif")
    assert file.image.shape[0] < 48
    assert file.alpha is not None
    assert float(np.max(file.alpha)) == 1
    (images / "bad.png").unlink()
    assert run(arguments(folders, *options)) == 0
    assert "0 done, 2 skipped, 0 failed" in capfd.readouterr().err
    with (out / "report.csv").open(encoding="utf-8") as report:
        assert [row["status"] for row in csv.DictReader(report)] == ["skipped", "skipped"]


def test_masks_are_taken_in_place_of_trimaps(
    folders: tuple[Path, Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    images, masks, out = folders
    _, _, alpha = disc(48, 64)
    for name in ("a", "b"):
        (masks / f"{name}.png").unlink()
        write(masks / f"{name}_mask.png", np.where(alpha > 0.5, 255, 0).astype(np.uint8))
    (masks / "b_mask.png").unlink()
    options = ["batch", str(images), "--masks", str(masks), "--out", str(out)]
    options += ["--model", "closed-form"]
    assert run([*options, "--band", "4"]) == 1
    said = capfd.readouterr().err
    assert "b.png: there is no mask for b.png" in said
    assert "1 done, 0 skipped, 1 failed" in said
    found = read_image(out / "a_cutout.png").alpha
    assert found is not None
    soft = np.count_nonzero((found > 0) & (found < 1))
    assert soft > 50, "not the two values of the mask"
    (images / "b.png").unlink()
    for band, said in (("4", "0 done, 1 skipped"), ("5", "1 done, 0 skipped")):
        assert run([*options, "--band", band]) == 0
        assert said in capfd.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "give either --trimaps DIR|FILE or --masks DIR|FILE"),
        (("--trimaps", "in", "--masks", "in"), "give either --trimaps"),
        (("--trimaps", "in", "--band", "3"), "--band goes with --masks"),
        (("--masks", "in", "--band", "-3"), "--band: the band's width must be from 0 to 4095"),
        (("--masks", "in", "--band", "nan"), "pixels, not nan"),
        (("--masks", "nowhere"), "there is no folder or file nowhere"),
    ],
)
def test_trimaps_or_masks_are_asked_for(
    options: tuple[str, ...],
    words: str,
    folders: tuple[Path, Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folders[0].parent)
    assert run(["batch", "in", "--out", str(folders[2]), *options]) == 2
    said = capfd.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert not folders[2].exists()


def test_what_was_accepted_is_left_alone_also_if_it_was_made_by_hand(
    folders: tuple[Path, Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    out, options = folders[2], ("--model", "closed-form")
    assert run(arguments(folders, *options)) == 0
    by_hand = out / "a_cutout.png"
    by_hand.write_bytes(b"made by hand")
    (row,) = (row for row in read_report(out / "report.csv") if row.file == "a.png")
    Reviews.open(out).accept(row)
    capfd.readouterr()
    assert run(arguments(folders, *options, "--clip-black", "0.1")) == 0
    said = capfd.readouterr().err
    assert "Left as they are, for they were accepted: 1." in said
    assert "1 done, 0 skipped, 0 failed" in said
    assert by_hand.read_bytes() == b"made by hand"
    assert {row.file for row in read_report(out / "report.csv")} == {"a.png", "b.png"}
    by_hand.unlink()
    assert run(arguments(folders, *options, "--clip-black", "0.1")) == 0
    assert "1 done, 1 skipped, 0 failed" in capfd.readouterr().err, "it is gone: made anew"


def test_a_name_in_brackets_is_shown_as_it_is() -> None:
    item = Item(Path("holiday [red] [1].png"), None, Path("out.png"))
    said = StringIO()
    console = Console(file=said, force_terminal=True, width=120)

    def events() -> Iterator[BatchEvent]:
        yield Started(item)
        yield Finished(item, Outcome(item.image.name, "failed", error="[bold] is not read"))
        yield Started(item)

    counts = _show(console, [item], events())
    assert counts == {"failed": 1}
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", said.getvalue())
    assert "holiday [red] [1].png: [bold] is not read" in plain
    assert plain.count("holiday [red] [1].png") >= 2, "in the bar as well"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--format", "gif"), "--format: there is no 'gif'; there are png, tiff"),
        (("--format", "jpeg"), "JPEG holds no alpha"),
        (("--model", "dym"), "no model 'dym'"),
        (("--padding", "3"), "--padding goes with --crop"),
        (("--quality", "50"), "PNG is lossless"),
        (("--clip-black", "0.6", "--clip-white", "0.5"), "--gamma: black 0.6 and white 0.5"),
        (("--decontamination", "2"), "--decontamination: 2 does not lie between 0 and 1"),
        (("--decontamination", "nan"), "--decontamination: nan does not lie between 0 and 1"),
        (
            ("--decontamination", "0.5", "--no-foreground"),
            "--decontamination does not go with --no-foreground",
        ),
        (("--gamma", "0"), "gamma 0.0 does not lie between 0.1 and 10"),
    ],
)
def test_bad_options_end_it_before_it_begins(
    options: tuple[str, ...],
    words: str,
    folders: tuple[Path, Path, Path],
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert run(arguments(folders, *options)) == 2
    said = capfd.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert not folders[2].exists()


def test_an_empty_folder_is_refused(
    folders: tuple[Path, Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    images, trimaps, out = folders
    for path in images.iterdir():
        path.unlink()
    assert run(arguments((images, trimaps, out))) == 2
    assert "there is no image in" in capfd.readouterr().err
