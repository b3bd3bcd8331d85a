"""Parts on a graphics card, whose copies and preparation go on while it computes others."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mattegui.core.arrays import AnyArray, Image, Trimap, white
from mattegui.engine.memory import ran_out
from mattegui.engine.preprocess import host_tensor, in_unit, pad_to_stride
from mattegui.engine.tiles import Part

Values = NDArray[np.float32]
Wait = Callable[[], Tensor]
"""Waits for a download and returns what has come, on the host."""


class Copies(Protocol):
    """How arrays get to the device and back beside its computing."""

    def send(self, array: AnyArray) -> Tensor:
        """Begin to copy an array to the device; what is computed from now on waits for it."""
        ...

    def mark(self) -> torch.cuda.Event | None:
        """Return a mark of all that was to be computed so far."""
        ...

    def fetch(self, values: Tensor, computed: torch.cuda.Event | None) -> Wait:
        """Begin to copy `values` to the host as soon as the mark `computed` is reached."""
        ...


class CudaCopies:
    """Copies from and to pinned memory in a stream of their own.

    Pinned memory comes from torch's cache of it, which gives none out again before the copies that
    use it are done.
    """

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._stream = torch.cuda.Stream(device)  # type: ignore[no-untyped-call]

    def send(self, array: AnyArray) -> Tensor:
        """Begin to copy an array to the card; see `Copies.send`."""
        pinned = host_tensor(array).pin_memory()
        with torch.cuda.stream(self._stream):
            sent = pinned.to(self._device, non_blocking=True)
        computing = torch.cuda.current_stream(self._device)
        computing.wait_stream(self._stream)
        # Its memory belongs to the copying stream, and is not to be reused before it is read.
        sent.record_stream(computing)
        return sent

    def mark(self) -> torch.cuda.Event | None:
        """Return an event of the computing stream; see `Copies.mark`."""
        computed: torch.cuda.Event = torch.cuda.current_stream(self._device).record_event()
        return computed

    def fetch(self, values: Tensor, computed: torch.cuda.Event | None) -> Wait:
        """Begin to copy values to the host; see `Copies.fetch`."""
        pinned = torch.empty(values.shape, dtype=values.dtype, pin_memory=True)
        if computed is not None:
            self._stream.wait_event(computed)
        with torch.cuda.stream(self._stream):
            pinned.copy_(values, non_blocking=True)
        values.record_stream(self._stream)
        arrived = self._stream.record_event()

        def wait() -> Tensor:
            arrived.synchronize()
            return pinned

        return wait


def overlapped(
    image: Image,
    parts: Sequence[Part],
    compute: Callable[[Tensor, Tensor], Tensor],
    copies: Copies,
) -> Iterator[Values | None]:
    """Yield what `compute` returns for each part, in their order; two are in flight at most.

    A part is sent before the answer of the one before it is fetched, for copies keep their order.
    Whoever stops asking has at most one part computed in vain.

    Args:
        image: The whole image.
        parts: Pieces of it.
        compute: Makes H,W values of rgb_B3HW in [0, 1] and trimap_B1HW, on the device, without
            waiting for it. H and W are multiples of the stride.
        copies: Gets arrays there and back.

    Yields:
        H,W of the part's window; None where the memory ran out: nothing is in flight then.
    """
    flying: _Flight | None = None
    for part in parts:
        following = _begin(image[part.window.slices], part.trimap, compute, copies, flying)
        if flying is not None:
            yield flying.values()
        flying = following
        if flying is None:
            # Whoever tries again has what the cache held.
            torch.cuda.empty_cache()
            yield None
    if flying is not None:
        yield flying.values()


class _Flight:
    """A part that is being computed, or on its way back."""

    def __init__(self, values_HW: Tensor, shape: tuple[int, ...], copies: Copies) -> None:
        self._values_HW = values_HW
        self._rows, self._columns = shape
        self._copies = copies
        self._computed = copies.mark()
        self._wait: Wait | None = None

    def land(self) -> Wait:
        """Begin the download, unless it has begun."""
        if self._wait is None:
            self._wait = self._copies.fetch(self._values_HW, self._computed)
        return self._wait

    def values(self) -> Values:
        """Wait for the answer."""
        return self.land()()[: self._rows, : self._columns].numpy()


def _begin(
    image: Image,
    trimap: Trimap,
    compute: Callable[[Tensor, Tensor], Tensor],
    copies: Copies,
    before: _Flight | None,
) -> _Flight | None:
    """Have a window computed, the answer of the one before fetched; None if memory runs out."""
    try:
        pixels, labels = pad_to_stride(image, trimap)
        sent_HW3, sent_HW = copies.send(pixels), copies.send(labels)
        if before is not None:
            before.land()
        values_HW = compute(*in_unit(sent_HW3, sent_HW, white(image)))
        return _Flight(values_HW, trimap.shape, copies)
    except (MemoryError, RuntimeError) as error:
        if not ran_out(error):
            raise
        # Leaving the handler frees the tensors that its traceback holds.
    return None
