"""torch's libraries opened ahead of its import."""

import subprocess
import sys

import pytest

from mattegui.engine.libraries import open_libraries

ASK = """
import sys
from mattegui.engine.libraries import open_libraries

opened = open_libraries()
assert "torch" not in sys.modules
with open("/proc/self/maps") as maps:
    mapped = maps.read()
assert all(str(path) in mapped for path in opened), opened
import torch

assert torch.ones(3).sum() == 3
assert open_libraries() == []
print(*(path.stem for path in opened))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc what is mapped")
def test_the_libraries_are_open_before_torch_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "libtorch_cpu" in done.stdout.split()


COLLECT = """
import gc
from mattegui.engine.libraries import import_torch

import_torch()
import sys
assert "torch" in sys.modules
assert gc.isenabled()
frozen = gc.get_freeze_count()
assert frozen > 100_000, frozen
import_torch()
assert gc.get_freeze_count() == frozen
"""


def test_what_torch_makes_is_not_looked_through_for_garbage() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COLLECT], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_nothing_is_opened_where_there_is_nothing_to_open(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr("mattegui.engine.libraries.sys.platform", platform)
    monkeypatch.setattr("mattegui.engine.libraries.find_spec", lambda _: None)
    assert open_libraries() == []
