"""What the user has painted since a subject was found, as a lesson for the next search."""

from dataclasses import dataclass, replace

import numpy as np

from mattegui.app.document import Document
from mattegui.app.history import Step
from mattegui.app.tools.tool import Found, Search, Work
from mattegui.app.works import AlphaBand, MaskBand, TrimapChange
from mattegui.core.arrays import UNKNOWN, Trimap
from mattegui.core.cancelling import Cancelled
from mattegui.core.rect import Rect


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A search and what came of it.

    Attributes:
        search: For the subject.
        rect: Where it has found it.
        written: H,W of `rect`: the labels as they were after it.
        taught: H,W of `rect`: what it had been told of; unknown where nothing.
    """

    search: Search
    rect: Rect
    written: Trimap
    taught: Trimap

    @classmethod
    def of(cls, search: Search, found: Found, trimap: Trimap) -> "Lesson":
        """Note what a search has found, and what the trimap, H,W, has become by it."""
        if isinstance(search, TaughtSearch):
            # What it had been told of is in `found`.
            search = search.lesson.search
        nothing: Trimap = np.broadcast_to(np.uint8(UNKNOWN), found.labels.shape)
        taught = nothing if found.taught is None else found.taught
        return cls(search, found.rect, trimap[found.rect.slices].copy(), taught)

    def again(self, trimap: Trimap) -> Work:
        """Return the search that heeds what was painted since; `trimap`, H,W, is as it is now."""
        return TaughtSearch(self, trimap[self.rect.slices].copy(), trimap.shape)


@dataclass(frozen=True, slots=True, eq=False)
class TaughtSearch:
    """Looks for a subject once more, knowing what was painted since it was found."""

    lesson: Lesson
    now: Trimap
    shape: tuple[int, ...]

    def taught(self, painted: Trimap) -> Work:
        """Return the search that knows something else instead; see `Search.taught`."""
        return self.lesson.search.taught(painted)

    def run(self, cancelled: Cancelled) -> Found:
        """Find it; see `Work.run`.

        Raises:
            ValueError: Nothing was painted since, or nothing can be found.
        """
        lesson = self.lesson
        # What was marked unknown by hand is no longer said to be either.
        taught = np.where(self.now != lesson.written, self.now, lesson.taught)
        if np.array_equal(taught, lesson.taught):
            raise ValueError("nothing was painted since the subject was found")
        painted = np.full(self.shape, UNKNOWN, np.uint8)
        painted[lesson.rect.slices] = taught
        found = lesson.search.taught(painted).run(cancelled)
        known = painted[found.rect.slices].copy()
        # What was painted stays, also where it lies within the band.
        return replace(found, mask=known == UNKNOWN, taught=known)


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """What a step of the history was for searching: a lesson, or the end of all before it."""

    step: Step | None
    index: int
    found: Found
    lesson: Lesson | None


class Lessons:
    """The searches that the history holds, for as long as they are not taken back."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._entries: list[_Entry] = []
        document.opened.connect(self._entries.clear)

    def note(self, work: Work, found: Found) -> None:
        """Note a work whose find has just been written.

        One that makes all of the trimap anew ends the lessons: what it changes is not painted.
        """
        if isinstance(work, Search):
            self._add(found, work)
        elif isinstance(work, TrimapChange | AlphaBand | MaskBand):
            self._add(found, None)

    def follow(self, found: Found) -> None:
        """Note that a find was written once more, with another band."""
        if self._entries and self._entries[-1].found is found:
            lesson = self._entries.pop().lesson
            self._add(found, None if lesson is None else lesson.search)

    def last(self) -> Lesson | None:
        """Return the last one that still stands."""
        now = self._document.stack.index()
        while self._entries:
            entry = self._entries[-1]
            if entry.index <= now and self._document.history.step(entry.index) is entry.step:
                return entry.lesson
            # Taken back.
            self._entries.pop()
        return None

    def _add(self, found: Found, search: Search | None) -> None:
        matte, index = self._document.matte, self._document.stack.index()
        if matte is not None:
            lesson = Lesson.of(search, found, matte.trimap) if search is not None else None
            step = self._document.history.step(index)
            self._entries.append(_Entry(step, index, found, lesson))
