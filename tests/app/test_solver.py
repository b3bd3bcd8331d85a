import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from mattegui.app.document import Document
from mattegui.app.solver import Solver
from mattegui.app.worker import Worker
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.rect import Rect
from mattegui.engine.tiles import StaleTiles
from tests.app.fakes import HALOS, FakeSession, answer, make_matte, open_in, stroke

HEIGHT, WIDTH = 700, 1100
"""Two by three tiles, none of the last ones full."""

COORDINATES = st.tuples(st.integers(-20, WIDTH + 20), st.integers(-20, HEIGHT + 20))
STROKES = st.tuples(
    st.just("stroke"),
    st.sampled_from([UNKNOWN, UNKNOWN, FOREGROUND, BACKGROUND]),
    st.integers(1, 120),
    COORDINATES,
    COORDINATES,
)
# Letting patches through and having them delivered are apart, so that an edit can come between.
STEPS = st.one_of(
    STROKES,
    STROKES,
    st.tuples(st.just("let"), st.integers(1, 8)),
    st.tuples(st.just("let"), st.integers(1, 8)),
    st.tuples(st.just("deliver"), st.booleans()),
    st.tuples(st.sampled_from(["undo", "redo", "cancel", "solve", "open", "whole"])),
    st.tuples(st.just("choose"), st.sampled_from(list(HALOS))),
    st.tuples(st.just("live"), st.booleans()),
)


class FileService:
    """A document that is being matted, and every wrong alpha that was shown."""

    def __init__(self) -> None:
        self.gate = threading.Semaphore(0)
        self.engine = FakeSession(gate=self.gate)
        self.document = Document()
        self.worker = Worker()
        self.solver = Solver(self.document, self.worker, self.engine)
        self.wrong: list[Rect] = []
        self.shown = 0
        self.matte = open_in(self.document, make_matte(HEIGHT, WIDTH))
        self.document.solved.connect(self._check)

    def step(self, name: str, *arguments: object) -> None:
        getattr(self, f"_{name}")(*arguments)

    def settle(self) -> None:
        """Let everything be solved, and delivered."""
        self.engine.gate = None
        deadline = time.monotonic() + 30
        while self.solver.busy or not self.solver.up_to_date:
            assert time.monotonic() < deadline, "it never came to rest"
            if not self.solver.busy:
                self.solver.solve()
            QCoreApplication.processEvents()

    def close(self) -> None:
        self.engine.gate = None
        assert self.worker.close()

    def _check(self, rect: Rect) -> None:
        self.shown += 1
        trimap = self.matte.trimap
        right = answer(trimap, rect, self.engine.model)
        unknown = trimap[rect.slices] == UNKNOWN
        if not np.array_equal(self.matte.alpha[rect.slices][unknown], right[unknown]):
            self.wrong.append(rect)

    def _stroke(self, label: int, radius: int, *points: tuple[float, float]) -> None:
        stroke(self.document, label, radius, *points)

    def _let(self, patches: int) -> None:
        self.gate.release(patches)
        # Until they are through, or until nobody wants them.
        deadline = time.monotonic() + 0.02
        while self.gate._value and time.monotonic() < deadline:
            time.sleep(0.0005)

    def _deliver(self, everything: bool) -> None:
        if everything:
            QCoreApplication.processEvents()
        else:
            QCoreApplication.sendPostedEvents(self.worker)

    def _undo(self) -> None:
        self.document.undo()

    def _redo(self) -> None:
        self.document.redo()

    def _cancel(self) -> None:
        self.solver.cancel()

    def _solve(self) -> None:
        self.solver.solve()

    def _open(self) -> None:
        self.matte = open_in(self.document, make_matte(HEIGHT - 60, WIDTH - 60))

    def _whole(self) -> None:
        self.engine.whole = not self.engine.whole

    def _choose(self, model: str) -> None:
        self.solver.choose(model)

    def _live(self, live: bool) -> None:
        self.solver.set_live(live)


@contextmanager
def file_service() -> Iterator[FileService]:
    made = FileService()
    try:
        yield made
    finally:
        made.close()


