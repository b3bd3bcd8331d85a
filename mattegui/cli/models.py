"""`mattegui models`: what there is to estimate with."""

from rich.console import Console
from rich.table import Table

from mattegui.cli.speech import say, table_console
from mattegui.engine.models import AUTO, MODELS, PREFERENCE, ModelSpec, choose

PLACES = {"cpu": "a processor", "cuda": "an NVIDIA card", "mps": "an Apple chip"}


def models() -> None:
    """List the models.

    Shows what they are good for, whether they are ready, and which one auto takes.
    """
    table = Table("Name", "Title", "Ready", "Good for", "Weights")
    for spec in MODELS.values():
        ready = "yes" if spec.ready else "no"
        table.add_row(spec.name, spec.title, ready, spec.summary, _weights(spec))
    console = table_console()
    console.print(table)
    _say_choices(console)


def _say_choices(console: Console) -> None:
    for kind in PREFERENCE:
        say(console, f"On {PLACES[kind]}, {AUTO} takes {choose(AUTO, kind).name}.")


def _weights(spec: ModelSpec) -> str:
    if not spec.weights:
        return "needs none"
    return str(spec.path) if spec.path else f"{spec.weights}, not found"
