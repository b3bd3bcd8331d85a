"""Importing weights that others trained: recognise, convert, and keep them with a card."""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from mattegui.engine.cards import Card, models_folder, write_card
from mattegui.engine.checkpoint_containers import Checkpoint
from mattegui.engine.checkpoints import open_checkpoint
from mattegui.engine.conversion import convert, has_refinement, width_of
from mattegui.engine.layouts import ENDINGS, LAYOUTS, Layout, Variant, layout_names
from mattegui.engine.models import AUTO, ModelError, known_models
from mattegui.engine.networks.dim import DIM, DIMConfig
from mattegui.engine.standins import CheckpointError
from mattegui.engine.trial import trial_error
from mattegui.engine.weights import FORMAT, read_network, save_network

OURS: Final = "mattegui"
"""The layout of weights that this program or its training wrote."""

NEAR: Final = 0.6
"""How far an error measured in training may lie from the published one, in SAD."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A model that was imported: its name, and a sentence for the user."""

    name: str
    sentence: str


def import_weights(path: Path, name: str = "", layout: str = "") -> Imported:
    """Convert a checkpoint and keep it in the user's folder, as one more model.

    Args:
        path: A checkpoint in a container of `engine.checkpoint_containers`, or weights of our own.
        name: What the model is to be called; if empty, after the file.
        layout: One of `layout_names`, if it is not to be recognised.

    Raises:
        CheckpointError: The file is none of the layouts, is damaged, or holds what is not finite.
        WeightsError: It is a damaged file of our own.
        ModelError: The name cannot be used, or there is no such layout.
        OSError: A file cannot be read or written.
    """
    if layout and layout not in layout_names():
        raise ModelError(f"there is no layout {layout!r}; there are {', '.join(layout_names())}")
    name = _free_name(path, name)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    network, chosen = _read(path, layout)
    card = Card(
        name=name,
        title=name,
        layout=chosen.name,
        reason=chosen.reason,
        licence=chosen.licence,
        source=path.name,
        sha256=digest,
    )
    _keep(card, network)
    return Imported(name, f"{path.name} is the model {name!r} now: {chosen.reason}")


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What a file was read as, why, and what it may be used for."""

    name: str
    reason: str
    licence: str


def _read(path: Path, wanted: str) -> tuple[DIM, _Chosen]:
    """Return the network in a file and what it was read as."""
    if not wanted and _is_ours(path):
        reason = "it is in this program's own format."
        return read_network(path), _Chosen(OURS, reason, "See where the weights come from.")
    with open_checkpoint(path) as checkpoint:
        layout = _recognise(checkpoint, wanted)
        configs = _configs(checkpoint, layout, wanted)
        state = convert(checkpoint, layout, next(iter(configs.values())))
        numbers = dict(checkpoint.numbers)
    variant, why = _decide(configs, state, path.name, numbers, wanted)
    reason = f"read as {variant.name} ({layout.origin}: {variant.title}), because {why}."
    network = _network(configs[variant], state)
    return network, _Chosen(variant.name, reason, layout.licence)


def _recognise(checkpoint: Checkpoint, wanted: str) -> Layout:
    """Return the layout whose marks the checkpoint bears, or the one that is wanted."""
    for layout in LAYOUTS.values():
        named = wanted == layout.name or any(wanted == v.name for v in layout.variants)
        missing = [mark for mark in layout.marks if mark not in checkpoint.shapes]
        if named and missing:
            raise CheckpointError(f"it is not of the layout {layout.name}: it has no {missing[0]}")
        if (named or not wanted) and not missing:
            return layout
    found = ", ".join(list(checkpoint.shapes)[:3])
    origins = "; ".join(layout.origin for layout in LAYOUTS.values())
    raise CheckpointError(
        f"it is no Deep Image Matting network that is known here. It is a {checkpoint.container} "
        f"of {len(checkpoint.shapes)} tensors, {found} …; known are those of {origins}"
    )


def _configs(checkpoint: Checkpoint, layout: Layout, wanted: str) -> dict[Variant, DIMConfig]:
    """Return the variants that the tensors allow, and the network of each."""
    refine = has_refinement(checkpoint, layout)
    kernel = _conv6_kernel(checkpoint, layout)
    allowed = [v for v in layout.variants if v.kernel in {0, kernel}]
    if wanted and wanted != layout.name:
        allowed = [variant for variant in allowed if variant.name == wanted]
    if not allowed:
        which = wanted or layout.name
        raise CheckpointError(f"its conv6 is {kernel}×{kernel}, which {which} has not")
    shared = {"width": width_of(checkpoint, layout), "conv6_kernel": kernel, "refine": refine}
    configs = {variant: DIMConfig(**shared | variant.settings) for variant in allowed}
    if refine:
        return configs
    # Without a refinement, variants that differ in it alone are the same network.
    return {variant: replace(config, refine_scale=1.0) for variant, config in configs.items()}


def _conv6_kernel(checkpoint: Checkpoint, layout: Layout) -> int:
    conv = next(source.conv for source in layout.sources() if source.ours == "conv6.0")
    shape = checkpoint.shapes.get(f"{conv}.weight", ())
    return shape[-1] if shape else 1


def _decide(
    configs: dict[Variant, DIMConfig],
    state: dict[str, Tensor],
    file_name: str,
    numbers: dict[str, float],
    wanted: str,
) -> tuple[Variant, str]:
    """Return the variant that the file is of and why; its tensors would fit each of `configs`."""
    if len(configs) == 1:
        return next(iter(configs)), "it was asked for" if wanted else "only it has these tensors"
    if chosen := _by_error(list(configs), numbers):
        return chosen
    named = [v for v in configs if any(word in file_name.lower() for word in v.words)]
    if len(named) == 1:
        return named[0], f"the file's name is {file_name}"
    # Of those that compute the same, the newest stands for all.
    distinct = {config: variant for variant, config in configs.items()}
    errors = {variant: trial_error(_network(config, state)) for config, variant in distinct.items()}
    ranked = sorted(errors, key=lambda variant: errors[variant])
    first, *rest = (f"{variant.name} {errors[variant]:.3f}" for variant in ranked)
    return ranked[0], (
        f"neither a known error nor the file's name tells, and on a composite with known alpha "
        f"the mean errors are {first}, {', '.join(rest)}"
    )


def _by_error(variants: list[Variant], numbers: dict[str, float]) -> tuple[Variant, str] | None:
    """Return the variant whose authors published the error that the checkpoint keeps."""
    error = numbers.get("best_sad", 0.0)
    # Some were kept as the sum over the pixels.
    error = error / 1000 if error > 1000 else error
    near = [(abs(error - sad), sad, variant) for variant in variants for sad in variant.published]
    distance, sad, variant = min(near, key=lambda found: found[0])
    if distance > NEAR:
        return None
    return variant, f"its best SAD is {error:.2f}, and {sad} was published for that one"


def _network(config: DIMConfig, state: dict[str, Tensor]) -> DIM:
    with torch.device("meta"):
        network = DIM(config)
    network.load_state_dict(state, assign=True)
    return network.eval()


def _is_ours(path: Path) -> bool:
    """Say whether a file bears our format's mark."""
    if path.suffix != ".safetensors":
        return False
    try:
        with safe_open(path, framework="pt") as file:
            return (file.metadata() or {}).get("format") == FORMAT
    except SafetensorError:
        return False


def _free_name(path: Path, name: str) -> str:
    """Return the name that a model gets.

    Raises:
        ModelError: It is no name, or there is a model of that name already.
    """
    if not name:
        stem = path.name
        while Path(stem).suffix in ENDINGS:
            stem = Path(stem).stem
        name = re.sub(r"[^a-z0-9._-]+", "-", stem.lower()).strip("-._")[:64]
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", name):
        raise ModelError(f"{name!r} is no name for a model: use a-z, 0-9, '.', '_' and '-'")
    if name == AUTO or name in known_models():
        raise ModelError(f"there is a model {name!r} already; choose another name")
    return name


def _keep(card: Card, network: DIM) -> None:
    """Write weights and card; the card comes last, since it makes the model known."""
    models_folder().mkdir(parents=True, exist_ok=True)
    weights = models_folder() / card.weights
    save_network(weights, network, note=card.summary, dtype=torch.float32)
    try:
        write_card(card)
    except BaseException:
        weights.unlink()
        raise
