"""`Window`: puts the parts in their places and connects them. It decides nothing."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mattegui.app.actions import build_actions, build_menus, update_actions
from mattegui.app.batching import Batching
from mattegui.app.canvas import Canvas
from mattegui.app.choices import Choices
from mattegui.app.commands import Commands
from mattegui.app.commands.batches import BatchCommands
from mattegui.app.commands.files import FileCommands
from mattegui.app.commands.frame import FrameCommands
from mattegui.app.desk import Desk
from mattegui.app.document import Document
from mattegui.app.exchange import Exchange
from mattegui.app.exporting import Exporting
from mattegui.app.keeping import Keeping
from mattegui.app.looking import Looking
from mattegui.app.making import Making
from mattegui.app.painting import Painting
from mattegui.app.panels.badge import Badge
from mattegui.app.panels.band import BandStrip
from mattegui.app.panels.foreground import ForegroundPanel
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
from mattegui.app.panels.toolbox import Toolbox
from mattegui.app.panels.views import ViewPanel
from mattegui.app.render import Renderer
from mattegui.app.seeing import Seeing
from mattegui.app.settings import Settings
from mattegui.app.solver import Solver


class Window(QMainWindow):
    """The main window.

    Signals:
        first_painted: it is on the screen; what is slow to load may be loaded now.
    """

    first_painted = Signal()

    def __init__(
        self,
        document: Document,
        solver: Solver,
        desk: Desk,
        seeing: Seeing,
        making: Making,
        keeping: Keeping,
        exchange: Exchange,
        batching: Batching,
        settings: Settings,
        samples: Sequence[tuple[Path, Path]],
    ) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.document, self.solver, self.desk, self.seeing = document, solver, desk, seeing
        self.keeping = keeping
        self._settings = settings
        self._painted = self._closing = False
        renderer, hand = Renderer(), making.hand
        self.canvas = Canvas(document, renderer, hand)
        self.toolbox, self.band = Toolbox(), BandStrip()
        self.options, self.views, self.model = OptionsBar(), ViewPanel(), ModelPanel()
        self.navigator, self.histogram = NavigatorPanel(), HistogramPanel()
        self.foreground = ForegroundPanel(document)
        self.badge = Badge(document, solver, self.canvas)
        self.history = HistoryPanel(document, desk.snapshots)
        self.messages, self.offers = MessageBar(), OfferBar()
        self.start = StartPage(samples, settings.recent)
        self.status = StatusBar(document, hand.tool.hint)
        self.handle = DragHandle(exchange)
        self.looking = Looking(
            document, seeing, self.views, self.navigator, renderer, self.canvas, settings
        )
        self.painting = Painting(
            document, making, self.canvas, self.options, self.toolbox, self.band
        )
        self.choices = Choices(settings, document, desk, self.canvas, hand, self.options)
        self.files = FileCommands(self, document, desk, settings)
        self.exchange = exchange
        self.exporting = Exporting(document, exchange.worker, settings, self)
        self.batches = BatchCommands(self, batching, document, desk, settings)
        self.frame = FrameCommands(self, settings)
        self.commands = Commands(
            document=document,
            solver=solver,
            canvas=self.canvas,
            options=self.options,
            painting=self.painting,
            views=self.views,
            looking=self.looking,
            files=self.files,
            exporting=self.exporting,
            exchange=exchange,
            batches=self.batches,
            frame=self.frame,
        )
        self.actions_by_name = build_actions(self, self.commands)
        build_menus(self.menuBar(), self.actions_by_name)
        self._lay_out()
        self._connect_parts()
        self._show_settings()
        self._refresh_actions()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self._stack.addWidget(self.canvas)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.offers)
        layout.addWidget(self.messages)
        layout.addWidget(self.band)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self.addToolBar(self.options)
        self.toolbox.fill(self.actions_by_name)
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, self.toolbox)
        self.setStatusBar(self.status)
        self.status.addPermanentWidget(self.handle)
        self._add_dock("navigator", self.tr("Navigator"), self.navigator)
        self._add_dock("histogram", self.tr("Histogram"), self.histogram, beside="navigator")
        self._add_dock("view", self.tr("View"), Scrolled(self.views))
        self._add_dock("foreground", self.tr("Foreground"), self.foreground)
        self._add_dock("matte", self.tr("Matte"), self.model)
        self._add_dock("history", self.tr("History"), self.history, beside="view")
        self.recent = RecentMenu(self._settings, self)
        self._file_menu().insertMenu(self.actions_by_name["open-trimap"], self.recent)
        self.resize(1280, 800)
        heights = {"navigator": 150, "view": 400, "foreground": 60, "matte": 150}
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

    def _connect_parts(self) -> None:
        self.options.live_chosen.connect(self.solver.set_live)
        self.canvas.hovered.connect(self.status.show_pixel)
        self.canvas.zoomed.connect(self.status.show_zoom)
        self.canvas.viewed.connect(self.solver.set_view)
        self.canvas.dragging.connect(self.solver.set_painting)
        self.views.options.background_asked.connect(self.files.ask_background)
        self.seeing.tally.counted.connect(self.histogram.show_counts)
        self.seeing.answers.told.connect(self.messages.tell)
        for part in (self.seeing.tally, self.seeing.doubts, self.seeing.answers):
            part.failed.connect(self.messages.fail)
        self.looking.told.connect(self.status.tell)
        self.model.model_chosen.connect(self._set_model)
        self.painting.told.connect(self.messages.tell)
        self.painting.failed.connect(self.messages.fail)
        self.painting.hinted.connect(self.status.show_hint)
        self.painting.colour_picked.connect(self.views.options.set_colour)
        self.painting.colour_picked.connect(self.views.options.colour_chosen)
        self.solver.progressed.connect(self.status.show_progress)
        self.status.cancel_asked.connect(self.commands.cancel)
        self.solver.loaded.connect(self.status.show_loaded)
        self.solver.loaded.connect(self.model.show_loaded)
        self.exporting.chosen.connect(self.desk.export)
        self.exchange.received.connect(self.files.open)
        self.batches.open_asked.connect(self.files.open)
        for teller in (self.solver, self.desk, self.keeping, self.exchange, self.batches):
            teller.told.connect(self.messages.tell)
            teller.failed.connect(self.messages.fail)
        self.desk.opened.connect(self._on_opened)
        self.desk.exported.connect(self._on_exported)
        self.desk.settled.connect(self._on_settled)
        self.desk.background_read.connect(self.looking.set_background)
        self.desk.imported.connect(self._on_imported)
        self.start.open_asked.connect(self.files.ask_open)
        self.start.chosen.connect(self.files.open)
        self.document.changed.connect(self._refresh_actions)
        self._connect_keeping()

    def _connect_keeping(self) -> None:
        self.desk.saved.connect(self._show_name)
        self.files.told.connect(self.messages.tell)
        self.recent.chosen.connect(self.files.open)
        self.keeping.found.connect(self.offers.offer)
        self.keeping.model_asked.connect(self._adopt_model)
        self.offers.restored.connect(self.files.restore)
        self.offers.discarded.connect(self.keeping.discard)
        self.frame.model_chosen.connect(self._take_model)
        self.frame.setting_changed.connect(self.choices.apply)
        self.first_painted.connect(self.keeping.look)

    def _file_menu(self) -> QMenu:
        """Return the menu that `open` stands in."""
        menus = (action.menu() for action in self.menuBar().actions())
        wanted = self.actions_by_name["open"]
        return next(m for m in menus if isinstance(m, QMenu) and wanted in m.actions())

    def _show_settings(self) -> None:
        settings = self._settings
        self.looking.show_settings()
        self.choices.apply_all(self.actions_by_name.values())
        self.painting.show_all()
        self.options.set_live(settings.live)
        self.model.choose(settings.model)
        self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))
        self.restoreState(QByteArray.fromBase64(settings.layout.encode()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, wait for files, keep the window's place for the next start."""
        self._closing = self.batches.may_leave(self.close) and self.files.may_leave(self.close)
        if not self._closing:
            event.ignore()
            return
        if self.desk.writing:
            self.messages.tell(
                self.tr("A file is still being written; the window closes after that.")
            )
            event.ignore()
            return
        self.keeping.journal.leave()
        # Qt clears the stack once more while everything is being taken apart.
        self.document.stack.disconnect(self.document)
        self._settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._settings.layout = bytes(self.saveState().toBase64().data()).decode()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first painting."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the dropped image, or import the dropped weights."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files.take(Path(paths[0]))

    @Slot()
    def _refresh_actions(self) -> None:
        self.setWindowModified(self.document.modified)
        update_actions(self.actions_by_name, self.commands)

    @Slot(object)
    def _on_opened(self, path: Path) -> None:
        self._stack.setCurrentWidget(self.canvas)
        self.canvas.fit()
        self.canvas.setFocus()
        self.messages.hide()
        self._show_name(path)
        self._refresh_actions()

    @Slot(object)
    def _show_name(self, path: Path) -> None:
        self.setWindowTitle(f"{path.name}[*] – MatteGUI")
        self.setWindowFilePath(str(path))
        self._settings.remember(path)

    @Slot(object)
    def _on_exported(self, path: Path) -> None:
        self.messages.tell(self.tr("Wrote {path}").format(path=path))

    @Slot()
    def _on_settled(self) -> None:
        if self._closing and not self.desk.writing:
            self.close()

    @Slot(str)
    def _on_imported(self, model: str) -> None:
        self.model.list_models()
        self._take_model(model)

    @Slot(str)
    def _take_model(self, model: str) -> None:
        """Use a model that was chosen elsewhere than in its panel."""
        if model != self._settings.model:
            self._set_model(model)
        self.model.choose(model)

    @Slot(str)
    def _adopt_model(self, model: str) -> None:
        """Use the model that an opened project was made with; what it has solved stays."""
        if model != self._settings.model:
            self._settings.model = model
            self.solver.adopt(model)
        self.model.choose(model)

    @Slot(str)
    def _set_model(self, model: str) -> None:
        self._settings.model = model
        self.solver.choose(model)
