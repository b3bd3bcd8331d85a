"""What every test stands on: no screen, nobody's own models, small random examples."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Tests read English texts, on whatever desktop they are run.
os.environ |= {"LC_ALL": "C.UTF-8", "LANGUAGE": "en"}

# Timings belong to tests/bench; a shared machine may stall for seconds.
settings.register_profile("mattegui", deadline=None, max_examples=60)
settings.load_profile("mattegui")


@pytest.fixture(autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a user's folder of its own, empty."""
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("MATTEGUI_DATA", str(folder))
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of photographs for tests; skip the test where it is not there."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of test photographs is not there")
    return folder
