"""`mattegui models`: what there is to estimate with; importing more, and exporting networks."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from mattegui.cli.speech import refusing_bad_input, refusing_large_input, say, table_console
from mattegui.engine.cards import all_cards, models_folder
from mattegui.engine.layouts import layout_names
from mattegui.engine.model_card import MEASURES, ModelCard, read_model_card
from mattegui.engine.models import AUTO, PREFERENCE, ModelSpec, choose, known_models

PLACES = {"cpu": "a processor", "cuda": "an NVIDIA card", "mps": "an Apple chip"}

_File = Annotated[Path, typer.Argument(help="A checkpoint: .pth, .tar, .safetensors, …")]
_Name = Annotated[str, typer.Option(help="What to call the model; after the file if not given.")]
_Layout = Annotated[
    str,
    typer.Option(help=f"What the file is, if not to be recognised: {', '.join(layout_names())}."),
]
_Model = Annotated[str, typer.Argument(help="A network of `mattegui models`.", metavar="NAME")]
_Format = Annotated[Literal["onnx"], typer.Option("--format", help="Of the file.")]
_Out = Annotated[Path, typer.Option(help="The file to write.")]


def models(context: typer.Context) -> None:
    """List the models, import more of them, or export one.

    Without a command: shows what they are good for, whether they are ready, and which one auto
    takes.
    """
    if context.invoked_subcommand is not None:
        return
    table = Table("Name", "Title", "Ready", "Good for", "Weights")
    for spec in known_models().values():
        ready = "yes" if spec.ready else "no"
        table.add_row(spec.name, spec.title, ready, spec.summary, _weights(spec))
    console = table_console()
    console.print(table)
    _say_choices(console)
    _, complaints = all_cards()
    say(Console(stderr=True), *complaints)


def import_model(file: _File, name: _Name = "", layout: _Layout = "") -> None:
    """Make a model of weights that others trained.

    FILE is a public Deep Image Matting checkpoint; which one it is, is recognised. Nothing in it
    is run. What it became is kept in the data folder, with a card that says where it comes from.
    """
    # torch takes seconds to import, and listing does not need it.
    from mattegui.engine.importers import import_weights

    console = Console(stderr=True)
    with refusing_large_input(), refusing_bad_input():
        imported = import_weights(file, name, layout)
    say(console, imported.sentence, known_models()[imported.name].summary)


def export_model(model: _Model, out: _Out, format_: _Format = "onnx") -> None:
    """Write a network for other programs.

    Its inputs are an image and a trimap, its output is alpha; all are floating point from 0 to 1.
    """
    from mattegui.engine.onnx_graph import write_onnx
    from mattegui.engine.weights import read_network

    writers = {"onnx": write_onnx}
    with refusing_large_input():
        with refusing_bad_input():
            spec, weights = _network(model)
            if out.suffix != f".{format_}":
                raise ValueError(f"the file {out} does not end in .{format_}")
            network = read_network(weights)
        with refusing_bad_input(writing=out):
            writers[format_](out, network, f"{spec.title}. {spec.summary}")
    say(Console(stderr=True), f"Wrote {out}.")


def show_card(model: _Model) -> None:
    """Say what a network was trained on, how good it is and what it is not good at."""
    with refusing_bad_input():
        spec, weights = _network(model)
        imported = {card.name: card for card in all_cards()[0]}
        if spec.name not in imported and weights.parent == models_folder():
            raise ValueError(f"{weights} was put there by somebody: it has no card")
        card = None if spec.name in imported else read_model_card(spec.name)
    console = table_console()
    say(console, spec.title, "")
    if card is None:
        say(console, imported[spec.name].summary)
    else:
        _print_card(console, card)


def models_group() -> typer.Typer:
    """Return `mattegui models` with its commands."""
    group = typer.Typer(rich_markup_mode=None)
    group.callback(invoke_without_command=True)(models)
    group.command("card")(show_card)
    group.command("import")(import_model)
    group.command("export")(export_model)
    return group


def _network(name: str) -> tuple[ModelSpec, Path]:
    """Return a model that is a network, and where its weights are.

    Raises:
        ValueError: There is none of that name, or it is no network.
    """
    spec = choose(name, "cpu")
    if spec.path is None:
        raise ValueError(f"the model {spec.name!r} is no network")
    return spec, spec.path


def _print_card(console: Console, card: ModelCard) -> None:
    say(console, f"{card.parameters:,} parameters, SHA-256 {card.sha256}", "", *card.trained, "")
    materials = Table("Trained on", "Licence")
    for material, licence in card.materials.items():
        materials.add_row(material, licence)
    console.print(materials)
    figures = Table("Estimator", *MEASURES)
    for name, metrics in card.metrics.items():
        figures.add_row(name, *(f"{metrics[measure]:g}" for measure in MEASURES))
    console.print(figures)
    say(console, card.measured, "", *card.limits)


def _say_choices(console: Console) -> None:
    for kind in PREFERENCE:
        say(console, f"On {PLACES[kind]}, {AUTO} takes {choose(AUTO, kind).name}.")


def _weights(spec: ModelSpec) -> str:
    if not spec.weights:
        return "needs none"
    return str(spec.path) if spec.path else f"{spec.weights}, not found"
