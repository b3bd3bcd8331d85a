"""Where the frozen program begins."""

import multiprocessing
import os
import sys
from pathlib import Path

import scipy_solvers

# The threads of numpy's OpenBLAS sleep when they have nothing to do, instead of turning round for a
# tenth of a second: at the start others need the processor.
os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")

if __name__ == "__main__":
    scipy_solvers.install()
    # The processes that `batch` starts are this program again; here they turn to their work.
    multiprocessing.freeze_support()

if sys.stderr is None:
    # On Windows a program without a console has nothing to print to; libraries print all the same.
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115

from mattegui.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
