"""What the tests on a card stand on; `pytest.ini` beside this file says how to run them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from tests.gpu.photos import Photo, read_photos
from tests.gpu.scarcity import Scarcity

ROOT = Path(__file__).parents[2]
REHEARSED = 2
"""Photos, where there is no card."""


@pytest.fixture(scope="session")
def device() -> torch.device:
    """Return the device under test; skip the test where there is none."""
    name = os.environ.get("MATTEGUI_GPU_DEVICE", "cuda")
    if name == "cuda" and not torch.cuda.is_available():
        pytest.skip("there is no CUDA device; MATTEGUI_GPU_DEVICE=cpu rehearses on the processor")
    return torch.device(name)


@pytest.fixture(scope="session")
def rehearsing(device: torch.device) -> bool:
    """Say whether the device is the processor: sizes are small then."""
    return device.type == "cpu"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the test a user's folder of its own, empty."""
    monkeypatch.setenv("MATTEGUI_DATA", str(tmp_path / "data"))


@pytest.fixture(autouse=True)
def no_tf32(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let single precision be it: torch convolves in TF32 otherwise."""
    monkeypatch.setattr(torch.backends.cudnn, "allow_tf32", False)


@pytest.fixture(scope="session")
def photos(rehearsing: bool) -> list[Photo]:
    """Return the photos of the development set with their first trimaps and their alpha."""
    places = [
        parent / "shared" / "data" / "dev_eval" / "alphamatting" for parent in (ROOT, ROOT.parent)
    ]
    folder = next((place for place in places if place.is_dir()), None)
    if folder is None:
        pytest.skip("the photos of the development set are not there")
    return read_photos(folder, REHEARSED if rehearsing else None)


@pytest.fixture
def scarcity(device: torch.device, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scarcity]:
    """Return what takes the device's memory; it is given back after the test."""
    scarcity = Scarcity(device, monkeypatch)
    yield scarcity
    scarcity.end()
