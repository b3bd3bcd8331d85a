"""From the tensors of a layout to those of our network: checked, renamed, batch norm folded."""

from collections.abc import Iterator
from typing import Final

import torch
from torch import Tensor

from mattegui.engine.checkpoint_containers import Checkpoint
from mattegui.engine.layouts import Layout, Source
from mattegui.engine.networks.dim import DIM, ENCODER_WIDTHS, DIMConfig
from mattegui.engine.networks.folding import NormValues, fold
from mattegui.engine.standins import CheckpointError

EPSILON: Final = 1e-5
"""Added to a batch norm's variance, as torch does unless told otherwise."""

MOST_PARAMETERS: Final = 1 << 29
"""Four times those of the largest network that was published."""

_NORM: Final = ("weight", "bias", "running_mean", "running_var")


def width_of(checkpoint: Checkpoint, layout: Layout) -> float:
    """Return the width of the network in a checkpoint; 1 is that of VGG-16.

    Raises:
        CheckpointError: Its first tensor is none of a convolution.
    """
    first = f"{next(iter(layout.sources())).conv}.weight"
    shape = checkpoint.shapes[first]
    if len(shape) != 4 or not shape[0]:
        raise CheckpointError(f"{first} is {_times(shape)}: no convolution")
    return shape[0] / ENCODER_WIDTHS[0][0]


def has_refinement(checkpoint: Checkpoint, layout: Layout) -> bool:
    """Say whether the checkpoint has tensors of a refinement."""
    return any(
        f"{source.conv}.weight" in checkpoint.shapes
        for source in layout.sources()
        if source.ours.startswith("refinement.")
    )


def convert(checkpoint: Checkpoint, layout: Layout, config: DIMConfig) -> dict[str, Tensor]:
    """Return the state of `DIM(config)`, `float32`, from a checkpoint of that layout.

    Raises:
        CheckpointError: A tensor is missing, is too many, has another shape or is not finite.
    """
    try:
        with torch.device("meta"):
            network = DIM(config)
    except RuntimeError as error:
        raise CheckpointError(f"its first convolution is {config.width:g} times as wide") from error
    wanted = {name: tuple(value.shape) for name, value in network.state_dict().items()}
    parameters = sum(value.numel() for value in network.state_dict().values())
    if parameters > MOST_PARAMETERS:
        raise CheckpointError(
            f"it would need {parameters * 4 / 1e9:.1f} GB of memory; the largest network that is "
            "known has 0.5 GB"
        )
    sources = [s for s in layout.sources() if f"{s.ours}.weight" in wanted]
    _check_names(checkpoint, layout, sources)
    for source in sources:
        if source.conv:
            _check_shapes(checkpoint, layout, source, wanted[f"{source.ours}.weight"])
    state = {}
    for source in sources:
        shape = wanted[f"{source.ours}.weight"]
        weight, bias = _convolution(checkpoint, source, shape)
        state[f"{source.ours}.weight"], state[f"{source.ours}.bias"] = weight, bias
    return state


def _names(source: Source) -> Iterator[str]:
    """Yield the names of the tensors that a convolution is made from."""
    if source.conv:
        yield from (f"{source.conv}.weight", f"{source.conv}.bias")
    if source.norm:
        yield from (f"{source.norm}.{part}" for part in _NORM)


def _check_names(checkpoint: Checkpoint, layout: Layout, sources: list[Source]) -> None:
    needed = {name for source in sources for name in _names(source)}
    if missing := sorted(needed - checkpoint.shapes.keys()):
        raise CheckpointError(f"it is of the layout {layout.name}, but has no {missing[0]}")
    spare = sorted(
        name
        for name in checkpoint.shapes.keys() - needed
        if not name.startswith(layout.ignored) and not name.endswith(".num_batches_tracked")
    )
    if spare:
        raise CheckpointError(
            f"it is of the layout {layout.name}, but has {len(spare)} tensors more, such as "
            f"{spare[0]}: it computes something else"
        )


def _check_shapes(
    checkpoint: Checkpoint, layout: Layout, source: Source, wanted: tuple[int, ...]
) -> None:
    for name in _names(source):
        right = wanted if name == f"{source.conv}.weight" else wanted[:1]
        shape = checkpoint.shapes[name]
        if shape != right:
            raise CheckpointError(
                f"{name} is {_times(shape)}, but {_times(right)} in the layout {layout.name}"
            )


def _convolution(
    checkpoint: Checkpoint, source: Source, shape: tuple[int, ...]
) -> tuple[Tensor, Tensor]:
    """Return weight and bias of one convolution of ours, contiguous `float32`."""
    if not source.conv:
        # What it reads is never negative, so that the ReLU behind it changes nothing either.
        return torch.eye(shape[0]).view(shape), torch.zeros(shape[0])
    weight, bias = (_finite(checkpoint, f"{source.conv}.{part}") for part in ("weight", "bias"))
    if source.norm:
        gain, shift, mean, variance = (
            _finite(checkpoint, f"{source.norm}.{part}") for part in _NORM
        )
        norm = NormValues(gain, shift, mean, variance, EPSILON)
        if bool((norm.variance < 0).any()):
            raise CheckpointError(f"{source.norm}.running_var holds negative values")
        weight, bias = fold(weight, bias, norm)
    return weight.contiguous(), bias.contiguous()


def _finite(checkpoint: Checkpoint, name: str) -> Tensor:
    tensor = checkpoint.read(name)
    bad = int((~tensor.isfinite()).sum())
    if bad:
        raise CheckpointError(f"{name} holds {bad} values that are not finite numbers")
    return tensor


def _times(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape)) or "one number"
