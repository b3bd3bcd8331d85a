"""What a training run is: frozen dataclasses, saved with every checkpoint.

A run is described by a Python function in `presets.py` that returns a `Config`; there are no other
knobs than the budget and the folders of data, so that a name, a commit and the data say everything
about how weights came to be.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from mattegui.engine.networks.dim import DIMConfig

Trains = Literal["all", "coarse", "refinement"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceConfig:
    """Where foregrounds and backgrounds come from.

    Attributes:
        foregrounds: Folders of RGBA files, or of `fg/` and `alpha/` pairs; beside generated ones.
        backgrounds: Folders of photos without a subject; beside painted ones.
        backgrounds_most: How many of the photos to take at most, of both sides of the split
            together: one of 640×480 pixels takes 1.6 MB of the training device's memory.
        painted: How many backgrounds to paint from nothing.
        generated: How many procedural foregrounds to keep in the pool.
        generated_first: How many of them must be there before training starts; the others are
            drawn while it goes on.
        generated_size: Their longer side in pixels.
        longest: Larger files are taken whole at this longer side and in full-size windows of it.
        kind_weights: How often a kind of foreground is drawn, relative to 1.
        held_back: One group of files in this many is kept for validation.
        refresh_steps: The pool takes in newly generated foregrounds every so many steps.
    """

    foregrounds: tuple[str, ...] = ()
    backgrounds: tuple[str, ...] = ()
    backgrounds_most: int = 4000
    painted: int = 64
    generated: int = 1200
    generated_first: int = 48
    generated_size: int = 560
    longest: int = 640
    kind_weights: Mapping[str, float] = field(default_factory=dict)
    held_back: int = 8
    refresh_steps: int = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class ComposeConfig:
    """How a training example is made; every number is a probability or a range.

    Attributes:
        scale: Source pixels per pixel of the crop, drawn log-uniformly.
        aspect: Up to this factor between the scales of the two axes.
        rotation: Standard deviation in degrees.
        turned: Chance of any angle instead.
        jitter: How far the colours are changed, relative to `augment.jitter_colour`'s measure; the
            background's half as far.
        combine: Chance of a second foreground over the first, as Tang et al. (2019) and the GCA
            pipeline have it.
        texture: Chance of a photo's colours instead of the foreground's own.
        invert: Chance of a hole: the alpha is turned round and filled with a photo.
        blurred_background: Chance of a background out of focus.
        distractor: Chance of another foreground painted into the background.
        alike: Chance of a background moved towards the foreground's colours.
        rim: Chance of light from behind, or a dark edge: see `augment.light_rim`.
        gaps: Chance of gaps in the subject: see `gaps.cut_gaps`.
        soften: Chance that the lens softens everything, alpha too.
        noise: Chance of sensor noise.
        jpeg: Share of each batch that went through JPEG.
        radius: How far the trimap's unknown band reaches, in pixels, drawn log-uniformly and
            independently for the two sides; capped at a fifth of the crop.
        blobs: Chance that parts of the solid subject or background are unknown too.
        candidates: Crops drawn for each one that is used: the one is kept that shows enough of
            subject, background and edge alike, as painters leave it to an estimator.
    """

    scale: tuple[float, float] = (0.6, 2.0)
    aspect: float = 1.2
    rotation: float = 35.0
    turned: float = 0.2
    jitter: float = 1.0
    combine: float = 0.3
    texture: float = 0.15
    invert: float = 0.05
    blurred_background: float = 0.4
    distractor: float = 0.1
    alike: float = 0.12
    rim: float = 0.0
    gaps: float = 0.0
    soften: float = 0.3
    noise: float = 0.5
    jpeg: float = 0.25
    radius: tuple[float, float] = (2.0, 46.0)
    blobs: float = 0.15
    candidates: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Phase:
    """A stretch of the run with one crop size and one recipe of examples.

    Attributes:
        until: Its end as a share of the budget.
        crop: Side of an example in pixels.
        batch: Examples in one of a step's batches.
        compose: How they are made.
    """

    until: float
    crop: int
    batch: int
    compose: ComposeConfig = field(default_factory=ComposeConfig)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A stretch of the run that trains certain layers with certain losses.

    Attributes:
        until: Its end as a share of the budget.
        trains: `coarse` is the encoder-decoder, `refinement` the head behind it.
        coarse_losses: Names of `losses.LOSSES` with their weights, on the encoder-decoder's alpha.
        losses: The same on the final alpha.
    """

    until: float = 1.0
    trains: Trains = "all"
    coarse_losses: Mapping[str, float] = field(default_factory=dict)
    losses: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class OptimiserConfig:
    """Adam with warm-up and a cosine, clipped gradients and an average of the weights.

    Attributes:
        rate: Peak learning rate.
        warmup_steps: Linear rise from zero to the peak.
        floor: The cosine ends at this share of the peak.
        clip: Largest norm of the gradient.
        ema: Decay of the weights' running average per step; it warms up itself.
        weight_decay: Decoupled, as in AdamW.
        batches_per_step: Their gradients are averaged, on one process one after the other, on
            several in parallel: the same steps either way.
    """

    rate: float = 1e-3
    warmup_steps: int = 300
    floor: float = 0.02
    clip: float = 1.0
    ema: float = 0.999
    weight_decay: float = 1e-4
    batches_per_step: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """A whole run.

    Attributes:
        name: The preset's.
        network: What is trained; `norm="batch"` is folded at export.
        vgg: Start the encoder from torchvision's ImageNet weights (width 1 without norm only).
        steps: The budget where no minutes are given.
        phases: Crop sizes and recipes over the run.
        stages: What is trained with which losses over the run.
        guide: Weight of the loss on colours, see `train.guide`; 0 for none.
        bf16: Autocast to bfloat16.
        validation: Number of fixed examples, of `validation_crop` pixels.
        validate_seconds: Seconds of training between validations; a checkpoint goes with each.
        checkpoint_seconds: Seconds of training between checkpoints.
    """

    name: str
    seed: int = 0
    network: DIMConfig = field(default_factory=DIMConfig)
    vgg: bool = False
    source: SourceConfig = field(default_factory=SourceConfig)
    optimiser: OptimiserConfig = field(default_factory=OptimiserConfig)
    steps: int = 100_000
    phases: tuple[Phase, ...] = (Phase(until=1.0, crop=320, batch=8),)
    stages: tuple[Stage, ...] = (Stage(),)
    guide: float = 0.0
    bf16: bool = False
    validation: int = 64
    validation_crop: int = 320
    validate_seconds: float = 900.0
    checkpoint_seconds: float = 300.0


