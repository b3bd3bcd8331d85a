"""`Window`: connects the parts that are seen with those that work. It decides nothing."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QCloseEvent

from mattegui.app.actions import build_actions, build_menus, update_actions
from mattegui.app.commands import Commands
from mattegui.app.commands.batches import BatchCommands
from mattegui.app.commands.files import FileCommands
from mattegui.app.commands.frame import FrameCommands
from mattegui.app.exporting import Exporting
from mattegui.app.frame import Frame
from mattegui.app.model_choice import ModelChoice
from mattegui.app.paint_controller import PaintController
from mattegui.app.panels.context import context_menu
from mattegui.app.panels.fields import commit_typed
from mattegui.app.services import Services
from mattegui.app.settings_controller import SettingsController
from mattegui.app.view_controller import ViewController
from mattegui.core.glimpse import Glimpse


class Window(Frame):
    """The main window."""

    def __init__(self, services: Services, samples: Sequence[tuple[Path, Path]]) -> None:
        super().__init__(services, samples)
        document, solver, settings = services.document, services.solver, services.settings
        file_service, clipboard = services.file_service, services.clipboard
        self.document, self.solver, self.file_service = document, solver, file_service
        self.analysis, self.persistence = services.analysis, services.persistence
        self.clipboard, self._settings = clipboard, settings
        self._closing = self._blank = False
        self._left: tuple[int, int] | None = None
        self.view_controller = ViewController(
            document,
            self.analysis,
            self.views,
            self.navigator,
            self.renderer,
            self.canvas,
            settings,
        )
        self.paint_controller = PaintController(
            document, services.edit_runner, self.canvas, self.options, self.toolbox, self.band
        )
        self.settings_controller = SettingsController(
            settings, document, file_service, self.canvas, services.tool_controller, self.options
        )
        self.models = ModelChoice(settings, solver, self.model)
        self.files = FileCommands(self, document, file_service, settings)
        self.exporting = Exporting(document, clipboard.worker, settings, self)
        self.batches = BatchCommands(self, services.batching, document, file_service, settings)
        self.frame = FrameCommands(self, settings)
        self.commands = Commands(
            document=document,
            solver=solver,
            canvas=self.canvas,
            options=self.options,
            paint_controller=self.paint_controller,
            views=self.views,
            view_controller=self.view_controller,
            files=self.files,
            exporting=self.exporting,
            clipboard=clipboard,
            batches=self.batches,
            frame=self.frame,
        )
        self.actions_by_name = build_actions(self, self.commands)
        build_menus(self.menuBar(), self.actions_by_name)
        self.lay_out(self.actions_by_name)
        self._connect_parts()
        self._show_settings()
        self._refresh_actions()

    def _connect_parts(self) -> None:
        self._connect_messages()
        self._connect_painting()
        self._connect_solver()
        self._connect_files()
        self._connect_persistence()

    def _connect_messages(self) -> None:
        analysis = self.analysis
        services = (self.solver, self.file_service, self.persistence, self.clipboard)
        tellers = (*services, self.batches, self.paint_controller, analysis.answers)
        counters = (analysis.histogram_counter, analysis.doubts, analysis.glimpses)
        for teller in (*tellers, self.files, self.models):
            teller.told.connect(self.messages.line().tell)
        for failing in (*tellers, *counters):
            failing.failed.connect(self.messages.line().fail)
        # In passing: it hides nothing.
        self.view_controller.told.connect(self.status.tell)
        self.paint_controller.hinted.connect(self.status.show_hint)

    def _connect_painting(self) -> None:
        painting, options = self.paint_controller, self.views.options
        self.canvas.hovered.connect(self.status.show_pixel)
        self.canvas.zoomed.connect(self.status.show_zoom)
        self.canvas.menu_asked.connect(self._show_menu)
        painting.colour_picked.connect(options.set_colour)
        painting.colour_picked.connect(options.colour_chosen)
        painting.checks_changed.connect(self._refresh_actions)
        self.files.mask_chosen.connect(painting.take_mask)
        self.document.changed.connect(self._refresh_actions)
        self.document.edited.connect(self.coach.follow)
        self.coach.ended.connect(self._on_coached)
        self.frame.first_steps_asked.connect(self.coach.begin)

    def _connect_solver(self) -> None:
        solver = self.solver
        self.options.live_chosen.connect(solver.set_live)
        self.canvas.viewed.connect(solver.set_view)
        self.canvas.dragging.connect(solver.set_painting)
        self.status.cancel_asked.connect(self.commands.cancel)
        solver.progressed.connect(self.status.show_progress)
        solver.loaded.connect(self.status.show_loaded)
        solver.loaded.connect(self.model.show_loaded)
        self.frame.model_chosen.connect(self.models.take)
        self.analysis.histogram_counter.counted.connect(self.histogram.show_counts)

    def _connect_files(self) -> None:
        service, files = self.file_service, self.files
        service.opening.connect(self._on_opening)
        service.arrival.near.connect(self.canvas.let_go)
        service.unopened.connect(self._on_unopened)
        service.leaving.connect(self._clear_strips)
        service.opened.connect(self._on_opened)
        self.analysis.glimpses.found.connect(self._on_glimpse)
        service.saved.connect(self._show_name)
        service.exported.connect(self._on_exported)
        service.settled.connect(self._on_settled)
        service.background_read.connect(self.view_controller.set_background)
        service.imported.connect(self.models.take_imported)
        self.exporting.chosen.connect(service.export)
        for shower in (self.exports, self.exporting):
            service.exporting.connect(shower.follow)
            shower.cancel_asked.connect(service.cancel_export)
        chosen = (self.start.chosen, self.recent.chosen)
        for asking in (self.clipboard.received, self.batches.open_asked, *chosen):
            asking.connect(files.open)
        self.start.open_asked.connect(files.ask_open)
        self.start.paste_asked.connect(self.clipboard.paste)
        self.views.options.background_asked.connect(files.ask_background)
        self.dropped.connect(files.take)

    def _connect_persistence(self) -> None:
        self.persistence.found.connect(self.offers.offer)
        self.persistence.model_asked.connect(self.models.adopt)
        self.offers.restored.connect(self.files.restore)
        self.offers.discarded.connect(self.persistence.discard)
        self.frame.setting_changed.connect(self.settings_controller.apply)
        self.first_painted.connect(self.persistence.look)

    def _show_settings(self) -> None:
        settings = self._settings
        self.view_controller.show_settings()
        self.settings_controller.apply_all(self.actions_by_name.values())
        self.paint_controller.show_all()
        self.options.set_live(settings.live)
        self.models.begin()
        self.take_place(settings)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, wait for files, keep the window's place for the next start."""
        # A stroke under the hand is work as well, and so is a number that is being typed.
        self.canvas.let_go()
        commit_typed()
        # Asked already, if it only waits for a file since then.
        agreed = self._left == self.document.state
        self._closing = self.batches.may_leave(self.close) and (
            agreed or self.files.may_leave(self.close)
        )
        self._left = self.document.state if self._closing else None
        if not self._closing:
            event.ignore()
            return
        if self.file_service.writing:
            waiting = self.tr("A file is still being written; the window closes after that.")
            self.messages.tell(waiting)
            event.ignore()
            return
        self.persistence.journal.leave()
        # Qt clears the stack once more while everything is being taken apart.
        self.document.stack.disconnect(self.document)
        self.keep_place(self._settings)
        super().closeEvent(event)

    @Slot()
    def _refresh_actions(self) -> None:
        self.setWindowModified(self.document.modified)
        update_actions(self.actions_by_name, self.commands)

    @Slot(object, bool)
    def _on_opening(self, path: Path, blank: bool) -> None:
        self._blank = blank
        self.analysis.glimpses.look(path)

    @Slot(object)
    def _on_glimpse(self, glimpse: Glimpse) -> None:
        # All that would move the image later happens now.
        self._clear_strips()
        self.show_glimpse(glimpse, blank=self._blank)

    @Slot()
    def _on_unopened(self) -> None:
        self.analysis.glimpses.stop()
        self.hide_glimpse()
        if self.document.matte is None:
            self.coach.hide()

    @Slot()
    def _clear_strips(self) -> None:
        self.messages.clear()
        if not self._settings.coached and self.coach.isHidden():
            self.coach.begin()

    @Slot(object)
    def _on_opened(self, path: Path) -> None:
        self.analysis.glimpses.stop()
        self.show_canvas()
        self._show_name(path)
        self._refresh_actions()

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        context_menu(self.actions_by_name, self).popup(at)

    @Slot()
    def _on_coached(self) -> None:
        self._settings.coached = True
        self.canvas.setFocus()

    @Slot(object)
    def _show_name(self, path: Path) -> None:
        self.setWindowTitle(f"{path.name}[*] – MatteGUI")
        self.setWindowFilePath(str(path))
        self._settings.remember(path)

    @Slot(object)
    def _on_exported(self, path: Path) -> None:
        self.messages.tell_of_file(self.tr("Wrote {path}").format(path=path), path)

    @Slot()
    def _on_settled(self) -> None:
        if self._closing and not self.file_service.writing:
            self.close()
