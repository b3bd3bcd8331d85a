"""`Analysis`: what is known of the work beyond the work itself, found in workers."""

from mattegui.app.compare_answer import Answers
from mattegui.app.document import Document
from mattegui.app.doubt import Doubts
from mattegui.app.glimpses import Glimpses
from mattegui.app.histogram_counter import HistogramCounter
from mattegui.app.idle_monitor import IdleMonitor
from mattegui.app.solver import Solver, SolveSession
from mattegui.app.worker import Worker


class Analysis:
    """Where the alpha is doubtful, how it is distributed, what others say, what is about to come.

    Args:
        document: The work.
        solver: What brings its alpha up to date.
        analysis_worker: For what takes a moment.
        compare_worker: For another estimator's answer: it must keep nothing else waiting.
        session: That estimator's.
    """

    def __init__(
        self,
        document: Document,
        solver: Solver,
        analysis_worker: Worker,
        compare_worker: Worker,
        session: SolveSession,
    ) -> None:
        self.idle_monitor = IdleMonitor(document, solver)
        self.doubts = Doubts(document, analysis_worker, self.idle_monitor)
        self.histogram_counter = HistogramCounter(document, analysis_worker, self.idle_monitor)
        self.answers = Answers(document, compare_worker, session)
        self.glimpses = Glimpses(analysis_worker)
