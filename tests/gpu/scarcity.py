"""A device whose memory somebody else holds."""

from typing import Any

import pytest
import torch
from torch import Tensor

from mattegui.engine.estimator import NetworkEstimator

REHEARSED = 400_000
"""Bytes that a rehearsal counts for a thousand pixels: about what dim-lite takes."""

LEAST = 1 << 21
"""Bytes: CUDA gives no smaller pieces."""


class Scarcity:
    """Holds a card's memory for real. On a processor, where that would end the program, the
    network refuses what would not fit.
    """

    def __init__(self, device: torch.device, monkeypatch: pytest.MonkeyPatch) -> None:
        self._device, self._monkeypatch = device, monkeypatch
        self._held: list[Tensor] = []

    def leave(self, nbytes: int) -> None:
        """Take all memory but `nbytes`; libraries are to be loaded by then."""
        if self._device.type == "cpu":
            self._refuse_above(nbytes)
            return
        torch.cuda.synchronize(self._device)
        torch.cuda.empty_cache()
        piece = self._free() - nbytes
        while piece >= LEAST:
            try:
                held = torch.empty(piece, dtype=torch.uint8, device=self._device)
            except torch.OutOfMemoryError:
                # What is free is not always there in one piece.
                piece //= 2
                continue
            self._held.append(held)
            piece = min(piece, self._free() - nbytes)

    def end(self) -> None:
        """Give it back."""
        self._held.clear()
        if self._device.type == "cuda":
            torch.cuda.empty_cache()

    def _free(self) -> int:
        free: int = torch.cuda.mem_get_info(self._device)[0]
        return free

    def _refuse_above(self, nbytes: int) -> None:
        compute = NetworkEstimator._alpha

        def refusing(estimator: NetworkEstimator, rgb: Tensor, *rest: Any) -> Tensor:
            if rgb.shape[2] * rgb.shape[3] * REHEARSED // 1000 > nbytes:
                raise torch.OutOfMemoryError("CUDA out of memory.")
            return compute(estimator, rgb, *rest)

        self._monkeypatch.setattr(NetworkEstimator, "_alpha", refusing)
