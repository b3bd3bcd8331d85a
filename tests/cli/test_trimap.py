"""`mattegui trimap`."""

from pathlib import Path

import numpy as np
import pytest

from mattegui.cli.main import run
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.io import read_trimap
from tests.samples import disc, write

SIZE = (120, 160)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    return write(tmp_path / "a.png", disc(*SIZE)[0])


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    return write(tmp_path / "m.png", (disc(*SIZE)[2] > 0.5).astype(np.uint8) * 255)


def test_a_box_gives_a_trimap_that_suits_the_subject(
    image: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "t.png"
    assert run(["trimap", str(image), "--box", "35,15,90,90", "--out", str(out)]) == 0
    printed, said = capfd.readouterr()
    assert printed == ""
    assert said == f"Wrote {out}, with a band of 3 pixels.\n"
    trimap, alpha = read_trimap(out, SIZE), disc(*SIZE)[2]
    assert (alpha[trimap == FOREGROUND] > 0.75).all()
    assert (alpha[trimap == BACKGROUND] < 0.25).all()
    assert 0 < (trimap == UNKNOWN).mean() < 0.3


def test_a_mask_gives_a_band_of_the_width_that_was_asked_for(
    image: Path, mask: Path, tmp_path: Path
) -> None:
    out = tmp_path / "t.png"
    options = ["--mask", str(mask), "--band", "8", "--uniform"]
    assert run(["trimap", str(image), *options, "--out", str(out)]) == 0
    row = read_trimap(out, SIZE)[60]
    assert (np.diff(row.astype(int)) != 0).sum() == 4
    assert (row == UNKNOWN).sum() == 32


def test_an_adaptive_band_is_not_a_uniform_one(image: Path, mask: Path, tmp_path: Path) -> None:
    shares = []
    for kind in ("--adaptive", "--uniform"):
        out = tmp_path / f"{kind}.png"
        run(["trimap", str(image), "--mask", str(mask), kind, "--band", "8", "--out", str(out)])
        shares.append((read_trimap(out, SIZE) == UNKNOWN).mean())
    assert shares[0] != shares[1]


BAD = {
    "neither": ([], "give either --box X,Y,WIDTH,HEIGHT or --mask FILE"),
    "both": (["--box", "1,2,30,40", "--mask", "{mask}"], "give either --box"),
    "words": (["--box", "left"], "'left' is not X,Y,WIDTH,HEIGHT in whole pixels"),
    "three numbers": (["--box", "1,2,3"], "not X,Y,WIDTH,HEIGHT"),
    "no width": (["--box", "1,2,0,5"], "the box is empty"),
    "outside": (["--box", "500,2,20,20"], "outside of the image, which measures 160×120"),
    "no mask": (["--mask", "none.png"], "there is no file none.png"),
    "another size": (["--mask", "{other}"], "the mask measures 5×4 pixels, the image 160×120"),
    "a negative band": (["--mask", "{mask}", "--band", "-3"], "must be from 0 to"),
    "overwriting": (["--mask", "{mask}", "--out", "{mask}"], "is what is read"),
    "a folder": (["--mask", "{mask}", "--out", "{folder}"], "cannot write"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_in_one_line(
    name: str, image: Path, mask: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    options, words = BAD[name]
    other = write(tmp_path / "other.png", np.eye(4, 5, dtype=np.uint8))
    places = {"mask": str(mask), "other": str(other), "folder": str(tmp_path)}
    out = [] if "--out" in options else ["--out", str(tmp_path / "t.png")]
    before = mask.read_bytes()
    assert run(["trimap", str(image), *(each.format(**places) for each in options), *out]) == 2
    printed, said = capfd.readouterr()
    assert printed == ""
    assert said.startswith("mattegui: ")
    assert said.count("\n") == 1
    assert words in said
    assert not (tmp_path / "t.png").exists()
    assert mask.read_bytes() == before