def with_folders(
    config: Config, foregrounds: Sequence[str | Path], backgrounds: Sequence[str | Path]
) -> Config:
    """Return the same run on other folders of data; where none are given the config's own stay."""
    source = replace(
        config.source,
        foregrounds=tuple(map(str, foregrounds)) or config.source.foregrounds,
        backgrounds=tuple(map(str, backgrounds)) or config.source.backgrounds,
    )
    return replace(config, source=source)


def to_json(config: Config) -> str:
    """Return `config` as JSON text."""
    return json.dumps(asdict(config), sort_keys=True)


def from_json(text: str) -> Config:
    """Return the config that `to_json` wrote.

    Raises:
        ValueError: The text is no config of this version.
    """
    try:
        return _build(json.loads(text))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no training config of this version: {error}") from error


def _build(values: dict[str, Any]) -> Config:
    nested = {
        "network": DIMConfig(**values["network"]),
        "source": SourceConfig(**_tuples(values["source"])),
        "optimiser": OptimiserConfig(**values["optimiser"]),
        "phases": tuple(_phase(phase) for phase in values["phases"]),
        "stages": tuple(Stage(**stage) for stage in values["stages"]),
    }
    return Config(**(values | nested))


def _phase(values: dict[str, Any]) -> Phase:
    return Phase(**(values | {"compose": ComposeConfig(**_tuples(values["compose"]))}))


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
