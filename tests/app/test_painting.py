"""Every tool with real events, from its key to the undo step."""

import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QSlider
from pytestqt.qtbot import QtBot

from mattegui.app.tools import TOOLS
from mattegui.app.tools.tool import Found
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Trimap
from mattegui.core.cancelling import Cancelled
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect
from tests.app.conftest import Rig
from tests.app.test_actions import active, press
from tests.app.test_canvas import Button, Modifier, drag, place
from tests.samples import disc, write

__all__ = ["active"]


@pytest.fixture
def photo_path(tmp_path: Path) -> Path:
    return write(tmp_path / "disc.png", disc(300, 400)[0])


def matte_of(rig: Rig) -> Matte:
    assert rig.document.matte is not None
    return rig.document.matte


def layers_of(rig: Rig) -> tuple[bytes, ...]:
    work = matte_of(rig)
    return work.trimap.tobytes(), work.retouch.tobytes(), work.decontamination.tobytes()


def rest(rig: Rig, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not rig.edit_runner.busy, timeout=60_000)


def around_subject() -> tuple[tuple[float, float], tuple[float, float]]:
    inside = Rect.around(disc(300, 400)[2] > 0.5).grown(12)
    return (inside.x0, inside.y0), (inside.x1, inside.y1)


DRAGS: dict[str, tuple[str, list[tuple[float, float]], str]] = {
    "brush": ("B", [(50, 50), (90, 60)], "Paint foreground"),
    "lasso": ("L", [(40, 40), (100, 40), (100, 90)], "Fill a lasso as foreground"),
    "rectangle": ("U", [(40, 40), (100, 90)], "Fill a rectangle as foreground"),
    "ellipse": ("Shift+U", [(40, 40), (100, 90)], "Fill an ellipse as foreground"),
    "flood": ("G", [(20, 20)], "Flood with foreground"),
    "wand": ("W", [(200, 150)], "Colour as foreground"),
    "edge": ("E", [around_subject()[0], around_subject()[1]], "Mark an edge as unknown"),
    "retouch": ("R", [(50, 50), (90, 60)], "Add to alpha"),
    "decontaminate": ("D", [(50, 50), (90, 60)], "Decontaminate colours"),
    "subject-box": ("S", list(around_subject()), "Subject from a box"),
}


@pytest.mark.parametrize("name", DRAGS)
def test_from_the_key_to_the_undo_step(active: Rig, qtbot: QtBot, name: str) -> None:
    key, path, text = DRAGS[name]
    active.window.paint_controller.choose_tool("zoom")
    before = layers_of(active)
    press(active, key)
    assert active.edit_runner.tool_controller.name == name
    active.canvas.set_radius(30 if name == "edge" else 12)
    drag(active, *path)
    rest(active, qtbot)
    assert active.document.stack.undoText() == text
    assert active.document.stack.count() == 1
    after = layers_of(active)
    assert after != before
    active.document.undo()
    assert layers_of(active) == before
    active.document.redo()
    assert layers_of(active) == after


def test_every_tool_has_a_test_of_its_own() -> None:
    assert set(DRAGS) | {"subject-lasso", "dropper", "move", "zoom"} == set(TOOLS)


def test_the_subject_in_a_lasso(active: Rig, qtbot: QtBot) -> None:
    press(active, "Shift+S")
    (x0, y0), (x1, y1) = around_subject()
    drag(active, (x0, y0), (x1, y0), (x1, y1), (x0, y1))
    rest(active, qtbot)
    assert active.document.stack.undoText() == "Subject from a lasso"
    assert set(np.unique(matte_of(active).trimap)) == {BACKGROUND, UNKNOWN, FOREGROUND}


def test_the_hand_and_the_zoom_move_the_view_only(active: Rig) -> None:
    press(active, "H")
    before = active.canvas.viewport
    drag(active, (100, 100), (130, 110))
    assert active.canvas.viewport == before.moved(30, 10)
    press(active, "Z")
    drag(active, (100, 100))
    assert active.canvas.viewport.zoom > before.zoom
    drag(active, (100, 100), button=Button.RightButton)
    assert active.canvas.viewport.zoom == pytest.approx(before.zoom)
    drag(active, (100, 100), (140, 120))
    left, top = active.canvas.viewport.to_image((0, 0))
    right, _ = active.canvas.viewport.to_image((active.canvas.width(), 0))
    assert left <= 101
    assert right >= 139
    assert top <= 101
    assert active.document.stack.count() == 0


