"""The composition root: builds every part and hands each what it needs."""

import faulthandler
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from mattegui import __version__, about
from mattegui.app.analysis import Analysis
from mattegui.app.batching import Batching
from mattegui.app.clipboard import Clipboard
from mattegui.app.complaints import reason_of
from mattegui.app.document import Document
from mattegui.app.edit_runner import EditRunner
from mattegui.app.file_service import FileService
from mattegui.app.journal_file import journal_folder
from mattegui.app.languages import install_language
from mattegui.app.persistence import Persistence
from mattegui.app.settings import load_settings, save_settings, settings_path
from mattegui.app.solver import Solver
from mattegui.app.theme import apply_theme
from mattegui.app.tool_controller import ToolController
from mattegui.app.window import Window
from mattegui.app.worker import Worker
from mattegui.core.resources import resource
from mattegui.engine.session import Session


def samples() -> list[tuple[Path, Path]]:
    """Return (image, trimap) of each sample that comes with the program."""
    trimaps = sorted(resource("samples").glob("*_trimap.png"))
    return [(path.with_name(path.name.replace("_trimap", "")), path) for path in trimaps]


def speak(app: QApplication, language: str) -> str:
    """Install a language; return a sentence for the user if that fails."""
    try:
        install_language(app, language)
    except OSError as error:
        return f"English is spoken: {reason_of(error)}"
    return ""


def run(paths: Sequence[Path], meet: Callable[[Window], object] | None = None) -> int:
    """Show the window, open the first of `paths`, and return the exit code when it is closed.

    Args:
        paths: Of images.
        meet: Called with the window before it is shown: whoever is to work with it.
    """
    if sys.stderr is not None:
        faulthandler.enable()
    app = QApplication(sys.argv[:1])
    app.setApplicationName(about.NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(about.APP_ID)
    app.setWindowIcon(QIcon(str(resource("icons", "mattegui.ico"))))
    where = settings_path()
    settings, complaint = load_settings(where)
    silence = speak(app, settings.language)
    if complaint:
        # Once more, in the language that is spoken now.
        settings, complaint = load_settings(where)
    apply_theme(app, settings.theme)
    app.styleHints().colorSchemeChanged.connect(lambda: apply_theme(app, settings.theme))
    document = Document()
    # An image must not wait for torch to be imported, or for an export, before it can be opened,
    # nor anything for an answer that is only compared with.
    workers = [Worker() for _ in range(9)]
    matting, filing, exports, analysing, comparing, painting, journal, batch, pictures = workers
    sessions = Session(settings.model, settings.device), Session()
    solver = Solver(document, matting, sessions[0])
    file_service = FileService(document, filing, exports, solver)
    analysis = Analysis(document, solver, analysing, comparing, sessions[1])
    edit_runner = EditRunner(document, painting, ToolController())
    persistence = Persistence(document, file_service, journal, settings, journal_folder())
    clipboard = Clipboard(document, filing, solver)
    batching = Batching(batch, pictures)
    parts = edit_runner, persistence, clipboard, batching, settings
    window = Window(document, solver, file_service, analysis, *parts, samples())
    # torch is imported by this, in the worker, once the window is on the screen.
    window.first_painted.connect(solver.warm_up)
    if meet is not None:
        meet(window)
    window.show()
    if complaint or silence:
        window.messages.fail(complaint or silence)
    if paths:
        file_service.open(paths[0])
    code = app.exec()
    try:
        save_settings(settings, where)
    except OSError as error:
        # There is no window left to say it in.
        sys.stderr.write(f"mattegui: the settings were not kept: {reason_of(error)}\n")
        code = 1
    closed = [persistence.close(), *(worker.close() for worker in workers)]
    if not all(closed):
        # A library call that cannot be interrupted; everything of the user's is saved.
        os._exit(code)
    for session in sessions:
        session.close()
    return code
