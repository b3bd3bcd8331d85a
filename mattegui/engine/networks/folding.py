"""Batch norm folded into the convolution before it: in evaluation both compute the same."""

from typing import NamedTuple

from torch import Tensor


class NormValues(NamedTuple):
    """What a batch norm has learnt and counted, one value a channel each.

    Attributes:
        gain: What it multiplies by.
        shift: What it adds after that.
        mean: The running mean.
        variance: The running variance.
        epsilon: What it adds to the variance.
    """

    gain: Tensor
    shift: Tensor
    mean: Tensor
    variance: Tensor
    epsilon: float


def fold(weight: Tensor, bias: Tensor | None, norm: NormValues) -> tuple[Tensor, Tensor]:
    """Return weight and bias of the one convolution that does what it and its batch norm do.

    A norm with mean m, variance v, gain g and shift s after a convolution W with bias b is the
    convolution W·g/√(v+ε) with bias s + (b − m)·g/√(v+ε).

    Args:
        weight: Of the convolution, one output channel a row.
        bias: Of the convolution; None if it has none.
        norm: What follows it.

    Returns:
        Both in the weight's own precision, computed in double.
    """
    scale = norm.gain.double() / (norm.variance.double() + norm.epsilon).sqrt()
    before = -norm.mean.double() if bias is None else bias.double() - norm.mean.double()
    folded = weight.double() * scale.view(-1, 1, 1, 1)
    return folded.to(weight.dtype), (before * scale + norm.shift.double()).to(weight.dtype)
