"""The fixed examples by which a checkpoint is chosen, made from the held-back side of the split."""

from dataclasses import dataclass

import torch
from torch import Tensor

from mattegui.engine.networks.dim import DIM
from train.compose import Composer
from train.config import ComposeConfig
from train.dataset import Dataset
from train.losses import Batch
from train.network import predict

RECIPE = ComposeConfig(
    scale=(0.8, 2.5),
    combine=0.1,
    texture=0.05,
    invert=0.0,
    distractor=0.1,
    alike=0.1,
    jpeg=0.125,
    radius=(3.0, 24.0),
    blobs=0.05,
    candidates=3,
)
"""Kept apart from the training recipe, so that runs with different recipes compare."""

SEED = 20_170_721
CHUNK = 8


@dataclass(frozen=True, slots=True)
class Scores:
    """Errors over the unknown pixels of the whole set, 0 to 1: mean |p − g| and mean (p − g)²."""

    mad: float
    mse: float


class Validation:
    """Fixed batches on the training device."""

    def __init__(self, dataset: Dataset, count: int, crop: int, device: torch.device) -> None:
        composer = Composer(dataset, device)
        chunks = max(1, count // CHUNK)
        self.batches = [composer.draw(RECIPE, CHUNK, crop, SEED + chunk) for chunk in range(chunks)]

    @torch.no_grad()
    def score(self, network: DIM) -> Scores:
        """Return the errors of `network`, which is left in the mode it was in."""
        was_training = network.training
        network.eval()
        absolute = squared = unknown = 0.0
        for batch in self.batches:
            error = self._error(network, batch)
            absolute += float(error.abs().sum())
            squared += float(error.square().sum())
            unknown += float(batch.unknown_B1HW.sum())
        network.train(was_training)
        return Scores(absolute / max(1.0, unknown), squared / max(1.0, unknown))

    @staticmethod
    def _error(network: DIM, batch: Batch) -> Tensor:
        return (predict(network, batch) - batch.alpha_B1HW) * batch.unknown_B1HW

    @torch.no_grad()
    def picture(self, network: DIM, count: int = 4) -> Tensor:
        """Return rows of image, trimap, predicted and true alpha, 3,count·H,4·W in [0, 1]."""
        was_training = network.training
        network.eval()
        batch = self.batches[0]
        columns = [
            batch.rgb_B3HW,
            (batch.trimap_B1HW.float() / 255).expand(-1, 3, -1, -1),
            predict(network, batch).expand(-1, 3, -1, -1),
            batch.alpha_B1HW.expand(-1, 3, -1, -1),
        ]
        network.train(was_training)
        rows_B3HW = torch.cat(columns, dim=3)[:count]
        return torch.cat(list(rows_B3HW), dim=1).cpu()
