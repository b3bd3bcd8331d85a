import numpy as np
import pytest

from mattegui.core.arrays import UNKNOWN
from mattegui.core.rect import Rect
from mattegui.engine.models import ModelError
from mattegui.engine.session import Session
from tests.samples import disc


def test_a_session_loads_once_and_again_after_another_choice() -> None:
    session = Session("closed-form")
    loaded = session.load(print)
    assert (loaded.name, loaded.title, loaded.device) == ("closed-form", "Closed form", "CPU")
    assert session.load(print) is loaded
    session.choose("knn")
    assert session.load(print).name == "knn"


def test_solving_needs_a_loaded_estimator() -> None:
    image, trimap, _ = disc(60, 60)
    with pytest.raises(RuntimeError, match="load an estimator before solving"):
        list(Session().solve(image, trimap, [], lambda: False, draft=False))


def test_a_session_solves() -> None:
    image, trimap, truth = disc(90, 120)
    session = Session("closed-form")
    session.load(print)
    tiles = [Rect.whole(trimap.shape)]
    patches = list(session.solve(image, trimap, tiles, lambda: False, draft=False))
    unknown = trimap == UNKNOWN
    for patch in patches:
        truth[patch.rect.slices] -= patch.alpha
    assert np.abs(truth[unknown]).mean() < 0.05


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ModelError, match="no model"):
        Session("dym").load(print)
