"""What core and engine complain of is said in the language of the user."""

import ast
import errno
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from mattegui.app.complaints import ERRNO, SENTENCES, reason_of, spoken, spoken_notes
from mattegui.app.languages import TRANSLATED, install_language, short_time
from mattegui.app.opening import open_file
from mattegui.core.arrays import check_trimap
from mattegui.core.files import atomic_path
from mattegui.core.io import read_image, read_trimap, write_image
from mattegui.core.makers.segmentation import read_mask
from mattegui.core.project_reader import load_project
from mattegui.engine.apart import ApartError
from mattegui.engine.models import choose
from tests.samples import photo, write

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=TRANSLATED)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Speak a language for the time of a test."""
    translators = install_language(qapp, request.param)
    yield request.param
    for translator in translators:
        qapp.removeTranslator(translator)


def cut(folder: Path) -> Path:
    data = write(folder / "whole.png", photo(60, 80)).read_bytes()
    path = folder / "cut: off.png"
    path.write_bytes(data[: len(data) // 2])
    return path


def text(folder: Path, name: str) -> Path:
    (folder / name).write_text("no picture", "utf-8")
    return folder / name


def small(folder: Path) -> Path:
    return write(folder / "small.png", np.zeros((20, 30), np.uint8))


def write_into_nothing(folder: Path) -> None:
    with atomic_path(folder / "none" / "a.png"):
        pass


FAULTS: dict[str, Callable[[Path], object]] = {
    "none.png": lambda folder: read_image(folder / "none.png"),
    "folder": lambda folder: read_image(folder),
    "empty.png": lambda folder: (
        (folder / "empty.png").write_bytes(b""),
        read_image(folder / "empty.png"),
    ),
    "text.png": lambda folder: read_image(text(folder, "text.png")),
    "cut: off.png": lambda folder: read_image(cut(folder)),
    "80×60": lambda folder: read_trimap(small(folder), (60, 80)),
    "30×20": lambda folder: read_mask(small(folder), (60, 80)),
    "image 80×60": lambda folder: check_trimap(np.zeros((20, 30), np.uint8), (60, 80)),
    "a.gif": lambda folder: write_image(folder / "a.gif", photo(5, 5)),
    "none": write_into_nothing,
    "text.ora": lambda folder: load_project(text(folder, "text.ora")),
    "dym": lambda folder: choose("dym", "cpu"),
}
"""What provokes a complaint, by a piece of it that belongs into every translation."""


def complaint(name: str, folder: Path) -> Exception:
    with pytest.raises((ValueError, OSError)) as caught:
        FAULTS[name](folder)
    return caught.value


@pytest.mark.parametrize("name", FAULTS)
def test_in_english_a_complaint_is_what_it_was(name: str, tmp_path: Path) -> None:
    error = complaint(name, tmp_path)
    assert reason_of(error) == str(error)


@pytest.mark.parametrize("name", FAULTS)
def test_a_complaint_is_translated_with_what_it_names(
    name: str, tmp_path: Path, language: str
) -> None:
    error = complaint(name, tmp_path)
    said = reason_of(error)
    assert said != str(error)
    assert name.removeprefix("image ").replace("folder", tmp_path.name) in said
    # What a library says behind a colon is its own affair.
    assert not [word for word in ("cannot", "there is", "must", " is ", "measures") if word in said]


def test_a_complaint_within_another_is_translated_too(language: str, tmp_path: Path) -> None:
    path = tmp_path / "mask: new.png"
    error = ValueError(f"cannot write {path}: there is no file {path}")
    assert str(path) in reason_of(error)
    assert "there is" not in reason_of(error)
    outer = ValueError(f"{tmp_path}: the process of 'knn' ended of signal 9; the memory may not ha")
    assert reason_of(outer) == str(outer)
    outer = ValueError(f"{tmp_path}: there is no file {path}")
    assert reason_of(outer).startswith(f"{tmp_path}: ")
    assert "there is" not in reason_of(outer)


def test_every_sentence_is_the_first_that_it_fits(language: str) -> None:
    """One that fits others as well, with more in a name, stands behind them."""
    bare = [sentence for sentence in SENTENCES if "{reason}" not in sentence]
    filled = {sentence: re.sub(r"{(\w+)}", r"<\1>", sentence) for sentence in bare}
    for sentence, text in filled.items():
        named = {name: f"<{name}>" for name in re.findall(r"{(\w+)}", sentence)}
        said = QApplication.translate("Complaints", sentence).format(**named)
        assert said != text
        assert spoken(text) == said
        for outer in SENTENCES[:2]:
            assert "{reason}" in outer
            whole = outer.format(path="a.pth", name="dim", reason=text)
            wanted = QApplication.translate("Complaints", outer)
            assert spoken(whole) == wanted.format(path="a.pth", name="dim", reason=said)


@pytest.mark.parametrize("code", ERRNO)
def test_what_the_system_says_by_a_number_is_a_sentence(code: int, language: str) -> None:
    said = reason_of(OSError(code, "what the system says", "/some/place"))
    assert "Errno" not in said
    assert "what the system says" not in said
    assert ("/some/place" in said) != (code == errno.ENOSPC)


def test_what_nobody_knows_is_passed_on(language: str) -> None:
    for error in (
        ValueError("a complaint: of a new kind"),
        OSError(errno.EIO, "input or output"),
        OSError(errno.EACCES, "not allowed"),
        ApartError(""),
    ):
        assert reason_of(error) == str(error)


def test_every_sentence_is_said_somewhere() -> None:
    """A complaint that is worded anew would be shown in English again."""
    places = [*(ROOT / "mattegui" / "core").rglob("*.py")]
    places += (ROOT / "mattegui" / "engine").rglob("*.py")
    sources = "".join(path.read_text("utf-8") for path in places)
    # Sentences are broken at the end of a line; what stands for a name is code.
    joined = re.sub(r'"\s+f?"', "", sources)
    joined = re.sub(r"\{[^{}]*\}", "{}", joined)
    for sentence in SENTENCES:
        pieces = [piece for piece in re.split(r"\{\w+\}", sentence) if len(piece) > 4]
        assert all(piece in joined for piece in pieces), sentence


def _appended(tree: ast.AST) -> Iterator[str]:
    """Yield the sentences that are added to some notes, with 7 for what is put into them."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="notes") | ast.Attribute(attr="_notes")),
                args=[ast.Constant(value=str(text))],
            ):
                yield text
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="notes") | ast.Attribute(attr="_notes")),
                args=[ast.JoinedStr(values=pieces)],
            ):
                yield "".join(
                    str(piece.value) if isinstance(piece, ast.Constant) else "7" for piece in pieces
                )


