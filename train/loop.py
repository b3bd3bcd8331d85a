"""The training loop, in the open: rate, examples, losses, step, average, validate, save.

Axes: B batch, H height, W width.
"""

import math
import time

import torch
from torch import Tensor, nn

from train.config import Stage
from train.guide import colour_loss
from train.losses import Batch, weighted
from train.network import update_average
from train.run import Run
from train.schedule import average_decay, current, learning_rate

SEED_STRIDE = 1 << 24
"""More batches than any run draws: seeds of different runs do not meet."""


def fit(run: Run) -> None:
    """Train until the budget is spent, from wherever `run` stands; validate and save at the end.

    When `run.stopping` is set it ends after the step it is in, with a checkpoint.
    """
    config, progress = run.config, run.progress
    validated = saved = progress.seconds
    stage: Stage | None = None
    while (spent := run.spent()) < 1:
        started = time.perf_counter()
        if stage is not (stage := current(config.stages, spent)):
            run.train_only(stage.trains)
        phase = current(config.phases, spent)
        rate = learning_rate(config.optimiser, progress.step, spent)
        for group in run.optimiser.param_groups:
            group["lr"] = rate

        terms: dict[str, Tensor] = {}
        for batch_index in run.batches:
            seed = (
                config.seed * SEED_STRIDE
                + progress.step * config.optimiser.batches_per_step
                + batch_index
            )
            batch = run.composer.draw(phase.compose, phase.batch, phase.crop, seed)
            losses = example_losses(run, batch, stage)
            torch.autograd.backward(total(losses) / len(run.batches))
            terms = {k: terms.get(k, 0) + v.detach() / len(run.batches) for k, v in losses.items()}
        norm = nn.utils.clip_grad_norm_(run.trainee.parameters(), config.optimiser.clip)
        run.optimiser.step()
        run.optimiser.zero_grad(set_to_none=True)
        update_average(run.average, run.network, average_decay(config.optimiser, progress.step))

        progress.step += 1
        progress.examples += phase.batch * config.optimiser.batches_per_step
        progress.seconds += time.perf_counter() - started
        run.log.step(progress, terms | {"norm": norm}, rate=rate, crop=phase.crop, spent=spent)
        if progress.step % config.source.refresh_steps == 0:
            run.refresh()
        due = progress.seconds - validated >= config.validate_seconds
        if due:
            run.validate()
            validated = progress.seconds
        # A killed run has to know how good its best weights were, or worse ones take their place.
        if due or progress.seconds - saved >= config.checkpoint_seconds:
            run.save()
            saved = progress.seconds
    if spent < math.inf:
        run.validate()
    run.save()


def example_losses(run: Run, batch: Batch, stage: Stage) -> dict[str, Tensor]:
    """Return the stage's weighted losses of one batch, by name."""
    with torch.autocast(run.device.type, torch.bfloat16, enabled=run.config.bf16):
        out, said = run.trainee(batch.rgb_B3HW, batch.trimap_B1HW)
    coarse = weighted(out.coarse.float(), batch, stage.coarse_losses)
    losses = weighted(out.alpha.float(), batch, stage.losses)
    losses |= {f"coarse_{name}": value for name, value in coarse.items()}
    if said:
        losses["colours"] = run.config.guide * colour_loss([each.float() for each in said], batch)
    return losses


def total(losses: dict[str, Tensor]) -> Tensor:
    """Return the sum of named losses, a scalar."""
    return torch.stack(list(losses.values())).sum()
