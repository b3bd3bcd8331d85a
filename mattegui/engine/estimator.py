"""Estimators: one call from an image and a trimap to an alpha, whatever is behind it."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, Protocol

import numpy as np
import torch
from torch import Tensor

from mattegui.core.arrays import (
    UNKNOWN,
    Alpha,
    Image,
    Trimap,
    check_image,
    check_trimap,
    known_alpha,
    merge_known,
)
from mattegui.core.cancelling import Tell
from mattegui.core.rect import Rect
from mattegui.engine.memory import available_memory, ran_out, release_cache, working_bytes
from mattegui.engine.networks.dim import DIM, DIMConfig
from mattegui.engine.overlap import CudaCopies, overlapped
from mattegui.engine.precision import best_precision, computing_in
from mattegui.engine.preprocess import STRIDE, network_input, pad_to_stride, tensors
from mattegui.engine.tiles import OneByOne, Part, crop_parts

WHOLE_TILE: Final = 2048
MIN_TILE: Final = 128


class Estimator(Protocol):
    """Anything that turns an image and a trimap into an alpha."""

    name: str
    halo: int
    """How far, in pixels, an input pixel's influence on alpha reaches."""

    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        """Return the alpha of the whole image, H,W `float32`; known pixels exactly 0 or 1.

        Raises:
            ValueError: The arrays break the contract of `core.arrays`.
        """
        ...

    def draft(self, image: Image, trimap: Trimap) -> Alpha:
        """Return an alpha that is quickly there: `estimate`, or what comes near it."""
        ...

    def parts(self, trimap: Trimap, tiles: Sequence[Rect]) -> Iterator[Part]:
        """Yield what has to be computed to bring `tiles` up to date with `trimap`."""
        ...

    def solve_part(self, image: Image, part: Part) -> Alpha:
        """Return the alpha of all of `part.window`, exact inside `part.rect`.

        Args:
            image: The window's pixels.
            part: One of `parts`.
        """
        ...

    def solve_parts(self, image: Image, parts: Sequence[Part]) -> Iterator[Alpha]:
        """Yield what `solve_part` returns for each of `parts`, in their order.

        Args:
            image: The whole image.
            parts: What `parts` yielded, all of it.
        """
        ...


