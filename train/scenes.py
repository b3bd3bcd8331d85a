"""Scenes to look at and to measure on: a generated subject over a painted background.

They need no file, so that anybody can make them again, and their alpha is exact.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch

from mattegui.core.arrays import Alpha, Image, Trimap
from train.augment import match_colours
from train.chance import Chance
from train.foregrounds.catalogue import GENERATORS
from train.foregrounds.textures import paint
from train.trimaps import paint_trimaps

RADIUS: Final = (6.0, 16.0)
"""How far the unknown band reaches, in pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A photo that never was, its trimap and its truth.

    Attributes:
        rgb: H,W,3 `uint8`.
        trimap: H,W.
        alpha: H,W, what made the composite.
    """

    rgb: Image
    trimap: Trimap
    alpha: Alpha


def scene(kind: str, seed: int, size: int = 448, alike: float = 0.0) -> Scene:
    """Return the scene of that seed.

    Args:
        kind: Of the subject: a name of `foregrounds.catalogue.GENERATORS`.
        seed: The same one gives the same scene.
        size: Its side in pixels, a multiple of 32.
        alike: How far the background's mean colour and its spread are moved to the subject's, 0
            to 1.
    """
    rng = np.random.default_rng(seed)
    chance = Chance(seed, torch.device("cpu"))
    subject = GENERATORS[kind](rng, size)
    rgb_B3HW = torch.from_numpy(subject.colour).permute(2, 0, 1)[None] / 255
    alpha_B1HW = torch.from_numpy(subject.alpha)[None, None] / 255
    behind_B3HW = torch.from_numpy(paint(rng, size)).permute(2, 0, 1)[None].float()
    behind_B3HW = match_colours(behind_B3HW, rgb_B3HW, torch.tensor([alike]))
    seen_B3HW = torch.lerp(behind_B3HW, rgb_B3HW, alpha_B1HW)
    trimap_B1HW = paint_trimaps(alpha_B1HW, RADIUS, 0.0, chance)
    seen = seen_B3HW[0].permute(1, 2, 0).mul(255).round().to(torch.uint8)
    return Scene(seen.numpy(), trimap_B1HW[0, 0].numpy(), alpha_B1HW[0, 0].numpy())
