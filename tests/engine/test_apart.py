"""The classical estimators in a process of their own: the same alpha, and no death that matters."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from mattegui.core.arrays import UNKNOWN, Image, Trimap, known_alpha
from mattegui.core.rect import Rect
from mattegui.engine import apart
from mattegui.engine.apart import ApartError, ApartEstimator, Serve
from mattegui.engine.classical import classical
from mattegui.engine.prior import Cell, drawn_to, from_prior, to_prior
from tests.engine import apart_servers
from tests.samples import disc

Make = Callable[[Serve], ApartEstimator]


@pytest.fixture
def make() -> Iterator[Make]:
    """Return what makes an estimator with a given server; its process ends with the test."""
    made: list[ApartEstimator] = []

    def make(target: Serve) -> ApartEstimator:
        made.append(ApartEstimator(classical("closed-form"), target))
        return made[-1]

    yield make
    for estimator in made:
        estimator.close()


def scene(value: int, height: int = 30, width: int = 40) -> tuple[Image, Trimap]:
    trimap = np.full((height, width), UNKNOWN, np.uint8)
    trimap[0], trimap[-1] = 0, 255
    return np.full((height, width, 3), value, np.uint8), trimap


def test_the_alpha_is_that_of_the_method_itself() -> None:
    image, trimap, _ = disc(60, 80, band=6)
    base = classical("closed-form")
    estimator = ApartEstimator(base)
    assert (estimator.name, estimator.halo, estimator.pid) == ("closed-form", base.halo, None)
    try:
        assert np.array_equal(estimator.estimate(image, trimap), base.estimate(image, trimap))
        first = estimator.pid
        deep = image.astype(np.uint16) * np.uint16(257)
        (part,) = estimator.parts(trimap, [Rect.whole(trimap.shape)])
        window = deep[part.window.slices]
        assert np.array_equal(estimator.solve_part(window, part), base.solve_part(window, part))
        assert estimator.pid == first != os.getpid(), "one process for all of it"
    finally:
        estimator.close()
    assert estimator.pid is None


def test_closed_form_is_drawn_towards_a_prior_there_as_here(make: Make) -> None:
    estimator = make(apart.serve)
    image, trimap, truth = disc(60, 80, band=6)
    cell = Cell(image, trimap, to_prior(truth), Rect(5, 6, 50, 70))
    assert np.array_equal(estimator.drawn_to(cell), drawn_to(cell))
    assert estimator.pid is not None
    estimator.cancelled = lambda: True
    assert np.array_equal(estimator.drawn_to(cell), from_prior(cell.prior, trimap))


def test_what_needs_no_solving_needs_no_process(make: Make) -> None:
    estimator = make(apart_servers.dead)
    image, _ = scene(90)
    for label in (0, UNKNOWN, 255):
        trimap = np.full(image.shape[:2], label, np.uint8)
        assert np.array_equal(estimator.estimate(image, trimap), known_alpha(trimap))
    assert estimator.pid is None


@pytest.mark.parametrize("strip", [1, 1000, 1 << 22])
def test_large_arrays_travel_in_strips(
    make: Make, monkeypatch: pytest.MonkeyPatch, strip: int
) -> None:
    image = np.arange(30 * 40 * 3, dtype=np.uint16).reshape(30, 40, 3)
    line, other = multiprocessing.Pipe()
    monkeypatch.setattr(apart, "STRIP", strip)
    # Every second column, as a window of a larger image is not in one piece either.
    apart._send_array(line, image[:, ::2])
    got = apart._receive_array(other, (30, 20, 3), image.dtype)
    assert np.array_equal(got, image[:, ::2])
    line.close()
    other.close()


def test_an_error_comes_back_with_its_words_and_the_process_stays(make: Make) -> None:
    estimator = make(apart_servers.obedient)
    with pytest.raises(ApartError, match=r"^black has no colour$"):
        estimator.estimate(*scene(0))
    first = estimator.pid
    alpha = estimator.estimate(*scene(51))
    assert alpha[15] == pytest.approx(0.2)
    assert estimator.pid == first


def test_too_little_memory_is_told_in_pixels(make: Make) -> None:
    estimator = make(apart_servers.short_of_memory)
    with pytest.raises(ApartError, match="not enough memory for 40×30 pixels of 'closed-form'"):
        estimator.estimate(*scene(51))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signals")
def test_too_little_memory_for_the_answer_leaves_no_process_in_the_middle_of_it(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    estimator = make(apart.serve)
    image, trimap, _ = disc(60, 80, band=6)
    right = estimator.estimate(image, trimap)

    def full(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(apart, "_receive_array", full)
        with pytest.raises(MemoryError):
            estimator.estimate(image, trimap)
    assert estimator.pid is None
    assert np.array_equal(estimator.estimate(image, trimap), right)


def test_a_process_that_dies_is_told_of_and_followed_by_another(make: Make) -> None:
    estimator = make(apart_servers.dying)
    assert (estimator.estimate(*scene(51))[15] == 0).mean() in (0, 1)
    first = estimator.pid
    with pytest.raises(ApartError, match="'closed-form' ended of signal 9; the memory may not"):
        estimator.estimate(*scene(0))
    assert estimator.pid is None
    estimator.estimate(*scene(51))
    assert estimator.pid not in (None, first)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signals")
def test_one_that_was_killed_while_idle_is_told_of(make: Make) -> None:
    estimator = make(apart_servers.obedient)
    estimator.estimate(*scene(51))
    assert estimator.pid is not None
    os.kill(estimator.pid, signal.SIGKILL)
    with pytest.raises(ApartError, match="signal 9"):
        estimator.estimate(*scene(51, 1000, 1000))
    assert estimator.estimate(*scene(51))[15] == pytest.approx(0.2)


def test_one_that_cannot_begin_is_told_of(make: Make) -> None:
    estimator = make(apart_servers.dead)
    estimator.warm_up()
    with pytest.raises(ApartError, match="ended with exit code 3"):
        estimator.estimate(*scene(51))


def cancel_soon(estimator: ApartEstimator) -> None:
    """Have the estimator's next question cancelled when it has been asked for a while."""
    gone = threading.Event()
    threading.Timer(0.3, gone.set).start()
    estimator.cancelled = gone.is_set


