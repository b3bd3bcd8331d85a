"""How many threads the network may use."""

from functools import cache

import torch


@cache
def all_threads() -> int:
    """Return what torch uses by itself: one a core, or what the environment asks for.

    To be called before `use_threads`, for later it would be what that has chosen.
    """
    return torch.get_num_threads()


def use_threads(*, painting: bool) -> None:
    """Take all cores, or all but one while somebody paints.

    The one left over draws the stroke: without it the pointer would wait for the network. To be
    called in the thread that computes, because the number is kept for each thread.
    """
    threads = max(1, all_threads() - painting)
    if torch.get_num_threads() != threads:
        torch.set_num_threads(threads)
