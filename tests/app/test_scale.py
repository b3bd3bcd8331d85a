"""High resolutions: at every device pixel ratio the pixel under the mouse is what is meant."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

app = QApplication([])

from mattegui.app.canvas import Canvas
from mattegui.app.document import Document
from mattegui.app.tool_controller import ToolController
from mattegui.app.render import Renderer
from mattegui.app.viewport import Viewport
from mattegui.core.arrays import FOREGROUND
from mattegui.core.edit import Edit
from tests.app.fakes import make_matte, open_in

ratio, zooms = float(sys.argv[1]), (0.5, 1.0, 3.0, 16.0)
document, tool_controller = Document(), ToolController()
canvas = Canvas(document, Renderer(), tool_controller)
canvas.made.connect(lambda edit, text: document.push(edit, text))
hovered = []
canvas.hovered.connect(hovered.append)
canvas.resize(480, 360)
canvas.show()
matte = open_in(document, make_matte(400, 600))
assert canvas.ratio() == ratio, canvas.ratio()
tool_controller.label = FOREGROUND
tool_controller.radius = 0.5


def mouse(kind, pixel):
    # As the platform reports it: the corner of a pixel of the screen, in widget pixels.
    at, none = QPointF(pixel) / ratio, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    held = button if kind == QEvent.Type.MouseButtonPress else none
    keys = Qt.KeyboardModifier.NoModifier
    app.sendEvent(canvas, QMouseEvent(kind, at, canvas.mapToGlobal(at), button, held, keys))


def click(pixel):
    mouse(QEvent.Type.MouseMove, pixel)
    mouse(QEvent.Type.MouseButtonPress, pixel)
    mouse(QEvent.Type.MouseButtonRelease, pixel)


for zoom in zooms:
    for corner in ((7.3, 11.6), (-300.25, -170.75)):
        canvas.look_through(Viewport(zoom, *corner))
        for at in (QPoint(60, 50), QPoint(201, 133), QPoint(260, 170), QPoint(473, 352)):
            view = canvas.viewport
            x = int(((at.x() + 0.5) / ratio - view.x) / view.zoom // 1)
            y = int(((at.y() + 0.5) / ratio - view.y) / view.zoom // 1)
            if not (0 <= x < 600 and 0 <= y < 400):
                continue
            hovered.clear()
            click(at)
            assert tuple(int(part // 1) for part in hovered[-1]) == (x, y), (zoom, at)
            painted = matte.trimap == FOREGROUND
            where = [(int(c), int(r)) for r, c in zip(*painted.nonzero(), strict=True)]
            assert (x, y) in where, (zoom, at, where, (x, y))
            # A dot of one pixel's diameter near an edge touches the pixel beyond it as well.
            assert all(abs(c - x) <= 1 and abs(r - y) <= 1 for c, r in where), where
            assert len(where) <= 4, where
            document.undo()

# What is seen of that pixel is where it was clicked: its square on the screen changes, no other.
canvas.look_through(Viewport(16.0, 5.0, 9.0))
app.processEvents()
before = canvas.grab().toImage()
click(QPoint(round(205 * ratio), round(133 * ratio)))
app.sendEvent(canvas, QEvent(QEvent.Type.Leave))
for _ in range(50):
    app.processEvents()
    QTest.qWait(5)
after = canvas.grab().toImage()
assert before.width() == round(480 * ratio), before.width()
column, row = int((205 - 5) // 16), int((133 - 9) // 16)
middle = QPoint(round((5 + 16 * column + 8) * ratio), round((9 + 16 * row + 8) * ratio))
aside = middle + QPoint(round(16 * ratio), 0)
assert before.pixelColor(middle) != after.pixelColor(middle)
assert before.pixelColor(aside) == after.pixelColor(aside)
print("fine")
"""


@pytest.mark.parametrize("scale", ["1", "1.25", "1.5", "2"])
def test_a_click_and_a_stroke_of_one_pixel_land_on_the_pixel_under_them(
    scale: str, tmp_path: Path
) -> None:
    script = tmp_path / "click.py"
    script.write_text(SCRIPT, "utf-8")
    surroundings = {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": scale,
        "QT_SCALE_FACTOR_ROUNDING_POLICY": "PassThrough",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    done = subprocess.run(
        [sys.executable, str(script), scale],
        env=os.environ | surroundings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "fine"
