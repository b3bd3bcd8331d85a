"""In which precision the network's convolutions compute.

Measured on a processor with torch's autocast, the shipped dim-lite, the nine photos of the
development set and their first trimaps. SAD, against single precision:

| | mean | the photo that changes most |
|---|---|---|
| `float16` | +0.001 % | −0.05 % |
| `bfloat16` | +0.38 % | +1.9 % |
| `bfloat16`, all last layers in single precision | +0.41 % | +2.0 % |
| `bfloat16`, the pooling indices of single precision | +0.39 % | +2.1 % |
| `bfloat16`, the first encoder stage in single precision | −0.03 % | +0.2 % |

So the error of `bfloat16` comes from the eight bits that it leaves of the image's own values, and
not from near-ties of pooling, of which it turns one in twenty at full resolution (`float16`: one in
a hundred and fifty, which is nearly all of its own error: at most 0.08 of a pixel's alpha, 0.004
without). `float16` has as many bits as TF32, in which torch convolves single precision on recent
cards anyway. What it lacks is range: the estimator looks for values that are not finite and goes on
in single precision where there are any.

None of it is measured on a card yet.
"""

from contextlib import AbstractContextManager, nullcontext
from typing import Final

import torch

FAST_HALF: Final = (7, 0)
"""Compute capability from which cards multiply in half precision faster than in single."""


def best_precision(device: torch.device) -> torch.dtype:
    """Return `float16` on a CUDA card that is fast in it, `float32` everywhere else."""
    if device.type == "cuda" and torch.cuda.get_device_capability(device) >= FAST_HALF:
        return torch.float16
    return torch.float32


def computing_in(precision: torch.dtype, device: torch.device) -> AbstractContextManager[object]:
    """Return the context in which convolutions compute so; nothing of it for `float32`."""
    if precision == torch.float32:
        return nullcontext()
    return torch.autocast(device.type, precision)
