"""A folder of generated foregrounds that fills while training runs.

Drawing one takes from a tenth of a second to seconds, far longer than training on it, so they are
drawn once, kept as RGBA files and drawn on by every later run. File n depends on the seed and n
only: two processes may fill one folder, and a folder may grow at any time.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.files import atomic_path
from train.config import SourceConfig
from train.foregrounds import sample
from train.sources import Item, images_in, is_held_back, read_background

TRAINING_SEED: Final = 0
VALIDATION_SEED: Final = 1_000_003
"""No generated foreground is in both sets."""

TEXTURES: Final = 300
"""Photos kept in memory while foregrounds are drawn."""

Pixels = NDArray[np.uint8]


def folder_for(cache: Path, source: SourceConfig, *, validation: bool) -> Path:
    """Return where the generated foregrounds of one side of the split lie."""
    side = "validation" if validation else "train"
    return cache / f"generated-{source.generated_size}" / side


def fill(
    cache: Path,
    source: SourceConfig,
    count: int,
    *,
    validation: bool,
    share: tuple[int, int] = (0, 1),
) -> None:
    """Draw foregrounds number 0 to `count` − 1 into the cache, as far as they are not there.

    Args:
        cache: Folder of all generated foregrounds; is made where it is missing.
        source: Their size, and the photos that surfaces may be painted with.
        count: How many there shall be.
        validation: Draw for the held-back side.
        share: Which of how many processes this is; each draws its own numbers.

    Raises:
        OSError: A file cannot be written.
    """
    folder = folder_for(cache, source, validation=validation)
    folder.mkdir(parents=True, exist_ok=True)
    there = {int(path.name.split("-")[0]) for path in _finished(folder)}
    missing = sorted(set(range(share[0], count, share[1])) - there)
    textures = _textures(source, validation=validation) if missing else []
    seed = VALIDATION_SEED if validation else TRAINING_SEED
    for number in missing:
        drawn = sample(np.random.default_rng([seed, number]), source.generated_size, textures)
        bgra = np.dstack([drawn.colour[..., ::-1], drawn.alpha])
        with atomic_path(folder / f"{number:06d}-{drawn.kind}.png") as draft:
            if not cv2.imwrite(str(draft), bgra, [cv2.IMWRITE_PNG_COMPRESSION, 1]):
                raise OSError(f"cannot write {draft}")


@contextmanager
def filling(
    cache: Path, source: SourceConfig, processes: int = 1
) -> Iterator[Sequence[BaseProcess]]:
    """Fill the training side up to `source.generated` in processes of its own, at low priority.

    They end with the block, filled or not.
    """
    started = _start(cache, source, source.generated, processes, validation=False)
    try:
        yield started
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.join()


def fill_together(
    cache: Path, source: SourceConfig, count: int, processes: int, *, validation: bool
) -> None:
    """Do what `fill` does in several processes, and wait for them.

    Raises:
        OSError: One of them ended otherwise than well.
    """
    started = _start(cache, source, count, processes, validation=validation)
    for process in started:
        process.join()
    if any(process.exitcode for process in started):
        raise OSError(f"the foregrounds could not be drawn into {cache}")


def _start(
    cache: Path, source: SourceConfig, count: int, processes: int, *, validation: bool
) -> list[BaseProcess]:
    context = multiprocessing.get_context("spawn")
    started: list[BaseProcess] = []
    for number in range(processes):
        share = number, processes
        arguments = cache, source, count, share, validation
        process = context.Process(target=_fill_share, args=arguments, daemon=True)
        process.start()
        started.append(process)
    return started


def _fill_share(
    cache: Path,
    source: SourceConfig,
    count: int,
    share: tuple[int, int],
    validation: bool,
) -> None:
    if hasattr(os, "nice"):
        os.nice(19)
    # They share the cores among themselves already.
    cv2.setNumThreads(1)
    fill(cache, source, count, validation=validation, share=share)


def generated(cache: Path, source: SourceConfig, most: int, *, validation: bool) -> list[Item]:
    """Return the first `most` foregrounds of one side, as far as they are drawn without a gap."""
    folder = folder_for(cache, source, validation=validation)
    paths = _finished(folder) if folder.is_dir() else []
    return [
        Item(path, None, path.stem.partition("-")[2], path.stem, coloured=True)
        for number, path in enumerate(paths[:most])
        if int(path.name.split("-")[0]) == number
    ]


def _finished(folder: Path) -> list[Path]:
    """Return what is written, without drafts."""
    return [path for path in images_in(folder) if not path.name.startswith(".")]


def _textures(source: SourceConfig, *, validation: bool) -> list[Pixels]:
    """Return photos of one side of the split, H,W,3 RGB, evenly spread over the folders' files."""
    paths = [path for folder in source.backgrounds for path in images_in(Path(folder))]
    paths = [p for p in paths if is_held_back(p.stem, source.held_back) == validation]
    step = max(1, len(paths) // TEXTURES)
    chosen = paths[::step][:TEXTURES]
    return [np.ascontiguousarray(read_background(path, 512)[..., :3]) for path in chosen]
