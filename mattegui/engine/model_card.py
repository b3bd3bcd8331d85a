"""The card of a network that comes with the program: how its weights came to be, and their limits.

It lies beside the weights as JSON. Cards of imported models are in `engine.cards`: of those nobody
here knows what they were trained on.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from mattegui.core.resources import resource
from mattegui.engine.cards import ENDING, CardError

MEASURES: Final = ("SAD", "MSE", "Grad", "Conn")


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelCard:
    """What there is to know of a network of ours.

    Attributes:
        name: As written on the command line.
        sha256: Of the file of its weights, in hexadecimal digits.
        parameters: How many numbers it has learnt.
        trained: How, on what machine, for how long and how many examples: sentences.
        materials: What it was trained on, and under which licence each came.
        measured: What the metrics below are means of: a sentence.
        metrics: SAD, MSE, Grad and Conn by estimator, its own name among them.
        limits: What it is not good at: sentences.
    """

    name: str
    sha256: str
    parameters: int
    trained: tuple[str, ...]
    materials: Mapping[str, str]
    measured: str
    metrics: Mapping[str, Mapping[str, float]]
    limits: tuple[str, ...]


def read_model_card(name: str) -> ModelCard:
    """Return the card of a network that comes with the program.

    Raises:
        CardError: There is none, or it is damaged.
    """
    path = resource("models", f"{name}{ENDING}")
    try:
        values = json.loads(path.read_text("utf-8"))
        known = {field.name: values[field.name] for field in fields(ModelCard)}
        card = ModelCard(**known | {key: tuple(known[key]) for key in ("trained", "limits")})
        for metrics in card.metrics.values():
            if set(metrics) != set(MEASURES):
                raise ValueError(f"metrics are {', '.join(MEASURES)}")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CardError(f"the card {path} cannot be read: {error}") from error
    if card.name != name or name not in card.metrics:
        raise CardError(f"the card {path} belongs to another model, {card.name!r}")
    return card
