"""How far a batch is: a bar, counts, the time that is left, and what went wrong with all of it."""

from collections import Counter
from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mattegui.app.batching import Batching
from mattegui.app.panels.bar import Bar

_TICK_MS: Final = 1000


class BatchProgress(QWidget):
    """Says how far a batch is."""

    def __init__(self, batching: Batching) -> None:
        super().__init__()
        self._batching = batching
        self.bar = Bar()
        self.bar.setAccessibleName(self.tr("Progress of the batch"))
        self.bar.setTextVisible(False)
        self.sentence = QLabel()
        self.sentence.setAccessibleName(self.tr("State of the batch"))
        self.complaint = QLabel()
        self.complaint.setWordWrap(True)
        self.complaint.setAccessibleName(self.tr("What is wrong with the batch"))
        self.complaint.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar)
        layout.addWidget(self.sentence)
        layout.addWidget(self.complaint)
        # The time that is left gets less also while nothing is finished.
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.refresh)
        batching.listed.connect(self._on_listed)
        batching.progressed.connect(self.refresh)
        batching.row_changed.connect(self.refresh)
        batching.finished.connect(self.refresh)
        batching.failed.connect(self._complain)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show how far it is now."""
        batching = self._batching
        total, left = len(batching.rows), batching.left
        self.bar.show_steps(total - left if total else 0, max(1, total))
        self.sentence.setText(self._words(total))
        if batching.running and not self._timer.isActive():
            self.complaint.hide()
            self._timer.start()
        elif not batching.running:
            self._timer.stop()

    def _words(self, total: int) -> str:
        batching = self._batching
        if not total:
            return self.tr("Choose the folders; images without a trimap are listed as failed.")
        counts = Counter(row.state for row in batching.rows)
        parts = [self.tr("{0} of {1} done").format(counts["done"] + counts["skipped"], total)]
        if counts["failed"]:
            parts.append(self.tr("{0} failed").format(counts["failed"]))
        to_see = sum(row.awaits_review for row in batching.rows)
        if to_see:
            parts.append(self.tr("{0} to review").format(to_see))
        if batching.stopping:
            parts.append(self.tr("stopping …"))
        elif batching.running:
            parts.append(self._time_left())
        elif batching.plan is not None and counts["done"] + counts["skipped"]:
            parts.append(self.tr("the report is {0}").format(batching.plan.out / "report.csv"))
        return ", ".join(parts)

    def _time_left(self) -> str:
        seconds = self._batching.seconds_left
        if seconds is None:
            # None has been finished: the models are being loaded, or the first are worked on.
            working = any(row.state == "working" for row in self._batching.rows)
            return self.tr("working on the first") if working else self.tr("loading the model")
        if seconds < 60:
            return self.tr("about {0} s left").format(max(1, round(seconds)))
        minutes = round(seconds / 60)
        if minutes < 60:
            return self.tr("about {0} min left").format(minutes)
        return self.tr("about {0} h {1} min left").format(*divmod(minutes, 60))

    @Slot()
    def _on_listed(self) -> None:
        self.complaint.hide()
        self.refresh()

    @Slot(str)
    def _complain(self, sentence: str) -> None:
        self.complaint.setText(self.tr("Cannot go on: {0}").format(sentence))
        self.complaint.show()
