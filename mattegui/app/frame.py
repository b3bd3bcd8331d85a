"""`Frame`: the window without what it does: the parts that are seen, each in its place."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mattegui.app.canvas import Canvas
from mattegui.app.key_names import KeyNames
from mattegui.app.panels.adjust import AdjustPanel
from mattegui.app.panels.badge import Badge
from mattegui.app.panels.band import BandStrip
from mattegui.app.panels.coach import Coach
from mattegui.app.panels.export_strip import ExportStrip
from mattegui.app.panels.glimpse import GlimpsePage
from mattegui.app.panels.handle import DragHandle
from mattegui.app.panels.histogram import HistogramPanel
from mattegui.app.panels.history import HistoryPanel
from mattegui.app.panels.messages import MessageBar
from mattegui.app.panels.messages_offer import OfferBar
from mattegui.app.panels.model import ModelPanel
from mattegui.app.panels.navigator import NavigatorPanel
from mattegui.app.panels.options import OptionsBar
from mattegui.app.panels.recent import RecentMenu
from mattegui.app.panels.scrolled import Scrolled
from mattegui.app.panels.start import StartPage
from mattegui.app.panels.status import StatusBar
from mattegui.app.panels.strips import Strips
from mattegui.app.panels.toolbox import Toolbox
from mattegui.app.panels.views import ViewPanel
from mattegui.app.render import Renderer
from mattegui.app.services import Services
from mattegui.app.settings import Settings
from mattegui.core.glimpse import Glimpse


class Frame(QMainWindow):
    """Canvas, start page, bars and panels.

    Signals:
        first_painted: it is on the screen; what is slow to load may be loaded now.
        dropped: the path of a file that was dropped on it.
    """

    first_painted = Signal()
    dropped = Signal(object)

    def __init__(self, services: Services, samples: Sequence[tuple[Path, Path]]) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._painted = False
        document = services.document
        self.renderer = Renderer()
        self.canvas = Canvas(document, self.renderer, services.tool_controller)
        self.toolbox, self.band, self.coach = Toolbox(), BandStrip(), Coach()
        self.options, self.views, self.model = OptionsBar(), ViewPanel(), ModelPanel()
        self.navigator, self.histogram = NavigatorPanel(), HistogramPanel()
        self.adjust = AdjustPanel(document)
        self.badge = Badge(document, services.solver, self.canvas)
        self.history = HistoryPanel(document, services.file_service.snapshots)
        self.messages, self.offers, self.exports = MessageBar(), OfferBar(), ExportStrip()
        self.start, self.glimpse = StartPage(samples, services.settings.recent), GlimpsePage()
        self.status = StatusBar(document)
        self.handle = DragHandle(services.clipboard)
        self.recent = RecentMenu(services.settings, self)
        self._middle, self._stack = QWidget(), QStackedWidget()
        self._before: QWidget = self.start
        # Before the stack, so that Tab reaches them first; raised, so that they lie over it.
        lines = (self.offers, self.exports, self.messages, self.coach, self.band)
        self.strips = Strips(self._middle, lines)
        layout = QVBoxLayout(self._middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.strips.raise_()
        for page in (self.canvas, self.glimpse, self.start):
            self.strips.covered.connect(page.set_covered)

    def lay_out(self, actions: dict[str, QAction]) -> None:
        """Put everything in its place.

        Args:
            actions: By their names; they are in the menus already.
        """
        for page in (self.start, self.canvas, self.glimpse):
            self._stack.addWidget(page)
        self.setCentralWidget(self._middle)
        self.addToolBar(self.options)
        self.toolbox.fill(actions)
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, self.toolbox)
        self.setStatusBar(self.status)
        self.status.addPermanentWidget(self.handle)
        self._add_dock("navigator", self.tr("Navigator"), self.navigator)
        self._add_dock("histogram", self.tr("Histogram"), self.histogram, beside="navigator")
        self._add_dock("view", self.tr("View"), Scrolled(self.views))
        self._add_dock("foreground", self.tr("Adjust"), Scrolled(self.adjust))
        self._add_dock("matte", self.tr("Matte"), self.model)
        self._add_dock("history", self.tr("History"), self.history, beside="view")
        self._file_menu(actions["open"]).insertMenu(actions["open-trimap"], self.recent)
        self._name_keys(actions)
        self.resize(1280, 800)
        heights = {"navigator": 120, "view": 340, "foreground": 142, "matte": 100}
        docks = [dock for name in heights if (dock := self.findChild(QDockWidget, name))]
        self.resizeDocks(docks, list(heights.values()), Qt.Orientation.Vertical)
        self.setWindowTitle("MatteGUI[*]")

    def _add_dock(self, name: str, title: str, panel: QWidget, beside: str = "") -> None:
        """Put a panel at the right, below the others or on a tab beside one of them."""
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(panel)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        other = self.findChild(QDockWidget, beside) if beside else None
        if isinstance(other, QDockWidget):
            self.tabifyDockWidget(other, dock)
            other.raise_()

    def _name_keys(self, actions: dict[str, QAction]) -> None:
        """Have all texts name the keys that the user has, from now on."""
        self.key_names = KeyNames(actions.values())
        for part in (self.toolbox, self.options, self.views, self.status, self.coach):
            self.key_names.changed.connect(part.show_keys)
            part.show_keys(self.key_names)

    def show_canvas(self) -> None:
        """Show the canvas in the place of the start page or of a glimpse."""
        glimpsed = self._stack.currentWidget() is self.glimpse
        self._stack.setCurrentWidget(self.canvas)
        self.strips.place()
        self.canvas.fit()
        self.canvas.setFocus()
        if glimpsed:
            self.canvas.bridge(self.glimpse.take_picture())

    def show_glimpse(self, glimpse: Glimpse, *, blank: bool) -> None:
        """Show an image that is being loaded, in its place.

        Args:
            glimpse: What is known of it.
            blank: Nothing is painted on it yet.
        """
        tinted = blank and self.renderer.view == "trimap"
        self.glimpse.show_glimpse(glimpse, self.renderer.options, blank=tinted)
        before = self._stack.currentWidget()
        if before is not None and before is not self.glimpse:
            self._before = before
        self._stack.setCurrentWidget(self.glimpse)
        self.strips.place()
        self.glimpse.fit()

    def hide_glimpse(self) -> None:
        """Show again what was there before: the image could not be loaded."""
        if self._stack.currentWidget() is self.glimpse:
            self._stack.setCurrentWidget(self._before)
            self._before.setFocus()

    def keep_place(self, settings: Settings) -> None:
        """Note where the window and its panels are."""
        settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        settings.layout = bytes(self.saveState().toBase64().data()).decode()

    def take_place(self, settings: Settings) -> None:
        """Be where the window and its panels were."""
        self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))
        self.restoreState(QByteArray.fromBase64(settings.layout.encode()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first painting."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only, and show where."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.start.zone.set_hot(hot=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing is held over the window any more."""
        self.start.zone.set_hot(hot=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell of the first file that was dropped."""
        self.start.zone.set_hot(hot=False)
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(Path(paths[0]))

    def _file_menu(self, wanted: QAction) -> QMenu:
        """Return the menu that an action stands in."""
        menus = (action.menu() for action in self.menuBar().actions())
        return next(m for m in menus if isinstance(m, QMenu) and wanted in m.actions())
