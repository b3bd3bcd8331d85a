"""What could be switched on for a card, each by itself, to be decided by its number.

Every variant is a context in which there is something to call: the network on one fixed tile.
"""

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Final

import torch
from torch import Tensor

from mattegui.engine.networks.dim import DIM
from mattegui.engine.precision import computing_in

Call = Callable[[], object]
Variant = Callable[[DIM, Tensor, torch.dtype], AbstractContextManager[Call]]

WARMUP: Final = 3


@contextmanager
def single_precision(network: DIM, x_B4HW: Tensor, _: torch.dtype) -> Iterator[Call]:
    """Convolve in single precision."""
    with _flag("allow_tf32", on=False):
        yield partial(network, x_B4HW)


@contextmanager
def tf32(network: DIM, x_B4HW: Tensor, _: torch.dtype) -> Iterator[Call]:
    """Convolve in TF32, as torch does unless it is told not to."""
    with _flag("allow_tf32", on=True):
        yield partial(network, x_B4HW)


@contextmanager
def autocast(network: DIM, x_B4HW: Tensor, precision: torch.dtype) -> Iterator[Call]:
    """Convolve in half precision, as the program does."""

    def call() -> Tensor:
        with computing_in(precision, x_B4HW.device):
            alpha_B1HW: Tensor = network(x_B4HW)
        return alpha_B1HW

    yield call


@contextmanager
def autocast_bfloat16(network: DIM, x_B4HW: Tensor, _: torch.dtype) -> Iterator[Call]:
    """Convolve in the other half precision."""
    with autocast(network, x_B4HW, torch.bfloat16) as call:
        yield call


@contextmanager
def half_weights(network: DIM, x_B4HW: Tensor, precision: torch.dtype) -> Iterator[Call]:
    """Keep the weights in half precision instead of casting them for every tile."""
    yield partial(copy.deepcopy(network).to(precision), x_B4HW.to(precision))


@contextmanager
def benchmark(network: DIM, x_B4HW: Tensor, precision: torch.dtype) -> Iterator[Call]:
    """Let cuDNN try out its algorithms."""
    with _flag("benchmark", on=True), autocast(network, x_B4HW, precision) as call:
        yield call


@contextmanager
def graph(network: DIM, x_B4HW: Tensor, precision: torch.dtype) -> Iterator[Call]:
    """Record the launches once and play them."""
    device = x_B4HW.device
    if device.type != "cuda":
        raise RuntimeError("CUDA graphs need CUDA")
    # What autocast keeps of weights must not outlive the recording.
    with torch.autocast(device.type, precision, cache_enabled=False):
        warming = torch.cuda.Stream(device)  # type: ignore[no-untyped-call]
        warming.wait_stream(torch.cuda.current_stream(device))
        with torch.cuda.stream(warming):
            for _ in range(WARMUP):
                network(x_B4HW)
        torch.cuda.current_stream(device).wait_stream(warming)
        recorded = torch.cuda.CUDAGraph()
        with torch.cuda.graph(recorded):
            network(x_B4HW)
    yield recorded.replay


@contextmanager
def compiled(network: DIM, x_B4HW: Tensor, precision: torch.dtype) -> Iterator[Call]:
    """Have torch compile the network for the tile; on a processor only as far as tracing."""
    backend = "inductor" if x_B4HW.device.type == "cuda" else "eager"
    made = torch.compile(network, backend=backend)

    def call() -> Tensor:
        with computing_in(precision, x_B4HW.device):
            alpha_B1HW: Tensor = made(x_B4HW)
        return alpha_B1HW

    try:
        yield call
    finally:
        torch._dynamo.reset()


VARIANTS: Final[Mapping[str, Variant]] = {
    "float32": single_precision,
    "TF32": tf32,
    "autocast, as it is": autocast,
    "autocast to bfloat16": autocast_bfloat16,
    "weights in half precision": half_weights,
    "autocast, cudnn.benchmark": benchmark,
    "autocast, CUDA graph": graph,
    "autocast, torch.compile": compiled,
}
"""The one that takes longest to prepare comes last."""


@contextmanager
def _flag(name: str, *, on: bool) -> Iterator[None]:
    """Set a flag of cuDNN, and set it back."""
    before = getattr(torch.backends.cudnn, name)
    setattr(torch.backends.cudnn, name, on)
    try:
        yield
    finally:
        setattr(torch.backends.cudnn, name, before)
