import multiprocessing
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
import torch

from mattegui.core.arrays import UNKNOWN, Alpha, Image, Trimap, merge_known
from mattegui.core.cancelling import Tell, never
from mattegui.core.rect import Rect
from mattegui.engine.combined import CombinedEstimator
from mattegui.engine.device_names import DeviceName
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.models import MODELS, ModelError, ModelSpec
from mattegui.engine.networks.dim import DIMConfig
from mattegui.engine.preprocess import STRIDE
from mattegui.engine.request import SolveRequest
from mattegui.engine.session import Session
from mattegui.engine.tiles import OneByOne, Part, tile_parts
from tests.engine.networks import TINY, random_network
from tests.samples import disc


@pytest.fixture
def closed_form() -> Iterator[Session]:
    """Return a session with closed form; its process ends with the test."""
    session = Session("closed-form")
    yield session
    session.close()


def test_a_session_loads_once_and_again_after_another_choice(closed_form: Session) -> None:
    session = closed_form
    loaded = session.load(print)
    assert (loaded.name, loaded.title, loaded.device) == ("closed-form", "Closed form", "CPU")
    assert session.load(print) is loaded
    session.choose("knn")
    assert session.load(print).name == "knn"


def test_solving_needs_a_loaded_estimator() -> None:
    image, trimap, _ = disc(60, 60)
    with pytest.raises(RuntimeError, match="load an estimator before solving"):
        list(Session().solve(SolveRequest(image, trimap, []), never))


def test_a_session_solves(closed_form: Session) -> None:
    image, trimap, truth = disc(90, 120)
    session = closed_form
    session.load(print)
    tiles = [Rect.whole(trimap.shape)]
    patches = list(session.solve(SolveRequest(image, trimap, tiles), never))
    unknown = trimap == UNKNOWN
    for patch in patches:
        truth[patch.rect.slices] -= patch.alpha
    assert np.abs(truth[unknown]).mean() < 0.05


def test_classical_methods_work_in_a_process_of_their_own(closed_form: Session) -> None:
    assert multiprocessing.active_children() == []
    closed_form.load(print)
    (first,) = {child.pid for child in multiprocessing.active_children()}
    closed_form.choose("lkm")
    closed_form.load(print)
    (second,) = {child.pid for child in multiprocessing.active_children()}
    assert second != first, "the one that is not needed any more is gone"
    closed_form.close()
    assert multiprocessing.active_children() == []


def test_a_session_gives_up_what_is_cancelled(closed_form: Session) -> None:
    image, trimap, _ = disc(90, 120)
    closed_form.load(print)
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    tiles = [Rect.whole(trimap.shape)]
    assert list(closed_form.solve(SolveRequest(image, trimap, tiles), cancelled)) == []
    assert asked > 3


def test_a_network_and_closed_form_work_together(monkeypatch: pytest.MonkeyPatch) -> None:
    network = random_network(DIMConfig(width=TINY))

    def load(spec: ModelSpec, device: DeviceName, tell: Tell) -> CombinedEstimator:
        inner = NetworkEstimator(spec.name, network, torch.device("cpu"), tell)
        return CombinedEstimator(spec.name, inner)

    spec = ModelSpec(name="both", title="Both", summary="For tests.", load=load)
    monkeypatch.setitem(MODELS, "both", spec)
    image, trimap, _ = disc(90, 120)
    whole = load(spec, "cpu", print).estimate(image, trimap)
    session = Session("both", "cpu")
    session.load(print)
    try:
        tiles = [Rect.whole(trimap.shape)]
        patches = list(session.solve(SolveRequest(image, trimap, tiles), never))
        assert [patch.draft for patch in patches] == [True, False]
        last = patches[-1]
        # The network's own alpha is rounded to a prior, which hides what its order of sums changes.
        assert np.abs(last.alpha - whole[last.rect.slices]).max() < 1 / 255
        # Another image, of the same size: nothing of the first is remembered.
        other = image[::-1].copy()
        whole = load(spec, "cpu", print).estimate(other, trimap)
        last = list(session.solve(SolveRequest(other, trimap, tiles), never))[-1]
        assert np.abs(last.alpha - whole[last.rect.slices]).max() < 1 / 255
    finally:
        session.close()
    assert multiprocessing.active_children() == []


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ModelError, match="no model"):
        Session("dym").load(print)


def test_a_network_is_tried_out_when_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[int, ...]] = []
    network = random_network(DIMConfig(width=TINY))
    network.register_forward_hook(lambda _, given, __: ran.append(tuple(given[0].shape)))

    def load(spec: ModelSpec, device: DeviceName, tell: Tell) -> NetworkEstimator:
        return NetworkEstimator(spec.name, network, torch.device("cpu"), tell)

    spec = ModelSpec(name="tiny", title="Tiny", summary="For tests.", load=load)
    monkeypatch.setitem(MODELS, "tiny", spec)
    session = Session("tiny", "cpu")
    session.load(print)
    assert ran == [(1, 4, STRIDE, STRIDE)], "the first answer must not wait for what torch imports"
    session.load(print)
    assert len(ran) == 1


def test_what_cannot_be_made_ready_leaves_no_process_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_: NetworkEstimator) -> None:
        raise MemoryError("not even one cell fits")

    def load(spec: ModelSpec, device: DeviceName, tell: Tell) -> CombinedEstimator:
        network = random_network(DIMConfig(width=TINY))
        inner = NetworkEstimator(spec.name, network, torch.device("cpu"), tell)
        return CombinedEstimator(spec.name, inner)

    spec = ModelSpec(name="both", title="Both", summary="For tests.", load=load)
    monkeypatch.setitem(MODELS, "both", spec)
    monkeypatch.setattr(NetworkEstimator, "warm_up", broken)
    with pytest.raises(MemoryError, match="not even one cell"):
        Session("both", "cpu").load(print)
    assert multiprocessing.active_children() == []


class _Constant(OneByOne):
    """An estimator of a kind that nobody has heard of."""

    name = "constant"
    halo = 0

    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        return merge_known(np.full(trimap.shape, 0.25, np.float32), trimap)

    def parts(self, trimap: Trimap, tiles: Sequence[Rect]) -> Iterator[Part]:
        return tile_parts(trimap, tiles, halo=0, stride=1)

    def solve_part(self, image: Image, part: Part) -> Alpha:
        return self.estimate(image, part.trimap)


def test_an_unheard_of_kind_of_estimator_works_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = ModelSpec(
        name="constant", title="Constant", summary="For tests.", load=lambda *_: _Constant()
    )
    monkeypatch.setitem(MODELS, "constant", spec)
    session = Session("constant", "cpu")
    assert session.load(print).halo == 0
    image, trimap, _ = disc(60, 60)
    tiles = [Rect.whole(trimap.shape)]
    (patch,) = session.solve(SolveRequest(image, trimap, tiles), never)
    unknown = (trimap == UNKNOWN)[patch.rect.slices]
    assert (patch.alpha[unknown] == 0.25).all()
    session.close()
