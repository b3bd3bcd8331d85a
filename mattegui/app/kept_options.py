"""Export options as the settings keep them: a table of names and values that JSON has."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Final

from mattegui.core.export import FORMATS, ExportOptions, check_options

PNG: Final = ExportOptions(format="png")
"""What is exported as long as nobody has chosen anything else."""


def kept_options(values: Mapping[str, Any]) -> ExportOptions:
    """Return the options that a table of names and values stands for; what it lacks is usual.

    Raises:
        ValueError: They mean nothing.
    """
    chosen = dict(values)
    if isinstance(chosen.get("background"), list):
        chosen["background"] = tuple(chosen["background"])
    try:
        for name, value in chosen.items():
            if not _is_of_kind(name, value):
                raise TypeError(f"{name} cannot be {value!r}")
        options = replace(PNG, **chosen)
        check_options(options, FORMATS[options.format])
    except (TypeError, KeyError) as error:
        raise ValueError(f"these are no options of an export: {error}") from error
    return options


def _is_of_kind(name: str, value: Any) -> bool:
    if name == "background":
        if not isinstance(value, tuple) or len(value) != 3:
            return False
        return all(type(level) is int and 0 <= level <= 255 for level in value)
    if name == "quality":
        return value is None or type(value) is int
    # A bool is an int to Python, not to people.
    return type(value) is type(getattr(PNG, name, None))


def options_to_keep(options: ExportOptions) -> dict[str, Any]:
    """Return the table of names and values for options; an own background is not kept."""
    if not isinstance(options.background, tuple):
        options = replace(options, background=PNG.background, background_profile=b"")
    kept = asdict(options)
    # Of no colour, and JSON has no bytes.
    del kept["background_profile"]
    return kept


def are_options(values: Mapping[str, Any]) -> bool:
    """Say whether `kept_options` takes a table."""
    try:
        kept_options(values)
    except ValueError:
        return False
    return True
