"""Render the icons of every size from the drawings: `python resources/icons/render.py`.

Needs rsvg-convert, ImageMagick's convert, and png2icns of icnsutils.
"""

import subprocess
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
SIZES: Final = (16, 24, 32, 48, 64, 128, 256, 512)
SMALL: Final = 32
"""Up to here the simpler drawing is used."""
ICO: Final = (16, 24, 32, 48, 64, 128, 256)
ICNS: Final = (16, 32, 48, 128, 256, 512)


def main() -> None:
    """Write `png/`, `mattegui.ico` and `mattegui.icns`."""
    (HERE / "png").mkdir(exist_ok=True)
    for size in SIZES:
        drawing = "mattegui-small.svg" if size <= SMALL else "mattegui.svg"
        _run("rsvg-convert", f"-w{size}", f"-h{size}", HERE / drawing, "-o", png(size))
    _run("convert", *map(png, ICO), HERE / "mattegui.ico")
    _run("png2icns", HERE / "mattegui.icns", *map(png, ICNS))


def png(size: int) -> Path:
    """Return the path of the icon of a size in pixels."""
    return HERE / "png" / f"mattegui-{size}.png"


def _run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
