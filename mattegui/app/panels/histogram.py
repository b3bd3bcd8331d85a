"""The histogram of alpha: how much is solid, how much is empty, and what lies between."""

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Slot
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mattegui.core.histogram import BINS, Histogram


class HistogramPanel(QWidget):
    """Shows a histogram and the shares of what is empty, between and solid."""

    def __init__(self) -> None:
        super().__init__()
        self._curve = _Curve()
        self._shares = QLabel()
        self._shares.setAccessibleName(self.tr("Shares of alpha"))
        self._shares.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self._curve, 1)
        layout.addWidget(self._shares)
        self.show_counts(None)

    @property
    def text(self) -> str:
        """The shares in words."""
        return self._shares.text()

    @Slot(object)
    def show_counts(self, counts: Histogram | None) -> None:
        """Show a histogram; None shows that there is none."""
        self._curve.show_counts(counts)
        if counts is None:
            self._shares.clear()
            return
        total = max(1, int(counts.sum()))
        empty, solid = int(counts[0]), int(counts[-1])
        self._shares.setText(
            self.tr("0: {empty:.1f} %   between: {between:.1f} %   1: {solid:.1f} %").format(
                empty=100 * empty / total,
                between=100 * (total - empty - solid) / total,
                solid=100 * solid / total,
            )
        )


class _Curve(QWidget):
    """The counts between 0 and 1; both ends, which hold most pixels, are told in words."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(48)
        self.setAccessibleName(self.tr("Histogram of alpha"))
        self._heights = np.zeros(0)

    def sizeHint(self) -> QSize:
        """Return a size in which the curve can be read."""
        return QSize(220, 72)

    def show_counts(self, counts: Histogram | None) -> None:
        """Draw other counts."""
        inner = np.zeros(0) if counts is None else np.sqrt(counts[1:-1].astype(np.float64))
        # The root keeps a few large counts from pressing all others to the ground.
        self._heights = inner / inner.max() if inner.size and inner.max() > 0 else np.zeros(0)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the curve on a scale from black to white."""
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -_SCALE - 3)
        painter.fillRect(area, self.palette().base())
        if self._heights.size:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(self.palette().text())
            painter.setPen(self.palette().text().color())
            painter.drawPolygon(self._polygon(area))
        self._paint_scale(painter, area)
        painter.end()

    def _polygon(self, area: QRectF) -> QPolygonF:
        step = area.width() / BINS
        points = [
            QPointF(area.left() + (index + 1.5) * step, area.bottom() - height * area.height())
            for index, height in enumerate(self._heights.tolist())
        ]
        first, last = points[0].x(), points[-1].x()
        return QPolygonF([QPointF(first, area.bottom()), *points, QPointF(last, area.bottom())])

    def _paint_scale(self, painter: QPainter, area: QRectF) -> None:
        scale = QLinearGradient(area.topLeft(), area.topRight())
        scale.setColorAt(0, QColor(0, 0, 0))
        scale.setColorAt(1, QColor(255, 255, 255))
        painter.fillRect(QRectF(area.left(), area.bottom() + 2, area.width(), _SCALE), scale)


_SCALE: Final = 6
