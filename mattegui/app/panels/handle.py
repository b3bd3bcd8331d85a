"""The drag handle: what is pulled from it into another program is the cutout."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDrag, QMouseEvent, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from mattegui.app.clipboard import Clipboard, DragPayload, drag_data
from mattegui.app.panels.fields import commit_typed

_SHOWN = QSize(128, 128)


class DragHandle(QToolButton):
    """A button to pull the cutout from.

    The cutout's file is made while the button is held; the drag begins when it is there and the
    hand has moved.

    Signals:
        dragged: the path of a file whose drag has begun.
    """

    dragged = Signal(object)

    def __init__(self, clipboard: Clipboard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._payload: DragPayload | None = None
        self._from: QPointF | None = None
        self.setText(self.tr("Drag cutout"))
        self.setToolTip(self.tr("Pull the cutout from here into another program"))
        self.setAccessibleName(self.tr("Drag the cutout into another program"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        clipboard.ready.connect(self._on_ready)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Have the cutout's file made."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            commit_typed()
            self._from, self._payload = event.position(), None
            self._clipboard.prepare_drag()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin the drag, once there is something to drag."""
        super().mouseMoveEvent(event)
        if self._payload is not None and self._from is not None:
            payload, self._payload, self._from = self._payload, None, None
            self.setDown(False)
            self._drag(payload)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Forget it."""
        self._payload = self._from = None
        super().mouseReleaseEvent(event)

    def _drag(self, payload: DragPayload) -> None:
        drag = QDrag(self)
        drag.setMimeData(drag_data(payload))
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation
        drag.setPixmap(QPixmap.fromImage(payload.picture.scaled(_SHOWN, keep, smooth)))
        self.dragged.emit(payload.path)
        drag.exec(Qt.DropAction.CopyAction)

    @Slot(object)
    def _on_ready(self, payload: DragPayload) -> None:
        if self._from is not None:
            self._payload = payload
