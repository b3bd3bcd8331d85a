"""Trimaps made from boxes and masks: how good they are on nine photographs, and how long they take.

Each photograph's box is that of its true alpha with 5 % of room. Of the true unknown (alpha from
0.02 to 0.98) the band is to cover much; of the pixels it decides few are to be wrong (foreground
with alpha below 0.9, background above 0.1); what it has of other pixels is wasted.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import cv2
import numpy as np

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Alpha, Image, Mask, Trimap
from mattegui.core.io import read_image, read_trimap
from mattegui.core.makers.band import EdgeMap, measure_edge
from mattegui.core.makers.grabcut import segment_box
from mattegui.core.makers.segmentation import Segmentation
from mattegui.core.rect import Rect
from tests.bench.row import Row

DATA: Final = Path(__file__).parents[3] / "shared" / "data" / "dev_eval" / "alphamatting"
ROOM: Final = 0.05
DABS: Final = 3
DAB: Final = 15
"""Radius, in pixels."""
AREAS: Final = (0.08, 0.12)
"""Shares of unknown at which bands that follow the edge are compared with uniform ones."""


class Example(NamedTuple):
    name: str
    image: Image
    alpha: Alpha
    trimap: Trimap


class Score(NamedTuple):
    covered: float
    wasted: float
    wrong: float
    unknown: float


def run() -> list[Row]:
    """Measure the quality where the photographs are, and the times on one of them."""
    examples = list(read_examples())
    if not examples:
        return [Row("photographs with known alpha: none found", 0.0, "")]
    truths = [true_mask(each.alpha) for each in examples]
    boxes = [segment_box(each.image, true_box(each.alpha)) for each in examples]
    rows = _rows("people's own trimap", examples, [each.trimap for each in examples])
    for name, found in (("true mask", truths), ("box", boxes)):
        edges = _measured(examples, found)
        made = [edge.trimap(edge.default_width) for edge in edges]
        rows += _rows(f"{name}, default band", examples, made)
    rows += _each(examples, made) + _corrected(examples, boxes)
    bands = {
        "adaptive": _measured(examples, truths),
        "uniform": [measure_edge(each) for each in truths],
    }
    for area in AREAS:
        for name, edges in bands.items():
            score = _at_area(examples, edges, area)
            label = f"true mask, {name} band of {area:.0%} of the image"
            rows.append(Row(f"{label}: decided wrongly", 100 * score.wrong, "%"))
    return [*rows, *times(examples[0])]


def read_examples() -> Iterator[Example]:
    """Yield the photographs with their true alpha and the trimap that people drew."""
    for path in sorted((DATA / "image").glob("*.png")):
        image = read_image(path).image
        alpha = read_image(DATA / "alpha" / path.name).image[..., 0] / np.float32(255)
        trimap = read_trimap(DATA / "trimap1" / path.name, image.shape)
        yield Example(path.stem, image, np.asarray(alpha, np.float32), trimap)


def true_mask(alpha: Alpha) -> Segmentation:
    """Return what a perfect mask file would say."""
    return Segmentation.of_grey((alpha > 0.5).astype(np.float32))


def true_box(alpha: Alpha) -> Rect:
    """Return the box a user would draw, clipped to the image."""
    box = Rect.around(alpha > 0.02)
    y, x = round(ROOM * box.height), round(ROOM * box.width)
    return Rect(box.y0 - y, box.x0 - x, box.y1 + y, box.x1 + x).clipped(alpha.shape)


def score(trimap: Trimap, alpha: Alpha) -> Score:
    """Compare a trimap with the truth."""
    unknown, fractional = trimap == UNKNOWN, (alpha > 0.02) & (alpha < 0.98)
    wrong = ((trimap == FOREGROUND) & (alpha < 0.9)) | ((trimap == BACKGROUND) & (alpha > 0.1))
    return Score(
        covered=float(unknown[fractional].mean()),
        wasted=float((~fractional)[unknown].mean()),
        wrong=float(wrong.mean()),
        unknown=float(unknown.mean()),
    )


def times(example: Example) -> list[Row]:
    """Measure each step at one and at 24 megapixels."""
    return [*_times(example, (1000, 1000), 0.1), *_times(example, (6000, 4000), 1.0)]


def _times(example: Example, size: tuple[int, int], target: float) -> list[Row]:
    """Measure at `size`, (width, height), with `target` seconds for a move of the slider."""
    image = cv2.resize(example.image, size, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    alpha = np.asarray(cv2.resize(example.alpha, size, interpolation=cv2.INTER_LINEAR), np.float32)
    box, found = true_box(alpha), true_mask(alpha)
    edge = measure_edge(found, image)
    width = edge.default_width
    label = f"{size[0] * size[1] // 1_000_000} MP, median of 3"
    return [
        Row(f"segment_box, {label}", _median_seconds(lambda: segment_box(image, box)), "s"),
        Row(f"measure_edge, {label}", _median_seconds(lambda: measure_edge(found, image)), "s"),
        Row(
            f"move of the slider, {label}", _median_seconds(lambda: edge.trimap(width)), "s", target
        ),
    ]


def _median_seconds(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _measured(examples: list[Example], found: list[Segmentation]) -> list[EdgeMap]:
    pairs = zip(examples, found, strict=True)
    return [measure_edge(segmentation, each.image) for each, segmentation in pairs]


def _scores(examples: list[Example], made: list[Trimap]) -> list[Score]:
    return [score(trimap, each.alpha) for each, trimap in zip(examples, made, strict=True)]


def _rows(name: str, examples: list[Example], made: list[Trimap]) -> list[Row]:
    mean = _mean(_scores(examples, made))
    return [
        Row(f"{name}: true unknown covered, mean of {len(made)}", 100 * mean.covered, "%"),
        Row(f"{name}: of the band wasted", 100 * mean.wasted, "%"),
        Row(f"{name}: decided wrongly", 100 * mean.wrong, "%"),
        Row(f"{name}: unknown", 100 * mean.unknown, "%"),
    ]


def _each(examples: list[Example], made: list[Trimap]) -> list[Row]:
    pairs = zip(examples, _scores(examples, made), strict=True)
    return [Row(f"box, {each.name}: decided wrongly", 100 * s.wrong, "%") for each, s in pairs]


def _corrected(examples: list[Example], found: list[Segmentation]) -> list[Row]:
    """Dab on the largest mistake of each kind, as a user would, and segment again."""
    rows = []
    painted = [np.full(each.alpha.shape, UNKNOWN, np.uint8) for each in examples]
    for dabs in range(1, DABS + 1):
        for each, segmentation, strokes in zip(examples, found, painted, strict=True):
            _dab(strokes, segmentation.mask & (each.alpha < 0.1), BACKGROUND)
            _dab(strokes, ~segmentation.mask & (each.alpha > 0.9), FOREGROUND)
        pairs = zip(examples, painted, strict=True)
        found = [segment_box(each.image, true_box(each.alpha), strokes) for each, strokes in pairs]
        made = [edge.trimap(edge.default_width) for edge in _measured(examples, found)]
        mean = _mean(_scores(examples, made))
        label = f"box and {dabs} dab{'s' * (dabs > 1)} of each label"
        rows.append(Row(f"{label}: decided wrongly", 100 * mean.wrong, "%"))
    return rows


def _dab(painted: Trimap, mistakes: Mask, label: int) -> None:
    """Paint a small disc in the middle of the largest mistake."""
    depth = cv2.distanceTransform(np.pad(mistakes, 1).view(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    deepest = float(depth.max())
    if deepest < 3:
        return
    y, x = np.unravel_index(int(depth.argmax()), depth.shape)
    cv2.circle(painted, (int(x), int(y)), int(min(deepest, DAB)) - 1, label, -1)


def _mean(scores: list[Score]) -> Score:
    return Score(*(statistics.fmean(column) for column in zip(*scores, strict=True)))


def _at_area(examples: list[Example], edges: list[EdgeMap], area: float) -> Score:
    """Return the mean score at the multiple of the default widths that gives this much unknown."""
    low, high = 0.0, 8.0
    for _ in range(12):
        factor = (low + high) / 2
        made = [edge.trimap(factor * edge.default_width) for edge in edges]
        mean = _mean(_scores(examples, made))
        low, high = (factor, high) if mean.unknown < area else (low, factor)
    return mean
