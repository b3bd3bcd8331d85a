"""Runs by name. A preset is a function; to make another, call one and change fields."""

from collections.abc import Callable
from dataclasses import replace

from mattegui.engine.networks.dim import DIMConfig
from train.config import (
    ComposeConfig,
    Config,
    OptimiserConfig,
    Phase,
    SourceConfig,
    Stage,
)

PLAIN = ComposeConfig(
    scale=(1.0, 2.0),
    rotation=0.0,
    turned=0.0,
    jitter=0.0,
    aspect=1.0,
    combine=0.0,
    texture=0.0,
    invert=0.0,
    blurred_background=0.0,
    distractor=0.0,
    alike=0.0,
    soften=0.0,
    noise=0.0,
    jpeg=0.0,
    blobs=0.0,
)
"""The paper's own: crops, flipped at random."""

KINDS = {
    "photo": 3.0,
    "hair": 2.0,
    "fur": 1.0,
    "foliage": 2.0,
    "fabric": 1.0,
    "smoke": 0.35,
}
"""Photographed foregrounds are few and true; particles are many and all alike."""

NATURAL_KINDS = {
    "photo": 14.0,
    "hair": 2.0,
    "fur": 3.0,
    "toys": 2.0,
    "yarn": 3.0,
    "solids": 1.5,
    "feathers": 1.5,
    "fabric": 1.0,
    "foliage": 0.8,
    "nets": 0.5,
    "smoke": 0.35,
    "glass": 0.3,
}
"""What photos for cutting out show: almost a quarter of what is drawn are photographed foregrounds,
and more of what is kept of the candidates."""

FINE = {"alpha": 1.0, "entropy": 0.5, "composition": 0.5, "laplacian": 1.0}
COARSE = {"alpha": 0.5, "entropy": 0.25, "composition": 0.25, "laplacian": 0.5}


GENTLE = ComposeConfig(
    combine=0.15,
    texture=0.1,
    invert=0.02,
    distractor=0.05,
    alike=0.05,
    radius=(2.0, 24.0),
    blobs=0.05,
)
"""Where a small network starts: the full recipe at once keeps it from learning to use colours."""

HARDER = ComposeConfig(
    combine=0.25,
    texture=0.1,
    invert=0.02,
    distractor=0.1,
    alike=0.1,
    blobs=0.1,
)
"""Where it goes on: unknown bands twice as wide, more foregrounds combined and alike."""

NATURAL = ComposeConfig(
    scale=(1.0, 3.0),
    combine=0.1,
    texture=0.08,
    invert=0.01,
    blurred_background=0.7,
    distractor=0.06,
    alike=0.08,
    soften=0.2,
    noise=0.25,
    radius=(2.0, 18.0),
    blobs=0.05,
    candidates=3,
)
"""What painters leave to an estimator: an edge with known subject and background beside it."""

PHOTOS = replace(NATURAL, rim=0.35, gaps=0.3)
"""With what photos do to subjects: light from behind, gaps, and what only looks like one."""


def dim_lite() -> Config:
    """Return `dim-lite`: width ¼, for processors; small crops first."""
    return Config(
        name="dim_lite",
        network=DIMConfig(width=0.25, norm="batch"),
        source=SourceConfig(kind_weights=KINDS),
        optimiser=OptimiserConfig(rate=1.5e-3, ema=0.9985, batches_per_step=2),
        steps=150_000,
        phases=(
            Phase(until=0.45, crop=160, batch=8, compose=GENTLE),
            Phase(until=0.75, crop=224, batch=5, compose=HARDER),
            Phase(until=1.0, crop=320, batch=3, compose=HARDER),
        ),
        stages=(Stage(coarse_losses=COARSE, losses=FINE),),
    )


