"""`Snapshots`: states of the work under names, to come back to. A project file keeps them."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal

from mattegui.app.complaints import reason_of
from mattegui.app.document import Document
from mattegui.app.history import Change
from mattegui.app.worker import Item, Job, JobFunction, Worker, nothing
from mattegui.core.arrays import AnyArray
from mattegui.core.cancelling import Cancelled
from mattegui.core.edit import Edit, Layer
from mattegui.core.rect import Rect
from mattegui.core.snapshot import CORRECTIONS, DEPTHS, Snapshot


class Snapshots(QObject):
    """The snapshots of the open document.

    Signals:
        changed: others, or other names.
        kept: the name and a `Snapshot` that there is from now on.
        dropped: the name of one that is gone.
        failed: a sentence for the user.
    """

    changed = Signal()
    kept = Signal(str, object)
    dropped = Signal(str)
    failed = Signal(str)

    def __init__(self, document: Document, worker: Worker) -> None:
        super().__init__()
        self._document = document
        self._worker = worker
        self._items: dict[str, Snapshot] = {}
        self._packing: set[str] = set()

    @property
    def items(self) -> dict[str, Snapshot]:
        """The snapshots by name, in the order in which they were taken; a copy."""
        return dict(self._items)

    def open(self, items: dict[str, Snapshot]) -> None:
        """Have the snapshots that came with another document."""
        self._items = dict(items)
        self.changed.emit()

    def free_name(self) -> str:
        """Return a name that no snapshot has, nor one that is still being packed."""
        taken = {*self._items, *self._packing}
        number = len(taken) + 1
        while (name := self.tr("Snapshot {number}").format(number=number)) in taken:
            number += 1
        return name

    def take(self, name: str) -> None:
        """Keep the work as it is now; one of the same name is replaced."""
        matte = self._document.matte
        name = name.strip()
        if matte is None or not name:
            return
        planes: dict[Layer, AnyArray] = {"trimap": matte.trimap.copy()}
        for layer in self._document.corrected:
            planes[layer] = matte.plane(layer).copy()
        amount, curve, taken = matte.amount, matte.curve, time.time()

        def work(_: Cancelled) -> Iterator[Snapshot]:
            yield Snapshot.of(planes, amount, taken, curve)

        def take(snapshot: Snapshot) -> None:
            self._packing.discard(name)
            if self._document.matte is matte:
                self._keep(name, snapshot)

        self._packing.add(name)
        self._run(f"snapshot {name}", work, take, lambda: self._packing.discard(name))

    def restore(self, name: str) -> None:
        """Make the work what it was; that can be undone."""
        matte, snapshot = self._document.matte, self._items.get(name)
        if matte is None or snapshot is None:
            return

        def work(_: Cancelled) -> Iterator[dict[Layer, AnyArray]]:
            yield {layer: snapshot.plane(layer) for layer in DEPTHS}

        def take(planes: dict[Layer, AnyArray]) -> None:
            if self._document.matte is not matte:
                return
            # Compared only now: the user may have painted while it was unpacked.
            edits = [_replacing(matte.plane(layer), planes[layer], layer) for layer in self._used]
            change = Change(
                tuple(edit for edit in edits if edit),
                (matte.amount, snapshot.amount),
                (matte.curve, snapshot.curve),
            )
            self._document.push_change(change, self.tr("Restore {name}").format(name=name))

        self._run("restore snapshot", work, take)

    def rename(self, name: str, new: str) -> bool:
        """Give a snapshot another name; say whether that could be: a name is used once."""
        new = new.strip()
        if name not in self._items or not new or new in self._items:
            return False
        snapshot = self._items[name]
        self._items = {new if key == name else key: item for key, item in self._items.items()}
        self.dropped.emit(name)
        self.kept.emit(new, snapshot)
        self._tell()
        return True

    def delete(self, name: str) -> None:
        """Forget a snapshot."""
        if self._items.pop(name, None) is not None:
            self.dropped.emit(name)
            self._tell()

    @property
    def _used(self) -> list[Layer]:
        """The layers that can differ from a snapshot: reading those that are all 0 takes time."""
        painted = {layer for item in self._items.values() for layer in item.planes}
        painted.update(self._document.corrected)
        return ["trimap", *(layer for layer in CORRECTIONS if layer in painted)]

    def _keep(self, name: str, snapshot: Snapshot) -> None:
        self._items[name] = snapshot
        self.kept.emit(name, snapshot)
        self._tell()

    def _tell(self) -> None:
        self._document.touch()
        self.changed.emit()

    def _run(
        self,
        lane: str,
        work: JobFunction[Item],
        take: Callable[[Item], None],
        gone: Callable[[], None] = nothing,
    ) -> None:
        def fail(error: Exception) -> None:
            gone()
            self.failed.emit(
                self.tr("The snapshot is damaged: {reason}").format(reason=reason_of(error))
            )

        self._worker.run(Job(lane, work, take, fail))


def _replacing(plane: AnyArray, new: AnyArray, layer: Layer) -> Edit:
    """Return the edit that turns a layer into `new`."""

    def change(part: Rect, values: AnyArray) -> None:
        values[:] = new[part.slices]

    return Edit.of(plane, Rect.whole(plane.shape), change, layer)
