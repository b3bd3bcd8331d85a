"""Where the tensors are in what a checkpoint's pickle holds."""

from collections.abc import Iterator
from typing import Any, Final

from mattegui.engine.standins import CheckpointError, Kept, StoredTensor

WRAPPERS: Final = ("state_dict", "model", "model_state_dict", "net", "params")
DEEPEST: Final = 32
MOST: Final = 100_000
"""Modules, tensors and what else lies among them, each counted as often as it is found: networks
have hundreds."""


def unwrapped(content: Any) -> Any:
    """Return the network in a checkpoint: a table of tensors, or the object that was pickled."""
    if not isinstance(content, dict):
        return content
    # Of `dict` itself: a pickle can give a table attributes that hide its methods.
    wrapped = (dict.get(content, key) for key in WRAPPERS)
    return next((inner for inner in wrapped if isinstance(inner, (dict, Kept))), content)


def tensors_in(network: Any) -> Iterator[tuple[str, StoredTensor]]:
    """Yield the tensors of a state table or of a pickled `nn.Module`, by their names.

    Raises:
        CheckpointError: Modules lie in modules without an end, or there are too many of them: one
            may lie in many others, and they in many more.
    """
    for count, found in enumerate(_tensors_in(network, "", 0)):
        if count >= MOST:
            raise CheckpointError(f"its network has more than {MOST} modules and tensors")
        if found is not None:
            yield found


def _tensors_in(network: Any, prefix: str, depth: int) -> Iterator[tuple[str, StoredTensor] | None]:
    """Yield the same, and None for each entry that is looked at."""
    if depth > DEEPEST:
        raise CheckpointError("its network contains itself")
    if isinstance(network, Kept):
        for part in ("_parameters", "_buffers"):
            yield from _tensors_in(network.state.get(part), prefix, DEEPEST)
        modules = network.state.get("_modules")
        for name, module in dict.items(modules) if isinstance(modules, dict) else ():
            yield None
            yield from _tensors_in(module, f"{prefix}{name}.", depth + 1)
    elif isinstance(network, dict):
        for name, tensor in dict.items(network):
            yield None
            if isinstance(tensor, StoredTensor):
                yield f"{prefix}{name}".removeprefix("module."), tensor


def described(content: Any) -> str:
    """Say what was kept in place of tensors."""
    if isinstance(content, dict):
        return "a table of " + (", ".join(map(str, list(content)[:6])) or "nothing")
    return f"one {type(content).__name__}"
