"""One estimator at work: chosen by name, loaded when first needed, kept until another is chosen.

Everything but `choose` runs in a worker thread. Importing this module does not import torch.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mattegui.core.arrays import Image, Trimap
from mattegui.core.cancelling import Cancelled, Tell
from mattegui.core.rect import Rect
from mattegui.engine.libraries import import_torch
from mattegui.engine.models import AUTO, CLOSED_FORM, choose

if TYPE_CHECKING:
    from mattegui.engine.apart import ApartEstimator
    from mattegui.engine.apart_pool import ApartPool
    from mattegui.engine.device import DeviceName
    from mattegui.engine.estimator import Estimator
    from mattegui.engine.incremental import IncrementalEstimator
    from mattegui.engine.solve import Patch


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is at work: for people to read, and its reach for marking tiles stale."""

    name: str
    title: str
    device: str
    halo: int


@dataclass(frozen=True, slots=True)
class _Following:
    """What solves one image.

    Attributes:
        image: Which.
        estimator: What is asked.
        incremental: What remembers the network's maps: `estimator`, or a part of it, or nothing.
    """

    image: Image
    estimator: "Estimator"
    incremental: "IncrementalEstimator | None"


class Session:
    """The estimator that the app solves with."""

    def __init__(self, model: str = AUTO, device: "DeviceName" = "auto") -> None:
        self._wanted = model
        self._device: DeviceName = device
        self._loaded: tuple[str, Estimator, Loaded] | None = None
        self._following: _Following | None = None
        self._apart: ApartEstimator | ApartPool | None = None

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
        if self._loaded is None or self._loaded[0] != wanted:
            import_torch()
            from mattegui.engine.device import describe_device, pick_device
            from mattegui.engine.threads import all_threads

            # Before `solve` changes how many there are.
            all_threads()
            device = pick_device(self._device)
            spec = choose(wanted, device.type)
            self.close()
            estimator = self._warmed(spec.load(spec, self._device, tell))
            place = describe_device(device) if spec.weights else "CPU"
            loaded = Loaded(spec.name, spec.title, place, estimator.halo)
            self._loaded = wanted, estimator, loaded
        return self._loaded[2]

    def close(self) -> None:
        """Forget what is loaded and end its process, if it has one; `load` loads it again."""
        self._loaded = self._following = None
        if self._apart is not None:
            self._apart.close()
            self._apart = None

    def solve(
        self,
        image: Image,
        trimap: Trimap,
        tiles: Sequence[Rect],
        cancelled: Cancelled,
        *,
        draft: bool,
        owed: Collection[Rect] = (),
        view: Rect | None = None,
        painting: Callable[[], bool] = lambda: False,
    ) -> "Iterator[Patch]":
        """Solve with the loaded estimator; see `engine.solve.solve`.

        Args:
            image: The whole image.
            trimap: The whole trimap.
            tiles: The stale ones, the most urgent first.
            cancelled: Says whether to stop.
            draft: Begin with the reduced image.
            owed: Those of `tiles` whose earlier answers may not have been shown.
            view: What of the image is on the screen; what is remembered far from it goes first.
            painting: Says whether somebody paints at this moment: one core is left to them.

        Raises:
            RuntimeError: Nothing is loaded.
        """
        from mattegui.engine.solve import solve
        from mattegui.engine.threads import use_threads

        def interrupted() -> bool:
            # Asked before every piece of work, which is when the number of threads may change.
            use_threads(painting=painting())
            return cancelled()

        estimator = self._estimator(image)
        incremental = self._following.incremental if self._following is not None else None
        if incremental is not None:
            incremental.owed = owed
            incremental.cancelled = interrupted
            incremental.look_at(view)
        if self._apart is not None:
            self._apart.cancelled = cancelled
        yield from solve(image, trimap, tiles, estimator, interrupted, draft=draft)

    def _warmed(self, estimator: "Estimator") -> "Estimator":
        """Return an estimator, or what stands in for it here, ready for the first question."""
        from mattegui.engine.apart import ApartEstimator
        from mattegui.engine.apart_pool import ApartPool
        from mattegui.engine.classical import ClassicalEstimator
        from mattegui.engine.combined import CombinedEstimator
        from mattegui.engine.estimator import NetworkEstimator

        network = estimator
        if isinstance(estimator, CombinedEstimator):
            network = estimator.network
            self._apart = ApartPool(CLOSED_FORM)
        elif isinstance(estimator, ClassicalEstimator):
            estimator = self._apart = ApartEstimator(estimator)
        if self._apart is not None:
            # The processes load what they need while the network is tried out.
            self._apart.warm_up()
        if isinstance(network, NetworkEstimator):
            network.warm_up()
        return estimator

    def _estimator(self, image: Image) -> "Estimator":
        """Return what solves `image`: of what remembers an image, one for this image."""
        if self._loaded is None:
            raise RuntimeError("load an estimator before solving")
        if self._following is None or self._following.image is not image:
            # The old image's maps go before the new one's budget is taken from what is free.
            self._following = None
            self._following = self._follow(image, self._loaded[1])
        return self._following.estimator

    def _follow(self, image: Image, estimator: "Estimator") -> "_Following":
        from mattegui.engine.apart_pool import ApartPool
        from mattegui.engine.combined import CombinedEstimator
        from mattegui.engine.estimator import NetworkEstimator
        from mattegui.engine.incremental import IncrementalEstimator

        network = estimator.network if isinstance(estimator, CombinedEstimator) else estimator
        incremental = None
        # On a graphics card a tile is done before its bookkeeping would be.
        if isinstance(network, NetworkEstimator) and network.device.type == "cpu":
            network = incremental = IncrementalEstimator(network, image)
        if isinstance(estimator, CombinedEstimator) and isinstance(self._apart, ApartPool):
            network = estimator.of_image(network, self._apart.draw)
        return _Following(image, network, incremental)