def test_every_note_of_a_file_is_translated(language: str) -> None:
    notes = [
        note
        for path in (ROOT / "mattegui" / "core").rglob("*.py")
        for note in _appended(ast.parse(path.read_text("utf-8")))
    ]
    assert len(notes) > 15
    for note in notes:
        assert spoken(note) != note, note


def test_notes_are_said_with_what_they_name(tmp_path: Path, language: str) -> None:
    path = tmp_path / "bright.exr"
    write(path, np.full((4, 5, 3), 2.0, np.float32))
    file = read_image(path)
    assert [spoken(note) == note for note in file.notes] == [False]
    assert open_file(path).notes == [spoken(note) for note in file.notes]


def test_a_batch_notes_several_sentences_in_a_line(language: str) -> None:
    first = "a.b. c.tif holds linear light; its colour profile was left out."
    second = "Half precision is too narrow for the model 'x'; going on with single precision, which"
    second += " is slower."
    whole = spoken_notes(f"{second} {second} Nobody knows this.")
    assert whole == f"{spoken(second)} {spoken(second)} Nobody knows this."
    assert spoken(second) != second
    # A name with a full stop and a blank in it stays whole.
    assert spoken_notes(first) == f"a.b. {spoken(first.removeprefix('a.b. '))}" != first


def test_how_a_checkpoint_was_read_is_said_down_to_the_reason(language: str) -> None:
    told = "m.pth is the model 'm' now: read as A (B: C), because only it has these tensors."
    said = spoken(told)
    assert "m.pth" in said
    assert "(B: C)" in said or "（B：C）" in said
    assert not [word for word in ("now", "read", "because", "only") if word in said]
    damaged = spoken("m.pth cannot be used: it is a zip file that is cut short")
    assert "m.pth" in damaged
    assert "cut short" not in damaged


def test_a_time_without_a_place_is_unmistakable() -> None:
    when = datetime(2026, 3, 4, 5, 6, 7)
    before = QLocale()
    try:
        QLocale.setDefault(QLocale.c())
        assert short_time(when) == "2026-03-04 05:06"
        QLocale.setDefault(QLocale("de_DE"))
        assert short_time(when) == "04.03.26 05:06"
    finally:
        QLocale.setDefault(before)
