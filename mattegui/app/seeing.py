"""`Seeing`: what is known of the work beyond the work itself, found in workers."""

from mattegui.app.compare_answer import Answers
from mattegui.app.document import Document
from mattegui.app.doubt import Doubts
from mattegui.app.glimpses import Glimpses
from mattegui.app.lull import Lull
from mattegui.app.solver import Engine, Solver
from mattegui.app.tally import Tally
from mattegui.app.worker import Worker


class Seeing:
    """Where the alpha is doubtful, how it is distributed, what others say, what is about to come.

    Args:
        document: The work.
        solver: What brings its alpha up to date.
        looking: For what takes a moment.
        comparing: For another estimator's answer: it must keep nothing else waiting.
        engine: That estimator's.
    """

    def __init__(
        self,
        document: Document,
        solver: Solver,
        looking: Worker,
        comparing: Worker,
        engine: Engine,
    ) -> None:
        self.lull = Lull(document, solver)
        self.doubts = Doubts(document, looking, self.lull)
        self.tally = Tally(document, looking, self.lull)
        self.answers = Answers(document, comparing, engine)
        self.glimpses = Glimpses(looking)
