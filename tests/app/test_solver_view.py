"""What is solved first, what a draft may cover, and what the engine is told of the hand."""

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mattegui.app.document import Document
from mattegui.app.solver import Solver
from mattegui.app.worker import Worker
from mattegui.core.arrays import UNKNOWN
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect
from mattegui.engine.request import SolveRequest
from mattegui.engine.solve import Patch
from mattegui.engine.tiles import TILE
from tests.app.fakes import FakeSession, answer, make_matte, open_in, stroke

HEIGHT, WIDTH = 700, 1100
LEFT, MIDDLE, RIGHT = (Rect(0, x, TILE, min(x + TILE, WIDTH)) for x in (0, TILE, 2 * TILE))


class LateDrafter(FakeSession):
    """Drafts everything at the very end, when all is final."""

    def __init__(self, gate: threading.Semaphore | None) -> None:
        super().__init__(gate=gate)
        self.late_draft = False

    def solve(self, request: SolveRequest, cancelled: Callable[[], bool]) -> Iterator[Patch]:
        yield from super().solve(request, cancelled)
        if self.late_draft:
            whole = Rect.whole(request.trimap.shape)
            wrong = np.full(request.trimap.shape, 0.25, np.float32)
            yield Patch(whole, wrong, np.zeros_like(request.image), draft=True, progress=0.5)


class Scene:
    def __init__(self, engine: LateDrafter) -> None:
        self.engine = engine
        self.document = Document()
        self.worker = Worker()
        self.solver = Solver(self.document, self.worker, engine)
        self.matte: Matte = open_in(self.document, make_matte(HEIGHT, WIDTH))

    def begin(self, qtbot: QtBot) -> None:
        """Paint over three tiles, and wait until the engine is at work on them."""
        stroke(self.document, UNKNOWN, 60, (100, 300), (1000, 300))
        # Not on those of the trimap as it was opened, which has nothing unknown.
        qtbot.waitUntil(lambda: self.engine.saw_unknown, timeout=20_000)
        assert MIDDLE in self.engine.asked[-1][0]
        qtbot.waitUntil(lambda: self.solver.busy)

    def settle(self, qtbot: QtBot) -> None:
        self.engine.gate = None
        qtbot.waitUntil(lambda: not self.solver.busy and self.solver.up_to_date, timeout=20_000)


@pytest.fixture
def scene(qapp: object) -> Iterator[Scene]:
    made = Scene(LateDrafter(threading.Semaphore(0)))
    yield made
    made.engine.gate = None
    assert made.worker.close()


def test_what_is_in_view_is_solved_first(scene: Scene, qtbot: QtBot) -> None:
    scene.settle(qtbot)
    scene.solver.set_view(RIGHT)
    stroke(scene.document, UNKNOWN, 60, (100, 300), (1000, 300))
    scene.settle(qtbot)
    tiles, view = scene.engine.asked[-1]
    assert view == RIGHT
    assert tiles[0] == RIGHT
    assert set(tiles) == {LEFT, MIDDLE, RIGHT}


def test_an_empty_view_is_no_view(scene: Scene, qtbot: QtBot) -> None:
    scene.solver.set_view(Rect(0, 0, 0, 0))
    scene.settle(qtbot)
    stroke(scene.document, UNKNOWN, 30, (100, 100))
    scene.settle(qtbot)
    assert scene.engine.asked[-1][1] is None


def test_what_runs_turns_to_a_view_that_stands_still(scene: Scene, qtbot: QtBot) -> None:
    scene.begin(qtbot)
    asked = len(scene.engine.asked)
    for view in (LEFT, MIDDLE, RIGHT):
        scene.solver.set_view(view)
    qtbot.waitUntil(lambda: len(scene.engine.asked) > asked, timeout=20_000)
    assert scene.engine.asked[asked][1] == RIGHT
    assert scene.engine.asked[asked][0][0] == RIGHT
    # The same tile comes first for a view a little farther on, so nothing is begun anew.
    scene.solver.set_view(Rect(2, RIGHT.x0 + 2, TILE, WIDTH))
    qtbot.wait(300)
    assert len(scene.engine.asked) == asked + 1
    scene.settle(qtbot)
    right = answer(scene.matte.trimap, scene.matte.rect, "near")
    assert np.array_equal(scene.matte.alpha, right)


def test_a_draft_that_comes_late_covers_nothing_final(scene: Scene, qtbot: QtBot) -> None:
    """The tiles are settled by their generation, so the order of arrival does not matter."""
    scene.settle(qtbot)
    scene.engine.late_draft = True
    stroke(scene.document, UNKNOWN, 60, (100, 300), (1000, 300))
    scene.settle(qtbot)
    right = answer(scene.matte.trimap, scene.matte.rect, "near")
    assert np.array_equal(scene.matte.alpha, right)


def test_a_second_stroke_while_the_rest_is_solved_needs_no_other_draft(
    scene: Scene, qtbot: QtBot
) -> None:
    drafts: list[bool] = []
    honest = scene.document.set_alpha

    def note(patch: Patch) -> None:
        drafts.append(patch.draft)
        honest(patch)

    scene.document.set_alpha = note  # type: ignore[method-assign]
    # Opened anew in the same breath: a job that found nothing unknown counts as drafted.
    scene.matte = open_in(scene.document, make_matte(HEIGHT, WIDTH))
    scene.begin(qtbot)
    assert scene.engine.gate is not None
    # Three drafts and the first final patch.
    scene.engine.gate.release(4)
    qtbot.waitUntil(lambda: False in drafts, timeout=20_000)
    stroke(scene.document, UNKNOWN, 30, (100, 300))
    seen = len(drafts)
    scene.settle(qtbot)
    assert True in drafts[:seen]
    assert True not in drafts[seen:]


def test_the_engine_hears_when_somebody_paints(scene: Scene, qtbot: QtBot) -> None:
    scene.begin(qtbot)
    assert not scene.engine.painting()
    scene.solver.set_painting(True)
    assert scene.engine.painting(), "also by the job that runs already"
    scene.solver.set_painting(False)
    assert not scene.engine.painting()
