"""`Window`: puts the parts in their places and connects them. It decides nothing."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mattegui.app.actions import build_actions, build_menus, update_actions
from mattegui.app.canvas import Canvas
from mattegui.app.commands import Commands
from mattegui.app.commands.files import FileCommands
from mattegui.app.commands.frame import FrameCommands
from mattegui.app.desk import Desk
from mattegui.app.document import Document
from mattegui.app.hand import Hand
from mattegui.app.looking import Looking
from mattegui.app.panels.messages import MessageBar
from mattegui.app.panels.model import ModelPanel
from mattegui.app.panels.options import OptionsBar
from mattegui.app.panels.start import StartPage
from mattegui.app.panels.status import StatusBar
from mattegui.app.panels.views import ViewPanel
from mattegui.app.render import Renderer
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
        settings: Settings,
        samples: Sequence[tuple[Path, Path]],
    ) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.document, self.solver, self.desk = document, solver, desk
        self._settings = settings
        self._painted = self._closing = False
        renderer, hand = Renderer(), Hand()
        self.canvas = Canvas(document, renderer, hand)
        self.options, self.views, self.model = OptionsBar(), ViewPanel(), ModelPanel()
        self.messages = MessageBar()
        self.start = StartPage(samples, settings.recent)
        self.status = StatusBar(document, hand.tool.hint)
        self.looking = Looking(self.views, renderer, self.canvas, settings)
        self.files = FileCommands(self, document, desk, settings)
        self.commands = Commands(
            document=document,
            solver=solver,
            canvas=self.canvas,
            options=self.options,
            views=self.views,
            files=self.files,
            frame=FrameCommands(self, settings),
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
        layout.addWidget(self.messages)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self.addToolBar(self.options)
        self.setStatusBar(self.status)
        for title, panel in (("View", self.views), ("Matte", self.model)):
            dock = QDockWidget(title, self)
            dock.setObjectName(title.lower())
            dock.setWidget(panel)
            self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self.resize(1280, 800)
        self.setWindowTitle("MatteGUI")

    def _connect_parts(self) -> None:
        self.options.label_chosen.connect(self.canvas.set_label)
        self.options.radius_chosen.connect(self.canvas.set_radius)
        self.options.live_chosen.connect(self.solver.set_live)
        self.canvas.radius_changed.connect(self.options.show_radius)
        self.canvas.hovered.connect(self.status.show_pixel)
        self.canvas.zoomed.connect(self.status.show_zoom)
        self.views.background_asked.connect(self.files.ask_background)
        self.model.model_chosen.connect(self._set_model)
        self.solver.progressed.connect(self.status.show_progress)
        self.status.cancel_asked.connect(self.commands.cancel)
        self.solver.loaded.connect(self.status.show_loaded)
        self.solver.loaded.connect(self.model.show_loaded)
        for teller in (self.solver, self.desk):
            teller.told.connect(self.messages.tell)
            teller.failed.connect(self.messages.fail)
        self.desk.opened.connect(self._on_opened)
        self.desk.exported.connect(self._on_exported)
        self.desk.settled.connect(self._on_settled)
        self.desk.background_read.connect(self.looking.set_background)
        self.desk.imported.connect(self._on_imported)
        self.start.open_asked.connect(self.files.ask_open)
        self.start.chosen.connect(self.files.open)
        for changed in (self.document.stack.indexChanged, self.document.stack.cleanChanged):
            changed.connect(self._refresh_actions)

    def _show_settings(self) -> None:
        settings = self._settings
        self.looking.show_settings()
        self.canvas.set_radius(settings.radius)
        self.options.set_live(settings.live)
        self.model.choose(settings.model)
        self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))
        self.restoreState(QByteArray.fromBase64(settings.layout.encode()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, wait for files, keep the window's place for the next start."""
        self._closing = self.files.may_leave()
        if not self._closing:
            event.ignore()
            return
        if self.desk.writing:
            self.messages.tell("A file is still being written; the window closes after that.")
            event.ignore()
            return
        # Qt clears the stack once more while everything is being taken apart.
        self.document.stack.disconnect(self)
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
        self.setWindowModified(not self.document.stack.isClean())
        update_actions(self.actions_by_name, self.commands)

    @Slot(object)
    def _on_opened(self, path: Path) -> None:
        self._stack.setCurrentWidget(self.canvas)
        self.canvas.fit()
        self.canvas.setFocus()
        self.messages.hide()
        self.setWindowTitle(f"{path.name}[*] – MatteGUI")
        self.setWindowFilePath(str(path))
        self._settings.remember(path)
        self._refresh_actions()

    @Slot(object)
    def _on_exported(self, path: Path) -> None:
        self.messages.tell(f"Wrote {path}")

    @Slot()
    def _on_settled(self) -> None:
        if self._closing and not self.desk.writing:
            self.close()

    @Slot(str)
    def _on_imported(self, model: str) -> None:
        self.model.list_models()
        self.model.choose(model)
        self._set_model(model)

    @Slot(str)
    def _set_model(self, model: str) -> None:
        self._settings.model = model
        self.solver.choose(model)
