import subprocess
import sys

import numpy as np
import pytest

from mattegui.app.tools import TOOLS
from mattegui.app.tools.tool import Drag, ToolOptions
from mattegui.core.arrays import FOREGROUND, Trimap
from mattegui.core.edit import Edit
from mattegui.core.rect import Rect
from mattegui.core.stroke import Stroke, rasterise
from mattegui.core.trimap import blank

OPTIONS = ToolOptions(FOREGROUND, 6)


@pytest.fixture
def trimap() -> Trimap:
    trimap = blank((80, 120))
    trimap.flags.writeable = False
    return trimap


def release(drag: Drag) -> Edit:
    with pytest.raises(StopIteration) as end:
        drag.send(None)
    edit: Edit = end.value.value
    return edit


def test_the_brush_previews_the_whole_path_and_paints_it_at_the_release(trimap: Trimap) -> None:
    path = [(10.0, 10.0), (60.0, 20.0), (70.0, 70.0)]
    drag = TOOLS["brush"].drag(trimap, OPTIONS, (path[0],))
    assert next(drag) == Stroke(FOREGROUND, 6, (path[0],))
    for count in (2, 3):
        preview = drag.send(path[count - 1])
        assert preview.points == tuple(path[:count])
    edited = trimap.copy()
    release(drag).apply(edited)
    expected = rasterise(Stroke(FOREGROUND, 6, tuple(path)), Rect.whole(trimap.shape))
    assert np.array_equal(edited == FOREGROUND, expected)
    assert not trimap.any(), "nothing is written by the tool itself"


def test_a_click_is_a_dot(trimap: Trimap) -> None:
    drag = TOOLS["brush"].drag(trimap, OPTIONS, ((40.5, 40.5),))
    next(drag)
    edited = trimap.copy()
    release(drag).apply(edited)
    assert edited[40, 40] == FOREGROUND
    assert 100 <= int((edited == FOREGROUND).sum()) <= 125, "the area of a circle of radius 6"


def test_two_points_to_start_with_are_a_straight_line(trimap: Trimap) -> None:
    drag = TOOLS["brush"].drag(trimap, OPTIONS, ((10.0, 40.0), (110.0, 40.0)))
    assert next(drag).points == ((10.0, 40.0), (110.0, 40.0))
    edited = trimap.copy()
    release(drag).apply(edited)
    assert (edited[40, 10:110] == FOREGROUND).all()


def test_closing_takes_everything_back(trimap: Trimap) -> None:
    drag = TOOLS["brush"].drag(trimap, OPTIONS, ((40.0, 40.0),))
    next(drag)
    drag.send((50.0, 50.0))
    drag.close()
    with pytest.raises(StopIteration):
        drag.send((60.0, 60.0))


@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_says_what_it_is(name: str) -> None:
    tool = TOOLS[name]
    assert tool.title
    assert tool.shortcut
    assert tool.hint


def test_tools_need_no_qt() -> None:
    code = (
        "import sys, mattegui.app.tools\n"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
