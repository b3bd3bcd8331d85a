"""The progress bar paints nothing while a signal is on its way: half of the program is behind."""

from pathlib import Path

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mattegui.app.panels.bar import Bar
from tests.app.conftest import Rig
from tests.samples import photo, write


class Neighbour(QWidget):
    """Counts how often it is painted."""

    painted = 0

    def paintEvent(self, _: QPaintEvent) -> None:
        self.painted += 1


def test_a_bar_that_moves_paints_nothing_at_once(qtbot: QtBot) -> None:
    window, neighbour, bar = QWidget(), Neighbour(), Bar()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(neighbour, 1)
    layout.addWidget(bar)
    window.resize(200, 200)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: neighbour.painted > 0, timeout=5_000)
    for share in (None, 0.5, 1.0, None):
        before = neighbour.painted
        neighbour.update()
        bar.show_share(share)
        assert neighbour.painted == before
    assert bar.maximum() == 0
    bar.show_share(0.26)
    assert (bar.value(), bar.maximum()) == (26, 100)
    qtbot.waitUntil(lambda: neighbour.painted > before, timeout=5_000)


def test_a_second_larger_image_can_be_opened(shown: Rig, qtbot: QtBot, tmp_path: Path) -> None:
    shown.open(qtbot, write(tmp_path / "large.png", photo(600, 800)))
    shown.settle(qtbot)
    assert shown.document.matte is not None
    assert shown.document.matte.image.shape == (600, 800, 3)
