"""Cards of our own networks: read, compared, and refused when they are damaged."""

import json
from pathlib import Path
from typing import Any

import pytest

from mattegui.engine import model_card
from mattegui.engine.cards import CardError
from mattegui.engine.model_card import read_model_card

BETTER = {"SAD": 3.0, "MSE": 0.01, "Grad": 4.0, "Conn": 2.5}
WORSE = {"SAD": 4.0, "MSE": 0.02, "Grad": 6.0, "Conn": 3.5}


def values(**changes: Any) -> dict[str, Any]:
    """Return a card as it is written."""
    return {
        "name": "dim",
        "sha256": "0" * 64,
        "parameters": 12,
        "trained": ["In an hour."],
        "materials": {"nothing": "none needed"},
        "measured": "Means over nothing.",
        "metrics": {"dim": BETTER, "closed-form": WORSE},
        "limits": ["Not good at anything."],
        **changes,
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the program resources of its own, empty."""
    monkeypatch.setattr(model_card, "resource", lambda *parts: tmp_path.joinpath(*parts))
    (tmp_path / "models").mkdir()
    return tmp_path / "models"


def write(folder: Path, text: str) -> None:
    (folder / "dim.json").write_text(text, "utf-8")


def test_a_card_is_read(folder: Path) -> None:
    write(folder, json.dumps(values()))
    card = read_model_card("dim")
    assert card.limits == ("Not good at anything.",)
    assert card.metrics["dim"] == BETTER


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "cannot be read"),
        ("[]", "cannot be read"),
        (json.dumps({"name": "dim"}), "cannot be read: 'sha256'"),
        (json.dumps(values(metrics={"dim": {"SAD": 1.0}})), "metrics are SAD, MSE, Grad, Conn"),
        (json.dumps(values(name="dim-lite")), "belongs to another model, 'dim-lite'"),
        (json.dumps(values(metrics={"knn": WORSE})), "belongs to another model"),
    ],
)
def test_a_damaged_card_is_refused(text: str, complaint: str, folder: Path) -> None:
    write(folder, text)
    with pytest.raises(CardError, match=complaint):
        read_model_card("dim")


def test_a_missing_card_is_refused_by_its_path(folder: Path) -> None:
    with pytest.raises(CardError, match=r"the card .*dim\.json cannot be read: .*No such file"):
        read_model_card("dim")