def dim_lite_further() -> Config:
    """Return `dim-lite` from given weights on: natural examples, norms folded away.

    One example a batch: for the same work more steps are worth more than steadier ones.
    """
    return replace(
        dim_lite(),
        name="dim_lite_further",
        network=DIMConfig(width=0.25),
        source=SourceConfig(kind_weights=NATURAL_KINDS),
        optimiser=OptimiserConfig(rate=3e-4, warmup_steps=200, ema=0.9995, batches_per_step=2),
        phases=(
            Phase(until=0.7, crop=256, batch=1, compose=replace(PHOTOS, radius=(2.0, 26.0))),
            Phase(until=1.0, crop=320, batch=1, compose=replace(PHOTOS, radius=(2.0, 40.0))),
        ),
        guide=0.5,
    )


def dim_lite_last() -> Config:
    """Return what ends `dim_lite_further`: the larger crops alone, at a third of the rate."""
    further = dim_lite_further()
    return replace(
        further,
        name="dim_lite_last",
        optimiser=replace(further.optimiser, rate=1e-4, warmup_steps=100, ema=0.999),
        phases=(replace(further.phases[-1], until=1.0),),
    )


def dim() -> Config:
    """Return the full width: conv6 3×3, skips, refinement, one stage.

    It takes over what the rounds of `dim_lite` have shown: an easy start, then examples as photos
    are, and a guide.
    """
    return replace(
        dim_lite(),
        name="dim",
        network=DIMConfig(norm="batch"),
        source=SourceConfig(kind_weights=NATURAL_KINDS, generated=4000, generated_size=640),
        optimiser=OptimiserConfig(rate=6e-4, warmup_steps=1000, ema=0.9995),
        steps=200_000,
        phases=(
            Phase(until=0.2, crop=160, batch=48, compose=GENTLE),
            Phase(until=0.7, crop=320, batch=16, compose=replace(PHOTOS, radius=(2.0, 40.0))),
            Phase(until=1.0, crop=512, batch=8, compose=replace(PHOTOS, radius=(2.0, 60.0))),
        ),
        guide=0.5,
        bf16=True,
        validate_seconds=300.0,
    )


def paper() -> Config:
    """Return the recipe of Xu et al. 2017: plain network, three stages, VGG-16 start.

    It differs from the paper where that costs too much or is known to be better: conv6 is 1×1, for
    the paper's 7×7 with 4096 channels has four times the parameters of all else; what VGG-16 does
    not start has He's initialisation instead of Xavier's; gradients are clipped, and the averaged
    weights are the ones that are kept. Backgrounds are cropped at 0.4 to 1.6 pixels a pixel.
    """
    both = {"alpha": 0.5, "composition": 0.5}
    return Config(
        name="paper",
        network=DIMConfig(conv6_kernel=1, skip=False),
        vgg=True,
        source=SourceConfig(generated=4000, generated_size=640),
        optimiser=OptimiserConfig(rate=1e-5, floor=1.0, warmup_steps=1, weight_decay=0.0),
        steps=1_500_000,
        phases=(Phase(until=1.0, crop=320, batch=1, compose=PLAIN),),
        stages=(
            Stage(until=0.6, trains="coarse", coarse_losses=both),
            Stage(until=0.8, trains="refinement", losses={"alpha": 1.0}),
            Stage(until=1.0, coarse_losses=both, losses={"alpha": 1.0}),
        ),
    )


def debug() -> Config:
    """Return a small network for two minutes on a processor, from generated data alone."""
    return Config(
        name="debug",
        network=DIMConfig(width=1 / 8, norm="batch"),
        source=SourceConfig(
            painted=24,
            generated=48,
            generated_first=24,
            generated_size=320,
            longest=320,
        ),
        optimiser=OptimiserConfig(rate=4e-3, warmup_steps=20, ema=0.98),
        steps=60,
        phases=(Phase(until=1.0, crop=128, batch=8, compose=NATURAL),),
        stages=(Stage(coarse_losses=COARSE, losses=FINE),),
        validation=16,
        validation_crop=160,
        validate_seconds=60.0,
        checkpoint_seconds=20.0,
    )


PRESETS: dict[str, Callable[[], Config]] = {
    "dim": dim,
    "dim_lite": dim_lite,
    "dim_lite_further": dim_lite_further,
    "dim_lite_last": dim_lite_last,
    "paper": paper,
    "debug": debug,
}
