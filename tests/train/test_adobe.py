"""Adobe's official rule, on a set of our own in the same layout."""

import math
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from train.adobe import compose, pairs, write_set
from train.evaluate import find_cases
from train.sources import SourceError, find_foregrounds


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "Test_set"
    rng = np.random.default_rng(0)
    for group, name in (("Adobe-licensed images", "a.png"), ("Other", "b.png")):
        for part in ("fg", "alpha", "trimaps"):
            (folder / group / part).mkdir(parents=True)
        picture = rng.integers(0, 256, (12, 16, 3), np.uint8)
        cv2.imwrite(str(folder / group / "fg" / name), picture)
        cv2.imwrite(str(folder / group / "alpha" / name), picture[..., 0])
        for count in range(20):
            cv2.imwrite(str(folder / group / "trimaps" / f"{name[0]}_{count}.png"), picture[..., 1])
    (folder / "test_fg_names.txt").write_text("b.png\na.png\n")
    (folder / "test_bg_names.txt").write_text("\n".join(f"{n}.png" for n in range(40)))
    (tmp_path / "voc").mkdir()
    for number in range(40):
        cv2.imwrite(str(tmp_path / "voc" / f"{number}.png"), np.full((6, 9, 3), number, np.uint8))
    return tmp_path


def test_foregrounds_take_the_next_backgrounds_in_turn(root: Path) -> None:
    found = pairs(root, root / "voc", "test")
    assert len(found) == 40
    assert [found[i].name for i in (0, 19, 20)] == ["b_0", "b_19", "a_0"]
    assert found[25].background.name == "25.png"
    assert found[25].alpha.parts[-3:] == ("Adobe-licensed images", "alpha", "a.png")


def test_composites_are_truncated() -> None:
    foreground = np.full((1, 1, 3), 101, np.uint8)
    composite = compose(foreground, np.full((1, 1), 128, np.uint8), np.zeros((1, 1, 3), np.uint8))
    assert composite[0, 0, 0] == int(128 / 255 * 101) == 50


def test_a_large_background_gives_its_top_left() -> None:
    background = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)
    clear = np.zeros((3, 4), np.uint8)
    composite = compose(np.zeros((3, 4, 3), np.uint8), clear, background)
    np.testing.assert_array_equal(composite, background[:3, :4])


def test_a_small_background_is_enlarged_until_it_covers() -> None:
    clear = np.zeros((20, 6), np.uint8)
    background = np.full((5, 3, 3), 77, np.uint8)
    composite = compose(np.zeros((20, 6, 3), np.uint8), clear, background)
    assert (composite == 77).all()


def test_it_is_enlarged_as_the_official_script_does_it() -> None:
    rng = np.random.default_rng(0)
    background = rng.integers(0, 256, (9, 14, 3), np.uint8)
    clear = np.zeros((20, 30), np.uint8)
    composite = compose(np.zeros((20, 30, 3), np.uint8), clear, background)
    # Its own words: width and height of the foreground, bw and bh of the background.
    bg = Image.fromarray(background)
    ratio = max(30 / 14, 20 / 9)
    bg = bg.resize((math.ceil(14 * ratio), math.ceil(9 * ratio)), Image.Resampling.BICUBIC)
    np.testing.assert_array_equal(composite, np.asarray(bg.crop((0, 0, 30, 20))))


def test_the_written_set_can_be_evaluated(root: Path) -> None:
    names = list(write_set(root, root / "voc", root / "out", "test"))
    cases = find_cases(root / "out", "trimap1")
    assert sorted(names) == [case.name for case in cases]
    before = (root / "out" / "image" / "a_0.png").stat().st_mtime_ns
    assert list(write_set(root, root / "voc", root / "out", "test")) == names
    assert (root / "out" / "image" / "a_0.png").stat().st_mtime_ns == before


def test_its_training_folders_are_a_source(root: Path) -> None:
    items = find_foregrounds(root / "Test_set" / "Other")
    assert [item.image.name for item in items] == ["b.png"]


def test_incomplete_sets_are_named(root: Path) -> None:
    with pytest.raises(SourceError, match=r"no list .*training_fg_names"):
        pairs(root, root, "train")
    (root / "Test_set" / "Other" / "fg" / "b.png").unlink()
    with pytest.raises(SourceError, match=r"lists b\.png, but no fg folder holds it"):
        pairs(root, root, "test")
    (root / "Test_set" / "test_bg_names.txt").write_text("0.png\n")
    with pytest.raises(SourceError, match=r"2 foregrounds need 40 backgrounds, .* lists 1"):
        pairs(root, root, "test")
