"""`Persistence`: sees to it that no work is lost: the journal, what a crash left, snapshots."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from mattegui.app.document import Document
from mattegui.app.file_service import FileService
from mattegui.app.journal import Journal
from mattegui.app.journal_file import JournalFile
from mattegui.app.opening import Opened
from mattegui.app.recovery import Recoverable, Recovery
from mattegui.app.worker import Worker


class Persistence(QObject):
    """Connects the document, the file service, the journal and the snapshots.

    Signals:
        told: a sentence for the user.
        failed: a sentence that says what could not be kept, and why.
        found: a `Recoverable` that can be restored.
        model_asked: the model that the work was done with.
    """

    told = Signal(str)
    failed = Signal(str)
    found = Signal(object)
    model_asked = Signal(str)

    def __init__(
        self,
        document: Document,
        file_service: FileService,
        worker: Worker,
        model: Callable[[], str],
        folder: Path,
    ) -> None:
        super().__init__()
        self._file_service = file_service
        self._worker = worker
        self.journal = Journal(document, worker, model, folder)
        self.recovery = Recovery(worker, folder)
        snapshots = file_service.snapshots
        snapshots.kept.connect(self.journal.keep_snapshot)
        snapshots.dropped.connect(self.journal.forget_snapshot)
        file_service.resumed.connect(self._on_resumed)
        self.recovery.found.connect(self.found)
        self.journal.told.connect(self.told)
        for part in (self.journal, self.recovery, snapshots):
            part.failed.connect(self.failed)

    @Slot()
    def look(self) -> None:
        """Look for work that a crash left behind."""
        self.recovery.look()

    def close(self) -> bool:
        """End the worker thread; say whether it ended. Only what was left has no journal then."""
        return self.journal.close()

    @Slot(object)
    def _on_resumed(self, opened: Opened) -> None:
        found = opened.found
        if found is None:
            self.journal.begin_with(opened.snapshots)
        else:
            file = JournalFile(found.path, found.lock, opened.journal_length)
            self.journal.adopt(file, opened.snapshots)
        model = opened.settings.get("model")
        if isinstance(model, str):
            self.model_asked.emit(model)

    @Slot(object)
    def discard(self, found: Recoverable) -> None:
        """Forget work that nobody wants."""
        self.recovery.discard(found)
