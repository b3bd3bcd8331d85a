from pathlib import Path

import pytest
import torch

from mattegui.engine import models
from mattegui.engine.combined import CombinedEstimator
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.models import AUTO, MODELS, PREFERENCE, ModelError, choose
from mattegui.engine.networks.dim import DIMConfig
from mattegui.engine.prior import REACH
from mattegui.engine.weights import save_network
from tests.engine.networks import TINY, random_network


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the program resources of its own, empty."""
    monkeypatch.setattr(models, "resource", lambda *parts: tmp_path.joinpath(*parts))
    (tmp_path / "models").mkdir()
    return tmp_path / "models"


@pytest.mark.parametrize("device", ["cpu", "cuda", "mps"])
def test_without_weights_auto_takes_what_needs_none(device: str) -> None:
    assert choose(AUTO, device).name == "closed-form"


@pytest.mark.parametrize(
    ("weights", "device", "expected"),
    [
        (["dim", "dim-lite"], "cuda", "dim"),
        (["dim", "dim-lite"], "cpu", "dim-lite-cf"),
        (["dim-lite"], "cuda", "dim-lite-cf"),
        (["dim"], "cpu", "closed-form"),
    ],
)
def test_auto_takes_the_best_that_is_ready(
    weights: list[str], device: str, expected: str, shipped: Path
) -> None:
    for name in weights:
        (shipped / f"{name}.safetensors").touch()
    assert choose(AUTO, device).name == expected


def test_the_users_weights_come_before_the_shipped_ones(shipped: Path, data_folder: Path) -> None:
    (shipped / "dim.safetensors").touch()
    assert MODELS["dim"].path == shipped / "dim.safetensors"
    own = data_folder / "models" / "dim.safetensors"
    own.parent.mkdir()
    own.touch()
    assert MODELS["dim"].path == own


def test_an_unknown_model_is_refused_with_the_list() -> None:
    with pytest.raises(ModelError, match=r"no model 'dym'; there are auto, dim, dim-lite"):
        choose("dym", "cpu")


def test_a_model_without_weights_says_where_to_put_them(data_folder: Path) -> None:
    assert not MODELS["dim"].ready
    with pytest.raises(ModelError, match=f"put dim.safetensors into {data_folder / 'models'}"):
        choose("dim", "cpu")
    with pytest.raises(ModelError, match=f"put dim.safetensors into {data_folder / 'models'}"):
        MODELS["dim"].load(MODELS["dim"], "cpu", print)


@pytest.fixture
def lite(shipped: Path) -> None:
    """Give the program weights of dim-lite."""
    network = random_network(DIMConfig(width=TINY))
    save_network(shipped / "dim-lite.safetensors", network, dtype=torch.float16)


@pytest.mark.usefixtures("lite")
def test_a_network_is_loaded_from_its_weights() -> None:
    spec = choose("dim-lite", "cpu")
    estimator = spec.load(spec, "cpu", print)
    assert isinstance(estimator, NetworkEstimator)
    assert (estimator.name, estimator.halo) == ("dim-lite", 224)


@pytest.mark.usefixtures("lite")
def test_a_network_can_be_the_prior_of_closed_form() -> None:
    spec = choose("dim-lite-cf", "cpu")
    estimator = spec.load(spec, "cpu", print)
    assert isinstance(estimator, CombinedEstimator)
    assert isinstance(estimator.network, NetworkEstimator)
    assert (estimator.name, estimator.halo) == ("dim-lite-cf", 224 + REACH)


def test_classical_methods_say_that_they_leave_the_device_alone() -> None:
    told: list[str] = []
    spec = MODELS["knn"]
    assert spec.load(spec, "cpu", told.append).name == "knn"
    assert told == []
    spec.load(spec, "cuda", told.append)
    assert told == ["KNN runs on the CPU; cuda is not used."]


def test_the_table_is_whole() -> None:
    assert list(MODELS) == [spec.name for spec in MODELS.values()]
    assert all(name in MODELS for names in PREFERENCE.values() for name in names)
    assert all(not MODELS[names[-1]].weights for names in PREFERENCE.values())
