"""Projects and OpenRaster files for tests, some of them hostile."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image as Pillow

from mattegui.core.arrays import AnyArray
from mattegui.core.curve import Curve
from mattegui.core.io import read_image, write_image
from mattegui.core.project import Project
from tests.samples import disc, icc_profile

HEIGHT, WIDTH = 60, 80
LABELS = disc(HEIGHT, WIDTH, band=6)[1]


def corrections(seed: int) -> AnyArray:
    """Return a plane with targets everywhere, also where they weigh nothing."""
    plane = np.random.default_rng(seed).integers(0, 256, (HEIGHT, WIDTH, 2)).astype(np.uint8)
    plane[:, WIDTH // 2 :, 1] = 0
    return plane


def project(folder: Path, dtype: type[np.unsignedinteger[Any]] = np.uint8) -> Project:
    """Return a project with everything in it, of an image that was written into `folder`."""
    image, trimap, alpha = disc(HEIGHT, WIDTH, band=6)
    pixels = image.astype(dtype) * (257 if dtype == np.uint16 else 1) + (dtype == np.uint16)
    path = folder / "photo.png"
    write_image(path, pixels.astype(dtype), icc_profile=icc_profile())
    return Project(
        read_image(path),
        trimap,
        retouch=corrections(1),
        decontamination=corrections(2),
        alpha=alpha,
        finished=True,
        foreground=np.ascontiguousarray(image[:, ::-1]),
        amount=0.75,
        curve=Curve(0.1, 0.9, 1.5),
        settings={"model": "closed-form", "view": {"zoom": 1.5, "grid": None}},
        snapshots={'before "hair" & <fur>': np.full_like(trimap, 128)},
    )


def png(pixels: AnyArray, **options: Any) -> bytes:
    """Return pixels as a PNG by another hand than ours."""
    buffer = io.BytesIO()
    Pillow.fromarray(pixels).save(buffer, "png", **options)
    return buffer.getvalue()


def parts_of(path: Path) -> dict[str, bytes]:
    """Return all parts of a ZIP."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_parts(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Write a ZIP, as a simple program would."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def stack(*layers: str, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """Return a `stack.xml` with these elements."""
    inside = "".join(layers)
    return f'<image w="{width}" h="{height}"><stack>{inside}</stack></image>'.encode()


def foreign(path: Path, trimap: bytes, attributes: str = "", name: str = "Trimap") -> Path:
    """Write a project as a program would that knows layers only."""
    image = png(disc(HEIGHT, WIDTH)[0])
    layers = stack(
        f'<layer name="{name}" src="data/a.png" {attributes}/>',
        '<layer name="Image" src="data/b.png"/>',
    )
    return write_parts(
        path,
        {
            "mimetype": b"image/openraster",
            "stack.xml": layers,
            "data/a.png": trimap,
            "data/b.png": image,
            "mergedimage.png": image,
        },
    )


def same(one: AnyArray | None, other: AnyArray | None) -> bool:
    if one is None or other is None:
        return False
    return one.dtype == other.dtype and np.array_equal(one, other)
