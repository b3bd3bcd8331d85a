"""`mattegui matte` on input that is in order, or odd and still valid."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow
from PySide6.QtGui import QColorSpace

from mattegui.cli.main import run
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, AnyArray, as_float, known_alpha
from mattegui.core.curve import Curve
from mattegui.core.io import read_image, read_trimap
from mattegui.core.metrics import sad
from mattegui.core.profile import srgb_copy
from tests.core.exports import P3
from tests.samples import disc, icc_profile, photo, read_back, write

SIZE = (48, 64)


def matte(folder: Path, image: Path, trimap: AnyArray, *options: str) -> Path:
    """Run the command with the closed form and return what it wrote."""
    mask = write(folder / "trimap.png", trimap)
    out = folder / "out.png"
    files = [str(image), "--trimap", str(mask), "--out", str(out)]
    assert run(["matte", *files, "--model", "closed-form", *options]) == 0
    return out


def test_the_cutout_has_the_images_size_depth_profile_and_solid_pixels(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _, trimap, _ = disc(*SIZE, band=6)
    pixels = photo(*SIZE, np.uint16)
    profile = bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile().data())
    image = write(tmp_path / "a.tif", pixels, ICCProfile=profile)
    stored, spec = read_back(matte(tmp_path, image, trimap))
    assert stored.shape == (*SIZE, 4)
    assert stored.dtype == np.uint16
    assert np.array_equal(stored[trimap == FOREGROUND][:, :3], pixels[trimap == FOREGROUND])
    assert (stored[trimap == FOREGROUND][:, 3] == 65535).all()
    assert (stored[trimap == BACKGROUND][:, 3] == 0).all()
    assert bytes(np.asarray(spec.getattribute("ICCProfile"), np.uint8)) == profile
    printed, said = capfd.readouterr()
    assert printed == ""
    assert said == f"Using closed-form (Closed form) on CPU.\nWrote {tmp_path / 'out.png'}.\n"


@pytest.mark.parametrize(("output", "channels"), [("alpha", 1), ("foreground", 3), ("rgba", 4)])
def test_other_outputs(output: str, channels: int, tmp_path: Path) -> None:
    image, trimap, truth = disc(*SIZE, band=6)
    path = matte(tmp_path, write(tmp_path / "a.png", image), trimap, "--output", output)
    stored, _ = read_back(path)
    assert stored.shape == (*SIZE, channels)
    if output != "foreground":
        assert np.abs(stored[..., -1] / 255 - truth).mean() < 0.02


def test_the_alpha_is_clipped_and_bent(tmp_path: Path) -> None:
    image, trimap, _ = disc(*SIZE, band=6)
    file = write(tmp_path / "a.png", image)
    plain, _ = read_back(matte(tmp_path, file, trimap, "--output", "alpha", "--depth", "16"))
    options = ("--clip-black", "0.2", "--clip-white", "0.7", "--gamma", "2")
    path = matte(tmp_path, file, trimap, "--output", "alpha", "--depth", "16", *options)
    clipped, _ = read_back(path)
    wanted = Curve(0.2, 0.7, 2).applied(plain.astype(np.float32) * np.float32(1 / 65535))
    assert np.abs(clipped / 65535 - wanted).max() < 0.01
    assert (clipped == 0).sum() > (plain == 0).sum()


def test_as_much_of_the_background_is_taken_out_as_asked_for(tmp_path: Path) -> None:
    image, trimap, _ = disc(*SIZE, band=6)
    file = write(tmp_path / "a.png", image)
    all_of_it, _ = read_back(matte(tmp_path, file, trimap))
    soft = (all_of_it[..., 3] > 50) & (all_of_it[..., 3] < 200)
    whole = all_of_it[soft][:, :3].astype(int) - image[soft]
    assert np.abs(whole).max() > 20
    half, _ = read_back(matte(tmp_path, file, trimap, "--decontamination", "0.5"))
    assert np.abs(half[soft][:, :3].astype(int) - image[soft] - whole / 2).max() <= 1
    none, _ = read_back(matte(tmp_path, file, trimap, "--decontamination", "0"))
    assert np.array_equal(none[soft][:, :3], image[soft])
    assert np.array_equal(none[..., 3], all_of_it[..., 3])


def test_a_new_background_of_one_colour(tmp_path: Path) -> None:
    image, trimap, _ = disc(*SIZE, band=6)
    path = matte(tmp_path, write(tmp_path / "a.png", image), trimap, "--background", "#0a0")
    stored, _ = read_back(path)
    assert stored.shape == (*SIZE, 3)
    assert (stored[trimap == BACKGROUND] == (0, 170, 0)).all()


def test_a_new_background_from_a_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    image, trimap, _ = disc(*SIZE, band=6)
    behind = write(tmp_path / "b.png", np.full((9, 9, 3), 77, np.uint8), ICCProfile=icc_profile())
    source = write(tmp_path / "a.png", image)
    path = matte(tmp_path, source, trimap, "--background", str(behind))
    assert (read_back(path)[0][trimap == BACKGROUND] == 77).all()
    assert "The colours of b.png are taken for sRGB; of its profile: " in capfd.readouterr().err


def test_a_new_background_is_brought_into_the_profile_of_the_image(tmp_path: Path) -> None:
    image, trimap, _ = disc(*SIZE, band=6)
    plate = np.full((9, 9, 3), (200, 90, 60), np.uint8)
    behind = write(tmp_path / "b.png", plate, ICCProfile=P3)
    source = write(tmp_path / "a.png", image)
    path = matte(tmp_path, source, trimap, "--background", str(behind))
    seen = srgb_copy(plate, P3)[0, 0]
    assert (read_back(path)[0][trimap == BACKGROUND] == seen).all()
    assert (seen != plate[0, 0]).any()


def one(label: int) -> AnyArray:
    return np.full(SIZE, label, np.uint8)


def halves(left: int, right: int) -> AnyArray:
    trimap = one(left)
    trimap[:, SIZE[1] // 2 :] = right
    return trimap


@pytest.mark.parametrize(
    ("trimap", "words", "alphas"),
    [
        (one(BACKGROUND), "Nothing is marked unknown", {0}),
        (one(FOREGROUND), "Nothing is marked unknown", {255}),
        (one(UNKNOWN), "Everything is marked unknown", {128}),
        (halves(UNKNOWN, FOREGROUND), "No background is marked", {255}),
        (halves(UNKNOWN, BACKGROUND), "No foreground is marked", {0}),
        (halves(FOREGROUND, BACKGROUND), "Nothing is marked unknown", {0, 255}),
    ],
)
def test_one_sided_trimaps_work_and_say_what_they_mean(
    trimap: AnyArray,
    words: str,
    alphas: set[int],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    path = matte(tmp_path, write(tmp_path / "a.png", photo(*SIZE)), trimap)
    assert set(np.unique(read_back(path)[0][..., 3]).tolist()) == alphas
    assert capfd.readouterr().err.startswith(words)


def soft(trimap: AnyArray) -> AnyArray:
    """Return a trimap whose unknown is a ramp of greys, as soft brushes leave it."""
    ramp = np.linspace(1, 254, trimap.size).reshape(trimap.shape).astype(np.uint8)
    return np.where(trimap == UNKNOWN, ramp, trimap)


@pytest.mark.parametrize(
    "change",
    [
        lambda trimap: np.where(trimap == UNKNOWN, 127, trimap),
        soft,
        lambda trimap: trimap.astype(np.uint16) * 257,
        lambda trimap: np.repeat(trimap[..., None], 3, axis=2),
        lambda trimap: np.dstack([trimap, np.full_like(trimap, 255)]),
    ],
    ids=["grey 127", "soft edges", "16 bits", "colour", "with alpha"],
)
def test_trimaps_from_elsewhere_mean_the_same(change: Callable[[Any], Any], tmp_path: Path) -> None:
    image, trimap, _ = disc(*SIZE, band=6)
    source = write(tmp_path / "a.png", image)
    expected, _ = read_back(matte(tmp_path, source, trimap))
    changed = change(trimap)
    found, _ = read_back(matte(tmp_path, source, changed.astype(changed.dtype.newbyteorder("="))))
    assert np.array_equal(found, expected)


def halved(path: Path) -> AnyArray:
    """Return a trimap of an image: its first half background, its second foreground."""
    trimap = np.full(read_image(path).image.shape[:2], UNKNOWN, np.uint8)
    middle = trimap.size // 2
    trimap.flat[: max(1, middle - 32)] = BACKGROUND
    trimap.flat[min(trimap.size - 1, middle + 32) :] = FOREGROUND
    return trimap


def cmyk(path: Path) -> Path:
    Pillow.fromarray(photo(*SIZE)).convert("CMYK").save(path)
    return path


def misnamed(path: Path) -> Path:
    write(path.with_suffix(".webp"), photo(*SIZE)).rename(path)
    return path


def translucent(path: Path) -> Path:
    return write(path, np.dstack([photo(*SIZE), np.full(SIZE, 9, np.uint8)]))


def turned(path: Path) -> Path:
    return write(path, photo(64, 48), Orientation=6)


def bright(path: Path) -> Path:
    return write(path, np.full((*SIZE, 3), 3.0, np.float32))


ODD: dict[str, tuple[str, Callable[[Path], Path], str]] = {
    "1×1": ("a.png", lambda path: write(path, photo(1, 1)), "Nothing is marked unknown"),
    "1×5000": ("a.png", lambda path: write(path, photo(5000, 1)), ""),
    "5000×1": ("a.jpg", lambda path: write(path, photo(1, 5000)), ""),
    "2×2": ("a.png", lambda path: write(path, photo(2, 2)), ""),
    "CMYK JPEG": ("a.jpg", cmyk, "a.jpg holds CMYK inks; its colours were converted"),
    "grey": ("a.png", lambda path: write(path, photo(*SIZE)[..., 1]), ""),
    "WebP named JPEG": ("a.jpg", misnamed, ""),
    "with alpha": ("a.png", translucent, "a.png has an alpha channel of its own; it is not used"),
    "turned by EXIF": ("a.jpg", turned, ""),
    "brighter than white": ("a.exr", bright, "Values below 0 or above 1"),
    "damaged profile": (
        "a.jpg",
        lambda path: write(path, photo(*SIZE), ICCProfile=b"no profile" * 20),
        "The colour profile of a.jpg is damaged and was left out",
    ),
    "spaces and signs": ("ein Büro – 50 %[1].png", lambda path: write(path, photo(*SIZE)), ""),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_images_work_and_say_what_was_done(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file, make, words = ODD[name]
    image = make(tmp_path / file)
    trimap = halved(image)
    stored, _ = read_back(matte(tmp_path, image, trimap))
    assert stored.shape == (*trimap.shape, 4)
    assert stored[..., 3].flat[-1] == np.iinfo(stored.dtype).max
    said = capfd.readouterr().err
    assert re.match(words or "Using closed-form", said), said


def test_auto_says_what_it_took(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    image = write(tmp_path / "a.png", photo(*SIZE))
    matte(tmp_path, image, one(BACKGROUND), "--model", "auto")
    assert re.search(r"Using \S+ \(.*, the choice of auto\) on ", capfd.readouterr().err)


def test_the_old_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "out.png").write_text("old")
    path = matte(tmp_path, write(tmp_path / "a.png", photo(*SIZE)), one(FOREGROUND))
    assert read_back(path)[0].shape == (*SIZE, 4)


def test_a_real_photograph_beats_its_trimap_by_far(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "dev_eval" / "alphamatting"
    image, trimap = folder / "image" / "GT06.png", folder / "trimap1" / "GT06.png"
    out = tmp_path / "cutout.png"
    arguments = [str(image), "--trimap", str(trimap), "--out", str(out), "--model", "closed-form"]
    assert run(["matte", *arguments]) == 0
    cutout, truth = read_image(out), read_image(folder / "alpha" / "GT06.png")
    assert cutout.image.shape == read_image(image).image.shape
    labels = read_trimap(trimap, cutout.image.shape)
    true = as_float(truth.image)[..., 0]
    assert cutout.alpha is not None
    assert sad(cutout.alpha, true, labels) < sad(known_alpha(labels), true, labels) / 5
