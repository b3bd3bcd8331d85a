"""A subject that is looked for again heeds what was painted since it was found."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mattegui.app.lessons import Lesson, TaughtSearch
from mattegui.app.tools.subject_box import BoxSearch
from mattegui.app.tools.tool import Found
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Trimap
from mattegui.core.cancelling import never
from mattegui.core.rect import Rect
from tests.app.conftest import Rig
from tests.app.fakes import stroke
from tests.app.test_projects import do, matte_of

RECT = Rect(20, 30, 220, 330)


class Echo:
    """Finds that all of a box is foreground, and remembers what it was told of."""

    def __init__(self, painted: Trimap | None = None) -> None:
        self.painted = painted
        self.told: list[Trimap] = []

    def taught(self, painted: Trimap) -> "Echo":
        self.told.append(painted)
        taught = Echo(painted)
        taught.told = self.told
        return taught

    def run(self, cancelled: object) -> Found:
        return Found(RECT, np.full((RECT.height, RECT.width), FOREGROUND, np.uint8))


def find(rig: Rig, qtbot: QtBot, echo: Echo) -> None:
    rig.edit_runner.run(echo, "Subject from a box")
    qtbot.waitUntil(lambda: not rig.edit_runner.busy)


def again(rig: Rig, qtbot: QtBot) -> None:
    do(rig, "find-again")
    qtbot.waitUntil(lambda: not rig.edit_runner.busy)


def test_what_was_painted_since_is_told_and_stays(shown: Rig, qtbot: QtBot) -> None:
    echo, trimap = Echo(), matte_of(shown).trimap
    stroke(shown.document, BACKGROUND, 9, (5, 5))
    find(shown, qtbot, echo)
    stroke(shown.document, BACKGROUND, 10, (100, 100))
    stroke(shown.document, UNKNOWN, 10, (200, 100))
    again(shown, qtbot)
    (told,) = echo.told
    assert told.shape == trimap.shape
    assert told[100, 100] == BACKGROUND
    assert (told == FOREGROUND).sum() == 0, "what was found was not painted by hand"
    assert told[100, 200] == UNKNOWN
    assert trimap[100, 100] == BACKGROUND
    assert trimap[100, 200] == FOREGROUND
    assert shown.document.stack.undoText() == "Subject found again"
    # It has not forgotten the first lesson when it hears the second.
    stroke(shown.document, BACKGROUND, 10, (300, 60))
    stroke(shown.document, FOREGROUND, 5, (105, 100))
    again(shown, qtbot)
    assert echo.told[1][100, 95] == BACKGROUND
    assert echo.told[1][60, 300] == BACKGROUND
    assert echo.told[1][100, 105] == FOREGROUND
    assert trimap[100, 95] == trimap[60, 300] == BACKGROUND


def test_without_a_lesson_nothing_is_looked_for(shown: Rig, qtbot: QtBot) -> None:
    echo, failed = Echo(), shown.edit_runner.failed
    with qtbot.waitSignal(failed) as told:
        do(shown, "find-again")
    assert told.args == ["Find a subject first, with a box or a lasso round it."]
    find(shown, qtbot, echo)
    with qtbot.waitSignal(failed) as told:
        again(shown, qtbot)
    assert told.args == ["Nothing was changed: nothing was painted since the subject was found."]
    shown.document.undo()
    for painted in (False, True):
        if painted:
            stroke(shown.document, FOREGROUND, 10, (100, 100))
        with qtbot.waitSignal(failed) as told:
            do(shown, "find-again")
        assert told.args == ["Find a subject first, with a box or a lasso round it."]
    assert echo.told == []


def test_an_earlier_search_teaches_again_once_a_later_one_is_taken_back(
    shown: Rig, qtbot: QtBot
) -> None:
    echo = Echo()
    stroke(shown.document, BACKGROUND, 9, (5, 5))
    find(shown, qtbot, echo)
    stroke(shown.document, BACKGROUND, 10, (100, 100))
    stroke(shown.document, UNKNOWN, 10, (200, 100))
    again(shown, qtbot)
    shown.document.undo()
    again(shown, qtbot)
    assert len(echo.told) == 2
    assert np.array_equal(echo.told[0], echo.told[1])
    # Fewer steps than it knew of.
    for _ in range(4):
        shown.document.undo()
    stroke(shown.document, FOREGROUND, 10, (100, 100))
    with qtbot.waitSignal(shown.edit_runner.failed) as told:
        do(shown, "find-again")
    assert told.args == ["Find a subject first, with a box or a lasso round it."]


@pytest.mark.parametrize("action", ["invert", "clear"])
def test_what_a_menu_does_to_all_of_the_trimap_is_not_painted(
    shown: Rig, qtbot: QtBot, action: str
) -> None:
    echo = Echo()
    find(shown, qtbot, echo)
    do(shown, action)
    qtbot.waitUntil(lambda: not shown.edit_runner.busy)
    with qtbot.waitSignal(shown.edit_runner.failed) as told:
        do(shown, "find-again")
    assert told.args == ["Find a subject first, with a box or a lasso round it."]
    shown.document.undo()
    stroke(shown.document, BACKGROUND, 10, (100, 100))
    again(shown, qtbot)
    assert len(echo.told) == 1


def test_a_change_of_the_band_is_no_lesson(shown: Rig, qtbot: QtBot) -> None:
    box = Rect(40, 60, 260, 340)
    shown.edit_runner.run(BoxSearch(matte_of(shown).seen, box), "Subject from a box")
    qtbot.waitUntil(lambda: not shown.edit_runner.busy, timeout=60_000)
    before = matte_of(shown).trimap.copy()
    shown.edit_runner.set_band(40.0, False)
    qtbot.waitUntil(lambda: not np.array_equal(matte_of(shown).trimap, before), timeout=20_000)
    with qtbot.waitSignal(shown.edit_runner.failed, timeout=20_000) as told:
        do(shown, "find-again")
    assert told.args == ["Nothing was changed: nothing was painted since the subject was found."]


@pytest.mark.parametrize("twice", [False, True])
def test_a_taught_search_keeps_the_search_and_not_its_teachers(twice: bool) -> None:
    trimap = np.zeros((300, 400), np.uint8)
    found = Echo().run(never)
    echo = Echo()
    lesson = Lesson.of(echo, found, trimap)
    trimap[50, 50] = FOREGROUND
    search = lesson.again(trimap)
    assert isinstance(search, TaughtSearch)
    if twice:
        search = Lesson.of(search, search.run(never), trimap).again(trimap * 0)
        assert isinstance(search, TaughtSearch)
    assert search.lesson.search is echo