def test_the_dropper_tells_and_takes_the_colour(active: Rig, qtbot: QtBot) -> None:
    press(active, "I")
    at = place(active, 30, 20)
    x, y = (int(part // 1) for part in active.canvas.viewport.to_image((at.x(), at.y())))
    red, green, blue = (int(value) for value in matte_of(active).image[y, x])
    with qtbot.waitSignal(active.window.paint_controller.colour_picked) as picked:
        drag(active, (30, 20))
    assert picked.args == [(red, green, blue)]
    assert active.settings.colour == [red, green, blue]
    expected = f"Background, alpha 0.000, colour {red} {green} {blue}"
    assert active.window.messages.text == expected
    drag(active, (-30, -20))
    assert active.window.messages.text == expected
    assert active.document.stack.count() == 0


def test_what_is_locked_is_changed_by_nothing(shown: Rig, qtbot: QtBot) -> None:
    paint_controller = shown.window.paint_controller
    drag(shown, (150, 100), (250, 200))
    paint_controller.toggle_lock(FOREGROUND)
    held = matte_of(shown).trimap == FOREGROUND
    shown.window.options.choose_label(UNKNOWN)
    for name, path in (("brush", [(150, 200), (250, 100)]), ("rectangle", [(0, 0), (400, 300)])):
        paint_controller.choose_tool(name)
        drag(shown, *path)
    for name, path in (("flood", [(10, 10)]), ("wand", [(200, 150)])):
        paint_controller.choose_tool(name)
        drag(shown, *path)
        rest(shown, qtbot)
    for change in (paint_controller.invert, paint_controller.clear):
        change()
        rest(shown, qtbot)
        assert (matte_of(shown).trimap[held] == FOREGROUND).all()
    assert not matte_of(shown).trimap[~held].any()
    paint_controller.toggle_lock(FOREGROUND)
    paint_controller.clear()
    rest(shown, qtbot)
    assert not matte_of(shown).trimap.any()


class Slow:
    """A work that waits until it is let go, or cancelled."""

    def __init__(self, label: int) -> None:
        self.label = label
        self.gate = threading.Event()
        self.started = threading.Event()

    def run(self, cancelled: Cancelled) -> Found:
        self.started.set()
        while not self.gate.wait(0.005):
            if cancelled():
                break
        return Found(Rect(0, 0, 50, 50), np.full((50, 50), self.label, np.uint8))


@pytest.fixture
def slow() -> Iterator[Slow]:
    work = Slow(UNKNOWN)
    yield work
    work.gate.set()


def test_what_is_painted_meanwhile_is_kept(shown: Rig, qtbot: QtBot, slow: Slow) -> None:
    shown.edit_runner.run(slow, "Slow")
    qtbot.waitUntil(slow.started.is_set)
    drag(shown, (100, 100), (150, 100))
    assert matte_of(shown).trimap[100, 120] == FOREGROUND
    slow.gate.set()
    rest(shown, qtbot)
    assert matte_of(shown).trimap[100, 120] == FOREGROUND
    assert (matte_of(shown).trimap[:50, :50] == UNKNOWN).all()
    shown.document.undo()
    assert not matte_of(shown).trimap[:50, :50].any()
    assert matte_of(shown).trimap[100, 120] == FOREGROUND


def test_a_work_is_told_of_and_escape_cancels_it(shown: Rig, qtbot: QtBot, slow: Slow) -> None:
    with qtbot.waitSignal(shown.window.paint_controller.hinted) as hinted:
        shown.edit_runner.run(slow, "Slow")
    assert hinted.args == ["Slow … · {cancel}: cancel"]
    assert shown.window.status.hint == "Slow … · Esc: cancel"
    qtbot.waitUntil(slow.started.is_set)
    before = layers_of(shown)
    shown.window.actions_by_name["cancel"].trigger()
    assert not shown.edit_runner.busy
    slow.gate.set()
    qtbot.wait(30)
    assert layers_of(shown) == before


def test_a_newer_work_replaces_an_older_one(shown: Rig, qtbot: QtBot, slow: Slow) -> None:
    newer = Slow(FOREGROUND)
    newer.gate.set()
    shown.edit_runner.run(slow, "Older")
    qtbot.waitUntil(slow.started.is_set)
    shown.edit_runner.run(newer, "Newer")
    rest(shown, qtbot)
    assert (matte_of(shown).trimap[:50, :50] == FOREGROUND).all()
    assert shown.document.stack.count() == 1


def test_that_nothing_was_found_is_said(shown: Rig, qtbot: QtBot) -> None:
    shown.window.paint_controller.choose_tool("wand")
    with qtbot.waitSignal(shown.edit_runner.failed, timeout=5000) as failed:
        drag(shown, (-20, 20))
    assert failed.args is not None
    assert failed.args[0].startswith("Nothing was changed: the point (")
    assert shown.window.messages.text == failed.args[0]


def test_the_band_is_made_anew_as_one_step(shown: Rig, qtbot: QtBot) -> None:
    before = layers_of(shown)
    shown.window.paint_controller.choose_tool("subject-box")
    drag(shown, *around_subject())
    rest(shown, qtbot)
    band, work = shown.window.band, matte_of(shown)
    assert band.isVisible()
    unknown = [int((work.trimap == UNKNOWN).sum())]
    slider = band.findChild(QSlider)
    assert isinstance(slider, QSlider)
    for position in (500, 900):
        with qtbot.waitSignal(shown.document.edited, timeout=10_000):
            slider.setValue(position)
        unknown.append(int((work.trimap == UNKNOWN).sum()))
    assert all(one < other for one, other in pairwise(unknown))
    assert shown.document.stack.count() == 1
    band.closed.emit()
    assert not band.isVisible()
    shown.document.undo()
    assert layers_of(shown) == before


def test_painting_ends_the_offer_of_other_bands(shown: Rig, qtbot: QtBot) -> None:
    shown.window.paint_controller.choose_tool("subject-box")
    drag(shown, *around_subject())
    rest(shown, qtbot)
    shown.window.paint_controller.choose_tool("brush")
    drag(shown, (20, 20), (60, 20))
    assert not shown.window.band.isVisible()
    painted = layers_of(shown)
    shown.edit_runner.set_band(3, False)
    qtbot.wait(100)
    assert layers_of(shown) == painted


def test_the_trimap_round_the_subject(active: Rig, qtbot: QtBot) -> None:
    press(active, "Ctrl+T")
    assert active.edit_runner.tool_controller.name == "subject-box", "there is no subject yet"
    drag(active, *around_subject())
    rest(active, qtbot)
    active.settle(qtbot)
    press(active, "Ctrl+T")
    rest(active, qtbot)
    assert active.document.stack.undoText() == "Trimap from the alpha"
    assert active.window.band.isVisible()


def test_invert_and_clear(active: Rig, qtbot: QtBot) -> None:
    drag(active, (100, 100), (200, 100))
    press(active, "Ctrl+I")
    rest(active, qtbot)
    assert matte_of(active).trimap[100, 150] == BACKGROUND
    assert matte_of(active).trimap[250, 150] == FOREGROUND
    assert active.document.stack.undoText() == "Invert the trimap"
    press(active, "Ctrl+Shift+Del")
    rest(active, qtbot)
    assert not matte_of(active).trimap.any()
    assert active.document.stack.count() == 3


@pytest.mark.parametrize(("name", "wider"), [("grow", 1), ("shrink", -1), ("smooth", 0)])
def test_the_band_by_so_many_pixels(
    shown: Rig, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str, wider: int
) -> None:
    shown.canvas.set_label(UNKNOWN)
    shown.canvas.set_radius(15)
    drag(shown, (100, 100), (200, 130), (300, 100))

    def width() -> int:
        return int((matte_of(shown).trimap[:, 150] == UNKNOWN).sum())

    before = width()
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (5, True))
    shown.window.actions_by_name[name].trigger()
    rest(shown, qtbot)
    assert width() == pytest.approx(before + 10 * wider, abs=2)


def test_edges_become_unknown(shown: Rig, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    drag(shown, (100, 100), (200, 100))
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (4, True))
    shown.window.actions_by_name["edges"].trigger()
    rest(shown, qtbot)
    column: Trimap = matte_of(shown).trimap[:, 150]
    assert int((column == UNKNOWN).sum()) == pytest.approx(16, abs=1)


def test_nobody_is_asked_in_vain(shown: Rig, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (5, False))
    shown.window.actions_by_name["grow"].trigger()
    assert not shown.edit_runner.busy


Painted = tuple[str, int, float, Modifier, list[tuple[int, int]], set[int]]
PLACE = st.tuples(st.integers(-20, 420), st.integers(-20, 320))
STROKES = st.lists(
    st.tuples(
        st.sampled_from([name for name in DRAGS if not name.startswith("subject")]),
        st.sampled_from([FOREGROUND, BACKGROUND, UNKNOWN]),
        st.floats(0.5, 90),
        st.sampled_from([Modifier.NoModifier, Modifier.AltModifier, Modifier.ShiftModifier]),
        st.lists(PLACE, min_size=1, max_size=4),
        st.sets(st.sampled_from([FOREGROUND, BACKGROUND, UNKNOWN]), max_size=1),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STROKES)
def test_whatever_is_painted_is_undone_and_redone_to_the_byte(
    shown: Rig, qtbot: QtBot, strokes: list[Painted]
) -> None:
    shown.document.stack.clear()
    states = [layers_of(shown)]
    for name, label, radius, keys, path, locked in strokes:
        shown.window.paint_controller.choose_tool(name)
        shown.window.options.choose_label(label)
        shown.canvas.set_radius(radius)
        shown.edit_runner.tool_controller.locked = frozenset(locked)
        drag(shown, *path, keys=keys)
        rest(shown, qtbot)
        if layers_of(shown) != states[-1]:
            states.append(layers_of(shown))
    assert shown.document.stack.count() == len(states) - 1
    for state in states[-2::-1]:
        shown.document.undo()
        assert layers_of(shown) == state
    for state in states[1:]:
        shown.document.redo()
        assert layers_of(shown) == state


def test_escape_drops_every_tool_s_drag(shown: Rig) -> None:
    before, viewport = layers_of(shown), shown.canvas.viewport
    for name in TOOLS:
        shown.window.paint_controller.choose_tool(name)
        if name == "move":
            continue
        drag(shown, (100, 100), (150, 140), release=False)
        shown.window.commands.cancel()
        QTest.mouseRelease(
            shown.canvas, Button.LeftButton, Modifier.NoModifier, place(shown, 150, 140)
        )
        assert not shown.edit_runner.busy
    assert layers_of(shown) == before
    assert shown.canvas.viewport == viewport
    assert shown.canvas.cursor().shape() != Qt.CursorShape.BlankCursor
