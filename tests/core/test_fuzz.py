"""Damaged files of every kind: a clear error or an image; no crash, no hang, no endless memory."""

import io
import json
import os
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from mattegui.core.project_writer import save_project
from tests.core.fuzzing import SHAPE, Child, mutated
from tests.core.projects import parts_of, project, write_parts
from tests.samples import icc_profile, photo, write, write_psd

QUICK: Final = 25
"""Examples of each kind in the default run."""
MINUTES: Final = float(os.environ.get("MATTEGUI_FUZZ_MINUTES", "10"))
"""How long the long run takes, over all kinds."""
START: Final = int(os.environ.get("MATTEGUI_FUZZ_START", "0"))
"""Number of the first mutation of the long run: another one sees other files."""


def image_of(name: str) -> Callable[[Path], bytes]:
    def make(folder: Path) -> bytes:
        pixels = photo(*SHAPE, np.uint16 if "16" in name else np.uint8)
        path = folder / f"seed{Path(name).suffix}"
        if path.suffix == ".psd":
            return write_psd(path, pixels).read_bytes()
        if path.suffix == ".exr":
            pixels = (pixels / 255).astype(np.float16)
        profile: dict[str, Any] = {}
        if path.suffix in {".png", ".jpg", ".tif"}:
            profile["ICCProfile"] = icc_profile()
        return write(path, pixels, Orientation=6, **profile).read_bytes()

    return make


def gif(folder: Path) -> bytes:
    buffer = io.BytesIO()
    Pillow.fromarray(photo(*SHAPE)).save(buffer, "gif")
    return buffer.getvalue()


def trimap_of(suffix: str, dtype: type[np.unsignedinteger[Any]]) -> Callable[[Path], bytes]:
    def make(folder: Path) -> bytes:
        top = np.iinfo(dtype).max
        labels = np.full((*SHAPE, 1), top // 2, dtype)
        labels[:, :8], labels[:, -8:] = 0, top
        return write(folder / f"seed{suffix}", labels).read_bytes()

    return make


def palette_trimap(folder: Path) -> bytes:
    labels = np.zeros(SHAPE, np.uint8)
    labels[4:20, 4:28], labels[8:16, 8:24] = 128, 255
    buffer = io.BytesIO()
    Pillow.fromarray(labels).convert("P").save(buffer, "png")
    return buffer.getvalue()


def project_file(folder: Path) -> bytes:
    save_project(folder / "seed.ora", project(folder))
    return (folder / "seed.ora").read_bytes()


def weights(folder: Path) -> bytes:
    config = {"width": 0.25}
    header = {
        "__metadata__": {"format": "mattegui.dim.1", "config": json.dumps(config), "note": ""},
        "a": {"dtype": "F16", "shape": [2, 2], "data_offsets": [0, 8]},
    }
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + bytes(8)


SEEDS: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "8.png": ("image", image_of("8.png")),
    "16.png": ("image", image_of("16.png")),
    "8.tif": ("image", image_of("8.tif")),
    "16.tif": ("image", image_of("16.tif")),
    "8.jpg": ("image", image_of("8.jpg")),
    "8.exr": ("image", image_of("8.exr")),
    "8.webp": ("image", image_of("8.webp")),
    "8.jxl": ("image", image_of("8.jxl")),
    "8.bmp": ("image", image_of("8.bmp")),
    "8.psd": ("image", image_of("8.psd")),
    "8.gif": ("image", gif),
    "trimap-8.png": ("trimap", trimap_of(".png", np.uint8)),
    "trimap-16.tif": ("trimap", trimap_of(".tif", np.uint16)),
    "trimap-palette.png": ("trimap", palette_trimap),
    "work.ora": ("project", project_file),
    "dim.safetensors": ("weights", weights),
}


class Field:
    """Seeds and the children that read what becomes of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._children: dict[str, Child] = {}
        self._seeds: dict[str, bytes] = {}

    def seed(self, name: str) -> bytes:
        if name not in self._seeds:
            with TemporaryDirectory() as folder:
                self._seeds[name] = SEEDS[name][1](Path(folder))
        return self._seeds[name]

    def ask(self, name: str, data: bytes) -> str:
        kind = SEEDS[name][0]
        if kind not in self._children:
            self._children[kind] = Child(kind)
        path = self.folder / name
        path.write_bytes(data)
        return self._children[kind].ask(path)

    def close(self) -> None:
        for child in self._children.values():
            child.close()


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    made = Field(tmp_path_factory.mktemp("fuzz"))
    yield made
    made.close()


def is_fine(answer: str) -> bool:
    return answer == "ok" or answer.startswith("refused: ")


@pytest.mark.parametrize("name", [name for name in SEEDS if SEEDS[name][0] != "weights"])
def test_the_seed_itself_is_read(name: str, field: Field) -> None:
    assert field.ask(name, field.seed(name)) == "ok"


@pytest.mark.parametrize("name", [name for name in SEEDS if SEEDS[name][0] != "weights"])
def test_a_damaged_file_is_refused_or_read(name: str, field: Field) -> None:
    @settings(max_examples=QUICK, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**32 - 1))
    def check(number: int) -> None:
        data = mutated(field.seed(name), np.random.default_rng(number))
        answer = field.ask(name, data)
        assert is_fine(answer), f"{name}, mutation {number}: {answer}"

    check()


@pytest.mark.parametrize(
    "part", ["stack.xml", "mattegui.json", "mergedimage.png", "data/image.png"]
)
def test_a_damaged_part_of_a_whole_project_is_refused_or_read(part: str, field: Field) -> None:
    # Damage that the ZIP's own checksums do not show.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "seed.ora"
        path.write_bytes(field.seed("work.ora"))
        parts = parts_of(path)
        for number in range(QUICK):
            damaged = mutated(parts[part], np.random.default_rng(number))
            data = write_parts(path, parts | {part: damaged}).read_bytes()
            answer = field.ask("work.ora", data)
            assert is_fine(answer), f"{part}, mutation {number}: {answer}"


def test_text_of_another_encoding_is_no_crash(field: Field) -> None:
    # OpenEXR keeps names as bytes; OpenImageIO's Python side takes them for UTF-8.
    data = field.seed("8.exr").replace(b"channels\0", b"channel\xfe\0")
    assert field.ask("8.exr", data).startswith("refused: ")


@pytest.mark.slow
def test_ten_minutes_of_damaged_files(field: Field, tmp_path: Path) -> None:
    ends = time.monotonic() + 60 * MINUTES
    findings: dict[str, str] = {}
    number = START
    whole = tmp_path / "whole.ora"
    whole.write_bytes(field.seed("work.ora"))
    parts = parts_of(whole)
    while time.monotonic() < ends:
        for name in SEEDS:
            rng = np.random.default_rng([number, len(name)])
            data = mutated(field.seed(name), rng)
            if name == "work.ora" and number % 4:
                part = str(rng.choice(list(parts)))
                damaged = parts | {part: mutated(parts[part], rng)}
                data = write_parts(whole, damaged).read_bytes()
            answer = field.ask(name, data)
            if not is_fine(answer):
                findings.setdefault(f"{name}: {answer[:120]}", f"mutation {number}")
        number += 1
    assert number > START + 10
    assert not findings, "\n".join(f"{what} ({where})" for what, where in findings.items())
