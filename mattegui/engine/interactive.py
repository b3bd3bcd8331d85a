"""Estimators in front of somebody who paints: what stands in for each kind of them, and why.

An estimator by itself answers one question. Here it is kept for many about the same image: a
network remembers its maps, and closed form works where it holds up nobody.
"""

from functools import singledispatch
from typing import Protocol

from mattegui.core.arrays import Image
from mattegui.core.cancelling import Cancelled
from mattegui.engine.apart import ApartEstimator
from mattegui.engine.apart_pool import ApartPool
from mattegui.engine.classical import ClassicalEstimator
from mattegui.engine.combined import CombinedEstimator
from mattegui.engine.estimator import Estimator, NetworkEstimator
from mattegui.engine.incremental import IncrementalEstimator
from mattegui.engine.models import CLOSED_FORM
from mattegui.engine.request import SolveRequest


class Interactive(Protocol):
    """An estimator at work for one person, who looks at one image at a time."""

    def warm_up(self) -> None:
        """Make it ready for the first question, so that the answer need not wait for that."""
        ...

    def follow(self, image: Image) -> Estimator:
        """Return what solves this image from now on, and forget the one before."""
        ...

    def attend(self, request: SolveRequest, cancelled: Cancelled, interrupted: Cancelled) -> None:
        """Take note of what is wanted, before parts of it are asked for.

        Args:
            request: Of the image that is followed.
            cancelled: Says whether to stop; any thread may ask.
            interrupted: The same, to be asked in the solving thread before each piece of work.
        """
        ...

    def close(self) -> None:
        """Forget the image and end the processes, if there are any; nothing is asked after that."""
        ...


@singledispatch
def interactive(estimator: Estimator) -> Interactive:
    """Return an estimator made ready for somebody who paints; as it is if nothing is known of it.

    Args:
        estimator: Nobody else may use it meanwhile.
    """
    return _Plain(estimator)


class _Plain:
    def __init__(self, estimator: Estimator) -> None:
        self._estimator = estimator

    def warm_up(self) -> None:
        pass

    def follow(self, image: Image) -> Estimator:
        return self._estimator

    def attend(self, request: SolveRequest, cancelled: Cancelled, interrupted: Cancelled) -> None:
        pass

    def close(self) -> None:
        pass


class _Network:
    """On a processor it remembers the image's maps.

    On a graphics card a tile is done before its bookkeeping would be.
    """

    def __init__(self, base: NetworkEstimator) -> None:
        self._base = base
        self._incremental: IncrementalEstimator | None = None

    def warm_up(self) -> None:
        self._base.warm_up()

    def follow(self, image: Image) -> Estimator:
        # The old image's maps go before the new one's budget is taken from what is free.
        self._incremental = None
        if self._base.device.type != "cpu":
            return self._base
        self._incremental = IncrementalEstimator(self._base, image)
        return self._incremental

    def attend(self, request: SolveRequest, cancelled: Cancelled, interrupted: Cancelled) -> None:
        if self._incremental is not None:
            self._incremental.owed = request.owed
            self._incremental.cancelled = interrupted
            self._incremental.look_at(request.view)

    def close(self) -> None:
        self._incremental = None


class _Classical:
    """In a process of its own: it would hold the interpreter's lock for tenths of a second."""

    def __init__(self, base: ClassicalEstimator) -> None:
        self._apart = ApartEstimator(base)

    def warm_up(self) -> None:
        self._apart.warm_up()

    def follow(self, image: Image) -> Estimator:
        return self._apart

    def attend(self, request: SolveRequest, cancelled: Cancelled, interrupted: Cancelled) -> None:
        self._apart.cancelled = cancelled

    def close(self) -> None:
        self._apart.close()


class _Combined:
    """A network that remembers, and processes for closed form, one a core."""

    def __init__(self, base: CombinedEstimator) -> None:
        self._base = base
        self._network = interactive(base.network)
        self._pool = ApartPool(CLOSED_FORM)

    def warm_up(self) -> None:
        # The processes load what they need while the network is tried out.
        self._pool.warm_up()
        self._network.warm_up()

    def follow(self, image: Image) -> Estimator:
        return self._base.of_image(self._network.follow(image), self._pool.draw)

    def attend(self, request: SolveRequest, cancelled: Cancelled, interrupted: Cancelled) -> None:
        self._network.attend(request, cancelled, interrupted)
        self._pool.cancelled = cancelled

    def close(self) -> None:
        self._network.close()
        self._pool.close()


interactive.register(NetworkEstimator, _Network)
interactive.register(ClassicalEstimator, _Classical)
interactive.register(CombinedEstimator, _Combined)
