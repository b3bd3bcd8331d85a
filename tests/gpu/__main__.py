"""`python -m tests.gpu FOLDER`: prove and measure on a card, and keep what was found.

FOLDER gets the tests' report, the bench's tables and its rows. One that fails does not keep the
other from running.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Final

COMMANDS: Final = {
    "tests": ["pytest", "-c", "tests/gpu/pytest.ini", "tests/gpu", "--durations=10"],
    "bench": ["tests.bench", "cuda", "--json"],
}


def main() -> int:
    """Run both; 1 if one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.gpu", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--seconds", type=float, default=280, help="how long each may take")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    failed = False
    for name, command in COMMANDS.items():
        rows = [str(arguments.folder / "cuda.json")] if name == "bench" else []
        log = arguments.folder / f"{name}.txt"
        with log.open("w") as file:
            try:
                ran = subprocess.run(
                    [sys.executable, "-u", "-m", *command, *rows],
                    stdout=file,
                    stderr=subprocess.STDOUT,
                    timeout=arguments.seconds,
                    check=False,
                )
                failed |= ran.returncode != 0
            except subprocess.TimeoutExpired:
                failed = True
                file.write(f"\nstopped after {arguments.seconds:g} seconds\n")
        print(f"== {name}", log.read_text(errors="replace")[-5000:], sep="\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