def play(steps: list[tuple[object, ...]], *, remembers: bool = False) -> None:
    """Do the steps; at every moment, and at the end, what is shown must be right."""
    with file_service() as at:
        at.engine.remembers = remembers
        for name, *arguments in steps:
            at.step(str(name), *arguments)
            assert not at.wrong, f"{name}: an outdated alpha was shown at {at.wrong}"
        at.settle()
        assert not at.wrong, f"an outdated alpha was shown at {at.wrong}"
        trimap = at.matte.trimap
        right = answer(trimap, at.matte.rect, at.engine.model)
        assert np.array_equal(at.matte.alpha, right), "the alpha that stays is wrong"


RANDOM = settings(
    max_examples=25,
    derandomize=True,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@RANDOM
@given(steps=st.lists(STEPS, min_size=6, max_size=30))
def test_an_outdated_alpha_is_never_shown(qapp: object, steps: list[tuple[object, ...]]) -> None:
    play(steps)


@RANDOM
@given(steps=st.lists(STEPS, min_size=6, max_size=30))
def test_nothing_is_missed_by_an_engine_that_remembers(
    qapp: object, steps: list[tuple[object, ...]]
) -> None:
    play(steps, remembers=True)


ACROSS = ("stroke", UNKNOWN, 60, (100, 300), (1000, 300))
LATE: list[tuple[object, ...]] = [
    # Solved without being asked to stop, painted over, and only then delivered.
    *[("live", False), ACROSS, ("solve",), ("let", 20)],
    *[("stroke", FOREGROUND, 40, (300, 300), (400, 300)), ("deliver", True), ("deliver", True)],
]
BESIDE: list[tuple[object, ...]] = [
    # An edit in the next tile, but near enough to matter.
    *[("choose", "near"), ("let", 20), ("deliver", True), ACROSS, ("let", 20), ("deliver", True)],
    ("stroke", FOREGROUND, 8, (500, 300), (500, 300)),
]
ELSEWHERE: list[tuple[object, ...]] = [
    *[("live", False), ACROSS, ("solve",), ("let", 20), ("open",), ("deliver", True)],
    *[("stroke", UNKNOWN, 60, (100, 100), (1000, 300)), ("deliver", True)],
]


# Solved, and never delivered, because the job was cancelled meanwhile.
UNSEEN: list[tuple[object, ...]] = [
    *[("live", False), ACROSS, ("solve",), ("let", 20), ("cancel",), ("deliver", True)],
]


# One patch for all tiles, refused because of one of them: the others were not answered either.
TOGETHER: list[tuple[object, ...]] = [("whole",), *LATE]


# What an engine that remembers has answered already, with something known painted over it since.
TWICE: list[tuple[object, ...]] = [
    *[("live", False), ACROSS, ("solve",), ("let", 20), ("deliver", True), ("deliver", True)],
    *[("stroke", FOREGROUND, 40, (300, 300), (400, 300)), ("undo",)],
]


@pytest.mark.parametrize("remembers", [False, True])
@pytest.mark.parametrize("steps", [LATE, BESIDE, ELSEWHERE, UNSEEN, TOGETHER, TWICE])
def test_known_traps(qapp: object, steps: list[tuple[object, ...]], remembers: bool) -> None:
    play(steps, remembers=remembers)


def test_the_property_would_notice_a_debt_forgotten(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = StaleTiles.take
    monkeypatch.setattr(StaleTiles, "take", lambda *near: (honest(*near)[0], frozenset()))
    with pytest.raises(AssertionError, match="the alpha that stays is wrong"):
        play(UNSEEN, remembers=True)


@pytest.mark.parametrize(
    ("guard", "broken", "steps"),
    [
        ("accepts", lambda *_: True, LATE),
        ("mark", lambda self, rects, _, mark=StaleTiles.mark: mark(self, rects, 0), BESIDE),
    ],
)
def test_the_property_would_notice_a_broken_guard(
    qapp: object,
    monkeypatch: pytest.MonkeyPatch,
    guard: str,
    broken: object,
    steps: list[tuple[object, ...]],
) -> None:
    monkeypatch.setattr(StaleTiles, guard, broken)
    with pytest.raises(AssertionError, match="alpha"):
        play(steps)


def test_only_the_newest_of_ten_jobs_is_finished(qapp: object) -> None:
    with file_service() as at:
        at.settle()
        at.engine.finished.clear()
        at.engine.gate = threading.Semaphore(0)
        for index in range(10):
            stroke(at.document, UNKNOWN, 30, (100 + 90 * index, 200))
        at.settle()
        assert len(at.engine.finished) == 1
        assert np.array_equal(at.engine.finished[0], at.matte.trimap)


def test_everything_is_heard_in_the_main_thread(qapp: object) -> None:
    heard: set[int] = set()
    with file_service() as at:
        at.engine.sentence = "The graphics memory ran out."
        for signal in (at.solver.progressed, at.solver.told, at.solver.loaded, at.document.solved):
            signal.connect(lambda *_: heard.add(threading.get_ident()))
        stroke(at.document, UNKNOWN, 30, (200, 200))
        at.settle()
        assert heard == {threading.get_ident()}
        assert threading.get_ident() not in at.engine.threads
        assert len(at.engine.threads) == 1


def test_what_the_engine_says_is_told_once(qtbot: QtBot) -> None:
    with file_service() as at:
        said: list[str] = []
        at.solver.told.connect(said.append)
        at.engine.sentence = "The graphics memory ran out."
        stroke(at.document, UNKNOWN, 30, (200, 200))
        at.settle()
        stroke(at.document, UNKNOWN, 30, (400, 200))
        at.settle()
        assert said == ["The graphics memory ran out."]


def test_an_error_is_a_sentence_and_not_the_end(qtbot: QtBot) -> None:
    with file_service() as at:
        at.settle()
        at.engine.error = ValueError("the weights are damaged")
        with qtbot.waitSignal(at.solver.failed, timeout=5000) as failed:
            stroke(at.document, UNKNOWN, 30, (200, 200))
        assert failed.args == ["The alpha could not be estimated: the weights are damaged"]
        assert not at.solver.busy
        assert not at.solver.up_to_date, "the stroke is still to be solved"
        stroke(at.document, UNKNOWN, 30, (900, 500))
        at.settle()
        assert np.array_equal(at.matte.alpha, answer(at.matte.trimap, at.matte.rect, "near"))


def test_cancel_shows_nothing_more_and_keeps_the_tiles_stale(qtbot: QtBot) -> None:
    with file_service() as at:
        stroke(at.document, UNKNOWN, 60, (100, 300), (1000, 300))
        at.step("let", 2)
        at.solver.cancel()
        assert not at.solver.busy
        with qtbot.assertNotEmitted(at.document.solved, wait=50):
            at.step("let", 5)
        assert not at.solver.up_to_date
        at.settle()
        assert not at.wrong


def test_without_live_nothing_is_solved_until_asked(qtbot: QtBot) -> None:
    with file_service() as at:
        at.settle()
        at.solver.set_live(False)
        with qtbot.assertNotEmitted(at.document.solved, wait=30):
            stroke(at.document, UNKNOWN, 30, (200, 200))
        at.solver.solve()
        at.settle()
        assert at.shown == 1, "one tile was touched, so one is solved"


def test_progress_ends_at_one(qtbot: QtBot) -> None:
    with file_service() as at:
        shares: list[float] = []
        at.solver.progressed.connect(shares.append)
        stroke(at.document, UNKNOWN, 60, (100, 300), (1000, 300))
        at.settle()
        assert shares[0] == 0
        assert shares[-1] == 1
        assert 1 not in shares[:-1], "one means that there is no more work"


def test_warm_up_loads_and_solves_nothing(qtbot: QtBot) -> None:
    with file_service() as at:
        at.settle()
        with qtbot.waitSignal(at.solver.loaded, timeout=5000) as loaded:
            at.solver.warm_up()
        assert loaded.args[0].halo == HALOS["near"]
        assert at.shown == 0
