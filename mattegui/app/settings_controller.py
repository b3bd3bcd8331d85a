"""`SettingsController`: what the preferences are set to, passed on to whom it concerns."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QColor

from mattegui.app.canvas import Canvas
from mattegui.app.document import Document
from mattegui.app.file_service import FileService
from mattegui.app.panels.options import OptionsBar
from mattegui.app.settings import Settings
from mattegui.app.shortcuts import apply_bindings, bindings, defaults_of
from mattegui.app.tool_controller import ToolController
from mattegui.core.trimap import LABEL_NAMES

_MEGABYTE = 1_000_000
_OPTIONS = {
    "pressure": "pressure",
    "hardness": "hardness",
    "strength": "strength",
    "tolerance": "tolerance",
    "contiguous": "contiguous",
    "band": "edge_band",
}
"""The options of tools that are kept, and the settings that keep them."""


class SettingsController(QObject):
    """Connects the settings with the parts that they are about."""

    def __init__(
        self,
        settings: Settings,
        document: Document,
        file_service: FileService,
        canvas: Canvas,
        tool_controller: ToolController,
        options: OptionsBar,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._document, self._file_service, self._canvas = document, file_service, canvas
        self._tool_controller, self._options = tool_controller, options
        self._appliers = {
            "undo_megabytes": self._apply_undo,
            "band": self._apply_band,
            "pressure": self._apply_options,
            "surround": self._apply_surround,
            "radii": self._apply_radii,
        }
        options.option_chosen.connect(self._remember_option)
        options.linked_chosen.connect(self._remember_linked)
        options.live_chosen.connect(self._remember_live)
        canvas.radius_changed.connect(self._remember_radii)

    def apply_all(self, actions: Iterable[QAction]) -> None:
        """Be as the last time; the actions get the user's keys."""
        for apply in self._appliers.values():
            apply()
        named = list(actions)
        own = self._settings.shortcuts
        apply_bindings(named, bindings(defaults_of(named), self._settings.preset, own))

    @Slot(str)
    def apply(self, name: str) -> None:
        """Heed another value of a setting; some are heeded at the next start only."""
        if name in self._appliers:
            self._appliers[name]()

    def _apply_undo(self) -> None:
        self._document.history.set_budget(self._settings.undo_megabytes * _MEGABYTE)
        self._document.changed.emit()

    def _apply_band(self) -> None:
        self._file_service.set_band(self._settings.band)

    def _apply_options(self) -> None:
        kept = {option: getattr(self._settings, name) for option, name in _OPTIONS.items()}
        self._tool_controller.set(**kept)
        self._options.show_options(self._tool_controller.options)

    def _apply_radii(self) -> None:
        settings = self._settings
        self._tool_controller.radii |= {
            LABEL_NAMES[self._tool_controller.label]: settings.radius
        } | settings.radii
        self._tool_controller.set()
        self._tool_controller.linked = settings.linked
        self._options.show_linked(settings.linked)
        self._canvas.show_tool()

    def _apply_surround(self) -> None:
        self._canvas.set_surround(QColor(*self._settings.surround))

    @Slot(str, object)
    def _remember_option(self, name: str, value: object) -> None:
        if name in _OPTIONS:
            setattr(self._settings, _OPTIONS[name], value)

    @Slot(bool)
    def _remember_linked(self, linked: bool) -> None:
        self._settings.linked = linked

    @Slot(bool)
    def _remember_live(self, live: bool) -> None:
        self._settings.live = live

    @Slot(float)
    def _remember_radii(self, _: float) -> None:
        self._settings.radii = dict(self._tool_controller.radii)
