import numpy as np
import pytest
from PySide6.QtCore import QSize

from mattegui.app.tool_controller import OPPOSITE, ToolController
from mattegui.app.tools.tool import Sample
from mattegui.app.viewport import Viewport
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Trimap
from mattegui.core.edit import Edit
from mattegui.core.matte import Matte
from tests.app.fakes import make_matte

VIEWPORT = Viewport(2.0, 5.0, 7.0)


@pytest.fixture
def tool_controller(qapp: object) -> ToolController:
    tool_controller = ToolController()
    tool_controller.radius = 5
    tool_controller.prepare(QSize(300, 200), 1.0)
    return tool_controller


@pytest.fixture
def work() -> Matte:
    work = make_matte(100, 150)
    work.trimap.flags.writeable = False
    return work


def begin(
    tool_controller: ToolController, work: Matte, x: float, y: float, *, straight: bool = False
) -> None:
    tool_controller.prepare(QSize(300, 200), 1.0)
    tool_controller.begin(
        work, Sample(x, y), tool_controller.options, straight=straight, viewport=VIEWPORT
    )


def painted(tool_controller: ToolController, work: Matte) -> Trimap:
    edit = tool_controller.end()
    assert isinstance(edit, Edit)
    edited = work.trimap.copy()
    edit.apply(edited)
    return edited


def test_from_press_to_release(tool_controller: ToolController, work: Matte) -> None:
    begin(tool_controller, work, 20, 20)
    tool_controller.move(Sample(80, 20), VIEWPORT)
    edited = painted(tool_controller, work)
    assert (edited[20, 20:80] == FOREGROUND).all()
    assert tool_controller.end() is None


def test_what_has_to_be_repainted_covers_what_the_brush_covers(
    tool_controller: ToolController, work: Matte
) -> None:
    dirty = tool_controller.begin(
        work, Sample(20, 20), tool_controller.options, straight=False, viewport=VIEWPORT
    )
    x, y = VIEWPORT.to_widget((20, 20))
    assert dirty.contains(x - 10, y - 10)
    assert dirty.contains(x + 10, y + 10)
    dirty = tool_controller.move(Sample(60, 50), VIEWPORT)
    for point in ((20, 20), (60, 50)):
        x, y = VIEWPORT.to_widget(point)
        assert dirty.contains(x - 10, y + 10)
        assert dirty.contains(x + 10, y - 10)
    assert dirty.width() < 120, "no more than a little beyond"


def test_cancel_drops_the_drag(tool_controller: ToolController, work: Matte) -> None:
    begin(tool_controller, work, 20, 20)
    tool_controller.move(Sample(80, 20), VIEWPORT)
    assert tool_controller.cancel()
    assert tool_controller.end() is None
    assert not tool_controller.cancel()
    assert tool_controller.preview.empty


def test_a_straight_line_starts_where_the_last_drag_ended(
    tool_controller: ToolController, work: Matte
) -> None:
    begin(tool_controller, work, 20, 20)
    tool_controller.move(Sample(30, 60), VIEWPORT)
    tool_controller.end()
    begin(tool_controller, work, 120, 60, straight=True)
    assert (painted(tool_controller, work)[60, 30:120] == FOREGROUND).all()


def test_a_drag_that_was_dropped_is_no_start_for_a_line(
    tool_controller: ToolController, work: Matte
) -> None:
    begin(tool_controller, work, 20, 20)
    tool_controller.end()
    begin(tool_controller, work, 20, 80)
    tool_controller.cancel()
    begin(tool_controller, work, 120, 20, straight=True)
    edited = painted(tool_controller, work)
    assert (edited[20, 20:120] == FOREGROUND).all()
    assert not edited[60:].any()


def test_another_image_has_no_last_point(tool_controller: ToolController, work: Matte) -> None:
    begin(tool_controller, work, 20, 20)
    tool_controller.end()
    tool_controller.forget()
    begin(tool_controller, work, 120, 80, straight=True)
    assert int((painted(tool_controller, work) == FOREGROUND).sum()) < 100, "a dot, not a line"


def test_moving_without_a_drag_does_nothing(tool_controller: ToolController) -> None:
    assert tool_controller.move(Sample(5, 5), VIEWPORT).isEmpty()


def test_every_label_has_an_opposite() -> None:
    assert set(OPPOSITE) == {BACKGROUND, UNKNOWN, FOREGROUND}
    assert all(label != opposite for label, opposite in OPPOSITE.items())
    assert not np.intersect1d(list(OPPOSITE.values()), [UNKNOWN]).size


def test_each_label_and_each_brush_has_a_size_of_its_own(tool_controller: ToolController) -> None:
    tool_controller.radius = 5
    tool_controller.label = BACKGROUND
    tool_controller.radius = 50
    tool_controller.take("retouch")
    tool_controller.radius = 9
    tool_controller.take("brush")
    assert tool_controller.radius == 50
    tool_controller.label = FOREGROUND
    assert tool_controller.radius == 5
    tool_controller.take("retouch")
    assert tool_controller.radius == 9


def test_linked_sizes_are_one(tool_controller: ToolController) -> None:
    tool_controller.radius = 5
    tool_controller.label = BACKGROUND
    tool_controller.radius = 50
    tool_controller.linked = True
    tool_controller.label = FOREGROUND
    assert tool_controller.radius == 50


def test_another_tool_drops_the_drag(tool_controller: ToolController, work: Matte) -> None:
    begin(tool_controller, work, 20, 20)
    tool_controller.take("lasso")
    assert not tool_controller.dragging
    assert tool_controller.end() is None


def test_locks(tool_controller: ToolController) -> None:
    tool_controller.lock(UNKNOWN, locked=True)
    tool_controller.lock(FOREGROUND, locked=True)
    tool_controller.lock(UNKNOWN, locked=False)
    assert tool_controller.locked == {FOREGROUND}
