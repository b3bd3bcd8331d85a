"""Cards: what is known of a model that the user imported. They lie beside its weights, as JSON."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from mattegui.core.files import atomic_path
from mattegui.core.resources import data_folder

ENDING: Final = ".json"


class CardError(ValueError):
    """A card that cannot be read; the message says which and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """An imported model.

    Attributes:
        name: As written on the command line.
        title: As shown to people.
        layout: Name of the variant of `engine.layouts` that the weights were read as.
        reason: Why as that one: a sentence.
        licence: A note on what the weights may be used for.
        source: Name of the file that it was imported from.
        sha256: Of that file, in hexadecimal digits.
    """

    name: str
    title: str
    layout: str
    reason: str
    licence: str
    source: str
    sha256: str

    @property
    def summary(self) -> str:
        """One sentence for people."""
        return f"Imported from {self.source} as {self.layout}. {self.licence}"

    @property
    def weights(self) -> str:
        """File name of its weights."""
        return f"{self.name}.safetensors"


def models_folder() -> Path:
    """Return the user's folder for weights and cards; it need not exist."""
    return data_folder() / "models"


def write_card(card: Card) -> None:
    """Write a card beside its weights, atomically.

    Raises:
        OSError: It cannot be written.
    """
    with atomic_path(models_folder() / f"{card.name}{ENDING}") as draft:
        draft.write_text(json.dumps(asdict(card), indent=2, ensure_ascii=False), "utf-8")


def read_card(path: Path) -> Card:
    """Return the card in a file.

    Raises:
        CardError: It is damaged, or its name is not the file's.
    """
    try:
        values = json.loads(path.read_text("utf-8"))
        card = Card(**{entry.name: str(values[entry.name]) for entry in fields(Card)})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CardError(f"the card {path} cannot be read: {error}") from error
    if card.name != path.name.removesuffix(ENDING):
        raise CardError(f"the card {path} belongs to another model, {card.name!r}")
    return card


def all_cards() -> tuple[list[Card], list[str]]:
    """Return the cards of the user's folder by name, and a complaint for each damaged one."""
    cards, complaints = [], []
    for path in sorted(models_folder().glob(f"*{ENDING}")):
        try:
            cards.append(read_card(path))
        except CardError as error:
            complaints.append(str(error))
    return cards, complaints
