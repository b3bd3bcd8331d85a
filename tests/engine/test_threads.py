"""How many threads compute, asked from inside the computation."""

import subprocess
import sys
import threading

import numpy as np
import pytest
import torch

from mattegui.core.arrays import UNKNOWN
from mattegui.core.cancelling import never
from mattegui.core.rect import Rect
from mattegui.engine import threads
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.models import MODELS, ModelSpec
from mattegui.engine.networks.dim import DIMConfig
from mattegui.engine.request import SolveRequest
from mattegui.engine.session import Session
from mattegui.engine.stages import StagedNetwork
from mattegui.engine.store import StageStore
from tests.engine.networks import TINY, random_network


@pytest.mark.parametrize(("cores", "fewer"), [(4, 3), (2, 1), (1, 1)])
def test_one_core_is_left_while_somebody_paints(
    cores: int, fewer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pointer goes down in the middle of the work and comes up again before its end."""
    monkeypatch.setattr(threads, "all_threads", lambda: cores)
    network = random_network(DIMConfig(width=TINY))
    spec = ModelSpec(
        name="tiny",
        title="Tiny",
        summary="",
        load=lambda spec, device, tell: NetworkEstimator(
            spec.name, network, torch.device("cpu"), tell
        ),
    )
    monkeypatch.setitem(MODELS, "tiny", spec)
    counts: list[int] = []
    compute = StagedNetwork.compute

    def count(self: StagedNetwork, name: str, rect: Rect, stores: dict[str, StageStore]) -> None:
        counts.append(torch.get_num_threads())
        # What is not written is whatever the memory held, even what is no number.
        compute(self, name, rect, stores)

    monkeypatch.setattr(StagedNetwork, "compute", count)
    image = np.zeros((64, 64, 3), np.uint8)
    trimap = np.full((64, 64), UNKNOWN, np.uint8)

    def work() -> None:
        session = Session("tiny", "cpu")
        session.load(pytest.fail)
        tiles = [Rect.whole(trimap.shape)]
        list(
            session.solve(
                SolveRequest(image, trimap, tiles, painting=lambda: 3 <= len(counts) < 7), never
            )
        )

    # In a thread of its own, so that the number of threads of this one stays.
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(counts) == 12
    assert counts == [cores] * 3 + [fewer] * 4 + [cores] * 5


ASK = """
import torch
from mattegui.engine import threads

torch.set_num_threads(3)
assert threads.all_threads() == 3, "what is so when a session begins, not when this was imported"
threads.use_threads(painting=True)
assert (torch.get_num_threads(), threads.all_threads()) == (2, 3)
threads.use_threads(painting=False)
assert torch.get_num_threads() == 3
"""


def test_all_threads_are_those_of_when_it_was_first_asked() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
