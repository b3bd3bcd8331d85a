"""The start page: what a person sees before there is an image."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QIcon,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mattegui.core.files import is_there

_THUMBNAIL = QSize(160, 120)
_CORNER: Final = 12.0
_WIDEST: Final = 560


class DropZone(QWidget):
    """A dashed frame round what says that something can be dropped; it lights up under a drag."""

    def __init__(self) -> None:
        super().__init__()
        self._hot = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMaximumWidth(_WIDEST)

    @property
    def hot(self) -> bool:
        """Whether something that can be dropped is held over the window."""
        return self._hot

    def set_hot(self, *, hot: bool) -> None:
        """Light up, or no longer."""
        self._hot = hot
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = QPalette.ColorRole.Highlight if self._hot else QPalette.ColorRole.PlaceholderText
        colour = self.palette().color(role)
        pen = QPen(colour, 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        if self._hot:
            painter.setBrush(QColor(colour.red(), colour.green(), colour.blue(), 40))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _CORNER, _CORNER)
        painter.end()


class StartPage(QWidget):
    """A place to drop an image, a button to open one, samples, and the recent images.

    Signals:
        open_asked: the user wants to choose an image.
        paste_asked: the user wants the image that is on the clipboard.
        chosen: the path of an image; the second is its trimap or None.
    """

    open_asked = Signal()
    paste_asked = Signal()
    chosen = Signal(object, object)

    def __init__(self, samples: Sequence[tuple[Path, Path]], recent: Sequence[str]) -> None:
        super().__init__()
        title = QLabel(self.tr("Drop an image here"))
        font = QFont(title.font())
        font.setPointSizeF(font.pointSizeF() * 2)
        title.setFont(font)
        steps = QLabel(
            self.tr(
                "Paint what is subject, what is background, and what is unknown: "
                "hair, fur, smoke, soft edges.\nThe cutout appears while you paint."
            )
        )
        steps.setWordWrap(True)
        self.zone = DropZone()
        zone = QVBoxLayout(self.zone)
        zone.setContentsMargins(48, 32, 48, 32)
        for widget in (title, steps):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            zone.addWidget(widget)
        zone.addSpacing(16)
        zone.addLayout(self._button_row())
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.zone, 8)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(24)
        layout.addLayout(self._sample_row(samples))
        layout.addLayout(self._recent_column(recent))
        layout.addStretch(3)

    @Slot(int)
    def set_covered(self, top: int) -> None:
        """Leave so many pixels at the top to what lies over them."""
        self.setContentsMargins(0, top, 0, 0)

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for text, signal in (
            (self.tr("Open an image…"), self.open_asked),
            (self.tr("Paste an image"), self.paste_asked),
        ):
            button = QPushButton(text)
            button.setAutoDefault(True)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _sample_row(self, samples: Sequence[tuple[Path, Path]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for image, trimap in samples:
            button = QToolButton()
            picture = QPixmap(str(image)).scaled(
                _THUMBNAIL,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            button.setIcon(QIcon(picture))
            button.setIconSize(_THUMBNAIL)
            button.setText(self.tr("Sample: {name}").format(name=image.stem.capitalize()))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.clicked.connect(self._choosing(image, trimap))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _recent_column(self, recent: Sequence[str]) -> QVBoxLayout:
        column = QVBoxLayout()
        if recent:
            column.addSpacing(8)
            column.addWidget(QLabel(self.tr("Recent")), 0, Qt.AlignmentFlag.AlignCenter)
        for name in recent[:5]:
            path = Path(name)
            button = QPushButton(path.name.replace("&", "&&"))
            button.setFlat(True)
            button.setToolTip(name)
            button.setEnabled(is_there(path))
            button.clicked.connect(self._choosing(path, None))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        return column

    def _choosing(self, image: Path, trimap: Path | None) -> "_Choosing":
        return _Choosing(self, image, trimap)


class _Choosing:
    """Calling it chooses one image."""

    def __init__(self, page: StartPage, image: Path, trimap: Path | None) -> None:
        self._page, self._image, self._trimap = page, image, trimap

    def __call__(self) -> None:
        self._page.chosen.emit(self._image, self._trimap)
