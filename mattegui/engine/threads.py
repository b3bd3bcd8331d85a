"""How many threads the network may use."""

from typing import Final

import torch

ALL: Final = torch.get_num_threads()
"""What torch would use by itself: one a core, or what the environment asks for."""


def use_threads(*, painting: bool) -> None:
    """Take all cores, or all but one while somebody paints.

    The one left over draws the stroke: without it the pointer would wait for the network. To be
    called in the thread that computes, because the number is kept for each thread.
    """
    threads = max(1, ALL - painting)
    if torch.get_num_threads() != threads:
        torch.set_num_threads(threads)
