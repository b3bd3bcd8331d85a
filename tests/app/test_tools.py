import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mattegui.app.tools import TOOLS
from mattegui.app.tools.tool import (
    Drag,
    DragResult,
    Found,
    Look,
    Outline,
    Pick,
    Sample,
    ToolOptions,
)
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Image, Trimap
from mattegui.core.cancelling import never
from mattegui.core.edit import Edit
from mattegui.core.io import ImageFile
from mattegui.core.makers.segmentation import RegionError
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect
from mattegui.core.retouch import TARGET, WEIGHT, laid_over
from mattegui.core.stroke import Stroke, rasterise
from tests.app.fakes import make_matte
from tests.samples import disc

OPTIONS = ToolOptions(FOREGROUND, 6)
Place = tuple[float, float]


@pytest.fixture
def work() -> Matte:
    work = make_matte(80, 120)
    for array in (work.trimap, work.retouch, work.decontamination):
        array.flags.writeable = False
    return work


def matte_of(image: Image) -> Matte:
    return Matte.of(ImageFile(Path("made.png"), image))


def release(drag: Drag) -> DragResult:
    with pytest.raises(StopIteration) as end:
        drag.send(None)
    outcome: DragResult = end.value.value
    return outcome


def use(
    name: str, work: Matte, path: Sequence[Place], options: ToolOptions = OPTIONS
) -> DragResult:
    drag = TOOLS[name].drag(work, options, (Sample(*path[0]),))
    next(drag)
    for place in path[1:]:
        drag.send(Sample(*place))
    return release(drag)


def edited(work: Matte, outcome: DragResult) -> Trimap:
    assert isinstance(outcome, Edit)
    array: Trimap = work.plane(outcome.layer).copy()
    outcome.apply(array)
    return array


def found(outcome: DragResult) -> Found:
    assert outcome is not None
    assert not isinstance(outcome, Edit | Look | Pick)
    return outcome.run(never)


def test_the_brush_previews_the_whole_path_and_paints_it_at_the_release(work: Matte) -> None:
    path = [(10.0, 10.0), (60.0, 20.0), (70.0, 70.0)]
    drag = TOOLS["brush"].drag(work, OPTIONS, (Sample(*path[0]),))
    assert next(drag) == Stroke(FOREGROUND, 6, (path[0],))
    for count in (2, 3):
        preview = drag.send(Sample(*path[count - 1]))
        assert isinstance(preview, Stroke)
        assert preview.points == tuple(path[:count])
    after = edited(work, release(drag))
    expected = rasterise(Stroke(FOREGROUND, 6, tuple(path)), work.rect)
    assert np.array_equal(after == FOREGROUND, expected)
    assert not work.trimap.any(), "nothing is written by the tool itself"


def test_a_click_is_a_dot(work: Matte) -> None:
    after = edited(work, use("brush", work, [(40.5, 40.5)]))
    assert after[40, 40] == FOREGROUND
    assert 100 <= int((after == FOREGROUND).sum()) <= 125, "the area of a circle of radius 6"


def test_two_points_to_start_with_are_a_straight_line(work: Matte) -> None:
    start = (Sample(10.0, 40.0), Sample(110.0, 40.0))
    drag = TOOLS["brush"].drag(work, OPTIONS, start)
    preview = next(drag)
    assert isinstance(preview, Stroke)
    assert preview.points == ((10.0, 40.0), (110.0, 40.0))
    assert (edited(work, release(drag))[40, 10:110] == FOREGROUND).all()


@pytest.mark.parametrize("pressure", [True, False])
def test_pressure_is_the_size(work: Matte, pressure: bool) -> None:
    options = ToolOptions(FOREGROUND, 10, pressure=pressure)
    drag = TOOLS["brush"].drag(work, options, (Sample(20, 40, 1.0),))
    next(drag)
    drag.send(Sample(100, 40, 0.2))
    after = edited(work, release(drag)) == FOREGROUND
    assert int(after[:, 20].sum()) == pytest.approx(20, abs=1)
    assert int(after[:, 99].sum()) == pytest.approx(4 if pressure else 20, abs=1)


