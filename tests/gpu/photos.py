"""Photos read with OpenCV alone, and synthetic scenes: what a bare machine can have."""

from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from mattegui.core.arrays import Alpha, Image, Trimap, snap_trimap
from mattegui.core.rect import Rect
from mattegui.engine.networks.dim import DIM
from mattegui.engine.weights import read_network

WEIGHTS = Path(__file__).parents[2] / "resources" / "models" / "dim-lite.safetensors"
SMALL = 256
"""Side of what a rehearsal sees of a photo."""


class Photo(NamedTuple):
    """An image with its trimap and the alpha that is right."""

    name: str
    image: Image
    trimap: Trimap
    alpha: Alpha


def read_photos(folder: Path, most: int | None) -> list[Photo]:
    """Return the photos of `folder/{image,trimap1,alpha}`; with `most`, so many, small ones."""
    found = []
    for path in sorted((folder / "image").glob("*.png"))[:most]:
        bgr = cv2.imread(str(path), cv2.IMREAD_COLOR)
        trimap, alpha = (
            cv2.imread(str(folder / kind / path.name), cv2.IMREAD_GRAYSCALE)
            for kind in ("trimap1", "alpha")
        )
        if bgr is None or trimap is None or alpha is None:
            raise OSError(f"{path} or a partner of it cannot be read")
        rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB).astype(np.uint8)
        truth = alpha.astype(np.float32) / np.float32(255)
        photo = Photo(path.stem, rgb, snap_trimap(trimap.astype(np.uint8)), truth)
        found.append(photo if most is None else cut(photo))
    return found


def cut(photo: Photo) -> Photo:
    """Return a square of a photo with most of unknown in it."""
    unknown = ((photo.trimap > 0) & (photo.trimap < 255)).astype(np.float32)
    density = cv2.boxFilter(unknown, -1, (SMALL, SMALL), borderType=cv2.BORDER_CONSTANT)
    height, width = photo.trimap.shape
    y, x = np.unravel_index(int(density.argmax()), density.shape)
    top = min(max(0, int(y) - SMALL // 2), height - SMALL)
    left = min(max(0, int(x) - SMALL // 2), width - SMALL)
    place = Rect(top, left, top + SMALL, left + SMALL).slices
    return Photo(photo.name, photo.image[place], photo.trimap[place], photo.alpha[place])


def lite() -> DIM:
    """Return the network that the program ships."""
    return read_network(WEIGHTS)
