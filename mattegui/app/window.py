"""`Window`: connects the parts that are seen with those that work. It decides nothing."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QCloseEvent

from mattegui.app.actions import build_actions, build_menus, update_actions
from mattegui.app.batching import Batching
from mattegui.app.choices import Choices
from mattegui.app.commands import Commands
from mattegui.app.commands.batches import BatchCommands
from mattegui.app.commands.files import FileCommands
from mattegui.app.commands.frame import FrameCommands
from mattegui.app.desk import Desk
from mattegui.app.document import Document
from mattegui.app.exchange import Exchange
from mattegui.app.exporting import Exporting
from mattegui.app.frame import Frame
from mattegui.app.keeping import Keeping
from mattegui.app.looking import Looking
from mattegui.app.making import Making
from mattegui.app.model_choice import ModelChoice
from mattegui.app.painting import Painting
from mattegui.app.panels.context import context_menu
from mattegui.app.seeing import Seeing
from mattegui.app.settings import Settings
from mattegui.app.solver import Solver
from mattegui.core.glimpse import Glimpse


class Window(Frame):
    """The main window."""

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
        hand = making.hand
        super().__init__(document, solver, desk, exchange, hand, settings, samples)
        self.document, self.solver, self.desk, self.seeing = document, solver, desk, seeing
        self.keeping = keeping
        self._settings = settings
        self._closing = self._blank = False
        self.looking = Looking(
            document, seeing, self.views, self.navigator, self.renderer, self.canvas, settings
        )
        self.painting = Painting(
            document, making, self.canvas, self.options, self.toolbox, self.band
        )
        self.choices = Choices(settings, document, desk, self.canvas, hand, self.options)
        self.models = ModelChoice(settings, solver, self.model)
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
        self.lay_out(self.actions_by_name)
        self._connect_parts()
        self._show_settings()
        self._refresh_actions()

    def _connect_parts(self) -> None:
        self.options.live_chosen.connect(self.solver.set_live)
        self.canvas.hovered.connect(self.status.show_pixel)
        self.canvas.zoomed.connect(self.status.show_zoom)
        self.canvas.viewed.connect(self.solver.set_view)
        self.canvas.dragging.connect(self.solver.set_painting)
        self.views.options.background_asked.connect(self.files.ask_background)
        self.seeing.tally.counted.connect(self.histogram.show_counts)
        self.seeing.answers.told.connect(self.messages.tell)
        seeing = self.seeing
        for part in (seeing.tally, seeing.doubts, seeing.answers, seeing.glimpses):
            part.failed.connect(self.messages.fail)
        self.looking.told.connect(self.status.tell)
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
        for shower in (self.exports, self.exporting):
            self.desk.exporting.connect(shower.follow)
            shower.cancel_asked.connect(self.desk.cancel_export)
        self.exchange.received.connect(self.files.open)
        self.batches.open_asked.connect(self.files.open)
        for teller in (self.solver, self.desk, self.keeping, self.exchange, self.batches):
            teller.told.connect(self.messages.tell)
            teller.failed.connect(self.messages.fail)
        self.desk.opening.connect(self._on_opening)
        self.desk.unopened.connect(self._on_unopened)
        self.desk.opened.connect(self._on_opened)
        self.seeing.glimpses.found.connect(self._on_glimpse)
        self.desk.exported.connect(self._on_exported)
        self.desk.settled.connect(self._on_settled)
        self.desk.background_read.connect(self.looking.set_background)
        self.desk.imported.connect(self.models.take_imported)
        self.start.open_asked.connect(self.files.ask_open)
        self.start.paste_asked.connect(self.exchange.paste)
        self.start.chosen.connect(self.files.open)
        self.document.changed.connect(self._refresh_actions)
        self.painting.locks_changed.connect(self._refresh_actions)
        self.canvas.menu_asked.connect(self._show_menu)
        self.files.mask_chosen.connect(self.painting.take_mask)
        self.document.edited.connect(self.coach.follow)
        self.coach.ended.connect(self._on_coached)
        self.frame.first_steps_asked.connect(self.coach.begin)
        self._connect_keeping()

    def _connect_keeping(self) -> None:
        self.desk.saved.connect(self._show_name)
        self.files.told.connect(self.messages.tell)
        self.recent.chosen.connect(self.files.open)
        self.keeping.found.connect(self.offers.offer)
        self.keeping.model_asked.connect(self.models.adopt)
        self.offers.restored.connect(self.files.restore)
        self.offers.discarded.connect(self.keeping.discard)
        self.frame.model_chosen.connect(self.models.take)
        self.frame.setting_changed.connect(self.choices.apply)
        self.first_painted.connect(self.keeping.look)
        self.dropped.connect(self.files.take)

    def _show_settings(self) -> None:
        settings = self._settings
        self.looking.show_settings()
        self.choices.apply_all(self.actions_by_name.values())
        self.painting.show_all()
        self.options.set_live(settings.live)
        self.model.choose(settings.model)
        self.take_place(settings)

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
        self.keep_place(self._settings)
        super().closeEvent(event)

    @Slot()
    def _refresh_actions(self) -> None:
        self.setWindowModified(self.document.modified)
        update_actions(self.actions_by_name, self.commands)

    @Slot(object, bool)
    def _on_opening(self, path: Path, blank: bool) -> None:
        self._blank = blank
        self.seeing.glimpses.look(path)

    @Slot(object)
    def _on_glimpse(self, glimpse: Glimpse) -> None:
        # All that would move the image later happens now.
        self._clear_strips()
        self.show_glimpse(glimpse, blank=self._blank)

    @Slot()
    def _on_unopened(self) -> None:
        self.seeing.glimpses.stop()
        self.hide_glimpse()
        if self.document.matte is None:
            self.coach.hide()

    def _clear_strips(self) -> None:
        self.messages.hide()
        if not self._settings.coached and self.coach.isHidden():
            self.coach.begin()

    @Slot(object)
    def _on_opened(self, path: Path) -> None:
        self.seeing.glimpses.stop()
        self._clear_strips()
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
        if self._closing and not self.desk.writing:
            self.close()
