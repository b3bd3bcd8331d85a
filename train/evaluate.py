"""Estimators measured on images with known alpha: one table of SAD, MSE, Grad and Conn."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.table import Table

from mattegui.core.arrays import Alpha, Image, Trimap
from mattegui.core.cancelling import Tell
from mattegui.core.files import atomic_path
from mattegui.core.metrics import METRICS
from mattegui.engine.device import pick_device
from mattegui.engine.device_names import DeviceName
from mattegui.engine.estimator import Estimator, NetworkEstimator
from mattegui.engine.models import choose
from mattegui.engine.weights import read_network
from train.sources import SourceError, images_in, read_alpha

Row = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """An image, a trimap and the alpha that is right for them."""

    name: str
    image: Path
    trimap: Path
    alpha: Path

    def read(self) -> tuple[Image, Trimap, Alpha]:
        """Return the three arrays.

        Raises:
            ValueError: A file cannot be read, or their sizes differ.
        """
        # Imported here: whoever reads by other means needs none of the libraries for it.
        from mattegui.core.io import read_image, read_trimap

        image = read_image(self.image).image
        alpha = read_alpha(self.alpha)
        if alpha.shape != image.shape[:2]:
            raise SourceError(f"{self.alpha} and {self.image} differ in size")
        return image, read_trimap(self.trimap, image.shape), alpha


Reader = Callable[[Case], tuple[Image, Trimap, Alpha]]


@dataclass(frozen=True, slots=True)
class Result:
    """One estimator's errors, for each case by name."""

    model: str
    rows: Mapping[str, Row]

    @property
    def mean(self) -> Row:
        """The mean over all cases of each metric."""
        return {m: float(np.mean([row[m] for row in self.rows.values()])) for m in METRICS}


def find_cases(folder: Path, trimaps: str) -> list[Case]:
    """Return the cases of `folder`: files of the same stem in `image/`, `alpha/` and trimaps.

    Raises:
        SourceError: A folder is not there, there are no images, or one lacks a partner.
    """
    found = {part: _by_stem(folder / part) for part in ("image", trimaps, "alpha")}
    if not found["image"]:
        raise SourceError(f"{folder / 'image'} holds no images")
    for part in (trimaps, "alpha"):
        lacking = sorted(set(found["image"]) - set(found[part]))
        if lacking:
            raise SourceError(f"{folder / part} has no file for {', '.join(lacking)}")
    return [
        Case(stem, path, found[trimaps][stem], found["alpha"][stem])
        for stem, path in found["image"].items()
    ]


def compare(
    folder: Path, models: Sequence[str], *, trimaps: str, device: DeviceName, tell: Tell
) -> list[Result]:
    """Return the errors of several estimators on a folder.

    Args:
        folder: As in `find_cases`.
        models: Names of the app's models, or weights files.
        trimaps: Name of the folder of trimaps.
        device: Where networks run.
        tell: Takes sentences for the user.

    Raises:
        ValueError: A model does not exist or is not ready, or a file cannot be used.
    """
    cases = find_cases(folder, trimaps)
    return [measure(load(model, device, tell), model, cases) for model in models]


def measure(
    estimator: Estimator, model: str, cases: Sequence[Case], read: Reader = Case.read
) -> Result:
    """Return one estimator's errors on some cases; `read` may raise what `Case.read` does."""
    rows = {}
    for case in cases:
        image, trimap, truth = read(case)
        alpha = estimator.estimate(image, trimap)
        rows[case.name] = {name: metric(alpha, truth, trimap) for name, metric in METRICS.items()}
    return Result(model, rows)


def load(model: str, device: DeviceName, tell: Tell) -> Estimator:
    """Return the estimator of that name, or one with the network of a weights file.

    Raises:
        ValueError: There is none, its weights are missing, or the file cannot be used.
    """
    if model.endswith(".safetensors"):
        return NetworkEstimator(model, read_network(Path(model)), pick_device(device), tell)
    spec = choose(model, pick_device(device).type)
    return spec.load(spec, device, tell)


def table(results: Sequence[Result]) -> Table:
    """Return a table for the terminal: a row for each case and model, then the means."""
    drawn = Table("image", "model", *METRICS)
    for case in results[0].rows:
        for result in results:
            drawn.add_row(case, result.model, *_cells(result.rows[case]))
    drawn.add_section()
    for result in results:
        drawn.add_row("mean", result.model, *_cells(result.mean), style="bold")
    return drawn


def write_json(path: Path, results: Sequence[Result]) -> None:
    """Write all numbers to `path`: by model, then by image and for the mean.

    Raises:
        OSError: The file cannot be written.
    """
    numbers = {r.model: {"mean": r.mean, "images": r.rows} for r in results}
    with atomic_path(path) as draft:
        draft.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")


def _cells(row: Row) -> list[str]:
    return [f"{row[name]:.4f}" if name == "MSE" else f"{row[name]:.2f}" for name in METRICS]


def _by_stem(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in images_in(folder)}
