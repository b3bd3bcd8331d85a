"""Training files: every layout read, every fault named, and a split that does not leak."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.train.tiny import disc
from train.sources import (
    SourceError,
    find_foregrounds,
    is_held_back,
    read_alpha,
    read_background,
    read_foreground,
    shrink,
    spread_colours,
    views,
)


def write(path: Path, pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8 | np.uint16]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), pixels)


def test_files_with_alpha_are_read_in_rgb_order(tmp_path: Path) -> None:
    rgba = disc(40, 1)
    write(tmp_path / "a.png", rgba[..., [2, 1, 0, 3]])
    (item,) = find_foregrounds(tmp_path)
    np.testing.assert_array_equal(read_foreground(item), rgba)


def test_pairs_are_read(tmp_path: Path) -> None:
    rgba = disc(40, 2)
    write(tmp_path / "fg" / "a.png", rgba[..., 2::-1])
    write(tmp_path / "alpha" / "a.png", rgba[..., 3])
    (item,) = find_foregrounds(tmp_path)
    np.testing.assert_array_equal(read_foreground(item), rgba)


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    rgba = disc(40, 3)
    write(tmp_path / "a.png", rgba[..., [2, 1, 0, 3]].astype(np.uint16) * 257)
    np.testing.assert_array_equal(read_foreground(find_foregrounds(tmp_path)[0]), rgba)


def test_alphas_of_both_depths_agree(tmp_path: Path) -> None:
    alpha = disc(40, 4)[..., 3]
    write(tmp_path / "8.png", alpha)
    write(tmp_path / "16.png", alpha.astype(np.uint16) * 257)
    np.testing.assert_allclose(read_alpha(tmp_path / "8.png"), read_alpha(tmp_path / "16.png"))


def test_a_picture_without_alpha_is_named(tmp_path: Path) -> None:
    write(tmp_path / "plain.png", np.zeros((8, 8, 3), np.uint8))
    with pytest.raises(SourceError, match=r"plain\.png has no alpha"):
        read_foreground(find_foregrounds(tmp_path)[0])


def test_a_missing_partner_is_named(tmp_path: Path) -> None:
    write(tmp_path / "fg" / "a.png", np.zeros((8, 8, 3), np.uint8))
    (tmp_path / "alpha").mkdir()
    with pytest.raises(SourceError, match="has no alpha of the same name"):
        find_foregrounds(tmp_path)


def test_partners_of_different_size_are_named(tmp_path: Path) -> None:
    write(tmp_path / "fg" / "a.png", np.zeros((8, 8, 3), np.uint8))
    write(tmp_path / "alpha" / "a.png", np.zeros((8, 9), np.uint8))
    with pytest.raises(SourceError, match="measures 8×8 pixels, its alpha 9×8"):
        read_foreground(find_foregrounds(tmp_path)[0])


def test_missing_and_empty_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no folder of foregrounds"):
        find_foregrounds(tmp_path / "nowhere")
    with pytest.raises(SourceError, match="holds no images"):
        find_foregrounds(tmp_path)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    with pytest.raises(SourceError, match=r"broken\.png is not there or no readable image"):
        read_background(tmp_path / "broken.png", 64)


def test_one_group_in_n_is_held_back_for_ever() -> None:
    held = [name for name in (f"group {n}" for n in range(400)) if is_held_back(name, 8)]
    assert 30 < len(held) < 75
    assert is_held_back("smoke", 8) == is_held_back("smoke", 8)


def test_colour_variants_and_series_share_a_group(tmp_path: Path) -> None:
    names = ["misc_a_1_Blonde.png", "misc_a_2_Red.png", "misc_b_01.png", "misc_b_02.png", "p_1.png",
             "p_2.png"]  # fmt: skip
    rows = ["file,width,height,fractional_alpha_share,category"]
    for name in names:
        write(tmp_path / name, disc(16, 0))
        kind = {"a": "hair", "b": "smoke/particle"}.get(name[5], "photo-animal")
        share = {"a": 0.4187, "b": 0.3}.get(name[5], 0.05)
        rows.append(f"{name},1024,1024,{share},{kind}")
    (tmp_path / "manifest.csv").write_text("\n".join(rows))
    groups = {item.image.name: item.group for item in find_foregrounds(tmp_path)}
    assert groups[names[0]] == groups[names[1]]
    assert groups[names[2]] == groups[names[3]]
    assert groups[names[4]] != groups[names[5]]


def test_the_shared_foregrounds_are_split_on_both_sides(shared_data: Path) -> None:
    items = find_foregrounds(shared_data / "train_fg")
    held = [item for item in items if is_held_back(item.group, 8)]
    assert 10 <= len(held) <= 30
    assert len({item.kind for item in held}) >= 5
    assert not {i.group for i in held} & {i.group for i in items if i not in held}


def test_clear_pixels_take_the_colours_nearby() -> None:
    rgba = disc(64, 5)
    rgba[rgba[..., 3] == 0, :3] = 0
    spread = spread_colours(rgba)
    np.testing.assert_array_equal(spread[..., 3], rgba[..., 3])
    np.testing.assert_allclose(
        spread[..., :3].reshape(-1, 3), np.broadcast_to(rgba[32, 32, :3], (64 * 64, 3)), atol=1
    )


def test_large_pictures_give_windows_at_full_size() -> None:
    rgba = disc(200, 6)
    shown = list(views(rgba, 100, np.random.default_rng(0)))
    assert [picture.shape for picture in shown] == [(100, 100, 4)] * 3
    assert all(((v[..., 3] > 12) & (v[..., 3] < 243)).any() for v in shown)
    assert len(list(views(rgba, 200, np.random.default_rng(0)))) == 1


def test_shrinking_never_enlarges() -> None:
    assert shrink(disc(40, 0), 100).shape == (40, 40, 4)
    assert shrink(disc(40, 0)[:20], 10).shape == (5, 10, 4)
