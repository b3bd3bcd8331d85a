"""The loop: it learns, it resumes exactly, it survives being killed, alone or in a team."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from mattegui.engine.weights import read_network
from tests.train.tiny import CPU, quiet, sources_in, start, tiny, write_sources
from tests.train.worker import config_for
from train import checkpoint
from train.cache import fill
from train.checkpoint import Progress
from train.config import ComposeConfig, Config, OptimiserConfig
from train.log import Log
from train.loop import example_losses, fit, total
from train.run import Run
from train.schedule import Budget
from train.session import export
from train.sources import SourceError
from train.team import Team

Parts = Mapping[str, Mapping[str, Tensor]]


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def trained(config: Config, folder: Path, *, resume: bool = False) -> Run:
    run = start(config, folder, resume=resume)
    with run.log:
        fit(run)
    return run


def same(first: Parts, second: Parts) -> bool:
    return all(
        torch.equal(tensor, second[part][name])
        for part, tensors in first.items()
        for name, tensor in tensors.items()
    )


def test_a_resumed_run_is_bit_identical(tmp_path: Path) -> None:
    config = tiny(tmp_path, steps=6)
    whole = trained(config, tmp_path / "whole")
    trained(replace(config, steps=3, optimiser=flat(config)), tmp_path / "halved")
    trained(replace(config, optimiser=flat(config)), tmp_path / "halved", resume=True)
    trained(replace(config, optimiser=flat(config)), tmp_path / "straight")
    halved, straight = (
        checkpoint.read(tmp_path / name / checkpoint.NAME) for name in ("halved", "straight")
    )
    assert halved.progress.step == straight.progress.step == whole.progress.step == 6
    assert same(halved.tensors, straight.tensors)


def flat(config: Config) -> OptimiserConfig:
    """Return the optimiser without its cosine, whose shape depends on where the budget ends."""
    return replace(config.optimiser, floor=1.0)


class Notes(Log):
    """Keeps the total loss of every step."""

    seen: tuple[float, ...] = ()

    def step(
        self, progress: Progress, terms: Mapping[str, Tensor], spent: float, **values: float
    ) -> None:
        self.seen += (sum(float(value) for name, value in terms.items() if name != "norm"),)


def test_five_seeded_steps_give_the_pinned_losses(tmp_path: Path) -> None:
    run = start(tiny(tmp_path, steps=5), tmp_path / "run")
    run.log = Notes(tmp_path, writes=False)
    fit(run)
    assert run.log.seen == pytest.approx(PINNED, rel=1e-3)


def test_one_batch_can_be_learnt_by_heart(tmp_path: Path) -> None:
    config = tiny(tmp_path, batch=2)
    config = replace(config, optimiser=replace(config.optimiser, rate=4e-3))
    run = start(config, tmp_path / "run")
    run.train_only("all")
    batch = run.composer.draw(ComposeConfig(), 2, 64, seed=3)
    for group in run.optimiser.param_groups:
        group["lr"] = 4e-3
    error = 1.0
    for _ in range(400):
        run.network.train()
        torch.autograd.backward(total(example_losses(run, batch, config.stages[0])))
        torch.nn.utils.clip_grad_norm_(run.network.parameters(), 1.0)
        run.optimiser.step()
        run.optimiser.zero_grad()
        with torch.no_grad():
            alpha = run.trainee(batch.rgb_B3HW, batch.trimap_B1HW)[0].alpha
        unknown = batch.unknown_B1HW
        error = float(((alpha - batch.alpha_B1HW).abs() * unknown).sum() / unknown.sum())
        if error < 0.01:
            break
    assert error < 0.01


def test_a_finished_run_leaves_weights_that_the_app_reads(tmp_path: Path) -> None:
    run = trained(tiny(tmp_path, steps=2), tmp_path / "run")
    x_B4HW = torch.rand(1, 4, 64, 64, generator=torch.Generator().manual_seed(0))
    expected = run.folded()(x_B4HW)
    for name in ("dim.safetensors", "best.safetensors"):
        torch.testing.assert_close(
            read_network(tmp_path / "run" / name)(x_B4HW), expected, atol=0.02, rtol=0
        )
    export(tmp_path / "run", tmp_path / "out.safetensors")
    exported = read_network(tmp_path / "out.safetensors")
    torch.testing.assert_close(exported(x_B4HW), expected, atol=0.02, rtol=0)


def test_validation_is_logged(tmp_path: Path) -> None:
    run = trained(tiny(tmp_path, steps=2), tmp_path / "run")
    lines = (tmp_path / "run" / "log.jsonl").read_text().splitlines()
    last = json.loads(lines[-1])
    assert last["event"] == "validation"
    assert 0 < last["mad"] < 1
    assert run.progress.best == pytest.approx(last["mad"], abs=1e-6)
    assert list((tmp_path / "run" / "tensorboard").iterdir())


class Dies(Notes):
    """Ends the run in its third step, as a kill would."""

    def step(
        self, progress: Progress, terms: Mapping[str, Tensor], spent: float, **values: float
    ) -> None:
        if progress.step == 3:
            raise KeyboardInterrupt


def test_a_killed_run_knows_how_good_its_best_weights_were(tmp_path: Path) -> None:
    config = replace(tiny(tmp_path), validate_seconds=0.0)
    run = start(config, tmp_path / "run")
    run.log = Dies(tmp_path / "run", writes=False)
    with pytest.raises(KeyboardInterrupt):
        fit(run)
    assert (tmp_path / "run" / "best.safetensors").is_file()
    assert checkpoint.read(tmp_path / "run" / checkpoint.NAME).progress.best == run.progress.best


def test_a_run_that_was_stopped_before_its_first_step_goes_on(tmp_path: Path) -> None:
    config = tiny(tmp_path, steps=1)
    run = start(config, tmp_path / "run")
    run.stopping = True
    fit(run)
    assert checkpoint.read(tmp_path / "run" / checkpoint.NAME).progress.step == 0
    assert trained(config, tmp_path / "run", resume=True).progress.step == 1


def test_an_existing_run_is_not_overwritten(tmp_path: Path) -> None:
    config = tiny(tmp_path, steps=1)
    trained(config, tmp_path / "run")
    with pytest.raises(checkpoint.RunStateError, match="exists already"):
        start(config, tmp_path / "run")


def test_another_network_is_not_resumed(tmp_path: Path) -> None:
    config = tiny(tmp_path, steps=1)
    trained(config, tmp_path / "run")
    other = replace(config, network=replace(config.network, refine=False))
    with pytest.raises(checkpoint.RunStateError, match="holds another network"):
        start(other, tmp_path / "run", resume=True)


def test_a_resumed_run_keeps_its_folders_where_none_are_given(tmp_path: Path) -> None:
    config = tiny(tmp_path, steps=1)
    trained(config, tmp_path / "run")
    bare = replace(config, source=replace(config.source, foregrounds=(), backgrounds=()))
    assert start(bare, tmp_path / "run", resume=True).config == config
    write_sources(tmp_path / "other")
    other = replace(config, source=sources_in(tmp_path / "other"))
    assert start(other, tmp_path / "run", resume=True).config == other


def test_a_resumed_run_draws_again_what_was_removed(tmp_path: Path) -> None:
    config = tiny(tmp_path, steps=1)
    more = replace(config, source=replace(config.source, generated=2, generated_first=2))
    trained(more, tmp_path / "run")
    shutil.rmtree(tmp_path / "cache")
    fewer = replace(more, source=replace(more.source, generated_first=1))
    run = start(fewer, tmp_path / "run", resume=True)
    assert run.progress.generated == 2
    assert len(run.composer.dataset.foregrounds.pool) == 4 + 2


class Follower(Team):
    """A process on another machine than the leader, who has drawn three foregrounds."""

    def agree(self, value: float) -> float:
        return 3.0


def test_a_machine_that_lacks_the_leader_s_foregrounds_does_not_train(tmp_path: Path) -> None:
    config = tiny(tmp_path, batches_per_step=2)
    config = replace(config, source=replace(config.source, generated=3, generated_first=3))
    fill(tmp_path / "cache", config.source, 2, validation=False)
    with pytest.raises(SourceError, match="holds 2 generated foregrounds here and 3 where"):
        start(config, tmp_path / "run", team=Follower(1, 2, CPU))
    fill(tmp_path / "cache", config.source, 3, validation=False)
    run = start(config, tmp_path / "run", team=Follower(1, 2, CPU))
    assert len(run.composer.dataset.foregrounds.pool) == 4 + 3


def test_batches_must_be_shared_out_evenly(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="3 batches per step cannot be shared by 2 processes"):
        Run(tiny(tmp_path, batches_per_step=3), tmp_path, Budget(steps=1), Team(0, 2, CPU), quiet)


def launch(
    root: Path, steps: int, batches_per_step: int, *, processes: int = 1
) -> subprocess.Popen[str]:
    """Start a training process, or two, on sources written to `root`."""
    write_sources(root)
    command = [sys.executable]
    if processes > 1:
        command += ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(Path.cwd())}
    return subprocess.Popen(
        [*command, "-m", "tests.train.worker", str(root), str(steps), str(batches_per_step)],
        env=environment,
        cwd=Path.cwd(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.slow
def test_a_killed_run_goes_on_from_its_last_checkpoint(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    worker = launch(tmp_path, 100_000, 1)
    kept = folder / checkpoint.NAME
    deadline = time.monotonic() + 120
    while not kept.exists() and worker.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert worker.poll() is None
    time.sleep(0.3)
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    step = checkpoint.read(kept).progress.step
    assert step > 0
    config = replace(config_for(tmp_path, 1), steps=step + 2)
    assert trained(config, folder, resume=True).progress.step == step + 2


@pytest.mark.slow
def test_two_processes_take_the_steps_of_one(tmp_path: Path) -> None:
    for name, processes in (("one", 1), ("two", 2)):
        worker = launch(tmp_path / name, 4, 2, processes=processes)
        output, _ = worker.communicate(timeout=240)
        assert worker.returncode == 0, output
    one, two = (
        checkpoint.read(tmp_path / name / "run" / checkpoint.NAME).tensors["model"]
        for name in ("one", "two")
    )
    for name, tensor in one.items():
        # Norms' running statistics are the leader's own; they play no part in training.
        if "running" not in name and "tracked" not in name:
            torch.testing.assert_close(two[name], tensor, atol=1e-5, rtol=1e-4)


PINNED = [1.41366, 1.49596, 1.26475, 1.52526, 1.54979]
