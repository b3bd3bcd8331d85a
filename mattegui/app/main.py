"""The composition root: builds every part and hands each what it needs."""

import faulthandler
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from mattegui import __version__, about
from mattegui.app.complaints import reason_of
from mattegui.app.journal_file import journal_folder
from mattegui.app.languages import install_language
from mattegui.app.services import Workers, build_services
from mattegui.app.settings import load_settings, save_settings, settings_path
from mattegui.app.theme import apply_theme
from mattegui.app.window import Window
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
    app = _application()
    where = settings_path()
    settings, complaint = load_settings(where)
    silence = speak(app, settings.language)
    if complaint:
        # Once more, in the language that is spoken now.
        settings, complaint = load_settings(where)
    apply_theme(app, settings.theme)
    app.styleHints().colorSchemeChanged.connect(lambda: apply_theme(app, settings.theme))
    workers, sessions = Workers(), (Session(settings.model, settings.device), Session())
    services = build_services(workers, *sessions, settings, journal_folder())
    window = Window(services, samples())
    # torch is imported by this, in the worker, once the window is on the screen.
    window.first_painted.connect(services.solver.warm_up)
    if meet is not None:
        meet(window)
    window.show()
    if complaint or silence:
        window.messages.fail(complaint or silence)
    if paths:
        services.file_service.open(paths[0])
    code = app.exec()
    try:
        save_settings(settings, where, damaged=bool(complaint))
    except OSError as error:
        # There is no window left to say it in.
        sys.stderr.write(f"mattegui: the settings were not kept: {reason_of(error)}\n")
        code = 1
    # Both are closed, whatever the first says.
    if not all([services.persistence.close(), workers.close()]):
        # A library call that cannot be interrupted; everything of the user's is saved.
        os._exit(code)
    for session in sessions:
        session.close()
    return code


def _application() -> QApplication:
    app = QApplication(sys.argv[:1])
    app.setApplicationName(about.NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(about.APP_ID)
    app.setWindowIcon(QIcon(str(resource("icons", "mattegui.ico"))))
    return app
