"""The drag handle: what is pulled from it into another program is the cutout."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDrag, QMouseEvent, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from mattegui.app.exchange import Exchange, Parcel, drag_data

_SHOWN = QSize(128, 128)


class DragHandle(QToolButton):
    """A button to pull the cutout from.

    The cutout's file is made while the button is held; the drag begins when it is there and the
    hand has moved.

    Signals:
        dragged: the path of a file whose drag has begun.
    """

    dragged = Signal(object)

    def __init__(self, exchange: Exchange, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exchange = exchange
        self._parcel: Parcel | None = None
        self._from: QPointF | None = None
        self.setText(self.tr("Drag cutout"))
        self.setToolTip(self.tr("Pull the cutout from here into another program"))
        self.setAccessibleName(self.tr("Drag the cutout into another program"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        exchange.ready.connect(self._on_ready)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Have the cutout's file made."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._from, self._parcel = event.position(), None
            self._exchange.prepare_drag()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin the drag, once there is something to drag."""
        super().mouseMoveEvent(event)
        if self._parcel is not None and self._from is not None:
            parcel, self._parcel, self._from = self._parcel, None, None
            self.setDown(False)
            self._drag(parcel)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Forget it."""
        self._parcel = self._from = None
        super().mouseReleaseEvent(event)

    def _drag(self, parcel: Parcel) -> None:
        drag = QDrag(self)
        drag.setMimeData(drag_data(parcel))
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation
        drag.setPixmap(QPixmap.fromImage(parcel.picture.scaled(_SHOWN, keep, smooth)))
        self.dragged.emit(parcel.path)
        drag.exec(Qt.DropAction.CopyAction)

    @Slot(object)
    def _on_ready(self, parcel: Parcel) -> None:
        if self._from is not None:
            self._parcel = parcel
