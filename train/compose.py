"""Training examples from foregrounds and backgrounds: one crop warped, jittered and composed.

Everything happens in batches on the training device, after the recipe of the paper as later work
improved it (Li and Lu 2020, GCA matting; Forte and Pitié 2020, FBA matting).

Axes: B batch, H height, W width.
"""

import math
from dataclasses import replace
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional as F

from train.augment import (
    add_noise,
    compress,
    jitter_colour,
    light_rim,
    match_colours,
    soften,
)
from train.chance import Chance
from train.config import ComposeConfig
from train.dataset import Dataset
from train.gaps import cut_gaps
from train.losses import Batch
from train.pool import Placement
from train.trimaps import SOLID, paint_trimaps

BLUR: Final = 8
"""A background out of focus is sampled this much coarser and smoothly enlarged."""

GLANCE: Final = 4
"""Candidates are judged by crops this much coarser."""

DEEP: Final = 7
"""What counts as known is deep: a square of this part of the crop's side fits around each pixel."""

ENOUGH: Final = 0.12
"""Of subject, background and edge, a share above this of the crop counts no more."""


class Composer:
    """Draws batches of examples from a dataset."""

    def __init__(self, dataset: Dataset, device: torch.device) -> None:
        self.dataset = dataset
        self._config = ComposeConfig()
        self._chance = Chance(0, device)

    def draw(self, config: ComposeConfig, count: int, size: int, seed: int) -> Batch:
        """Return `count` examples of size×size pixels, the same ones for the same seed.

        Args:
            config: How they are made.
            count: At least 1.
            size: A multiple of 32.
            seed: Where the draw starts: it needs no memory of earlier ones.
        """
        self._chance.restart(seed)
        self._config, chance = config, self._chance
        index_B, rgb, alpha = self._foreground(count, size)
        rgb, alpha = self._combine(rgb, alpha, size)
        rgb, alpha = self._texture(rgb, alpha, size)
        background = self._background(count, size)
        rgb = jitter_colour(rgb, config.jitter, chance)
        if config.rim:
            rgb = light_rim(rgb, alpha, config.rim, chance)
        painted = alpha
        if config.gaps:
            rgb, alpha, painted = cut_gaps(rgb, alpha, config.gaps, chance)
        background = jitter_colour(background, 0.5 * config.jitter, chance)
        alike_B = chance.uniform(0.3, 1.0, count) * chance.happens(config.alike, count)
        background = match_colours(background, rgb, alike_B)
        weight_B = chance.uniform(0.05, 0.25, count) * chance.happens(config.soften, count)
        both = soften(torch.cat([rgb, alpha, painted, background], 1), weight_B)
        rgb, alpha, painted, background = torch.split(both, [3, 1, 1, 3], 1)
        trimap = paint_trimaps(painted, self._radius(size), config.blobs, chance)
        seen = self._degrade(torch.lerp(background, rgb, alpha))
        return Batch(seen, trimap, alpha, rgb, background, index_B)

    def _radius(self, size: int) -> tuple[float, float]:
        low, high = self._config.radius
        return low, min(high, size / 5)

    def _foreground(self, count: int, size: int) -> tuple[Tensor, Tensor, Tensor]:
        """Return which foregrounds, and their crops' rgb_B3HW and alpha_B1HW."""
        pool = self.dataset.foregrounds.pool
        place = self._place(count * self._config.candidates, size)
        if self._config.candidates > 1:
            seen = replace(
                place, matrix_B22=place.matrix_B22 * GLANCE, scale_B=place.scale_B * GLANCE
            )
            alpha_B1hw = pool.warp(seen, size // GLANCE, size // GLANCE, reflect=False)[:, 3:]
            place = _rows(place, _best(worth(alpha_B1hw), self._config.candidates))
        rgba = pool.warp(place, size, size, reflect=False)
        return place.index_B, rgba[:, :3], rgba[:, 3:]

    def _place(self, count: int, size: int) -> Placement:
        """Return crops near the edges of foregrounds."""
        pool = self.dataset.foregrounds
        chance = self._chance
        index_B = chance.choose(pool.weights_N, count)
        anchor_B = chance.integers(pool.anchors_NK2.shape[1], count)
        scale_B = chance.log_uniform(*self._config.scale, count)
        rows_columns = pool.pool.sizes_N2[index_B].flip(1).float()
        centre = pool.anchors_NK2[index_B, anchor_B] + (
            chance.uniform(-0.3, 0.3, count, 2) * size * scale_B[:, None]
        )
        half = torch.minimum(scale_B[:, None] * size / 2, rows_columns / 2)
        centre = torch.minimum(torch.maximum(centre, half), rows_columns - half)
        return Placement(index_B, centre, self._matrix(scale_B), scale_B)

    def _matrix(self, scale_B: Tensor) -> Tensor:
        """Return rotation, flip, aspect and scale as one matrix for each example."""
        count, chance = len(scale_B), self._chance
        whole = chance.uniform(-math.pi, math.pi, count)
        small = chance.normal(count) * math.radians(self._config.rotation)
        angle = torch.where(chance.happens(self._config.turned, count), whole, small)
        flip = 1 - 2 * chance.happens(0.5, count).float()
        aspect = chance.log_uniform(1 / self._config.aspect, self._config.aspect, count).sqrt()
        sine, cosine = torch.sin(angle), torch.cos(angle)
        rows = [cosine * aspect * flip, -sine / aspect, sine * aspect * flip, cosine / aspect]
        return torch.stack(rows, 1).view(count, 2, 2) * scale_B[:, None, None]

    def _combine(self, rgb: Tensor, alpha: Tensor, size: int) -> tuple[Tensor, Tensor]:
        """Lay the foregrounds over others in some examples (Porter and Duff's *over*)."""
        some = self._some(self._config.combine, len(rgb))
        if some == 0:
            return rgb, alpha
        _, below, below_alpha = self._foreground(some, size)
        share = below_alpha * (1 - alpha[:some])
        total = alpha[:some] + share
        mixed = (rgb[:some] * alpha[:some] + below * share) / total.clamp(min=1e-4)
        mixed = torch.where(total > 1e-3, mixed, rgb[:some])
        return torch.cat([mixed, rgb[some:]]), torch.cat([total, alpha[some:]])

    def _some(self, share: float, count: int) -> int:
        """Return how many of `count` examples get something that happens with chance `share`.

        Examples are drawn independently of their place in the batch, so the first or last few are
        as good as any, and what is not used need not be drawn. The fraction left over is left to
        chance.
        """
        whole, rest = divmod(share * count, 1)
        # One number per batch, drawn on the host's side of the generator: no device is waited for.
        return int(whole) + (self._chance.host.random() < rest)

    def _texture(self, rgb: Tensor, alpha: Tensor, size: int) -> tuple[Tensor, Tensor]:
        """Paint some foregrounds with a photo; turn some of those into holes in it."""
        count, config = len(rgb), self._config
        inverted = self._some(config.invert, count)
        painted = min(count, inverted + self._some(config.texture, count))
        if painted == 0:
            return rgb, alpha
        # From the batch's end: the combined ones are at its beginning.
        kept = count - painted
        rgb = torch.cat([rgb[:kept], self._photo(painted, size, 1)])
        turned = count - inverted
        return rgb, torch.cat([alpha[:turned], 1 - alpha[turned:]])

    def _background(self, count: int, size: int) -> Tensor:
        """Return rgb_B3HW: photos, some out of focus, some with a foreground painted in."""
        soft = self._some(self._config.blurred_background, count)
        parts = []
        if soft:
            coarse = self._photo(soft, size, BLUR)
            large = F.interpolate(coarse, scale_factor=BLUR, mode="bicubic", align_corners=False)
            parts.append(large.clamp(0, 1))
        if soft < count:
            parts.append(self._photo(count - soft, size, 1))
        background = torch.cat(parts)
        shown = self._some(self._config.distractor, count)
        if shown:
            _, rgb, alpha = self._foreground(shown, size)
            background = torch.cat(
                [background[:-shown], torch.lerp(background[-shown:], rgb, alpha)]
            )
        # Out of step with the foregrounds, whose first ones are the combined ones.
        return background.roll(count // 3, 0)

    def _photo(self, count: int, size: int, coarser: int) -> Tensor:
        """Return crops of photos, rgb_B3hw with h, w = size / coarser."""
        chance, pool = self._chance, self.dataset.backgrounds
        index_B = chance.integers(len(pool), count)
        scale_B = chance.log_uniform(0.4, 1.6, count) * coarser
        centre = chance.uniform(0, 1, count, 2) * pool.sizes_N2[index_B].flip(1)
        place = Placement(index_B, centre, self._matrix(scale_B), scale_B)
        return pool.warp(place, size // coarser, size // coarser, reflect=True)[:, :3]

    def _degrade(self, rgb_B3HW: Tensor) -> Tensor:
        """Return what camera and file leave of the composite."""
        rgb_B3HW = add_noise(rgb_B3HW, self._config.noise, self._chance)
        some = self._some(self._config.jpeg, len(rgb_B3HW))
        if some == 0:
            return rgb_B3HW
        start = len(rgb_B3HW) // 4
        squeezed = compress(rgb_B3HW[start : start + some], self._chance)
        return torch.cat([rgb_B3HW[:start], squeezed, rgb_B3HW[start + some :]])


def worth(alpha_B1hw: Tensor) -> Tensor:
    """Return how much of subject, background and edge coarse crops show, B in [0, 1].

    A crop of the edge alone, or with one side of it alone, asks what nobody can know: whether a
    colour is the subject's. Each of the three counts up to `ENOUGH` of the crop.
    """
    solid_B = _depth(alpha_B1hw >= SOLID).mean((1, 2, 3))
    clear_B = _depth(alpha_B1hw <= 1 - SOLID).mean((1, 2, 3))
    shares = torch.stack([solid_B, clear_B, 1 - solid_B - clear_B])
    return shares.clamp(max=ENOUGH).sum(0) / (3 * ENOUGH)


def _depth(mask_B1hw: Tensor) -> Tensor:
    side = mask_B1hw.shape[-1] // DEEP | 1
    return -F.max_pool2d(-mask_B1hw.float(), side, 1, side // 2)


def _best(worth_B: Tensor, candidates: int) -> Tensor:
    """Return the place of the best of each `candidates` neighbours."""
    best = worth_B.view(-1, candidates).argmax(1)
    return torch.arange(len(best), device=best.device) * candidates + best


def _rows(place: Placement, keep: Tensor) -> Placement:
    return Placement(
        place.index_B[keep], place.centre_B2[keep], place.matrix_B22[keep], place.scale_B[keep]
    )
