"""`ViewController`: what the user chose about views, for the renderers and the settings."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from mattegui.app.analysis import Analysis
from mattegui.app.canvas import Canvas
from mattegui.app.compare import Compare
from mattegui.app.document import Document
from mattegui.app.panels.navigator import NavigatorPanel
from mattegui.app.panels.views import ViewPanel
from mattegui.app.render import Renderer, picture_of
from mattegui.app.settings import Settings
from mattegui.app.viewport import Point
from mattegui.app.views import VIEWS, ViewOptions, behind
from mattegui.core.arrays import Colours
from mattegui.core.backdrop import Placement
from mattegui.core.pyramid import Pyramid
from mattegui.core.rect import Rect
from mattegui.core.uncertainty import Doubt

_AROUND = 4.0
"""A doubtful spot takes at least this part of the canvas."""


class ViewController(QObject):
    """Connects views, navigator, renderers, canvas and settings.

    Signals:
        told: a sentence for the user, to be seen in passing.
    """

    told = Signal(str)

    def __init__(
        self,
        document: Document,
        analysis: Analysis,
        views: ViewPanel,
        navigator: NavigatorPanel,
        renderer: Renderer,
        canvas: Canvas,
        settings: Settings,
    ) -> None:
        super().__init__()
        self._document, self._views, self._navigator = document, views, navigator
        self._renderer, self._canvas, self._settings = renderer, canvas, settings
        self._idle_monitor, self.doubts = analysis.idle_monitor, analysis.doubts
        self.compare = Compare(document, analysis.answers, views.compare, canvas, renderer)
        self._renderers = (renderer, *self.compare.others)
        views.view_chosen.connect(self._set_view)
        options = views.options
        options.opacity_chosen.connect(self._set_opacity)
        options.style_chosen.connect(self._set_style)
        options.colour_chosen.connect(self._set_colour)
        options.marks_chosen.connect(self._set_marks)
        options.onion_chosen.connect(self._set_onion)
        options.placement_chosen.connect(self._set_placement)
        document.amount_changed.connect(self._redraw)
        document.curve_changed.connect(self._redraw)
        self.doubts.measured.connect(self._set_doubt)
        self.doubts.reached.connect(self._go_to_spot)
        self.doubts.missed.connect(self._tell_no_spot)
        self._idle_monitor.came.connect(self._draw_navigator)
        document.opened.connect(self._draw_navigator)
        navigator.pointed.connect(self._look_at)
        canvas.zoomed.connect(self._show_viewport)

    def show_settings(self) -> None:
        """Look as the last time."""
        settings, options = self._settings, self._views.options
        red, green, blue = settings.colour
        self._set_options(
            ViewOptions(
                settings.opacity,
                settings.overlay_style,
                (red, green, blue),
                settings.onion,
                marks=settings.marks,
            )
        )
        options.set_opacity(settings.opacity)
        options.set_style(settings.overlay_style)
        options.set_colour((red, green, blue))
        options.set_onion(settings.onion)
        options.set_marks(on=settings.marks)
        self._views.choose(settings.view)

    def set_opacity(self, opacity: float) -> None:
        """Lay the trimap over the image with this opacity, 0 to 1."""
        self._views.options.set_opacity(opacity)

    def background(self) -> Colours | None:
        """Return the user's own background as it lies behind the whole image, if there is one.

        Slow on a large image; it may be called in a worker thread.
        """
        options, layers = self._renderer.options, self._document.layers
        if options.background is None or layers is None:
            return None
        return behind(options, layers, 0, Rect.whole(layers.image.shape(0)))

    @Slot(object)
    def set_background(self, background: Pyramid) -> None:
        """Lay an image, with its pyramid, behind the cutout, and show it."""
        options = replace(self._renderer.options, background=background, placement=Placement())
        self._set_options(options)
        self._views.options.set_background(there=True)
        self._views.choose("image")

    @Slot(str)
    def _set_view(self, view: str) -> None:
        self._settings.view = view
        self._renderer.set_view(view)
        self.compare.set_view(view)
        self._show_again()

    @Slot(float)
    def _set_opacity(self, opacity: float) -> None:
        self._settings.opacity = opacity
        self._set_options(replace(self._renderer.options, opacity=opacity))

    @Slot(str)
    def _set_style(self, style: str) -> None:
        self._settings.overlay_style = style
        self._set_options(replace(self._renderer.options, style=style))

    @Slot(object)
    def _set_colour(self, colour: tuple[int, int, int]) -> None:
        self._settings.colour = list(colour)
        self._set_options(replace(self._renderer.options, colour=colour))

    @Slot(bool)
    def _set_marks(self, marks: bool) -> None:
        self._settings.marks = marks
        self._set_options(replace(self._renderer.options, marks=marks))

    @Slot(float)
    def _set_onion(self, onion: float) -> None:
        self._settings.onion = onion
        self._set_options(replace(self._renderer.options, onion=onion))

    @Slot(object)
    def _set_placement(self, placement: Placement) -> None:
        self._set_options(replace(self._renderer.options, placement=placement))

    def _set_options(self, options: ViewOptions) -> None:
        for renderer in self._renderers:
            renderer.set_options(options)
        self._show_again()

    @Slot()
    def _redraw(self) -> None:
        for renderer in self._renderers:
            renderer.redraw()
        self._show_again()

    def _show_again(self) -> None:
        self._canvas.update()
        # While the work changes, the navigator waits until it rests.
        if self._idle_monitor.resting:
            self._draw_navigator()

    @Slot(object)
    def _set_doubt(self, doubt: Doubt | None) -> None:
        self._renderer.set_doubt(doubt)
        if self._views.view == "uncertainty":
            self._canvas.update()
            self._draw_navigator()

    @Slot(object, int, int)
    def _go_to_spot(self, spot: Rect, number: int, count: int) -> None:
        canvas, viewport = self._canvas, self._canvas.viewport
        size = min(canvas.width(), canvas.height())
        nearest = size / _AROUND / max(spot.height, spot.width, 1)
        middle = (spot.x0 + spot.x1) / 2, (spot.y0 + spot.y1) / 2
        zoomed = viewport.zoomed(max(viewport.zoom, nearest), (0, 0))
        canvas.look_through(zoomed.centred(middle, (canvas.width(), canvas.height())))
        text = self.tr("Doubtful spot {number} of {count}")
        self.told.emit(text.format(number=number, count=count))

    @Slot()
    def _tell_no_spot(self) -> None:
        self.told.emit(self.tr("There is no doubtful spot."))

    @Slot(object)
    def _look_at(self, point: Point) -> None:
        canvas = self._canvas
        canvas.look_through(canvas.viewport.centred(point, (canvas.width(), canvas.height())))

    @Slot()
    def _show_viewport(self) -> None:
        self._navigator.show_viewport(self._canvas.viewport, self._canvas.size())

    @Slot()
    def _draw_navigator(self) -> None:
        sight, matte = self._renderer.sight, self._document.matte
        if sight is None or matte is None:
            return
        level = sight.layers.depth - 1
        whole = Rect.whole(sight.layers.image.shape(level))
        colours = VIEWS[self._views.view].draw(sight, level, whole)
        self._navigator.show_picture(*picture_of(colours), matte.image.shape)
        self._show_viewport()
