"""A folder of generated foregrounds that fills while training runs.

Drawing one takes from a tenth of a second to seconds, far longer than training on it, so they are
drawn once, kept as RGBA files and drawn on by every later run. File n depends on the seed and n
only: two processes may fill one folder, and a folder may grow at any time.
"""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.files import atomic_path
from train.foregrounds import sample
from train.sources import SUFFIXES, Item, SourceError, images_in, read_background

VALIDATION_SEED = 1_000_003
"""Far from any training seed: no generated foreground is in both sets."""

Pixels = NDArray[np.uint8]


def fill(folder: Path, count: int, *, seed: int, size: int, textures: list[Pixels]) -> None:
    """Draw foregrounds number 0 to `count` − 1 into `folder`, as far as they are not there.

    Args:
        folder: Is made where it is missing.
        count: How many there shall be.
        seed: With the number it decides what is drawn.
        size: Their side in pixels.
        textures: Photos (H,W,3 RGB) that surfaces may be painted with.

    Raises:
        OSError: A file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = {int(path.name.split("-")[0]) for path in images_in(folder)}
    for number in sorted(set(range(count)) - there):
        drawn = sample(np.random.default_rng([seed, number]), size, textures)
        rgba = np.dstack([drawn.colour, drawn.alpha])
        bgra = cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGRA)
        with atomic_path(folder / f"{number:06d}-{drawn.kind}.png") as draft:
            if not cv2.imwrite(str(draft), bgra, [cv2.IMWRITE_PNG_COMPRESSION, 1]):
                raise OSError(f"cannot write {draft}")


def generated(folder: Path, most: int) -> list[Item]:
    """Return the first `most` foregrounds of a cache folder, none where there is none yet."""
    if not folder.is_dir():
        return []
    paths = [path for path in images_in(folder) if not path.name.startswith(".")]
    return [
        Item(path, None, path.stem.partition("-")[2], path.stem, coloured=True)
        for path in paths[:most]
    ]


def read_textures(folders: tuple[str, ...], most: int) -> list[Pixels]:
    """Return up to `most` photos, H,W,3 RGB `uint8`, evenly spread over the folders' files.

    Raises:
        SourceError: There are none.
    """
    paths = [path for folder in folders for path in images_in(Path(folder))]
    if not paths:
        raise SourceError(f"no images of any of {', '.join(SUFFIXES)} in {', '.join(folders)}")
    step = max(1, len(paths) // most)
    return [np.ascontiguousarray(read_background(p, 512)[..., :3]) for p in paths[::step][:most]]
