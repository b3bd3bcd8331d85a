"""A run: the parts that the loop works with, put together from a config, new or resumed."""

import copy
import math
from dataclasses import replace
from pathlib import Path
from typing import Final

import torch
from torch import nn

from mattegui.core.cancelling import Tell
from mattegui.engine.networks.dim import DIM
from mattegui.engine.weights import WeightsError, read_network, save_network
from train import checkpoint
from train.cache import fill, generated
from train.checkpoint import Progress, RunStateError
from train.compose import Composer
from train.config import Config, Trains, with_folders
from train.dataset import load, load_foregrounds
from train.guide import Guide
from train.log import Log
from train.network import Trainee, build, choose_trained, folded
from train.schedule import Budget
from train.sources import SourceError
from train.team import Team
from train.unfold import unfolded
from train.validation import Validation
from train.vgg import start_from_vgg

EXPORTED: Final = "dim.safetensors"
BEST: Final = "best.safetensors"
MEASURED: Final = 16
"""Batches over which running statistics are measured when a run begins with given weights."""
HELD_BACK: Final = 96
"""Generated foregrounds in the validation set."""


class Run:
    """Network, its average, optimiser, data and log of one run in one folder."""

    def __init__(
        self, config: Config, folder: Path, budget: Budget, team: Team, tell: Tell
    ) -> None:
        """Build the parts that need no files.

        Raises:
            ValueError: The batches of a step cannot be shared out evenly among the team.
        """
        batches_per_step = config.optimiser.batches_per_step
        if batches_per_step % team.size:
            raise ValueError(
                f"{batches_per_step} batches per step cannot be shared by {team.size} processes"
            )
        self.config = config
        self.folder = folder
        self.team = team
        self.device = device = team.device
        self._budget = budget
        self.stopping = False
        self.progress = Progress()
        self.network = build(config.network, config.seed)
        if config.vgg:
            start_from_vgg(self.network, tell)
        self.network.to(device)
        self.network.to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.network).requires_grad_(False)  # noqa: FBT003
        self.guide = Guide(self.network).to(device) if config.guide else None
        self.trainee: nn.Module = Trainee(self.network, self.guide)
        self.batches = range(team.rank, batches_per_step, team.size)
        self.optimiser = torch.optim.AdamW(
            self.trainee.parameters(),
            lr=config.optimiser.rate,
            betas=(0.9, 0.99),
            weight_decay=config.optimiser.weight_decay,
        )
        self.cache = folder.parent / "cache"
        self.log = Log(folder, writes=team.leads)

    def open(self, *, resume: bool) -> None:
        """Read the checkpoint where `resume`, then the data.

        Raises:
            RunStateError: There is none, or it is damaged or of another run.
            SourceError: Training data cannot be used, or this process does not see the leader's.
        """
        path = self.folder / checkpoint.NAME
        if resume:
            self._restore(path)
        elif path.exists():
            raise RunStateError(f"{path} exists already: resume it, or choose another folder")
        source, cache = self.config.source, self.cache
        if self.team.leads:
            # A resumed run whose cache was removed draws again what it had.
            first = min(source.generated, source.generated_first)
            fill(cache, source, max(first, self.progress.generated), validation=False)
            fill(cache, source, min(source.generated, HELD_BACK), validation=True)
        drawn = self._drawn()
        if not resume:
            self.progress.generated = drawn
        with self.team.leader_first():
            most = self._shared(self.progress.generated)
            dataset = load(source, cache, self.device, validation=False, most=most)
        self.composer = Composer(dataset, self.device)
        self.validation: Validation | None = None
        if self.team.leads:
            held_back = load(source, cache, self.device, validation=True, most=HELD_BACK)
            self.validation = Validation(
                held_back, self.config.validation, self.config.validation_crop, self.device
            )

    def start_from(self, path: Path) -> None:
        """Begin with weights as the app reads them; batch norm is put back where it is trained.

        Raises:
            WeightsError: They cannot be read, or belong to another network.
        """
        plain = read_network(path)
        wanted = self.config.network
        if plain.config != replace(wanted, norm="none"):
            raise WeightsError(f"{path} holds another network: {plain.config}, not {wanted}")
        if wanted.norm == "batch":
            phase = self.config.phases[0]
            batches = [
                self.composer.draw(phase.compose, phase.batch, phase.crop, seed)
                for seed in range(MEASURED)
            ]
            plain = unfolded(plain.to(self.device), batches)
        self.network.load_state_dict(plain.state_dict())
        self.average.load_state_dict(plain.state_dict())

    def spent(self) -> float:
        """Return the share of the budget that is used up; infinite when asked to stop."""
        spent = self._budget.spent(self.progress.step, self.progress.seconds)
        return self.team.agree(math.inf if self.stopping else spent)

    def train_only(self, trains: Trains) -> None:
        """Let gradients reach one part of the network only."""
        choose_trained(self.network, trains)
        self.trainee = self.team.wrap(Trainee(self.network, self.guide))

    def refresh(self) -> None:
        """Take newly generated foregrounds into the pool."""
        count = self._drawn()
        if count > self.progress.generated:
            self.progress.generated = count
            with self.team.leader_first():
                most = self._shared(count)
                foregrounds = load_foregrounds(
                    self.config.source, self.cache, self.device, validation=False, most=most
                )
            self.composer.dataset = self.composer.dataset._replace(foregrounds=foregrounds)

    def validate(self) -> None:
        """Score the averaged weights; keep them as the best where they are."""
        if self.validation is None:
            return
        scores = self.validation.score(self.average)
        self.log.write("validation", self.progress, {"mad": scores.mad, "mse": scores.mse})
        self.log.picture("validation", self.progress, self.validation.picture(self.average))
        if scores.mad < self.progress.best:
            self.progress.best = scores.mad
            self.export(self.folder / BEST)

    def export(self, path: Path) -> None:
        """Write the averaged weights as the app reads them: batch norm folded, half precision."""
        note = f"{self.config.name}, step {self.progress.step}, {self.progress.examples} examples"
        save_network(path, self.folded(), note=note, dtype=torch.float16)

    def folded(self) -> DIM:
        """Return the averaged network as it is served."""
        return folded(self.average).cpu()

    def save(self) -> None:
        """Write the checkpoint, and the averaged weights for the app beside it."""
        if not self.team.leads:
            return
        self.export(self.folder / EXPORTED)
        parts = {
            "model": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": checkpoint.optimiser_tensors(self.optimiser),
        }
        if self.guide is not None:
            parts["guide"] = self.guide.state_dict()
        checkpoint.write(self.folder / checkpoint.NAME, self.config, self.progress, parts)

    def _drawn(self) -> int:
        """Return how many generated foregrounds the leader has."""
        source = self.config.source
        there = len(generated(self.cache, source, source.generated, validation=False))
        return round(self.team.agree(there))

    def _shared(self, count: int) -> int:
        """Return `count`, of generated foregrounds, if this process has as many.

        Raises:
            SourceError: It has fewer: it is on another machine with a cache of its own.
        """
        there = len(generated(self.cache, self.config.source, count, validation=False))
        if there < count:
            raise SourceError(
                f"{self.cache} holds {there} generated foregrounds here and {count} where process "
                "0 runs: put the run into a folder that all machines share"
            )
        return count

    def _restore(self, path: Path) -> None:
        kept = checkpoint.read(path)
        if kept.config.network != self.config.network:
            raise RunStateError(f"{path} holds another network: {kept.config.network}")
        checkpoint.restore(self.network, kept.tensors["model"], path)
        checkpoint.restore(self.average, kept.tensors["average"], path)
        if self.guide is not None:
            if "guide" not in kept.tensors:
                raise RunStateError(f"{path} was trained without the guide of {self.config.name}")
            checkpoint.restore(self.guide, kept.tensors["guide"], path)
        given, had = self.config.source, kept.config.source
        self.config = with_folders(
            self.config, given.foregrounds or had.foregrounds, given.backgrounds or had.backgrounds
        )
        # It has no moments before the first step.
        checkpoint.restore_optimiser(self.optimiser, kept.tensors.get("optimiser", {}))
        self.progress = kept.progress