def test_closing_takes_everything_back(work: Matte) -> None:
    drag = TOOLS["brush"].drag(work, OPTIONS, (Sample(40.0, 40.0),))
    next(drag)
    drag.send(Sample(50.0, 50.0))
    drag.close()
    with pytest.raises(StopIteration):
        drag.send(Sample(60.0, 60.0))


@pytest.mark.parametrize("label", [FOREGROUND, UNKNOWN])
@pytest.mark.parametrize(
    ("name", "path", "area"),
    [
        ("lasso", [(10, 10), (50, 10), (50, 40), (10, 40)], 40 * 30),
        ("rectangle", [(50, 40), (10, 10)], 40 * 30),
        ("ellipse", [(10, 10), (50, 40)], np.pi * 20 * 15),
    ],
)
def test_fills(work: Matte, name: str, path: list[Place], area: float, label: int) -> None:
    after = edited(work, use(name, work, path, ToolOptions(label)))
    assert int((after == label).sum()) == pytest.approx(area, rel=0.02)
    assert after[25, 30] == label
    assert not after[:, 52:].any()


def test_an_outline_is_previewed_with_its_label(work: Matte) -> None:
    drag = TOOLS["lasso"].drag(work, OPTIONS, (Sample(1, 2),))
    assert next(drag) == Outline("polygon", ((1, 2),), FOREGROUND)
    assert drag.send(Sample(3, 4)) == Outline("polygon", ((1, 2), (3, 4)), FOREGROUND)
    drag = TOOLS["ellipse"].drag(work, OPTIONS, (Sample(1, 2),))
    next(drag)
    assert drag.send(Sample(3, 4)) == Outline("ellipse", ((1, 2), (3, 4)), FOREGROUND)


def test_the_flood_stops_at_a_closed_line(work: Matte) -> None:
    work.trimap.flags.writeable = True
    work.trimap[20:60, 20:80] = UNKNOWN
    work.trimap[24:56, 24:76] = BACKGROUND
    area = found(use("flood", work, [(50.5, 40.5)]))
    assert area.rect == Rect(24, 24, 56, 76)
    assert area.mask is not None
    assert area.mask.all()
    assert (area.labels == FOREGROUND).all()


@pytest.mark.parametrize("name", ["flood", "wand"])
def test_beside_the_image_there_is_nothing_to_start_from(work: Matte, name: str) -> None:
    with pytest.raises(RegionError, match="not on the image"):
        found(use(name, work, [(-5, 500)]))


@pytest.mark.parametrize("contiguous", [True, False])
def test_the_wand_takes_what_looks_alike(contiguous: bool) -> None:
    image = np.full((80, 120, 3), 200, np.uint8)
    image[10:30, 10:30] = image[50:70, 80:100] = (30, 60, 120)
    work = matte_of(image)
    options = ToolOptions(UNKNOWN, tolerance=10, contiguous=contiguous)
    area = found(use("wand", work, [(20, 20)], options))
    assert area.mask is not None
    assert int(area.mask.sum()) == (400 if contiguous else 800)
    assert (area.labels[area.mask] == UNKNOWN).all()


