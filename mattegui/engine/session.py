"""One estimator at work: chosen by name, loaded when first needed, kept until another is chosen.

Everything but `choose` runs in a worker thread. Importing this module does not import torch.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mattegui.core.arrays import Image
from mattegui.core.cancelling import Cancelled, Tell
from mattegui.engine.libraries import import_torch
from mattegui.engine.models import AUTO, choose
from mattegui.engine.request import SolveRequest

if TYPE_CHECKING:
    from mattegui.engine.device_names import DeviceName
    from mattegui.engine.estimator import Estimator
    from mattegui.engine.interactive import Interactive
    from mattegui.engine.solve import Patch


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is at work: for people to read, and its reach for marking tiles stale."""

    name: str
    title: str
    device: str
    halo: int


@dataclass(frozen=True, slots=True)
class _AtWork:
    """What is loaded.

    Attributes:
        wanted: As what it was asked for: `auto` is some other model.
        loaded: What is told of it.
        estimator: It, as it works for somebody who paints.
    """

    wanted: str
    loaded: Loaded
    estimator: "Interactive"


@dataclass(frozen=True, slots=True)
class _Following:
    """What solves one image."""

    image: Image
    estimator: "Estimator"


class Session:
    """The estimator that the app solves with."""

    def __init__(self, model: str = AUTO, device: "DeviceName" = "auto") -> None:
        self._wanted = model
        self._device: DeviceName = device
        self._at_work: _AtWork | None = None
        self._following: _Following | None = None

    def choose(self, model: str) -> None:
        """Use another model from the next `load` on."""
        self._wanted = model

    def load(self, tell: Tell) -> Loaded:
        """Load the chosen estimator, unless it is loaded already.

        Raises:
            ModelError: There is no such model or it has no weights.
            DeviceError: The device is not available.
            WeightsError: The weights cannot be used.
        """
        wanted = self._wanted
        if self._at_work is None or self._at_work.wanted != wanted:
            import_torch()
            from mattegui.engine.device import describe_device, pick_device
            from mattegui.engine.interactive import interactive
            from mattegui.engine.threads import all_threads

            # Before `solve` changes how many there are.
            all_threads()
            device = pick_device(self._device)
            spec = choose(wanted, device.type)
            self.close()
            estimator = spec.load(spec, self._device, tell)
            place = describe_device(device) if spec.weights else "CPU"
            loaded = Loaded(spec.name, spec.title, place, estimator.halo)
            at_work = _AtWork(wanted, loaded, interactive(estimator))
            try:
                at_work.estimator.warm_up()
            except BaseException:
                # Nobody else knows of its processes.
                at_work.estimator.close()
                raise
            self._at_work = at_work
        return self._at_work.loaded

    def close(self) -> None:
        """Forget what is loaded and end its process, if it has one; `load` loads it again."""
        at_work = self._at_work
        self._at_work = self._following = None
        if at_work is not None:
            at_work.estimator.close()

    def solve(self, request: SolveRequest, cancelled: Cancelled) -> "Iterator[Patch]":
        """Solve with the loaded estimator; see `engine.solve.solve`.

        Args:
            request: What is wanted.
            cancelled: Says whether to stop.

        Raises:
            RuntimeError: Nothing is loaded.
        """
        from mattegui.engine.solve import solve
        from mattegui.engine.threads import use_threads

        def interrupted() -> bool:
            # Asked before every piece of work, which is when the number of threads may change.
            use_threads(painting=request.painting())
            return cancelled()

        at_work = self._at_work
        if at_work is None:
            raise RuntimeError("load an estimator before solving")
        if self._following is None or self._following.image is not request.image:
            # What it remembers of the old image goes before the new one is looked at.
            self._following = None
            self._following = _Following(request.image, at_work.estimator.follow(request.image))
        at_work.estimator.attend(request, cancelled, interrupted)
        yield from solve(
            request.image,
            request.trimap,
            request.tiles,
            self._following.estimator,
            interrupted,
            draft=request.draft,
        )
