"""Training data small enough to travel to a borrowed machine, and weights to come back from it.

A parcel is a folder of tar archives with foregrounds and backgrounds as WebP, and the photos to
measure with as PNG. Names stay, of folders too, and with them kinds and what is held back for
validation.
"""

import csv
import io
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain, takewhile
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.cancelling import Tell
from train.config import SourceConfig
from train.sources import (
    SourceError,
    find_foregrounds,
    images_in,
    lot,
    read_background,
    read_foreground,
    shrink,
)

MIB: Final = 1 << 20
ARCHIVE: Final = 48 * MIB
"""Bytes of an archive at most."""
PART: Final = 15 * MIB
"""Bytes of a part of a weights file at most."""
FOREGROUND_SIDE: Final = 1280
"""Longest side; `sources.views` takes windows of the full size."""
QUALITY: Final = {"foregrounds": 90, "backgrounds": 80}
"""WebP's; alpha itself is kept as it is."""
BLOCK: Final = 512
"""Tar's: each file has a header of one and is filled up to whole ones."""
END: Final = 20 * BLOCK
PHOTOS: Final = ("image", "trimap1", "alpha")

Pixels = NDArray[np.uint8]


def pack(
    source: SourceConfig, out: Path, *, most: int, tell: Tell, photos: Path | None = None
) -> list[Path]:
    """Write a parcel of all foregrounds and as many backgrounds as fit; return its archives.

    Args:
        source: Which folders.
        out: A new folder.
        most: Bytes of all archives together.
        tell: Takes sentences for the user.
        photos: Holds `image/`, `trimap1/` and `alpha/`, to measure with.

    Raises:
        SourceError: A file cannot be used, or not even the foregrounds fit.
        OSError: `out` exists, or cannot be written.
    """
    out.mkdir(parents=True)
    paths = [
        (path, _place("backgrounds", number, folder))
        for number, folder in enumerate(map(Path, source.backgrounds))
        for path in _images(folder)
    ]
    paths.sort(key=lambda each: lot(each[0]))
    with closing(_Archives(out, most)) as archives:
        for name, data in chain(_foregrounds(source), _photos(photos)):
            if not archives.add(name, data):
                raise SourceError(f"{most} bytes do not hold all foregrounds and photos")
        backgrounds = (_background(*each, source.longest) for each in paths)
        taken = sum(1 for _ in takewhile(lambda each: archives.add(*each), backgrounds))
    size = sum(path.stat().st_size for path in archives.paths) / MIB
    tell(f"{len(archives.paths)} archives, {size:.1f} MiB, {taken} of {len(paths)} backgrounds")
    return archives.paths


def unpack(parcel: Path, out: Path) -> None:
    """Unpack all archives of a parcel into `out`, a new folder; it is there once all of it is.

    Raises:
        SourceError: There are none, or one is damaged.
    """
    archives = sorted(parcel.glob("*.tar"))
    if not archives:
        raise SourceError(f"{parcel} holds no archives")
    draft = out.with_name(f"{out.name}.part")
    # What an interrupted call has left.
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for path in archives:
        try:
            with tarfile.open(path) as archive:
                archive.extractall(draft, filter="data")
        except tarfile.TarError as error:
            raise SourceError(f"{path} is damaged: {error}") from error
    draft.replace(out)


def unpacked_source(source: SourceConfig, data: Path) -> SourceConfig:
    """Return the same source with the folders that `unpack` wrote below `data`, in their order."""

    def folders(kind: str) -> tuple[str, ...]:
        return tuple(str(path) for path in sorted((data / kind).glob("*/*")))

    return replace(source, foregrounds=folders("foregrounds"), backgrounds=folders("backgrounds"))


