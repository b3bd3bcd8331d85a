"""What can be wrong with the input: one line that says what and where, exit code 2, no file."""

import os
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from mattegui.cli.main import run
from mattegui.core.arrays import AnyArray
from mattegui.engine import models
from tests.samples import disc, photo, write, write_psd

SIZE = (48, 64)


class Desk:
    """A folder with a good image and a good trimap in it, and the arguments to mat them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        image, trimap, _ = disc(*SIZE, band=6)
        self.image = write(folder / "image.png", image)
        self.trimap = write(folder / "trimap.png", trimap)
        self.out = folder / "out.png"
        self.options: list[str] = []

    @property
    def arguments(self) -> list[str]:
        files = [str(self.image), "--trimap", str(self.trimap), "--out", str(self.out)]
        return ["matte", *files, *self.options]

    def cut(self, name: str, **attributes: Any) -> Path:
        """Write an image in the format of `name` and cut the file off in the middle."""
        pixels: AnyArray = photo(120, 160)
        if name.endswith(".exr"):
            pixels = pixels.astype(np.float32) / 255
        path = self.folder / name
        if name.endswith(".psd"):
            write_psd(path, pixels)
        else:
            write(path, pixels, **attributes)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        return path

    def file(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds no pixels."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    checked = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    data = struct.pack(">I4sI", 0, b"IDAT", zlib.crc32(b"IDAT"))
    return b"\x89PNG\r\n\x1a\n" + checked + data


Spoil = Callable[[Desk], object]


def set_image(name: str, **attributes: Any) -> Spoil:
    def spoil(desk: Desk) -> None:
        desk.image = desk.cut(name, **attributes)

    return spoil


def set_options(*options: str) -> Spoil:
    def spoil(desk: Desk) -> None:
        desk.options = list(options)

    return spoil


def set_linear(value: float, names: str = "RGB") -> Spoil:
    def spoil(desk: Desk) -> None:
        pixels: AnyArray = np.full((*SIZE, len(names)), 0.5, np.float32)
        pixels[3, 4] = value
        desk.image = write(desk.folder / "light.exr", pixels, names=names)

    return spoil


def set_content(name: str, content: bytes) -> Spoil:
    def spoil(desk: Desk) -> None:
        desk.image = desk.file(name, content)

    return spoil


def set_paths(**names: str) -> Spoil:
    def spoil(desk: Desk) -> None:
        for which, name in names.items():
            setattr(desk, which, desk.folder / name)

    return spoil


def trimap_of_another_size(desk: Desk) -> None:
    write(desk.trimap, np.zeros((64, 48), np.uint8))


def trimap_cut_off(desk: Desk) -> None:
    desk.trimap = desk.cut("t.png")


def out_is_a_folder(desk: Desk) -> None:
    desk.out = desk.folder / "folder.png"
    desk.out.mkdir()


def out_is_a_link_to_the_image(desk: Desk) -> None:
    desk.out = desk.folder / "link.png"
    desk.out.symlink_to(desk.image)


def out_is_the_background(desk: Desk) -> None:
    desk.out = write(desk.folder / "behind.png", photo(*SIZE))
    desk.options = ["--background", str(desk.out)]


def background_cut_off(desk: Desk) -> None:
    desk.options = ["--background", str(desk.cut("behind.jpg"))]


def weights(content: bytes) -> Spoil:
    def spoil(desk: Desk) -> None:
        folder = Path(os.environ["MATTEGUI_DATA"]) / "models"
        folder.mkdir()
        (folder / "dim.safetensors").write_bytes(content)
        desk.options = ["--model", "dim"]

    return spoil


BAD: dict[str, tuple[Spoil, str]] = {
    "truncated PNG": (set_image("a.png"), r"a\.png is damaged or incomplete: .*end of file"),
    "truncated JPEG": (set_image("a.jpg"), r"a\.jpg is damaged or incomplete: .*Premature end"),
    "truncated TIFF": (set_image("a.tif"), r"a\.tif is damaged or incomplete: "),
    "truncated WebP": (set_image("a.webp"), r"a\.webp cannot be read as an image: .*decode"),
    "truncated JPEG XL": (set_image("a.jxl"), r"a\.jxl cannot be read as an image: .*decoder"),
    "truncated EXR": (set_image("a.exr"), r"a\.exr is damaged or incomplete: "),
    "truncated PSD": (set_image("a.psd"), r"a\.psd is damaged or incomplete: .*end of file"),
    "truncated BMP": (set_image("a.bmp"), r"a\.bmp is damaged or incomplete: "),
    "empty file": (set_content("a.png", b""), r"a\.png is empty$"),
    "text named jpg": (set_content("a.jpg", b"hello"), r"a\.jpg.* is not a JPEG file"),
    "unknown kind": (set_content("a.xyz", b"hello"), r"a\.xyz is no image of a kind .* or WebP$"),
    "huge claimed size": (
        set_content("a.png", png_header(60_000, 60_000)),
        r"a\.png cannot be read as an image: .*claims a 10299 MB image",
    ),
    "claimed size of zero": (set_content("a.png", png_header(0, 9)), r"a\.png cannot be read"),
    "NaN": (set_linear(np.nan), r"light\.exr: 1 pixels hold values that are not finite"),
    "infinity": (set_linear(np.inf), r"light\.exr: 1 pixels hold values that are not finite"),
    "depth only": (set_linear(1, "Z"), r"light\.exr has no colour channels: it holds Z$"),
    "image is a folder": (set_paths(image="."), r" is a folder, not an image$"),
    "image is missing": (set_paths(image="gone.png"), r"there is no file .*gone\.png$"),
    "trimap is missing": (set_paths(trimap="gone.png"), r"there is no file .*gone\.png$"),
    "trimap of another size": (
        trimap_of_another_size,
        r"trimap\.png: the trimap measures 48×64 pixels, the image 64×48; they must be the same$",
    ),
    "trimap cut off": (trimap_cut_off, r"t\.png is damaged or incomplete"),
    "folder is missing": (set_paths(out="no/out.png"), r"out\.png: there is no folder .*no$"),
    "unknown suffix": (set_paths(out="out.gif"), r"out\.gif: the name must end in one of \.png, "),
    "no room for alpha": (set_paths(out="out.jpg"), r"out\.jpg: JPEG holds no alpha"),
    "no suffix": (set_paths(out="out"), r"out: the name must end in one of \.png, "),
    "out is a folder": (out_is_a_folder, r"cannot write .*folder\.png: it is a folder$"),
    "out is the image": (set_paths(out="image.png"), r"image\.png is what is read; choose another"),
    "out is the trimap": (set_paths(out="trimap.png"), r"trimap\.png is what is read"),
    "out is a link to the image": (out_is_a_link_to_the_image, r"link\.png is what is read"),
    "out is the background": (out_is_the_background, r"behind\.png is what is read"),
    "unknown model": (set_options("--model", "dym"), r"no model 'dym'; there are auto, dim, "),
    "no weights": (set_options("--model", "dim"), r"'dim' has no weights here: put dim\.safet"),
    "damaged weights": (weights(b"\x01\x02"), r"dim\.safetensors is damaged or no safetensors"),
    "empty weights": (weights(b""), r"dim\.safetensors is damaged or no safetensors"),
    "foreign weights": (
        weights(struct.pack("<Q", 2) + b"{}"),
        r"dim\.safetensors is no weights file of this program",
    ),
    "device not here": (set_options("--device", "cuda"), r"device 'cuda' is not available here"),
    "unknown output": (set_options("--output", "rgb"), r"--output: there is no 'rgb'; there are "),
    "unknown colour": (
        set_options("--background", "purplish"),
        r"--background: there is no file purplish, and 'purplish' is no colour: write #rrggbb",
    ),
    "background cut off": (background_cut_off, r"behind\.jpg is damaged or incomplete"),
    "background and alpha": (
        set_options("--background", "red", "--output", "alpha"),
        r"--background writes an opaque composite; --output alpha does not go with it$",
    ),
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(models, "resource", lambda *parts: tmp_path.joinpath("none", *parts))
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    return Desk(tmp_path)


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_in_one_line(
    name: str, desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    spoil, words = BAD[name]
    spoil(desk)
    before = contents(desk.folder)
    code = run(desk.arguments)
    printed, said = capfd.readouterr()
    assert code == 2
    assert printed == ""
    assert said.startswith("mattegui: ")
    assert said.endswith("\n")
    assert said.count("\n") == 1, said
    assert re.search(words, said.rstrip("\n")), said
    assert contents(desk.folder) == before, "no partial file, and nothing overwritten"


def test_a_read_only_folder_is_refused(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    folder = desk.folder / "locked"
    folder.mkdir(mode=0o500)
    # Nothing is locked for root but what the kernel itself keeps.
    desk.out = (Path("/proc/self") if os.access(folder, os.W_OK) else folder) / "out.png"
    if not desk.out.parent.is_dir():
        pytest.skip("there is no folder that root cannot write to")
    assert run(desk.arguments) == 2
    assert f"mattegui: cannot write {desk.out}: " in capfd.readouterr().err
    assert not desk.out.exists()


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes while the block runs."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_a_full_disk_leaves_no_partial_file(
    suffix: str, desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    noise = np.random.default_rng(0).choice([0, 255], (300, 400)).astype(np.uint8)
    desk.image = write(desk.folder / "large.png", photo(300, 400))
    desk.trimap = write(desk.folder / "noise.png", noise)
    desk.out = desk.folder / f"out.{suffix}"
    desk.out.write_bytes(b"the old file")
    desk.options = ["--output", "alpha", "--model", "closed-form"]
    before = contents(desk.folder)
    with small_disk(4096):
        code = run(desk.arguments)
    said = capfd.readouterr().err.splitlines()
    assert code == 2
    assert said[-1].startswith(f"mattegui: cannot write {desk.out}: ")
    assert len(said) == 3, "what is at work, what the trimap means, and what went wrong"
    assert contents(desk.folder) == before


def test_not_enough_memory_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def exhaust(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("mattegui.cli.matte.read_image", exhaust)
    assert run(desk.arguments) == 2
    assert capfd.readouterr().err == (
        "mattegui: there is not enough memory for an image of this size\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["matte"], "Missing"),
        (["matte", "a.png", "--out", "b.png"], "--trimap"),
        (["matte", "a.png", "--trimap", "t.png", "--out", "b.png", "--device", "tpu"], "'tpu'"),
        (["matte", "a.png", "--blur", "3"], "--blur"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_usage_errors_exit_with_2(
    arguments: list[str], words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert words in capfd.readouterr().err
