"""What the solver hears of the canvas and of the file, through the whole window."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mattegui.app.settings import Settings
from mattegui.core.arrays import FOREGROUND, UNKNOWN, Image
from mattegui.core.profile import srgb_copy
from tests.app.conftest import Rig
from tests.app.fakes import FakeSession, stroke
from tests.app.test_projects import matte_of
from tests.core.exports import PROFILES
from tests.samples import photo, write

LEFT = Qt.MouseButton.LeftButton


def image_of(engine: FakeSession) -> Image:
    assert engine.image is not None
    return engine.image


@pytest.fixture
def engine() -> FakeSession:
    return FakeSession()


@pytest.fixture
def noted(engine: FakeSession, make_rig: Callable[..., Rig], qtbot: QtBot, photo_path: Path) -> Rig:
    """Return the application on the screen, with an image that is partly unknown."""
    rig = make_rig(engine)
    rig.window.show()
    rig.open(qtbot, photo_path)
    stroke(rig.document, UNKNOWN, 60, (150, 150))
    rig.settle(qtbot)
    return rig


def test_the_solver_knows_what_the_canvas_shows(
    noted: Rig, engine: FakeSession, qtbot: QtBot
) -> None:
    noted.canvas.zoom_to(8)
    shown = noted.canvas.viewport.visible((noted.canvas.width(), noted.canvas.height()))
    noted.solver.choose("far")
    noted.settle(qtbot)
    assert engine.asked[-1][1] == shown.clipped(matte_of(noted).trimap.shape)
    assert engine.asked[-1][1] != matte_of(noted).rect
    noted.canvas.fit()
    noted.solver.choose("near")
    noted.settle(qtbot)
    assert engine.asked[-1][1] == matte_of(noted).rect


@pytest.mark.parametrize("end", ["release", "escape", "tool"])
def test_the_solver_knows_while_the_hand_paints(noted: Rig, engine: FakeSession, end: str) -> None:
    canvas = noted.canvas
    middle = canvas.rect().center()
    assert not engine.painting()
    QTest.mousePress(canvas, LEFT, pos=middle)
    assert engine.painting()
    QTest.mouseMove(canvas, middle + QPoint(9, 4))
    assert engine.painting()
    if end == "release":
        QTest.mouseRelease(canvas, LEFT, pos=middle)
    elif end == "escape":
        noted.window.actions_by_name["cancel"].trigger()
    else:
        noted.window.actions_by_name["tool-lasso"].trigger()
    assert not engine.painting()


def save(rig: Rig, qtbot: QtBot, path: Path) -> Path:
    with qtbot.waitSignal(rig.file_service.saved, timeout=20_000):
        rig.file_service.save(path)
    return path


def test_a_finished_project_is_not_solved_again(
    noted: Rig, engine: FakeSession, qtbot: QtBot, tmp_path: Path
) -> None:
    path = save(noted, qtbot, tmp_path / "work.ora")
    alpha = matte_of(noted).alpha.copy()
    asked = len(engine.asked)
    noted.open(qtbot, path)
    noted.settle(qtbot)
    assert len(engine.asked) == asked
    assert np.abs(matte_of(noted).alpha - alpha).max() <= 1 / 65_535
    stroke(noted.document, FOREGROUND, 10, (150, 150))
    noted.settle(qtbot)
    assert len(engine.asked) == asked + 1


def test_its_model_is_taken_without_solving_again(
    noted: Rig, engine: FakeSession, qtbot: QtBot, tmp_path: Path
) -> None:
    models = noted.window.models
    models.take("knn")
    noted.settle(qtbot)
    path = save(noted, qtbot, tmp_path / "work.ora")
    models.take("closed-form")
    noted.settle(qtbot)
    asked = len(engine.asked)
    noted.open(qtbot, path)
    noted.settle(qtbot)
    assert (engine.model, noted.solver.model) == ("knn", "knn")
    assert noted.settings.model == "closed-form", "the next start is the user's own"
    assert len(engine.asked) == asked
    save(noted, qtbot, path)
    models.take("closed-form")
    noted.open(qtbot, path)
    assert noted.solver.model == "knn", "saved again, it is still the project's"


def test_a_model_that_is_not_installed_is_not_taken(
    noted: Rig, engine: FakeSession, qtbot: QtBot, tmp_path: Path
) -> None:
    noted.solver.choose("hair-2026")
    noted.settle(qtbot)
    path = save(noted, qtbot, tmp_path / "work.ora")
    noted.window.models.take("closed-form")
    noted.settle(qtbot)
    with qtbot.waitSignal(noted.window.models.told) as told:
        noted.open(qtbot, path)
    assert "hair-2026" in told.args[0]
    assert told.args[0] in noted.window.messages.text.splitlines()
    assert (engine.model, noted.solver.model) == ("closed-form", "closed-form")


def test_a_model_that_is_gone_at_the_next_start_is_told_and_replaced(
    make_rig: Callable[..., Rig],
) -> None:
    rig = make_rig(engine := FakeSession(), Settings(model="hair-2026"))
    assert (engine.model, rig.solver.model, rig.settings.model) == ("auto", "auto", "auto")
    assert "hair-2026" in rig.window.messages.text


def test_an_unfinished_project_is_solved(
    make_rig: Callable[..., Rig], qtbot: QtBot, photo_path: Path, tmp_path: Path
) -> None:
    gate = threading.Semaphore(0)
    rig = make_rig(engine := FakeSession(gate=gate))
    rig.open(qtbot, photo_path)
    rig.solver.set_live(False)
    stroke(rig.document, UNKNOWN, 60, (150, 150))
    path = save(rig, qtbot, tmp_path / "work.ora")
    rig.solver.set_live(True)
    asked = len(engine.asked)
    rig.open(qtbot, path)
    assert not rig.solver.up_to_date
    gate.release(99)
    rig.settle(qtbot)
    assert len(engine.asked) > asked


def test_a_network_is_given_srgb_and_the_file_keeps_its_own(
    make_rig: Callable[..., Rig], qtbot: QtBot, tmp_path: Path
) -> None:
    rig = make_rig(engine := FakeSession(), None, other := FakeSession())
    profile = PROFILES["wide"]
    path = tmp_path / "wide.png"
    write(path, photo(300, 400), ICCProfile=profile)
    rig.open(qtbot, path)
    matte = matte_of(rig)
    assert matte.file.icc_profile == profile
    stroke(rig.document, UNKNOWN, 60, (150, 150))
    rig.settle(qtbot)
    wanted = srgb_copy(matte.image, profile)
    assert not np.array_equal(wanted, matte.image)
    np.testing.assert_array_equal(image_of(engine), wanted)
    with qtbot.waitSignal(rig.analysis.answers.changed, timeout=20_000):
        rig.analysis.answers.compute("far")
    qtbot.waitUntil(lambda: not rig.analysis.answers.computing, timeout=20_000)
    np.testing.assert_array_equal(image_of(other), wanted)
    assert rig.document.layers is not None
    np.testing.assert_array_equal(rig.document.layers.image.level(0), wanted)
    # The cutout in the project is in the image's colours again: those of its profile.
    again = save(rig, qtbot, tmp_path / "wide.ora")
    rig.open(qtbot, again)
    np.testing.assert_array_equal(matte_of(rig).image, matte.image)
    np.testing.assert_array_equal(matte_of(rig).seen, wanted)
