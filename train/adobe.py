"""Adobe's set by its official rule: 43 100 training and 1 000 test composites for its owners.

Each foreground goes over the next 100 backgrounds of a list in training, the next 20 in the test
(Composition-1k). A background smaller than the foreground is enlarged, bicubic, until it covers it;
its top left part is used; composites are truncated to whole numbers. Numbers on Composition-1k only
compare when its images were made like this.

The layout is the set's own: `Training_set/` and `Test_set/` with `*_fg_names.txt`,
`*_bg_names.txt` and folders of `fg/` and `alpha/`, the test's with `trimaps/` beside them.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mattegui.core.files import atomic_path
from train.sources import SourceError

Pixels = NDArray[np.uint8]
Part = Literal["train", "test"]

FOLDERS: Final[dict[Part, str]] = {"train": "Training_set", "test": "Test_set"}
LISTS: Final[dict[Part, str]] = {"train": "training", "test": "test"}
BACKGROUNDS_EACH: Final[dict[Part, int]] = {"train": 100, "test": 20}


@dataclass(frozen=True, slots=True)
class Pair:
    """One composite to be made; `name` is that of its files, `trimap` is None in training."""

    name: str
    foreground: Path
    alpha: Path
    background: Path
    trimap: Path | None


def pairs(root: Path, backgrounds: Path, part: Part) -> list[Pair]:
    """Return the composites of one part, in the order of the official lists.

    Args:
        root: Holds `Training_set/` and `Test_set/`.
        backgrounds: MS COCO's images for training, Pascal VOC's for the test.
        part: Which.

    Raises:
        SourceError: A list or file is missing, or the lists do not fit each other.
    """
    folder = root / FOLDERS[part]
    names = _lines(folder / f"{LISTS[part]}_fg_names.txt")
    behind = _lines(folder / f"{LISTS[part]}_bg_names.txt")
    each = BACKGROUNDS_EACH[part]
    if len(behind) < each * len(names):
        raise SourceError(
            f"{len(names)} foregrounds need {each * len(names)} backgrounds, "
            f"{folder} lists {len(behind)}"
        )
    places = {path.name: path for path in sorted(folder.glob("*/fg/*"))}
    found = []
    for number, name in enumerate(names):
        if name not in places:
            raise SourceError(f"{folder} lists {name}, but no fg folder holds it")
        fg = places[name]
        for count in range(each):
            stem = f"{fg.stem}_{count}"
            trimap = fg.parents[1] / "trimaps" / f"{stem}.png" if part == "test" else None
            background = backgrounds / behind[number * each + count]
            found.append(Pair(stem, fg, fg.parents[1] / "alpha" / name, background, trimap))
    return found


def compose(foreground: Pixels, alpha: Pixels, background: Pixels) -> Pixels:
    """Return the official composite, H,W,3.

    Args:
        foreground: H,W,3.
        alpha: H,W.
        background: Any size,3.
    """
    height, width = alpha.shape
    rows, columns = background.shape[:2]
    ratio = max(width / columns, height / rows)
    if ratio > 1:
        size = (math.ceil(columns * ratio), math.ceil(rows * ratio))
        # Pillow's, which the official script uses: OpenCV's has another kernel.
        enlarged = Image.fromarray(background).resize(size, Image.Resampling.BICUBIC)
        background = np.asarray(enlarged, np.uint8)
    share = alpha[..., None].astype(np.float64) / 255
    mixed = share * foreground + (1 - share) * background[:height, :width]
    # The official script casts to int, which truncates.
    truncated: Pixels = mixed.astype(np.uint8)
    return truncated


def write_set(root: Path, backgrounds: Path, out: Path, part: Part) -> Iterator[str]:
    """Write composites as `evaluate` reads them: `image/`, `alpha/` and, of the test, `trimap1/`.

    What is there already is kept, so an interrupted call can be repeated.

    Yields:
        Each composite's name when it is written.

    Raises:
        SourceError: The set is incomplete.
        OSError: A file cannot be written.
    """
    for pair in pairs(root, backgrounds, part):
        target = out / "image" / f"{pair.name}.png"
        if not target.exists():
            alpha = _read(pair.alpha, cv2.IMREAD_GRAYSCALE)
            colours = [_read(p, cv2.IMREAD_COLOR) for p in (pair.foreground, pair.background)]
            if pair.trimap is not None:
                trimap = _read(pair.trimap, cv2.IMREAD_GRAYSCALE)
                _write(out / "trimap1" / target.name, trimap)
            _write(out / "alpha" / target.name, alpha)
            _write(target, compose(colours[0], alpha, colours[1]))
        yield pair.name


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        raise SourceError(f"there is no list {path}: is this Adobe's set as it is distributed?")
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _read(path: Path, flags: int) -> Pixels:
    image = cv2.imread(str(path), flags)
    if image is None:
        raise SourceError(f"{path} is not there or no readable image")
    return image.astype(np.uint8)


def _write(path: Path, pixels: Pixels) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_path(path) as draft:
        if not cv2.imwrite(str(draft), pixels):
            raise OSError(f"cannot write {path}")
