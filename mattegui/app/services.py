"""`Services`: what the window works with, built once and handed down."""

from dataclasses import dataclass, field, fields
from pathlib import Path

from mattegui.app.analysis import Analysis
from mattegui.app.batching import Batching
from mattegui.app.clipboard import Clipboard
from mattegui.app.document import Document
from mattegui.app.edit_runner import EditRunner
from mattegui.app.file_service import FileService
from mattegui.app.persistence import Persistence
from mattegui.app.settings import Settings
from mattegui.app.solver import Solver, SolveSession
from mattegui.app.tool_controller import ToolController
from mattegui.app.worker import Worker


@dataclass(frozen=True, slots=True)
class Workers:
    """A thread for each kind of work that must not wait for another.

    Attributes:
        solving: Imports torch, loads estimators, solves what is stale.
        comparing: The same for an answer that is only compared with.
        files: Reads and writes: an image must not wait for torch before it can be opened.
        exports: Writes exports.
        clipboard: Makes what is copied, and what the export's dialog shows.
        analysis: Finds what is known of the work beyond the work itself.
        edits: Finds what becomes an edit.
        journal: Writes the journal, and reads what a crash left.
        batch: Runs batches.
        batch_pictures: Looks into a batch's folders and files while it runs.
    """

    solving: Worker = field(default_factory=Worker)
    comparing: Worker = field(default_factory=Worker)
    files: Worker = field(default_factory=Worker)
    exports: Worker = field(default_factory=Worker)
    clipboard: Worker = field(default_factory=Worker)
    analysis: Worker = field(default_factory=Worker)
    edits: Worker = field(default_factory=Worker)
    journal: Worker = field(default_factory=Worker)
    batch: Worker = field(default_factory=Worker)
    batch_pictures: Worker = field(default_factory=Worker)

    def close(self) -> bool:
        """Cancel everything and end the threads; say whether all of them ended in time."""
        ended = [getattr(self, each.name).close() for each in fields(self)]
        return all(ended)


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of the app that are not seen.

    Attributes:
        document: The work.
        solver: Keeps its alpha up to date.
        file_service: Opens, saves and exports.
        analysis: What is known of the work beyond the work itself.
        edit_runner: Makes edits of what tools and menus ask for.
        persistence: Sees to it that nothing is lost.
        clipboard: To other programs and from them.
        batching: Many images, one after the other.
        settings: What is remembered from one start to the next.
    """

    document: Document
    solver: Solver
    file_service: FileService
    analysis: Analysis
    edit_runner: EditRunner
    persistence: Persistence
    clipboard: Clipboard
    batching: Batching
    settings: Settings

    @property
    def tool_controller(self) -> ToolController:
        """The tool in hand."""
        return self.edit_runner.tool_controller


def build_services(
    workers: Workers,
    solving: SolveSession,
    comparing: SolveSession,
    settings: Settings,
    journals: Path,
) -> Services:
    """Build the parts around a new document.

    Args:
        workers: The threads that they use.
        solving: What the alpha is of.
        comparing: What gives the answers that it is compared with.
        settings: What they are set to.
        journals: The folder in which journals are kept.
    """
    document = Document()
    solver = Solver(document, workers.solving, solving, settings.model)
    file_service = FileService(document, workers.files, workers.exports, solver)
    return Services(
        document=document,
        solver=solver,
        file_service=file_service,
        analysis=Analysis(document, solver, workers.analysis, workers.comparing, comparing),
        edit_runner=EditRunner(document, workers.edits, ToolController()),
        persistence=Persistence(
            document, file_service, workers.journal, lambda: solver.model, journals
        ),
        clipboard=Clipboard(document, workers.clipboard, solver),
        batching=Batching(workers.batch, workers.batch_pictures),
        settings=settings,
    )
