"""What there is to estimate with: one table, from which menus and the command line are built.

Importing this module does not import torch; loading an estimator does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mattegui.core.cancelling import Tell
from mattegui.core.resources import data_folder, resource
from mattegui.engine.cards import all_cards

if TYPE_CHECKING:
    from mattegui.engine.device_names import DeviceName
    from mattegui.engine.estimator import Estimator

AUTO: Final = "auto"
CLOSED_FORM: Final = "closed-form"


class ModelError(ValueError):
    """A model that does not exist or is not ready; the message says which and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelSpec:
    """One way to estimate an alpha.

    Attributes:
        name: As written on the command line.
        title: As shown to people.
        summary: One sentence: what it is good for.
        weights: File name of its weights; empty if it needs none.
        load: Makes the estimator; may take seconds.
    """

    name: str
    title: str
    summary: str
    weights: str = ""
    load: "Callable[[ModelSpec, DeviceName, Tell], Estimator]"

    @property
    def path(self) -> Path | None:
        """Where its weights lie: in the user's folder, else with the program, else nowhere."""
        places = (data_folder() / "models" / self.weights, resource("models", self.weights))
        return next((place for place in places if self.weights and place.is_file()), None)

    @property
    def ready(self) -> bool:
        """Whether it can be loaded."""
        return not self.weights or self.path is not None


def _load_network(spec: ModelSpec, device: "DeviceName", tell: Tell) -> "Estimator":
    from mattegui.engine.allocator import keep_freed_memory
    from mattegui.engine.device import pick_device
    from mattegui.engine.estimator import NetworkEstimator
    from mattegui.engine.weights import read_network

    keep_freed_memory()
    if spec.path is None:
        raise ModelError(
            f"the model {spec.name!r} has no weights here: put {spec.weights} into "
            f"{data_folder() / 'models'}"
        )
    return NetworkEstimator(spec.name, read_network(spec.path), pick_device(device), tell)


def _load_combined(spec: ModelSpec, device: "DeviceName", tell: Tell) -> "Estimator":
    from mattegui.engine.combined import CombinedEstimator

    return CombinedEstimator(spec.name, _load_network(spec, device, tell))


def _load_classical(spec: ModelSpec, device: "DeviceName", tell: Tell) -> "Estimator":
    from mattegui.engine.classical import classical

    if device not in {"auto", "cpu"}:
        tell(f"{spec.title} runs on the CPU; {device} is not used.")
    return classical(spec.name)


MODELS: Final[dict[str, ModelSpec]] = {
    spec.name: spec
    for spec in (
        ModelSpec(
            name="dim",
            title="Deep Image Matting",
            summary="The full network: best, and fast on a graphics card.",
            weights="dim.safetensors",
            load=_load_network,
        ),
        ModelSpec(
            name="dim-lite",
            title="Deep Image Matting, lite",
            summary="The same network at a quarter of the width, for processors.",
            weights="dim-lite.safetensors",
            load=_load_network,
        ),
        ModelSpec(
            name="dim-lite-cf",
            title="Deep Image Matting, lite, and closed form",
            summary="Closed form drawn towards dim-lite's alpha: the best on a processor.",
            weights="dim-lite.safetensors",
            load=_load_combined,
        ),
        ModelSpec(
            name=CLOSED_FORM,
            title="Closed form",
            summary="Levin 2008: good where colours differ, needs no weights.",
            load=_load_classical,
        ),
        ModelSpec(
            name="knn",
            title="KNN",
            summary="Chen 2012: links pixels of like colour, also far apart.",
            load=_load_classical,
        ),
        ModelSpec(
            name="lkm",
            title="Large kernel",
            summary="He 2010: closed form with larger windows.",
            load=_load_classical,
        ),
    )
}

PREFERENCE: Final[dict[str, tuple[str, ...]]] = {
    "cuda": ("dim", "dim-lite-cf", CLOSED_FORM),
    "mps": ("dim", "dim-lite-cf", CLOSED_FORM),
    "cpu": ("dim-lite-cf", CLOSED_FORM),
}
"""Which model `auto` takes on a kind of device: the first that is ready.

The card of dim-lite has the figures; a test sees to it that what is before closed form beats it.
"""


def known_models() -> dict[str, ModelSpec]:
    """Return the built-in models and those that the user imported, by their names.

    A card that cannot be read is not listed; see `cards.all_cards` for the complaint.
    """
    cards, _ = all_cards()
    imported = (
        ModelSpec(
            name=card.name,
            title=card.title,
            summary=card.summary,
            weights=card.weights,
            load=_load_network,
        )
        for card in cards
    )
    return MODELS | {spec.name: spec for spec in imported if spec.name not in MODELS}


def is_ready(name: str) -> bool:
    """Say whether a model can be loaded; `auto` always can."""
    known = known_models()
    return name == AUTO or (name in known and known[name].ready)


def choose(name: str, device: str) -> ModelSpec:
    """Return the model of that name; for `auto` the best that is ready on a kind of device.

    Args:
        name: A key of `known_models`, or `auto`.
        device: `cuda`, `mps` or `cpu`: what the network would run on.

    Raises:
        ModelError: There is no such model, or its weights are missing.
    """
    if name == AUTO:
        return next(MODELS[best] for best in PREFERENCE[device] if MODELS[best].ready)
    known = known_models()
    if name not in known:
        raise ModelError(f"there is no model {name!r}; there are auto, {', '.join(known)}")
    spec = known[name]
    if not spec.ready:
        raise ModelError(
            f"the model {name!r} has no weights here: put {spec.weights} into "
            f"{data_folder() / 'models'}"
        )
    return spec