def split(path: Path, out: Path) -> list[Path]:
    """Write a file as parts of at most `PART` bytes, `NAME.0`, `NAME.1`, …; return them.

    Raises:
        OSError: A file cannot be read or written.
    """
    data = path.read_bytes()
    parts = [out / f"{path.name}.{number}" for number in range(-(-len(data) // PART))]
    for number, part in enumerate(parts):
        part.write_bytes(data[number * PART : (number + 1) * PART])
    return parts


def join(parts: Sequence[Path], out: Path) -> None:
    """Write the file whose parts `split` wrote.

    Raises:
        ValueError: They are not the parts of one file, from the first on without a gap.
        OSError: A file cannot be read or written.
    """
    numbered = {path.suffix.removeprefix("."): path for path in parts}
    names = [str(number) for number in range(len(parts))]
    if not parts or set(numbered) != set(names) or len({path.stem for path in parts}) > 1:
        found = ", ".join(sorted(path.name for path in parts)) or "nothing"
        raise ValueError(f"these are not all parts of one file: {found}")
    out.write_bytes(b"".join(numbered[name].read_bytes() for name in names))


class _Archives:
    """Tar archives, `paths`, that together hold no more than so many bytes."""

    def __init__(self, folder: Path, most: int) -> None:
        self.paths: list[Path] = []
        self._folder, self._left = folder, most
        self._open: tarfile.TarFile | None = None
        self._size = 0

    def add(self, name: str, data: bytes) -> bool:
        """Add a file; False where it does not fit any more."""
        size = BLOCK - (-len(data) // BLOCK) * BLOCK
        begins = self._open is None or self._size + size + END > ARCHIVE
        cost = size + (END if begins else 0)
        if cost > self._left:
            return False
        if begins:
            self.close()
            self.paths.append(self._folder / f"{len(self.paths):03d}.tar")
            # It stays open from file to file.
            self._open = tarfile.open(  # noqa: SIM115
                self.paths[-1], "w", format=tarfile.USTAR_FORMAT
            )
            self._size = 0
        if self._open is not None:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            self._open.addfile(info, io.BytesIO(data))
        self._size += size
        self._left -= cost
        return True

    def close(self) -> None:
        """Finish the archive in hand."""
        if self._open is not None:
            self._open.close()
            self._open = None


def _foregrounds(source: SourceConfig) -> Iterator[tuple[str, bytes]]:
    for number, folder in enumerate(map(Path, source.foregrounds)):
        place = _place("foregrounds", number, folder)
        items = find_foregrounds(folder)
        _refuse_twins([item.image for item in items])
        for item in items:
            rgba = shrink(read_foreground(item), FOREGROUND_SIDE)
            yield f"{place}/{item.image.stem}.webp", _webp(rgba, QUALITY["foregrounds"])
        if (folder / "manifest.csv").is_file():
            yield f"{place}/manifest.csv", _renamed(folder / "manifest.csv")


def _background(path: Path, place: str, longest: int) -> tuple[str, bytes]:
    rgb = read_background(path, longest)[..., :3]
    return f"{place}/{path.stem}.webp", _webp(rgb, QUALITY["backgrounds"])


def _place(part: str, number: int, folder: Path) -> str:
    """Return where a folder's files go: numbered, for two folders may have one name."""
    name = folder.name if folder.name.strip(".") else folder.resolve().name
    return f"{part}/{number:02d}/{name}"


def _images(folder: Path) -> list[Path]:
    paths = images_in(folder)
    _refuse_twins(paths)
    return paths


def _refuse_twins(paths: Sequence[Path]) -> None:
    """Refuse files of one folder that would have one name in the parcel, where all are WebP."""
    seen: dict[str, Path] = {}
    for path in paths:
        twin = seen.setdefault(path.stem, path)
        if twin is not path:
            raise SourceError(f"{twin} and {path} differ in their endings only: rename one")


def _photos(folder: Path | None) -> Iterator[tuple[str, bytes]]:
    for kind in PHOTOS if folder is not None else ():
        for path in images_in(Path(folder or "") / kind):
            yield f"photos/{kind}/{path.name}", path.read_bytes()


def _renamed(manifest: Path) -> bytes:
    """Return a manifest whose files are called as in the parcel."""
    text = io.StringIO()
    with manifest.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        writer = csv.DictWriter(text, rows.fieldnames or ())
        writer.writeheader()
        for row in rows:
            writer.writerow({**row, "file": f"{Path(row['file']).stem}.webp"})
    return text.getvalue().encode()


def _webp(pixels: Pixels, quality: int) -> bytes:
    order = [2, 1, 0, 3][: pixels.shape[2]]
    done, data = cv2.imencode(".webp", pixels[..., order], [cv2.IMWRITE_WEBP_QUALITY, quality])
    if not done:
        raise SourceError("this OpenCV cannot write WebP")
    return data.tobytes()
