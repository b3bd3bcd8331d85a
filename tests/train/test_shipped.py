"""The weights that come with the program: those of their card, and as good as when they came."""

import hashlib

import numpy as np
import pytest

from mattegui.core.arrays import UNKNOWN
from mattegui.core.metrics import METRICS
from mattegui.core.resources import resource
from mattegui.engine.model_card import MEASURES, read_model_card
from mattegui.engine.models import CLOSED_FORM, MODELS, PREFERENCE
from mattegui.engine.weights import read_network
from train.scenes import scene

CARD = read_model_card("dim-lite")
PATH = resource("models", "dim-lite.safetensors")
LARGEST = 5_000_000  # bytes

PINNED = {("fur", 3, 0.0): 0.5389, ("toys", 1, 1.0): 4.169}
"""SAD of scenes by kind, seed, and how far the background has the subject's colours."""


def test_the_weights_are_those_of_the_card() -> None:
    data = PATH.read_bytes()
    assert hashlib.sha256(data).hexdigest() == CARD.sha256
    assert len(data) < LARGEST
    network = read_network(PATH)
    assert sum(parameter.numel() for parameter in network.parameters()) == CARD.parameters
    assert network.config.width == 0.25


@pytest.mark.parametrize(("kind", "seed", "alike"), PINNED)
def test_a_scene_is_cut_out_as_well_as_ever(kind: str, seed: int, alike: float) -> None:
    spec = MODELS["dim-lite"]
    drawn = scene(kind, seed, alike=alike)
    alpha = spec.load(spec, "cpu", print).estimate(drawn.rgb, drawn.trimap)
    known = drawn.trimap != UNKNOWN
    assert np.array_equal(alpha[known], drawn.trimap[known] / np.float32(255))
    error = METRICS["SAD"](alpha, drawn.alpha, drawn.trimap)
    assert error == pytest.approx(PINNED[kind, seed, alike], rel=0.02)


def beats(one: str, other: str) -> bool:
    """Say whether one estimator of the card has less of every error than another."""
    less, more = CARD.metrics[one], CARD.metrics[other]
    return all(less[measure] < more[measure] for measure in MEASURES)


def test_auto_takes_what_beats_closed_form() -> None:
    best, rest = PREFERENCE["cpu"]
    assert rest == CLOSED_FORM
    assert beats(best, CLOSED_FORM)
    # By itself it will be taken, being faster, once it beats what it is combined with.
    assert not beats("dim-lite", best)
