"""Languages: the translations are complete and current, and the program speaks them."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QMenu, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from mattegui.app import languages
from mattegui.app.actions import ACTIONS
from mattegui.app.languages import TRANSLATED, install_language, spoken
from mattegui.app.main import speak
from mattegui.app.settings import LANGUAGES
from mattegui.app.shortcuts import plain_title
from mattegui.app.tools.tool import Sample
from mattegui.app.viewport import Viewport
from mattegui.core.imagefile import ImageFile
from mattegui.core.matte import Matte
from mattegui.core.resources import resource
from mattegui.core.trimap import blank
from tests.app.conftest import Rig
from tests.app.pseudo import clipped, texts_of
from tests.samples import photo

FOLDER = resource("translations")
PLACEHOLDERS = re.compile(r"\{[^{}]*\}|%p|<[^<>]*>|\*\.\w+|Ctrl|\n")
NAMES = tuple(TRANSLATED.values())


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update", FOLDER / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=TRANSLATED)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Speak a language for the time of a test."""
    translators = install_language(qapp, request.param)
    yield request.param
    for translator in translators:
        qapp.removeTranslator(translator)


def messages(path: Path) -> list[tuple[str, str, str, str]]:
    """Return (context, source, translation, its state) of everything in a `.ts` file."""
    found = []
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            name, source = context.findtext("name", ""), message.findtext("source", "")
            found.append((name, source, translation.text or "", translation.get("type", "")))
    return found


def test_the_translations_are_up_to_date(script: ModuleType, tmp_path: Path) -> None:
    before = {name: (FOLDER / f"mattegui_{name}.ts").read_text("utf-8") for name in NAMES}
    for name, text in before.items():
        (tmp_path / f"mattegui_{name}.ts").write_text(text, "utf-8")
    script.update(tmp_path)
    for name, text in before.items():
        now = messages(tmp_path / f"mattegui_{name}.ts")
        then = messages(FOLDER / f"mattegui_{name}.ts")
        told = "run resources/translations/update.py and translate: "
        assert {m[:2] for m in now} == {m[:2] for m in then}, told
        assert (tmp_path / f"mattegui_{name}.ts").read_text("utf-8") == text, told


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_translated(name: str) -> None:
    for context, source, translation, state in messages(FOLDER / f"mattegui_{name}.ts"):
        # Anything else is looked for in another context than it is written down in.
        named = re.fullmatch(r"_?[A-Z]\w+", context)
        assert named, f"{source!r} belongs to {context!r}: call it as self.tr(…) in its class"
        assert translation.strip(), f"{source!r} is not translated"
        assert not state, f"{source!r} is {state}"


@pytest.mark.parametrize("name", NAMES)
def test_placeholders_and_dots_stay(name: str) -> None:
    for _, source, translation, _ in messages(FOLDER / f"mattegui_{name}.ts"):
        kept = [sorted(PLACEHOLDERS.findall(text)) for text in (source, translation)]
        assert kept[0] == kept[1], f"{source!r} → {translation!r}"
        assert source.endswith("…") == translation.endswith("…"), f"{source!r} → {translation!r}"
        assert source.count("&") == translation.count("&"), f"{source!r} → {translation!r}"


@pytest.mark.parametrize("name", NAMES)
def test_what_the_program_loads_is_current(script: ModuleType, name: str, tmp_path: Path) -> None:
    script.release(FOLDER, tmp_path)
    file = f"mattegui_{name}.qm"
    assert (tmp_path / file).read_bytes() == (FOLDER / file).read_bytes()


def test_every_language_that_can_be_chosen_is_there() -> None:
    assert set(LANGUAGES) == {languages.SOURCE, *TRANSLATED}


@pytest.mark.parametrize(
    ("language", "wanted", "answer"),
    [
        ("system", ["de-AT", "de", "en"], "de"),
        ("system", ["fr-FR", "zh-Hans-CN"], "zh"),
        ("system", ["en-GB", "de-DE"], "en"),
        ("system", ["fr-FR"], "en"),
        ("system", [], "en"),
        ("de", ["zh-CN"], "de"),
        ("en", ["de-DE"], "en"),
        ("eo", ["de-DE"], "en"),
    ],
)
def test_which_language_is_spoken(language: str, wanted: list[str], answer: str) -> None:
    assert spoken(language, wanted) == answer


