"""Bring the translations up to date with the sources: `python resources/translations/update.py`.

`lupdate` reads what is marked in the sources. What stands in tables (actions, tools, views, …) is
plain there, as most of the tables know nothing of Qt; it is read from the tables themselves, which
also finds titles that are composed. Then `lrelease` writes the `.qm` files that the program loads.
"""

import ast
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Final, get_args

import PySide6

from mattegui.app.actions import MENUS
from mattegui.app.actions.spec import Menu
from mattegui.app.complaints import ERRNO, SENTENCES
from mattegui.app.languages import TRANSLATED
from mattegui.app.overlay import LETTERS
from mattegui.app.panels.options import LABELS, LOCKS
from mattegui.app.panels.options_effect import EFFECTS
from mattegui.app.panels.zoom_preview import BACKDROPS
from mattegui.app.tools import TOOLS
from mattegui.app.tools.tool import Effect, Tool, ToolOptions
from mattegui.core.export import DEPTHS, EXPORTERS, HIDDEN
from mattegui.core.overlay import STYLES
from mattegui.core.trimap import LABEL_NAMES
from mattegui.engine.models import MODELS

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
APP: Final = ROOT / "mattegui" / "app"
_REASONS: Final = (
    APP / "tools",
    APP / "works.py",
    APP / "lessons.py",
    ROOT / "mattegui" / "core" / "makers",
)
"""Whose errors are said to the user by `EditRunner`."""


def update(folder: Path) -> None:
    """Add to the `.ts` files in a folder what the sources say by now, and drop what they do not.

    Raises:
        subprocess.CalledProcessError: `lupdate` failed.
    """
    with tempfile.TemporaryDirectory() as place:
        tables = Path(place) / "tables.py"
        tables.write_text("\n".join(_marked(tabled())) + "\n", "utf-8")
        sources = [str(path) for path in (*sorted(APP.rglob("*.py")), tables)]
        options = ("-no-obsolete", "-locations", "none", "-no-recursive")
        for name in TRANSLATED.values():
            target = ("-source-language", "en", "-target-language", name)
            files = ("-ts", str(_file(folder, name, "ts")))
            _run("lupdate", *sources, *options, *target, *files)


def release(folder: Path, into: Path) -> None:
    """Write the `.qm` files of the `.ts` files in a folder.

    Raises:
        subprocess.CalledProcessError: `lrelease` failed.
    """
    for name in TRANSLATED.values():
        _run("lrelease", str(_file(folder, name, "ts")), "-qm", str(_file(into, name, "qm")))


def tabled() -> dict[str, list[str]]:
    """Return what stands in tables, by the contexts that it is translated in."""
    titles = [title for menu in MENUS for title in _titles(menu)]
    options = [*LABELS.values(), *LOCKS.values()]
    contents = [exporter.title for exporter in EXPORTERS.values()]
    texts = {
        "Actions": titles,
        "Tools": [text for tool in TOOLS.values() for text in _texts(tool)],
        "Options": [*(t for name, *_, tip in options for t in (name, tip)), *EFFECTS.values()],
        "Styles": [style.title for style in STYLES.values()],
        "Exports": [*contents, *DEPTHS.values(), *HIDDEN.values()],
        "Backdrops": list(BACKDROPS.values()),
        "Labels": list(LABEL_NAMES.values()),
        "Letters": list(LETTERS.values()),
        "Models": [spec.summary for spec in MODELS.values()],
        "Reasons": list(_reasons()),
        "Complaints": [*SENTENCES, *ERRNO.values()],
    }
    return {context: list(dict.fromkeys(found)) for context, found in texts.items()}


def _titles(menu: Menu) -> Iterator[str]:
    yield menu.title
    yield from (spec.title for spec in menu.actions.values())
    for entry in menu.order:
        if isinstance(entry, Menu):
            yield from _titles(entry)


def _texts(tool: Tool) -> Iterator[str]:
    yield from (tool.title, tool.hint)
    for label, effect, opposite in product(LABEL_NAMES, get_args(Effect), (False, True)):
        yield tool.describe(ToolOptions(label=label, effect=effect, opposite=opposite))
    yield tool.describe(ToolOptions(erase=True))


def _reasons() -> Iterator[str]:
    """Yield the sentences of errors that are raised with nothing but a sentence."""
    for place in _REASONS:
        for path in sorted(place.rglob("*.py")) if place.is_dir() else (place,):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                    yield from _texts_of(node.exc.args)


def _texts_of(arguments: Iterable[ast.expr]) -> Iterator[str]:
    for argument in arguments:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def _marked(texts: dict[str, list[str]]) -> Iterable[str]:
    for context, found in texts.items():
        for text in found:
            quoted = json.dumps(text, ensure_ascii=False)
            yield f'QCoreApplication.translate("{context}", {quoted})'


def _file(folder: Path, name: str, suffix: str) -> Path:
    return folder / f"mattegui_{name}.{suffix}"


def _run(tool: str, *arguments: str) -> None:
    program = Path(PySide6.__path__[0]) / (f"{tool}.exe" if sys.platform == "win32" else tool)
    subprocess.run([str(program), *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    update(HERE)
    release(HERE, HERE)
