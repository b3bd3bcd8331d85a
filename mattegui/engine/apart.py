"""The classical estimators in a process of their own: the window never waits for one.

Their inner loops hold the interpreter's lock, so that beside them, in a thread, no other thread of
the program answers: for seconds while they are compiled or loaded, for tenths of a second later.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Final

import numpy as np

from mattegui.core.arrays import Alpha, AnyArray, Image, Trimap, check_image, check_trimap
from mattegui.core.cancelling import Cancelled, CancelledError, never
from mattegui.core.child import Child, end_with_parent
from mattegui.core.rect import Rect
from mattegui.engine.classical import ClassicalEstimator, classical, plain_alpha, prepare
from mattegui.engine.prior import Cell, drawn_to, from_prior
from mattegui.engine.tiles import OneByOne, Part

POLL: Final = 0.02
"""Seconds between two looks at whether the alpha is still wanted."""
GRACE: Final = 2.0
"""Seconds to stop by itself; to begin another process takes longer than that."""
STRIP: Final = 1 << 22
"""Bytes of an array that are sent at once: copying them holds the lock as well, for a moment."""
_STOP: Final = "stop"


class ApartError(RuntimeError):
    """A process could not answer; the message says why. The next question begins another."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What the process is told of an image and a trimap, whose pixels come after it."""

    shape: tuple[int, ...]
    dtype: str
    inner: Rect | None = None
    """Where to draw closed form towards a prior, whose values come last; None to estimate."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the process says of a question: the alpha comes after it, or this is why not."""

    failure: str = ""
    stopped: bool = False


Serve = Callable[[Connection, str], None]


class ApartEstimator(OneByOne):
    """Stands in for a classical estimator and gives the same alpha.

    The process is begun when it is first needed and kept; one that dies, or does not stop when it
    is told to, is followed by another.

    Args:
        base: What is put to work there.
        target: What runs in the process.

    Attributes:
        cancelled: Asked all the while; when it says yes, the part is given up and what is known of
            its alpha without solving is returned.
    """

    def __init__(self, base: ClassicalEstimator, target: "Serve | None" = None) -> None:
        self.name = base.name
        self.halo = base.halo
        self.cancelled: Cancelled = never
        self._base = base
        self._target = target or serve
        self._child: Child | None = None

    @property
    def pid(self) -> int | None:
        """The number of the process; None if there is none."""
        return None if self._child is None else self._child.pid

    def warm_up(self) -> None:
        """Begin the process, which then loads what it needs, without waiting for it."""
        self._connect()

    def close(self) -> None:
        """End the process; another is begun if there is another question."""
        child, self._child = self._child, None
        if child is not None:
            child.close()

    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        """Return the alpha of the whole image; see `Estimator.estimate`.

        Raises:
            ValueError: The arrays break the contract of `core.arrays`.
            ApartError: The process could not solve it, or died.
        """
        check_image(image)
        return self._solve(image, check_trimap(trimap, image.shape))

    def drawn_to(self, cell: Cell) -> Alpha:
        """Return the alpha of a cell drawn towards its prior; see `prior.drawn_to`.

        Raises:
            ApartError: The process could not solve it, or died.
        """
        known = from_prior(cell.prior, cell.trimap)
        if self.cancelled():
            return known
        question = _Question(cell.image.shape, cell.image.dtype.str, cell.inner)
        return self._ask(question, (cell.image, cell.trimap, cell.prior), known)

    def parts(self, trimap: Trimap, tiles: Sequence[Rect]) -> Iterator[Part]:
        """Yield the base estimator's parts."""
        return self._base.parts(trimap, tiles)

    def solve_part(self, image: Image, part: Part) -> Alpha:
        """Solve the part's window.

        Raises:
            ApartError: The process could not solve it, or died.
        """
        return self._solve(image, part.trimap)

    def _solve(self, image: Image, trimap: Trimap) -> Alpha:
        known, settled = plain_alpha(trimap)
        if settled or self.cancelled():
            return known
        return self._ask(_Question(image.shape, image.dtype.str), (image, trimap), known)

    def _ask(self, question: _Question, arrays: Sequence[AnyArray], known: Alpha) -> Alpha:
        """Return the answer to a question; `known` where none is wanted any more."""
        line = self._connect()
        try:
            line.send(question)
            for array in arrays:
                _send_array(line, array)
            if not self._await_answer(line):
                return known
            answer: _Answer = line.recv()
            if not answer.failure and not answer.stopped:
                return _receive_array(line, known.shape, np.dtype(np.float32))
        except (EOFError, OSError) as error:
            raise ApartError(self._last_words()) from error
        except BaseException:
            # As when there is no memory for the answer: the line is left in the middle of it.
            self.close()
            raise
        if answer.failure:
            raise ApartError(answer.failure)
        return known

    def _await_answer(self, line: Connection) -> bool:
        """Wait for an answer; False if none is wanted any more and the process had to be ended."""
        deadline = None
        while not line.poll(POLL):
            if deadline is None and self.cancelled():
                line.send(_STOP)
                deadline = time.monotonic() + GRACE
            if deadline is not None and time.monotonic() > deadline:
                self.close()
                return False
        return True

    def _connect(self) -> Connection:
        """Return the line to the process, beginning one if there is none."""
        if self._child is None:
            self._child = Child(self._target, self.name)
        return self._child.line

    def _last_words(self) -> str:
        """Say what became of the process, and let the next question begin another."""
        code = None if self._child is None else self._child.exit_code()
        self.close()
        end = f"of signal {-code}" if code is not None and code < 0 else f"with exit code {code}"
        return (
            f"the process of {self.name!r} ended {end}; the memory may not have sufficed. "
            "The next stroke begins another"
        )


