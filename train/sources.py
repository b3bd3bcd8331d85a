"""Foregrounds and backgrounds on disk: folders of files, split into training and validation.

The split is by shape, not by file: colour variants of one shape, and numbered siblings of one
series, fall on the same side, so that validation does not ask for what was seen.
"""

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp")


class SourceError(ValueError):
    """A folder or file of training data that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Item:
    """One foreground on disk.

    Attributes:
        image: RGBA file, or RGB file beside `alpha`.
        alpha: Grey file, or none where the image has its own.
        kind: What it shows, from a manifest, or the folder's name.
        group: What must stay on one side of the split.
        coloured: Its fully clear pixels carry the colours nearby already.
    """

    image: Path
    alpha: Path | None
    kind: str
    group: str
    coloured: bool = False


def find_foregrounds(folder: Path) -> list[Item]:
    """Return the foregrounds of `folder`: `fg/` and `alpha/` pairs, or RGBA files.

    A `manifest.csv` with columns `file` and `category` gives kinds; its `width`, `height` and
    `fractional_alpha_share`, where it has them, tell colour variants of one shape. Groups follow
    from names and manifest alone, so that one file has the same in either layout and in any folder.

    Raises:
        SourceError: The folder is not there or empty, an image lacks its alpha, or the manifest
            cannot be used.
    """
    if not folder.is_dir():
        raise SourceError(f"there is no folder of foregrounds {folder}")
    rows = _manifest(folder)
    found = _pairs(folder) if (folder / "fg").is_dir() else [(p, None) for p in images_in(folder)]
    if not found:
        raise SourceError(f"{folder} holds no images")
    items = []
    for image, alpha in found:
        row = rows.get(image.name, {})
        kind = row.get("category") or folder.name
        items.append(Item(image, alpha, kind, _group(image.stem, kind, row)))
    return items


def images_in(folder: Path) -> list[Path]:
    """Return the image files directly in `folder`, sorted.

    Raises:
        SourceError: The folder is not there.
    """
    if not folder.is_dir():
        raise SourceError(f"there is no folder {folder}")
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)


def is_held_back(group: str, one_in: int) -> bool:
    """Say whether a group belongs to validation; the same for ever, on every machine."""
    digest = hashlib.sha256(group.encode()).digest()
    return int.from_bytes(digest[:4], "big") % one_in == 0


def lot(path: Path) -> bytes:
    """Return what files are sorted by where only some can be taken: it follows from the name alone.

    What is left out is like what is taken, and every machine takes the same.
    """
    return hashlib.blake2b(path.stem.encode()).digest()


def read_foreground(item: Item) -> Pixels:
    """Return H,W,4 `uint8` RGBA, straight colour.

    Raises:
        SourceError: The file cannot be read, has no alpha, or the two files differ in size.
    """
    image = _read(item.image, cv2.IMREAD_UNCHANGED)
    if item.alpha is None:
        if image.ndim != 3 or image.shape[2] != 4:
            raise SourceError(f"{item.image} has no alpha channel, and there is no file for it")
        rgba = np.ascontiguousarray(_eight_bit(image)[..., [2, 1, 0, 3]])
        return rgba if item.coloured else spread_colours(rgba)
    alpha = _eight_bit(_read(item.alpha, cv2.IMREAD_GRAYSCALE))
    rgb = cv2.cvtColor(_eight_bit(_read(item.image, cv2.IMREAD_COLOR)), cv2.COLOR_BGR2RGB)
    if alpha.shape != rgb.shape[:2]:
        raise SourceError(
            f"{item.image} measures {rgb.shape[1]}×{rgb.shape[0]} pixels, "
            f"its alpha {alpha.shape[1]}×{alpha.shape[0]}"
        )
    return spread_colours(np.dstack([rgb, alpha]))


def read_background(path: Path, longest: int) -> Pixels:
    """Return H,W,4 `uint8` RGBA with alpha 255, its longer side at most `longest`.

    Raises:
        SourceError: The file cannot be read.
    """
    rgb = cv2.cvtColor(_eight_bit(_read(path, cv2.IMREAD_COLOR)), cv2.COLOR_BGR2RGB)
    rgba = np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])
    return shrink(rgba, longest)


def read_alpha(path: Path) -> NDArray[np.float32]:
    """Return an alpha, H,W in [0, 1], from a grey file of 8 or 16 bits.

    Raises:
        SourceError: The file cannot be read.
    """
    alpha = _read(path, cv2.IMREAD_GRAYSCALE | cv2.IMREAD_ANYDEPTH)
    white = 65535 if alpha.dtype == np.uint16 else 255
    return np.asarray(alpha.astype(np.float32) / np.float32(white))


def shrink(rgba: Pixels, longest: int) -> Pixels:
    """Return the picture with its longer side at most `longest`, never enlarged."""
    factor = longest / max(rgba.shape[:2])
    if factor >= 1:
        return rgba
    size = (max(1, round(rgba.shape[1] * factor)), max(1, round(rgba.shape[0] * factor)))
    return cv2.resize(rgba, size, interpolation=cv2.INTER_AREA).astype(np.uint8)


def views(rgba: Pixels, longest: int, rng: np.random.Generator) -> Iterator[Pixels]:
    """Yield the picture at most `longest` large, and full-size windows where it was larger.

    Windows are what shows strands at the sharpness of a photo; each is centred on a pixel that is
    neither solid nor clear.
    """
    yield shrink(rgba, longest)
    height, width = rgba.shape[:2]
    if max(height, width) <= longest * 1.2:
        return
    alpha = rgba[..., 3]
    edge_y, edge_x = np.nonzero((alpha > 12) & (alpha < 243))
    for pick in rng.integers(0, max(1, edge_y.size), 2 if edge_y.size else 0):
        top = int(np.clip(edge_y[pick] - longest // 2, 0, max(0, height - longest)))
        left = int(np.clip(edge_x[pick] - longest // 2, 0, max(0, width - longest)))
        yield np.ascontiguousarray(rgba[top : top + longest, left : left + longest])


def spread_colours(rgba: Pixels) -> Pixels:
    """Return the picture with colours near the subject carried into its fully clear pixels.

    Files often hold black or white there, which a resampled edge would mix in.
    """
    clear = rgba[..., 3] == 0
    if not clear.any() or clear.all():
        return rgba
    rgb, weight = rgba[..., :3].astype(np.float32), (~clear).astype(np.float32)
    filled, covered = rgb * weight[..., None], weight
    for size in (3, 9, 33, 129):
        blurred = cv2.blur(rgb * weight[..., None], (size, size))
        share = cv2.blur(weight, (size, size))
        fill = (covered == 0) & (share > 1e-4)
        filled[fill] = blurred[fill] / share[fill][:, None]
        covered = np.where(fill, 1.0, covered)
    filled[covered == 0] = rgb[~clear].mean(0)
    return np.dstack([np.rint(np.clip(filled, 0, 255)).astype(np.uint8), rgba[..., 3]])


def _pairs(folder: Path) -> list[tuple[Path, Path | None]]:
    alphas = {path.stem: path for path in images_in(folder / "alpha")}
    images = images_in(folder / "fg")
    for image in images:
        if image.stem not in alphas:
            raise SourceError(f"{image} has no alpha of the same name in {folder / 'alpha'}")
    return [(image, alphas[image.stem]) for image in images]


def _manifest(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / "manifest.csv"
    if not path.is_file():
        return {}
    # Spreadsheets begin their files with a byte order mark.
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        if "file" not in (reader.fieldnames or ()):
            raise SourceError(f"{path} has no column called file")
        return {row["file"]: row for row in reader}


def _group(stem: str, kind: str, row: dict[str, str]) -> str:
    """Return the series that a file belongs to; of what a manifest calls a photo, its own name."""
    if row and kind.startswith("photo"):
        return stem
    share = row.get("fractional_alpha_share") or "0"
    if kind == "hair" and _number(share) > 0.4:
        # Colour variants of one texture share size and share of fractional pixels exactly.
        return f"{kind}:{row.get('width')}x{row.get('height')}:{share}"
    series = re.sub(r"[\d_]+", " ", stem).strip()
    return series if any(map(str.isalpha, series)) else stem


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise SourceError(f"{text!r} in a manifest is no number") from error


def _read(path: Path, flags: int) -> NDArray[np.generic]:
    image = cv2.imread(str(path), flags)
    if image is None:
        raise SourceError(f"{path} is not there or no readable image")
    return image


def _eight_bit(image: NDArray[np.generic]) -> Pixels:
    if image.dtype == np.uint16:
        return (image // 257).astype(np.uint8)
    return image.astype(np.uint8)