def test_a_missing_translation_is_told(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(languages, "resource", tmp_path.joinpath)
    with pytest.raises(OSError, match=r"mattegui_de\.qm cannot be read"):
        install_language(qapp, "de")


def test_the_program_starts_without_its_translation(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(languages, "resource", tmp_path.joinpath)
    assert "mattegui_zh_CN.qm cannot be read" in speak(qapp, "zh")
    assert speak(qapp, "en") == ""


def test_english_needs_nothing(qapp: QApplication) -> None:
    assert install_language(qapp, "en") == []


def menus_of(bar: QMenuBar) -> Iterator[QMenu]:
    for action in bar.actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield menu
            inner = (below.menu() for below in menu.actions())
            yield from (below for below in inner if isinstance(below, QMenu))


def test_the_window_speaks(language: str, rig: Rig, qtbot: QtBot) -> None:
    window, bar = rig.window, rig.window.menuBar()
    titles = [plain_title(action.text()) for action in bar.actions()]
    expected = {"de": ("Datei", "Bearbeiten"), "zh": ("文件", "编辑")}
    assert tuple(titles[:2]) == expected[language]
    same = {"Original", "Trimap", "Alpha", "Hand", "Zoom", "100 %", "100%"}
    for name, spec in ACTIONS.items():
        shown = plain_title(window.actions_by_name[name].text())
        opacity = name.startswith("opacity-")
        assert opacity or shown in same or shown != plain_title(spec.title), name
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    # Qt's own words come from Qt.
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text() != "Cancel"


def english_in(root: QWidget, name: str) -> list[str]:
    """Return what a window says in English although there is a translation."""
    said = messages(FOLDER / f"mattegui_{name}.ts")
    own = {plain_title(translation) for _, _, translation, _ in said}
    english = {plain_title(source) for _, source, _, _ in said} - own
    things = (root, *root.findChildren(QObject))
    texts = (text for thing in things for text in texts_of(thing))
    return sorted({text for text in texts if plain_title(text) in english})


def test_nothing_is_english_and_nothing_is_cut(language: str, shown: Rig, qtbot: QtBot) -> None:
    window = shown.window
    window.resize(1280, 800)
    frame, batches = window.commands.frame, window.commands.batches
    frame.show_preferences()
    frame.show_sheet()
    window.commands.exporting.show(window.view_controller.background)
    batches.show()
    qtbot.wait(50)
    assert (window.width(), window.height()) == (1280, 800)
    for part in (window, batches.shown, *window.findChildren(QDialog)):
        assert part is not None
        assert english_in(part, TRANSLATED[language]) == []
    for panel in (window.views, window.model, window.options, *window.findChildren(QDialog)):
        assert clipped(panel) == []


def test_mnemonics_are_unique(language: str, rig: Rig) -> None:
    bar = rig.window.menuBar()
    for actions in (bar.actions(), *(menu.actions() for menu in menus_of(bar))):
        texts = [action.text() for action in actions if not action.isSeparator()]
        marks = [m.group(1).lower() for text in texts if (m := re.search(r"&(\w)", text))]
        assert len(set(marks)) == len(marks), texts


def test_keys_are_the_same_in_every_language(language: str, rig: Rig) -> None:
    for name, spec in ACTIONS.items():
        portable = [keys.toString() for keys in rig.window.actions_by_name[name].shortcuts()]
        wanted = [
            QKeySequence.fromString(keys, QKeySequence.SequenceFormat.PortableText).toString()
            for keys in spec.shortcuts
        ]
        assert portable == wanted, name


def test_a_step_is_named_in_the_language(language: str, rig: Rig) -> None:
    tool_controller = rig.edit_runner.tool_controller
    size, ratio = rig.canvas.size(), 1.0
    tool_controller.prepare(size, ratio)
    matte = Matte(ImageFile(Path("image.png"), photo(20, 30)), blank((20, 30)))
    tool_controller.begin(
        matte, Sample(5, 5), tool_controller.options, straight=False, viewport=Viewport()
    )
    tool_controller.cancel()
    assert tool_controller.text in {"Vordergrund malen", "绘制前景"}


def test_the_script_reads_every_table(script: ModuleType) -> None:
    tables = script.tabled()
    assert "&Undo" in tables["Actions"]
    assert "&90 %" in tables["Actions"]
    assert "Take decontamination away" in tables["Tools"]
    assert "no edge runs under the stroke" in tables["Reasons"]


def test_tests_speak_english() -> None:
    assert spoken("system", QLocale.system().uiLanguages()) == "en"
    assert QCoreApplication.translate("Actions", "&Undo") == "&Undo"
