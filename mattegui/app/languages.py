"""Languages: which one the program speaks, and the translations that come with it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLibraryInfo, QLocale, QTranslator

from mattegui.core.resources import resource

SYSTEM: Final = "system"
SOURCE: Final = "en"
"""What the sources are written in."""
TRANSLATED: Final = {"de": "de", "zh": "zh_CN"}
"""Names of translation files, by languages."""


def spoken(language: str, wanted: Iterable[str]) -> str:
    """Return the language to speak: `SOURCE` or a key of `TRANSLATED`.

    Args:
        language: One of them, or `SYSTEM`.
        wanted: What the user reads, the best first, as BCP 47 names; counts for `SYSTEM` only.
    """
    known = (SOURCE, *TRANSLATED)
    if language != SYSTEM:
        return language if language in known else SOURCE
    return next((code for name in wanted if (code := name[:2].lower()) in known), SOURCE)


def short_time(when: datetime) -> str:
    """Return a date and a time as they are written where the user lives.

    Where nobody has said where that is, as ISO 8601 writes them, for Qt would leave the signs
    between the numbers out.
    """
    if QLocale().language() == QLocale.Language.C:
        return when.strftime("%Y-%m-%d %H:%M")
    moment = QDateTime.fromSecsSinceEpoch(round(when.timestamp()))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def install_language(app: QCoreApplication, language: str) -> list[QTranslator]:
    """Let the program speak a language from now on; widgets that are there already do not.

    Args:
        app: Is given the translators, and owns them.
        language: `SYSTEM`, `SOURCE` or a key of `TRANSLATED`.

    Returns:
        The translators that were installed: Qt's own where Qt brings it, and the program's.

    Raises:
        OSError: The program's translation is missing or damaged.
    """
    code = spoken(language, QLocale.system().uiLanguages())
    if code == SOURCE:
        return []
    name = TRANSLATED[code]
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    installed = []
    qt, own = QTranslator(app), QTranslator(app)
    # A Qt without translations has English buttons; that is no reason to speak English only.
    if qt.load(f"qtbase_{name}", qt_folder):
        installed.append(qt)
    path = resource("translations", f"mattegui_{name}.qm")
    if not own.load(str(path)):
        raise OSError(f"the translation {path} cannot be read")
    installed.append(own)
    for translator in installed:
        app.installTranslator(translator)
    return installed
