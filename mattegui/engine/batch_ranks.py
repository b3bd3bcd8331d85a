"""The processes that share a batch under `torchrun`, on one machine or many: how they end it.

One that ends with another exit code than 0 takes all others with it, wherever they are. So none
leaves before all are done.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final, Protocol

from mattegui.engine.batch_items import BatchError

POLL: Final = 0.5
"""Seconds between two looks at who has come."""
PATIENCE: Final = timedelta(days=20)
"""For those that have more to do; longer ones overflow."""


class Place(Protocol):
    """Where ranks leave words for each other: torch's stores are such places."""

    def set(self, key: str, value: str) -> None:
        """Leave a word."""

    def get(self, key: str) -> bytes:
        """Return a word."""

    def check(self, keys: list[str]) -> bool:
        """Say whether all these words are there."""


def can_meet(environment: Mapping[str, str]) -> bool:
    """Say whether the processes know where to find each other; `torchrun` tells them."""
    return "MASTER_ADDR" in environment and "MASTER_PORT" in environment


def meet(
    counts: Mapping[str, int],
    rank: int,
    world: int,
    settle: Callable[[], object],
    place: Place | None = None,
) -> Counter[str]:
    """Wait until all ranks have come here, and return the sum of what each has counted.

    Args:
        counts: What this process has counted.
        rank: Its own.
        world: How many there are.
        settle: Called by rank 0 once all have come, before any leaves.
        place: Where they meet; the one that `torchrun` keeps if none is given.

    Raises:
        BatchError: The others cannot be reached.
    """
    place = place or _common_place()
    place.set(f"counts {rank}", json.dumps(counts))
    everyone = [f"counts {each}" for each in range(world)]
    _await(place, everyone)
    if rank == 0:
        settle()
        place.set("settled", "")
    _await(place, ["settled"])
    total: Counter[str] = Counter()
    for name in everyone:
        total.update(json.loads(place.get(name)))
    place.set(f"left {rank}", "")
    if rank == 0:
        # It may be the one that keeps the place.
        _await(place, [f"left {each}" for each in range(world)])
    return total


def _common_place() -> Place:
    # torch takes seconds to import, and is only here where there is a network to load anyway.
    from torch.distributed.distributed_c10d import PrefixStore
    from torch.distributed.rendezvous import rendezvous

    try:
        store, _, _ = next(rendezvous("env://", timeout=PATIENCE))
    except (ValueError, RuntimeError) as error:
        raise BatchError(f"the other ranks cannot be reached: {error}") from error
    return PrefixStore("mattegui batch", store)


def _await(place: Place, names: Sequence[str]) -> None:
    # Asked again and again: what waits inside of the library cannot be interrupted.
    while not place.check(list(names)):
        time.sleep(POLL)
