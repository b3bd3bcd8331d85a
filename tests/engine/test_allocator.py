import subprocess
import sys

import pytest

# In a process of its own: the setting holds for as long as the process lives.
SCRIPT = """
import resource
import numpy as np
from mattegui.engine.allocator import keep_freed_memory
if {keep}:
    assert keep_freed_memory()
def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(5):
        np.ones(48 << 20, np.uint8)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
faults()
print(faults())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc has the setting")
def test_freed_memory_is_not_cleared_again() -> None:
    def faults(keep: bool) -> int:
        script = SCRIPT.format(keep=keep)
        run = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
        return int(run.stdout)

    # The system counts each page that it has to clear; it may clear many at once.
    assert faults(keep=True) < 0.1 * faults(keep=False)
