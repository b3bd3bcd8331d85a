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

HELD_BACK = [
    "misc_godoteng_001_Leav_material_baseColor",
    "misc_makehuma_007_string3",
    "misc_makehuma_009_armsleeve_white_s",
    "misc_makehuma_010_bandeau_bra",
    "misc_makehuma_013_transparent_bra",
    "misc_makehuma_028_Full_beard_black_diff",
    "misc_makehuma_032_untitledv3",
    "misc_makehuma_039_long_alpha7",
    "misc_marinho_000_dirt_01",
    "misc_marinho_001_dirt_02",
    "misc_marinho_002_dirt_03",
    "misc_marinho_021_scorch_01",
    "misc_marinho_022_scorch_02",
    "misc_marinho_023_scorch_03",
    "photo_aim_s_1",
    "photo_am2k_sample9",
    "photo_carvekit_3",
    "photo_p3m_demo_p_71bcce3a",
    "photo_p3m_demo_p_bac3c1ff",
    "photo_p3m_demo_p_d684dae3",
    "photo_p3m_s_p_0865636e",
]
"""Of the shared foregrounds: weights that were trained have never seen these."""


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
    held = [n for n in range(400) if is_held_back(f"group {n}", 8)]
    assert 30 < len(held) < 75
    # Written down: with another split, a network would be measured on what it was trained on.
    assert held[:6] == [4, 6, 18, 43, 45, 54]
    names = ("smoke", "grass", "hair", "fur")
    assert [name for name in names if is_held_back(name, 8)] == ["grass"]


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


@pytest.mark.parametrize("pairs", [False, True])
def test_numbered_siblings_share_a_group_without_a_manifest(tmp_path: Path, *, pairs: bool) -> None:
    names = ["cat_0000", "cat_0039", "dog_0001", "0001", "0002"]
    for name in names:
        if pairs:
            write(tmp_path / "fg" / f"{name}.png", disc(16, 0)[..., :3])
            write(tmp_path / "alpha" / f"{name}.png", disc(16, 0)[..., 3])
        else:
            write(tmp_path / f"{name}.png", disc(16, 0))
    groups = {item.image.stem: item.group for item in find_foregrounds(tmp_path)}
    assert groups == dict(zip(names, ["cat", "cat", "dog", "0001", "0002"], strict=True))


def test_a_manifest_needs_no_more_than_files_and_categories(tmp_path: Path) -> None:
    for name in ("a_1.png", "a_2.png", "b.png"):
        write(tmp_path / "fg" / name, disc(16, 0)[..., :3])
        write(tmp_path / "alpha" / name, disc(16, 0)[..., 3])
    manifest = tmp_path / "manifest.csv"
    # As spreadsheets write it.
    manifest.write_text("file,category\na_1.png,hair\na_2.png,photo\nb.png\n", "utf-8-sig")
    found = {i.image.stem: (i.kind, i.group) for i in find_foregrounds(tmp_path)}
    assert found == {"a_1": ("hair", "a"), "a_2": ("photo", "a_2"), "b": (tmp_path.name, "b")}


def test_a_manifest_that_says_nothing_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.png", disc(16, 0))
    (tmp_path / "manifest.csv").write_text("name,category\na.png,hair\n")
    with pytest.raises(SourceError, match=r"manifest\.csv has no column called file"):
        find_foregrounds(tmp_path)
    columns = "file,category,fractional_alpha_share"
    (tmp_path / "manifest.csv").write_text(f"{columns}\na.png,hair,much\n")
    with pytest.raises(SourceError, match="'much' in a manifest is no number"):
        find_foregrounds(tmp_path)


def test_the_shared_foregrounds_are_split_on_both_sides(shared_data: Path) -> None:
    items = find_foregrounds(shared_data / "train_fg")
    held = [item.image.stem for item in items if is_held_back(item.group, 8)]
    assert len(items) == 138
    assert held == HELD_BACK


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
