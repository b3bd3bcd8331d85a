"""Where the frozen program begins."""

import os
import sys
from pathlib import Path

if sys.stderr is None:
    # On Windows a program without a console has nothing to print to; libraries print all the same.
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115

from mattegui.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