def serve(line: Connection, name: str) -> None:
    """Answer questions until nobody is there to ask any more.

    Args:
        line: Questions come in, answers go out.
        name: A key of `classical.METHODS`.
    """
    serve_with(classical(name), line, prepare)


def serve_with(
    estimator: ClassicalEstimator, line: Connection, load: Callable[[], None] = lambda: None
) -> None:
    """Answer questions with this estimator, once `load` has loaded what it needs; see `serve`."""
    end_with_parent()
    _step_back()
    load()
    while True:
        try:
            question = line.recv()
            # One that came when its answer was on its way already stops nothing.
            if question != _STOP:
                _answer(estimator, question, line)
        except (EOFError, OSError):
            return


def _answer(estimator: ClassicalEstimator, question: _Question, line: Connection) -> None:
    image = _receive_array(line, question.shape, np.dtype(question.dtype))
    trimap = _receive_array(line, question.shape[:2], np.dtype(np.uint8))
    inner = question.inner
    prior = _receive_array(line, trimap.shape, np.dtype(np.uint8)) if inner else None

    def cancelled() -> bool:
        # While an answer is awaited, nothing else is ever sent.
        return line.poll() and line.recv() == _STOP

    estimator.cancelled = cancelled
    try:
        if inner is None or prior is None:
            alpha = estimator.estimate(image, trimap)
        else:
            alpha = drawn_to(Cell(image, trimap, prior, inner), cancelled)
    except CancelledError:
        line.send(_Answer(stopped=True))
    except MemoryError:
        height, width = trimap.shape
        sentence = f"there is not enough memory for {width}×{height} pixels"
        line.send(_Answer(f"{sentence} of {estimator.name!r}"))
    except (ValueError, RuntimeError, ArithmeticError) as error:
        line.send(_Answer(" ".join(str(error).split()) or type(error).__name__))
    else:
        line.send(_Answer())
        _send_array(line, alpha)


def _step_back() -> None:
    """Let the program that began this process, in which somebody paints, go first."""
    if sys.platform != "win32":
        os.nice(5)


def _send_array(line: Connection, array: AnyArray) -> None:
    for rows in _strips(array):
        line.send_bytes(_bytes_of(np.ascontiguousarray(array[rows])))


def _receive_array(
    line: Connection, shape: tuple[int, ...], dtype: "np.dtype[np.generic]"
) -> AnyArray:
    array = np.empty(shape, dtype)
    for rows in _strips(array):
        line.recv_bytes_into(_bytes_of(array[rows]))
    return array


def _bytes_of(array: AnyArray) -> memoryview:
    # A connection takes the first dimension's length for the number of elements.
    return array.reshape(-1).view(np.uint8).data


def _strips(array: AnyArray) -> Iterator[slice]:
    rows = max(1, STRIP * len(array) // max(1, array.nbytes))
    return (slice(top, top + rows) for top in range(0, len(array), rows))
