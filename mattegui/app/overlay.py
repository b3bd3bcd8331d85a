"""What lies over the picture where the hand is: the brush's ring and the letter of its label."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.overlay import LABEL_COLOURS

LETTERS: Final = {FOREGROUND: "F", BACKGROUND: "B", UNKNOWN: "U"}
KEY_RADIUS: Final = 7.0
"""Of the ring that marks the keyboard's place where the tool has no size, in widget pixels."""

_SMALLEST: Final = 2.0
_BRIGHT: Final = 1.25
_AWAY: Final = 26.0
_LETTER: Final = 12


def ring_rect(at: QPointF, radius: float) -> QRectF:
    """Return what a brush ring and its letter cover, in widget pixels."""
    reach = max(_SMALLEST, radius) + 3
    ring = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
    return ring.united(_letter_box(at, radius).adjusted(-2, -2, 2, 2))


def paint_ring(painter: QPainter, at: QPointF, radius: float, label: int | None) -> None:
    """Draw the brush's outline, dark and light, visible on any picture.

    Args:
        painter: On the widget.
        at: The middle.
        radius: In widget pixels.
        label: Its letter and colour are shown; None for a brush that paints none.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_circle(painter, at, max(_SMALLEST, radius))
    middle = QColor(*LABEL_COLOURS[label]) if label is not None else QColor("white")
    painter.setPen(QPen(middle, 3))
    painter.drawPoint(at)
    if label is not None:
        _paint_letter(painter, _letter_box(at, radius), label)


def _paint_circle(painter: QPainter, at: QPointF, radius: float) -> None:
    """Draw a bright circle between two dark ones, of hairlines that lie side by side.

    Of a wider pen's outline Qt makes a shape and fills it: ten times as much work, and shared among
    threads, for which a busy machine lets the pointer wait.
    """
    ratio = painter.device().devicePixelRatioF()
    bright, dark = max(1, round(_BRIGHT * ratio)), max(1, round(ratio))
    first = (1 - bright) / 2 - dark
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in range(bright + 2 * dark):
        colour = QColor("white") if dark <= line < dark + bright else QColor(0, 0, 0, 200)
        pen = QPen(colour, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        shown = radius + (first + line) / ratio
        painter.drawEllipse(at, shown, shown)


def _paint_letter(painter: QPainter, box: QRectF, label: int) -> None:
    letter = QCoreApplication.translate("Letters", LETTERS[label])
    font = QFont(painter.font())
    font.setPixelSize(_LETTER)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 190))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor(*LABEL_COLOURS[label]).lighter(140))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)


def _letter_box(at: QPointF, radius: float) -> QRectF:
    """Return where the letter stands: at the ring's lower right, or in it where it is wide."""
    away = min(_AWAY, 0.7071 * max(_SMALLEST, radius) + 3)
    return QRectF(at.x() + away, at.y() + away, _LETTER + 4, _LETTER + 4)