def test_who_listens_stops_and_goes_on_with_the_next(make: Make) -> None:
    estimator = make(apart_servers.obedient)
    estimator.estimate(*scene(51))
    first = estimator.pid
    for _ in range(3):
        cancel_soon(estimator)
        image, trimap = scene(255)
        assert np.array_equal(estimator.estimate(image, trimap), known_alpha(trimap))
    estimator.cancelled = lambda: False
    assert estimator.estimate(*scene(51))[15] == pytest.approx(0.2)
    assert estimator.pid == first, "nothing that was loaded is lost"


def test_who_does_not_listen_is_ended(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "GRACE", 0.1)
    estimator = make(apart_servers.deaf)
    cancel_soon(estimator)
    image, trimap = scene(51)
    assert np.array_equal(estimator.estimate(image, trimap), known_alpha(trimap))
    assert estimator.pid is None
    estimator.estimate(image, trimap)
    assert estimator.pid is None, "what is cancelled already begins nothing"


def test_a_stop_that_comes_too_late_stops_nothing(make: Make) -> None:
    estimator = make(apart_servers.obedient)
    estimator.estimate(*scene(51))
    estimator._connect().send("stop")
    assert estimator.estimate(*scene(102))[15] == pytest.approx(0.4)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_it_ends_with_the_program_that_began_it() -> None:
    code = (
        "from mattegui.engine.apart import ApartEstimator\n"
        "from mattegui.engine.classical import classical\n"
        "from tests.engine import apart_servers\n"
        "import os\n"
        "estimator = ApartEstimator(classical('closed-form'), apart_servers.obedient)\n"
        "estimator.warm_up()\n"
        "print(estimator.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -9, done.stderr
    state = Path("/proc", done.stdout.strip(), "stat")
    for _ in range(600):
        if not state.exists():
            return
        threading.Event().wait(0.05)
    pytest.fail("the process is still there")
