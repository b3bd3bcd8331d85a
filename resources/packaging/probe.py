"""Print what the program needs at work: the modules it loads, and the sources it reads.

What `import torch` and the others load cannot be read from their sources: many names are built
while the program runs. So the program is put to work once, and asked. It prints JSON: `modules`
are names, `sources` the paths of the modules whose text is read while they run.
"""

import contextlib
import importlib
import inspect
import json
import pkgutil
import sys
from collections.abc import Iterator
from typing import Any
from unittest import mock

import numpy as np
import pruning
import scipy_solvers


@contextlib.contextmanager
def recorded_sources() -> Iterator[set[str]]:
    """Note whose text is read while the block runs.

    PySide looks into every module that is imported for its own name, and does without the text.
    """
    read: set[str] = set()
    find = inspect.findsource

    def recording(item: Any) -> Any:
        if not inspect.ismodule(item) or not _is_asked_by_pyside():
            read.add(str(inspect.getsourcefile(item)))
        return find(item)

    with mock.patch.object(inspect, "findsource", recording):
        yield read


def _is_asked_by_pyside() -> bool:
    frame = inspect.currentframe()
    while frame is not None and frame.f_code.co_name != "_mod_uses_pyside":
        frame = frame.f_back
    return frame is not None


def load_everything() -> None:
    """Import every module of the program; what one imports that is left out, the build refuses."""
    import mattegui

    for module in pkgutil.walk_packages(mattegui.__path__, "mattegui."):
        if module.name not in ("mattegui.__main__", *pruning.UNUSED):
            importlib.import_module(module.name)


def tell(sentence: str) -> None:
    """Say what was not asked of this script."""
    sys.stderr.write(f"{sentence}\n")


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
    estimator = NetworkEstimator("probe", network, torch.device("cpu"), tell)
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


def main() -> None:
    """Do it all, and print what was found."""
    scipy_solvers.install()
    with recorded_sources() as read:
        load_everything()
        work()
        command()
    json.dump({"modules": [*sys.modules], "sources": sorted(read)}, sys.stdout)


if __name__ == "__main__":
    main()
