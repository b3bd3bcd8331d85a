"""What lies over the picture while the hand moves: the stroke's preview and the brush's ring."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from mattegui.app.viewport import Viewport
from mattegui.core.compositing import LABEL_COLOURS
from mattegui.core.stroke import Stroke

_OPACITY = 0.65


class StrokePreview:
    """Shows a stroke before it is an edit; each new point costs one segment, however long it is."""

    def __init__(self) -> None:
        self._picture = QImage()
        self._drawn = 0
        self.stroke: Stroke | None = None

    def begin(self, size: QSize, ratio: float) -> None:
        """Prepare for a stroke on a widget of `size` with `ratio` device pixels per pixel."""
        self._picture = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        self._drawn = 0

    def end(self) -> None:
        """Show nothing more."""
        self.stroke = None
        self._picture = QImage()

    def draw(self, stroke: Stroke, viewport: Viewport) -> QRectF:
        """Add the stroke's new points; return what has to be repainted, in widget pixels."""
        self.stroke = stroke
        points = [QPointF(*viewport.to_widget(p)) for p in stroke.points[max(0, self._drawn - 1) :]]
        self._drawn = len(stroke.points)
        width = 2 * stroke.radius * viewport.zoom
        # Hard edges, as the trimap will have; smooth ones would also cost most of the time.
        painter = QPainter(self._picture)
        pen = QPen(QColor(*LABEL_COLOURS[stroke.label]), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        if len(points) == 1:
            painter.drawPoint(points[0])
        else:
            painter.drawPolyline(points)
        painter.end()
        xs, ys = [p.x() for p in points], [p.y() for p in points]
        box = QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        reach = width / 2 + 2
        return box.adjusted(-reach, -reach, reach, reach)

    def redraw(self, size: QSize, ratio: float, viewport: Viewport) -> None:
        """Draw the whole stroke again: the view has moved under it."""
        if self.stroke is not None:
            self.begin(size, ratio)
            self.draw(self.stroke, viewport)

    def paint(self, painter: QPainter, target: QRectF) -> None:
        """Lay the preview's part in `target` over what is there."""
        if self.stroke is not None:
            ratio = self._picture.devicePixelRatio()
            source = QRectF(target.topLeft() * ratio, target.size() * ratio)
            painter.setOpacity(_OPACITY)
            painter.drawImage(target, self._picture, source)
            painter.setOpacity(1)


def ring_rect(at: QPointF, radius: float) -> QRectF:
    """Return what a brush ring covers, in widget pixels."""
    reach = radius + 3
    return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)


def paint_ring(painter: QPainter, at: QPointF, radius: float, label: int) -> None:
    """Draw the brush's outline: dark, light and the label's colour, visible on any picture."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = max(2.0, radius)
    for colour, width in ((QColor(0, 0, 0, 200), 3.5), (QColor(255, 255, 255), 1.5)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(at, radius, radius)
    painter.setPen(QPen(QColor(*LABEL_COLOURS[label]), 3))
    painter.drawPoint(at)
