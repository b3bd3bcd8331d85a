"""`Looking`: what the user chose about views, passed to the renderer and kept in the settings."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from mattegui.app.canvas import Canvas
from mattegui.app.panels.views import ViewPanel
from mattegui.app.render import Renderer, ViewOptions
from mattegui.app.settings import Settings
from mattegui.core.compositing import Colours


class Looking(QObject):
    """Connects the view panel, the renderer, the canvas and the settings."""

    def __init__(
        self, views: ViewPanel, renderer: Renderer, canvas: Canvas, settings: Settings
    ) -> None:
        super().__init__()
        self._views, self._renderer, self._canvas = views, renderer, canvas
        self._settings = settings
        views.view_chosen.connect(self._set_view)
        views.opacity_chosen.connect(self._set_opacity)
        views.colour_chosen.connect(self._set_colour)

    def show_settings(self) -> None:
        """Look as the last time."""
        settings = self._settings
        red, green, blue = settings.colour
        self._renderer.set_options(ViewOptions(settings.opacity, (red, green, blue)))
        self._views.set_opacity(settings.opacity)
        self._views.set_colour((red, green, blue))
        self._views.choose(settings.view)

    @Slot(object)
    def set_background(self, background: Colours) -> None:
        """Lay an image behind the cutout, and show it."""
        self._set_options(replace(self._renderer.options, background=background))
        self._views.choose("image")

    @Slot(str)
    def _set_view(self, view: str) -> None:
        self._settings.view = view
        self._renderer.set_view(view)
        self._canvas.update()

    @Slot(float)
    def _set_opacity(self, opacity: float) -> None:
        self._settings.opacity = opacity
        self._set_options(replace(self._renderer.options, opacity=opacity))

    @Slot(object)
    def _set_colour(self, colour: tuple[int, int, int]) -> None:
        self._settings.colour = list(colour)
        self._set_options(replace(self._renderer.options, colour=colour))

    def _set_options(self, options: ViewOptions) -> None:
        self._renderer.set_options(options)
        self._canvas.update()