def test_the_edge_band_is_as_wide_as_asked() -> None:
    image = np.full((80, 120, 3), 220, np.uint8)
    image[:, 60:] = 20
    work = matte_of(image)
    area = found(use("edge", work, [(58, 10), (62, 70)], ToolOptions(FOREGROUND, 8, band=10)))
    assert area.mask is not None
    assert (area.labels == UNKNOWN).all()
    assert int(area.mask[area.mask.shape[0] // 2].sum()) == pytest.approx(11, abs=1)
    assert area.rect.x0 < 60 < area.rect.x1


def test_without_an_edge_there_is_no_band() -> None:
    work = matte_of(np.full((80, 120, 3), 220, np.uint8))
    with pytest.raises(RegionError, match="no edge"):
        found(use("edge", work, [(58, 10), (62, 70)]))


@pytest.mark.parametrize(
    ("effect", "opposite", "target"),
    [("add", False, 1), ("add", True, 0), ("remove", False, 0), ("remove", True, 1)],
)
def test_retouching_lies_over_alpha(
    work: Matte, effect: str, opposite: bool, target: float
) -> None:
    work.alpha[:] = 0.5
    options = ToolOptions(radius=10, hardness=0.5, effect=effect, opposite=opposite)  # type: ignore[arg-type]
    outcome = use("retouch", work, [(20.5, 40.5), (100.5, 40.5)], options)
    assert isinstance(outcome, Edit)
    assert outcome.layer == "retouch"
    final = laid_over(work.alpha, edited(work, outcome))
    assert (final[40, 25:95] == target).all()
    assert final[48, 60] == pytest.approx(0.5, abs=0.3)
    assert final[48, 60] != 0.5
    assert (final[60] == 0.5).all()


def test_smoothing_makes_alpha_smoother_and_nothing_else(work: Matte) -> None:
    rng = np.random.default_rng(5)
    work.alpha[:] = 0.4 + 0.2 * rng.random(work.alpha.shape, np.float32)
    options = ToolOptions(radius=30, hardness=1, effect="smooth")
    final = laid_over(work.alpha, edited(work, use("retouch", work, [(60, 40)], options)))
    inner = np.s_[30:50, 50:70]
    assert final[inner].std() < work.alpha[inner].std() / 2
    assert final[inner].mean() == pytest.approx(work.alpha[inner].mean(), abs=0.01)


@pytest.mark.parametrize(
    ("effect", "opposite", "after"),
    [
        ("strengthen", False, (0, 0.2, 0.6, 1, 1)),
        ("strengthen", True, (0, 0, 0, 0.6, 1)),
        ("clear", False, (0, 0, 0, 0.6, 1)),
        ("clear", True, (0, 0.2, 0.6, 1, 1)),
    ],
)
def test_hair_is_made_denser_and_haze_is_cleared(
    work: Matte, effect: str, opposite: bool, after: tuple[float, ...]
) -> None:
    before = (0, 0.1, 0.3, 0.8, 1)
    columns = [50, 55, 60, 65, 70]
    work.alpha[:, columns] = before
    options = ToolOptions(radius=30, hardness=1, effect=effect, opposite=opposite)  # type: ignore[arg-type]
    plane = edited(work, use("retouch", work, [(60, 40)], options))
    final = laid_over(work.alpha, plane)
    assert final[40, columns] == pytest.approx(after, abs=1 / 255)
    # Nothing is laid over what stays as it is: a stroke of foreground there is to be seen later.
    same = [x for x, was, is_ in zip(columns, before, after, strict=True) if was == is_]
    assert not plane[40, same, WEIGHT].any()
    assert plane[40, 55, WEIGHT] == 255


def test_a_second_stroke_strengthens_what_the_first_has_made(work: Matte) -> None:
    work.alpha[:] = 0.1
    options = ToolOptions(radius=10, hardness=1, strength=0.5, effect="strengthen")
    for wanted in (0.15, 0.225):
        work.retouch = edited(work, use("retouch", work, [(60, 40)], options))
        assert laid_over(work.alpha, work.retouch)[40, 60] == pytest.approx(wanted, abs=2 / 255)


@pytest.mark.parametrize(
    "options",
    [
        {"effect": "add", "erase": True},
        {"effect": "clear", "erase": True, "opposite": True},
        # Nothing is the opposite of smoothing; what is taken back is the correction.
        {"effect": "smooth", "opposite": True},
    ],
)
def test_erased_retouch_is_what_was_estimated(work: Matte, options: dict[str, Any]) -> None:
    work.retouch = work.retouch.copy()
    work.retouch[20:60, 30:90] = (200, 100)
    chosen = ToolOptions(radius=10, hardness=0.3, **options)
    assert TOOLS["retouch"].describe(chosen) == "Erase retouch"
    plane = edited(work, use("retouch", work, [(60.5, 40.5)], chosen))
    assert not plane[40, 60].any(), "as if it had never been painted"
    assert plane[20, 30].tolist() == [200, 100]
    assert plane[40, 67, TARGET] == 200
    assert 0 < plane[40, 67, WEIGHT] < 100


def test_half_an_eraser_takes_half(work: Matte) -> None:
    work.decontamination = np.full_like(work.decontamination, (10, 200))
    chosen = ToolOptions(radius=10, hardness=1, strength=0.5, erase=True)
    plane = edited(work, use("decontaminate", work, [(60.5, 40.5)], chosen))
    assert plane[40, 60].tolist() == [10, 100]
    assert plane[40, 90].tolist() == [10, 200]


@pytest.mark.parametrize("opposite", [False, True])
def test_decontamination_is_more_or_less(work: Matte, opposite: bool) -> None:
    options = ToolOptions(radius=8, hardness=1, strength=0.6, opposite=opposite)
    outcome = use("decontaminate", work, [(60, 40)], options)
    assert isinstance(outcome, Edit)
    assert outcome.layer == "decontamination"
    plane = edited(work, outcome)
    assert plane[40, 60, WEIGHT] == round(0.6 * 255)
    assert plane[40, 60, TARGET] == (0 if opposite else 255)


def test_the_dropper_picks_where_it_is_lifted(work: Matte) -> None:
    assert use("dropper", work, [(5, 6), (50, 60)]) == Pick((50, 60))


def test_zooming_is_a_wish(work: Matte) -> None:
    assert use("zoom", work, [(5, 6)]) == Look((5, 6), 1)
    assert use("zoom", work, [(5, 6), (50, 60)]) == Look((5, 6), 0, (50, 60))
    assert use("zoom", work, [(5, 6)], ToolOptions(opposite=True)) == Look((5, 6), -1)


def test_the_hand_does_nothing_to_the_work(work: Matte) -> None:
    assert use("move", work, [(5, 6), (50, 60)]) is None


@pytest.fixture
def subject() -> Matte:
    """Return a red disc before grey, far enough from each other in colour."""
    return matte_of(disc(120, 160)[0])


def test_a_subject_is_found_in_a_box_and_in_a_lasso(subject: Matte) -> None:
    _, truth, alpha = disc(120, 160)
    inside = Rect.around(alpha > 0.5).grown(6).clipped(truth.shape)
    box = [(inside.x0, inside.y0), (inside.x1, inside.y1)]
    lasso = [box[0], (inside.x1, inside.y0), box[1], (inside.x0, inside.y1)]
    for name, path in (("subject-box", box), ("subject-lasso", lasso)):
        answer = found(use(name, subject, path))
        labels = np.full(truth.shape, BACKGROUND, np.uint8)
        labels[answer.rect.slices] = answer.labels
        assert set(np.unique(labels)) == {BACKGROUND, UNKNOWN, FOREGROUND}
        assert (labels[alpha > 0.99] != BACKGROUND).mean() > 0.95
        assert (labels[alpha < 0.01] != FOREGROUND).mean() > 0.95
        assert answer.bands is not None
        widths = [
            int((answer.bands.labels(width, adaptive=adaptive) == UNKNOWN).sum())
            for width in (2, 6)
            for adaptive in (True, False)
        ]
        assert widths[0] < widths[2]
        assert widths[1] < widths[3]


@pytest.mark.parametrize("name", ["subject-box", "subject-lasso"])
def test_a_click_looks_for_no_subject(subject: Matte, name: str) -> None:
    assert use(name, subject, [(50, 50)]) is None


@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_says_what_it_is(name: str) -> None:
    tool = TOOLS[name]
    assert tool.title
    assert tool.shortcut
    assert tool.hint
    assert set(tool.options) <= set(ToolOptions.__slots__)
    for label in (FOREGROUND, BACKGROUND, UNKNOWN):
        assert tool.describe(ToolOptions(label))


def test_tools_need_no_qt() -> None:
    code = (
        "import sys, mattegui.app.tools\n"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
