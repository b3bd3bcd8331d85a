"""What is shown of a drag before it is an edit."""

from collections.abc import Collection
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from mattegui.app.tools.tool import Outline, Point, Preview
from mattegui.app.viewport import Viewport
from mattegui.core.edit import Layer
from mattegui.core.overlay import LABEL_COLOURS
from mattegui.core.soft_brush import SoftStroke
from mattegui.core.stroke import Stroke, tangent_quad

_OPACITY: Final = 0.65
_FILL: Final = 90


class StrokePreview:
    """Shows a stroke; each new point costs one segment, however long the stroke is."""

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
        if stroke.radii and self.stroke is not None and not self.stroke.radii:
            # What has been drawn of it was drawn as if nothing could change.
            self._drawn = 0
        self.stroke = stroke
        new = slice(max(0, self._drawn - 1), None)
        points = [QPointF(*viewport.to_widget(point)) for point in stroke.points[new]]
        self._drawn = len(stroke.points)
        # Hard edges, as the trimap will have; smooth ones would also cost most of the time.
        painter = QPainter(self._picture)
        colour = QColor(*LABEL_COLOURS[stroke.label])
        if stroke.radii:
            radii = [max(0.5, radius * viewport.zoom) for radius in stroke.radii[new]]
            _draw_tapered(painter, colour, points, radii)
        else:
            _draw_even(painter, colour, points, 2 * stroke.radius * viewport.zoom)
        painter.end()
        reach = stroke.radius * viewport.zoom + 2
        return _box(points).adjusted(-reach, -reach, reach, reach)

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


class OutlinePreview:
    """Shows the outline of what the hand goes round, and the label that it will be filled with."""

    def __init__(self) -> None:
        self.outline: Outline | None = None
        self._viewport = Viewport()

    def end(self) -> None:
        """Show nothing more."""
        self.outline = None

    def draw(self, outline: Outline, viewport: Viewport) -> QRectF:
        """Show `outline` from now on; return what has to be repainted, in widget pixels."""
        before, self.outline, self._viewport = self.outline, outline, viewport
        if outline.shape == "polygon":
            # Only the way back to the start moves along.
            ends = (
                outline.points[0],
                *outline.points[-1:],
                *(before.points[-1:] if before else ()),
            )
        else:
            ends = (*outline.points, *(before.points if before else ()))
        return _box(self._placed(ends)).adjusted(-4, -4, 4, 4)

    def move(self, viewport: Viewport) -> None:
        """Draw it for another view of the image."""
        self._viewport = viewport

    def paint(self, painter: QPainter) -> None:
        """Draw the outline, dark and light, so that it is seen on everything."""
        if self.outline is None:
            return
        points = self._placed(self.outline.points)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.outline.label is not None:
            fill = QColor(*LABEL_COLOURS[self.outline.label])
            fill.setAlpha(_FILL)
            painter.setBrush(fill)
        painter.setPen(QPen(QColor(0, 0, 0, 200), 3))
        self._draw_shape(painter, points)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), 1, Qt.PenStyle.DashLine))
        self._draw_shape(painter, points)

    def _draw_shape(self, painter: QPainter, points: list[QPointF]) -> None:
        shape = self.outline.shape if self.outline else ""
        if shape == "polygon":
            painter.drawPolygon(QPolygonF(points), Qt.FillRule.WindingFill)
        elif shape == "ellipse":
            painter.drawEllipse(_box(points))
        else:
            painter.drawRect(_box(points))

    def _placed(self, points: tuple[Point, ...]) -> list[QPointF]:
        return [QPointF(*self._viewport.to_widget(point)) for point in points]


class ToolPreview:
    """Shows whatever a tool yields.

    Attributes:
        pending: A stroke on a plane of corrections: where the view shows the plane, the picture
            itself is drawn with it.
    """

    def __init__(self) -> None:
        self.pending: SoftStroke | None = None
        self._strokes, self._outlines = StrokePreview(), OutlinePreview()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return self._strokes.stroke is None and self._outlines.outline is None

    def begin(self, size: QSize, ratio: float) -> None:
        """Prepare for a drag on a widget of `size` with `ratio` device pixels per pixel."""
        self._strokes.begin(size, ratio)

    def show(self, preview: Preview, viewport: Viewport) -> QRectF:
        """Show `preview` from now on; return what has to be repainted, in widget pixels."""
        if isinstance(preview, SoftStroke):
            self.pending = preview
            return self._strokes.draw(preview.stroke, viewport)
        if isinstance(preview, Stroke):
            return self._strokes.draw(preview, viewport)
        if isinstance(preview, Outline):
            return self._outlines.draw(preview, viewport)
        return QRectF()

    def redraw(self, size: QSize, ratio: float, viewport: Viewport) -> None:
        """Draw everything again: the view has moved under it."""
        self._strokes.redraw(size, ratio, viewport)
        self._outlines.move(viewport)

    def paint(self, painter: QPainter, target: QRectF, planes: Collection[Layer] = ()) -> None:
        """Lay the preview's part in `target` over what is there.

        Args:
            painter: On the widget.
            target: In widget pixels.
            planes: Those of which the picture shows what is pending.
        """
        if self.pending is None or self.pending.layer not in planes:
            self._strokes.paint(painter, target)
        self._outlines.paint(painter)

    def end(self) -> None:
        """Show nothing more."""
        self.pending = None
        self._strokes.end()
        self._outlines.end()


def _draw_even(painter: QPainter, colour: QColor, points: list[QPointF], width: float) -> None:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if len(points) == 1:
        painter.drawPoint(points[0])
    else:
        painter.drawPolyline(points)


def _draw_tapered(
    painter: QPainter, colour: QColor, points: list[QPointF], radii: list[float]
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for point, radius in zip(points, radii, strict=True):
        painter.drawEllipse(point, radius, radius)
    for (one, first), (other, last) in pairwise(zip(points, radii, strict=True)):
        corners = tangent_quad(one.toTuple(), first, other.toTuple(), last)
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


def _box(points: list[QPointF]) -> QRectF:
    xs, ys = [point.x() for point in points], [point.y() for point in points]
    return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
