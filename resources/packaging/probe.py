"""Print the name of every module that the program loads at work, one a line.

What `import torch` and the others load cannot be read from their sources: many names are built
while the program runs. So the program is put to work once, and asked.
"""

import contextlib
import importlib
import pkgutil
import sys

import numpy as np


def load_everything() -> None:
    """Import every module of the program."""
    import mattegui

    for module in pkgutil.walk_packages(mattegui.__path__, "mattegui."):
        if module.name != "mattegui.__main__":
            importlib.import_module(module.name)


def work() -> None:
    """Do what a person would: mat with a network and with a classical method, and export."""
    import torch
    from safetensors.torch import load, save

    from mattegui.core.arrays import FOREGROUND, UNKNOWN
    from mattegui.core.foreground import estimate_foreground
    from mattegui.core.rect import Rect
    from mattegui.engine.classical import METHODS, classical
    from mattegui.engine.estimator import NetworkEstimator
    from mattegui.engine.incremental import IncrementalEstimator
    from mattegui.engine.networks.dim import DIM, DIMConfig
    from mattegui.engine.solve import solve

    image = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    trimap = np.zeros((64, 64), np.uint8)
    trimap[16:], trimap[40:] = UNKNOWN, FOREGROUND
    for name in METHODS:
        alpha = classical(name).estimate(image, trimap)
    estimate_foreground(image, alpha)
    network = DIM(DIMConfig(width=1 / 16)).eval()
    network.load_state_dict(load(save(network.state_dict())))
    estimator = NetworkEstimator("probe", network, torch.device("cpu"), sys.stderr.write)
    tiles = [Rect.whole(trimap.shape)]
    for answering in (estimator, IncrementalEstimator(estimator, image)):
        list(solve(image, trimap, tiles, answering, lambda: False, draft=True))


def command() -> None:
    """Let the command line answer."""
    from mattegui.cli.main import run

    # What it prints is not what was asked of this script.
    with contextlib.redirect_stdout(sys.stderr):
        for arguments in (["models"], ["matte", "--help"], ["doctor"]):
            run(arguments)


if __name__ == "__main__":
    load_everything()
    work()
    command()
    sys.stdout.write("\n".join(sys.modules) + "\n")