def halo(config: DIMConfig) -> int:
    """Return the reach of a Deep Image Matting network, rounded up to its grid.

    From exact interval arithmetic over all paths: 154 pixels with a 1×1 conv6, 32 more for each
    further step of that kernel, 32 for the refinement (of which it uses 4).
    """
    return 160 + 32 * (config.conv6_kernel // 2) + (32 if config.refine else 0)


class NetworkEstimator(OneByOne):
    """Deep Image Matting by tiles that agree with the whole image.

    If the memory runs out, tiles are halved; if that does not help on a graphics card, the CPU
    takes over; where half precision is too narrow, single does. It is told, and nothing is lost.

    Attributes:
        tile: Side of what is solved at once, in pixels, without the halo.
        precision: What convolutions compute in: as given, or best for the device (see
            `engine.precision`). `float32` leaves it to the network.
    """

    def __init__(
        self,
        name: str,
        network: DIM,
        device: torch.device,
        tell: Tell,
        *,
        precision: torch.dtype | None = None,
    ) -> None:
        self.name = name
        self.precision = best_precision(device) if precision is None else precision
        self.halo = halo(network.config)
        self.device = device
        self.network = network.to(device, memory_format=torch.channels_last).eval()  # type: ignore[call-overload]
        self._tell = tell
        self.tile = WHOLE_TILE
        if device.type == "cpu":
            self.tile = self._fitting_tile(available_memory())

    def warm_up(self) -> None:
        """Run the network once on next to nothing: the first answer need not wait for torch.

        It prepares some operations when they are first called, and imports what that needs.
        """
        cell = (STRIDE, STRIDE)
        self._run(np.zeros((*cell, 3), np.uint8), np.full(cell, UNKNOWN, np.uint8))

    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        """Return the alpha of the whole image; see `Estimator.estimate`."""
        check_image(image)
        trimap = check_trimap(trimap, image.shape)
        alpha = known_alpha(trimap)
        tiles = list(Rect.whole(trimap.shape).split(self.tile))
        for part in self.parts(trimap, tiles):
            window, inner = part.window, part.rect.relative_to(part.window)
            alpha[part.rect.slices] = self.solve_part(image[window.slices], part)[inner.slices]
        return alpha

    def parts(self, trimap: Trimap, tiles: Sequence[Rect]) -> Iterator[Part]:
        """Yield parts of up to as many tiles as fit the memory, with the network's halo around."""
        return crop_parts(trimap, tiles, self.tile, self.halo, STRIDE)

    def solve_part(self, image: Image, part: Part) -> Alpha:
        """Run the network on a window; smaller and smaller pieces if memory runs out.

        A part that was made before that happened to another is not tried as a whole.

        Raises:
            MemoryError: Not even the smallest piece fits the computer's memory.
        """
        while True:
            if max(part.rect.height, part.rect.width) > self.tile:
                return self._in_pieces(image, part, self.tile)
            try:
                return self._run(image, part.trimap)
            except (MemoryError, RuntimeError) as error:
                if not ran_out(error):
                    raise
                # Leaving the handler frees the tensors that its traceback holds.
            release_cache(self.device)
            if max(part.rect.height, part.rect.width) > MIN_TILE:
                return self._halved(image, part)
            self._move_to_cpu()

    def solve_parts(self, image: Image, parts: Sequence[Part]) -> Iterator[Alpha]:
        """Yield the alpha of each part's window; a graphics card computes the next one meanwhile.

        Raises:
            MemoryError: As in `solve_part`.
        """
        if self.device.type != "cuda":
            yield from super().solve_parts(image, parts)
            return
        answers = overlapped(image, parts, self._alpha, self._copies)
        for part in parts:
            values = next(answers) if self.device.type == "cuda" else None
            if values is None or not _is_finite(values):
                yield self.solve_part(image[part.window.slices], part)
            else:
                yield merge_known(values, part.trimap)

    @cached_property
    def _copies(self) -> CudaCopies:
        # Kept: torch caches memory for each stream by itself.
        return CudaCopies(self.device)

    def _fitting_tile(self, memory: int) -> int:
        """Return the largest tile for which a half of so many bytes is enough.

        A processor's memory is promised before it is there: when it runs out, the program is ended.
        """
        side, itemsize = WHOLE_TILE, next(self.network.parameters()).itemsize
        pixel = working_bytes(self.network.config.width, itemsize)
        while side > MIN_TILE and 2 * (side + 2 * self.halo) ** 2 * pixel > memory > 0:
            side //= 2
        return side

    def _halved(self, image: Image, part: Part) -> Alpha:
        side = max(MIN_TILE, max(part.rect.height, part.rect.width) // 2 // STRIDE * STRIDE)
        if side < self.tile:
            self.tile = side
            self._tell(
                f"The memory ran out; going on with tiles of {side} pixels."
                if self.device.type == "cpu"
                else f"The graphics memory ran out; going on with tiles of {side} pixels."
            )
        return self._in_pieces(image, part, side)

    def _in_pieces(self, image: Image, part: Part, side: int) -> Alpha:
        alpha = known_alpha(part.trimap)
        inner = part.rect.relative_to(part.window)
        for piece in self.parts(part.trimap, [cell & inner for cell in inner.split(side)]):
            solved = self.solve_part(image[piece.window.slices], piece)
            kept = piece.rect.relative_to(piece.window)
            alpha[piece.rect.slices] = solved[kept.slices]
        return alpha

    def _move_to_cpu(self) -> None:
        if self.device.type == "cpu":
            raise MemoryError(
                f"the memory does not hold a tile of {MIN_TILE} pixels of the model {self.name!r}; "
                "close other programs or choose a smaller model"
            )
        self._tell("The graphics memory does not hold even a small tile; going on with the CPU.")
        self.device, self.precision = torch.device("cpu"), torch.float32
        self.network = self.network.to(self.device)

    def _run(self, image: Image, trimap: Trimap) -> Alpha:
        height, width = trimap.shape
        padded = pad_to_stride(image, trimap)
        while True:
            values_HW = self._alpha(*tensors(*padded, self.device))
            values = values_HW[:height, :width].cpu().numpy()
            if self.precision == torch.float32 or _is_finite(values):
                return merge_known(values, trimap)
            self.precision = torch.float32
            self._tell(
                f"Half precision is too narrow for the model {self.name!r}; "
                "going on with single precision, which is slower."
            )

    @torch.inference_mode()
    def _alpha(self, rgb_B3HW: Tensor, trimap_B1HW: Tensor) -> Tensor:
        """Return the network's alpha, H,W, on the device; H and W are multiples of the stride."""
        dtype = next(self.network.parameters()).dtype
        x_B4HW: Tensor = network_input(rgb_B3HW.to(dtype), trimap_B1HW, self.network.config)
        x_B4HW = x_B4HW.contiguous(memory_format=torch.channels_last)
        with computing_in(self.precision, self.device):
            alpha_B1HW: Tensor = self.network(x_B4HW)
        return alpha_B1HW[0, 0].float()


def _is_finite(values: Alpha) -> bool:
    # A map's overflow is infinite, and two layers later no number, which is its own minimum.
    return bool(np.isfinite(values.min()))
