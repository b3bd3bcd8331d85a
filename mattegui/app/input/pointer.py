"""`Pointer`: what a press, a movement and a release mean: a drag, a pan, another size."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication

from mattegui.app.document import Document
from mattegui.app.input.surface import Surface
from mattegui.app.input.touch import Touch
from mattegui.app.overlay import KEY_RADIUS, ring_rect
from mattegui.app.tool_controller import OPPOSITE, ToolController
from mattegui.app.tools.tool import Sample, ToolOptions
from mattegui.core.arrays import BACKGROUND, UNKNOWN
from mattegui.core.trimap import LABEL_NAMES

_Modifier = Qt.KeyboardModifier
_Button = Qt.MouseButton
_ZOOM: Final = 100.0
"""Widget pixels that the hand moves to zoom by 2."""


class Pointer(QObject):
    """Follows the hand, whatever it holds. At most one thing goes on beside a drag.

    Signals:
        made: what a drag has led to, an `DragResult`, and its name for the undo menu.
        hovered: the image point (x, y) under the cursor, or None when it leaves.
        radius_changed: the brush radius, in image pixels.
        dragging: whether a drag goes on, when that changes.
        menu_asked: the widget point at which the right button was clicked, without a drag.

    Attributes:
        cursor: Where the hand is, in widget pixels; None while it is elsewhere.
        by_keys: It was moved there with the keyboard.
        space: The space bar is held.
    """

    made = Signal(object, str)
    hovered = Signal(object)
    radius_changed = Signal(float)
    dragging = Signal(bool)
    menu_asked = Signal(QPointF)

    def __init__(
        self, surface: Surface, document: Document, tool_controller: ToolController
    ) -> None:
        super().__init__()
        self._surface, self._document, self._tool_controller = surface, document, tool_controller
        self.cursor: QPointF | None = None
        self.by_keys = False
        self.space = False
        self._touch = Touch(QPointF())
        self._drag_button = self._button = _Button.NoButton
        self._motion = ""
        self._from = QPointF()
        self._radius = 0.0
        self._dragged = tool_controller.options
        self._strayed = self._by_hand = False

    @property
    def motion(self) -> str:
        """What moves instead of a tool: `pan`, `size`, `zoom`; empty if nothing does."""
        return self._motion

    def press(self, touch: Touch) -> None:
        """Begin a drag, or move the image, or change the brush's size."""
        if self._document.matte is None:
            return
        self._touch = touch
        motion = self._motion_of(touch)
        if motion:
            self._start(motion, touch)
        # Mice have further buttons, which lie where a thumb hits them unasked.
        elif (
            touch.button in (_Button.LeftButton, _Button.RightButton)
            and not self._tool_controller.dragging
        ):
            self._drag_button = touch.button
            self._begin(touch)

    def move(self, touch: Touch) -> None:
        """Follow the hand."""
        self._heed_held(touch)
        before = self.cursor if self.cursor is not None else touch.at
        self._touch = touch
        if self._motion != "size":
            self.place(touch.at)
        if self._motion:
            self._follow(touch.at - before, touch.at)
        elif self._tool_controller.dragging:
            least = QGuiApplication.styleHints().startDragDistance()
            self._strayed |= (touch.at - self._from).manhattanLength() >= least
            dirty = self._tool_controller.move(self.sample(touch), self._surface.viewport)
            self._surface.show_drag(dirty)
        self.hovered.emit(self.sample(touch).at)

    def release(self, touch: Touch) -> None:
        """End what the button began; only now is anything written."""
        if self._motion and touch.button == self._button:
            self.stop()
        elif self._is_menu_click(touch):
            self._drop()
            self.menu_asked.emit(touch.at)
        elif self._tool_controller.dragging and touch.button == self._drag_button:
            self._end(touch)

    def let_go(self) -> None:
        """End what goes on without a release, which somebody else is told of; a drag has effect."""
        if self._motion:
            self.stop()
        self._let_go_of_tool()

    def set_radius(self, radius: float) -> None:
        """Set the brush radius, in image pixels; it is kept within bounds."""
        self._update_ring()
        self._tool_controller.radius = radius
        self._update_ring()
        self.radius_changed.emit(self._tool_controller.radius)

    def scale_radius(self, factor: float) -> None:
        """Make the brush larger or smaller."""
        self.set_radius(self._tool_controller.radius * factor)

    def place(self, at: QPointF | None, *, by_keys: bool = False) -> None:
        """Put the ring somewhere, or nowhere."""
        self._update_ring()
        self.cursor, self.by_keys = at, by_keys
        self._update_ring()
        if at is None:
            self.hovered.emit(None)

    def hold_space(self, *, held: bool) -> None:
        """Hold the image, in mid-stroke as well, or let it go."""
        self.space = held
        if held and self._tool_controller.dragging and not self._motion and self.cursor is not None:
            self._start("pan", replace(self._touch, at=self.cursor, button=_Button.NoButton))
        elif not held and self._motion == "pan" and self._button == _Button.NoButton:
            self.stop()
        self._surface.choose_cursor()

    def hold_keys(self, keys: Qt.KeyboardModifier) -> None:
        """Heed that Alt or Control is held: the ring says what would be painted."""
        self._update_ring()
        self._touch = replace(self._touch, keys=keys)
        self._update_ring()

    def stop(self) -> None:
        """End the pan, or whatever moves instead of a tool."""
        self._motion = ""
        self._surface.choose_cursor()

    def sample(self, touch: Touch) -> Sample:
        """Return what a tool needs to know of a touch."""
        at = self._surface.viewport.to_image((touch.at.x(), touch.at.y()))
        return Sample(*at, touch.pressure)

    @property
    def shows_ring(self) -> bool:
        """Whether a ring marks where the hand is."""
        quiet = self._motion in ("pan", "zoom") or (
            self.space and not self._tool_controller.dragging
        )
        ring = self._tool_controller.tool.cursor == "ring" or self.by_keys
        return self.cursor is not None and ring and not quiet

    @property
    def ring(self) -> float:
        """The ring's radius, in widget pixels."""
        if self._tool_controller.tool.cursor != "ring":
            return KEY_RADIUS
        return self._shown.radius * self._surface.viewport.zoom

    @property
    def ring_label(self) -> int | None:
        """The label that a press would paint now; None for a brush that paints none."""
        return self._shown.label if "label" in self._tool_controller.tool.options else None

    @property
    def _shown(self) -> ToolOptions:
        """What the drag paints with, or what a press would."""
        return self._dragged if self._tool_controller.dragging else self.options(self._touch)

    def options(self, touch: Touch) -> ToolOptions:
        """Return the options for a drag that begins with `touch`."""
        set_ = self._tool_controller.options
        alt = bool(touch.keys & _Modifier.AltModifier)
        control = bool(touch.keys & _Modifier.ControlModifier)
        other = touch.button == _Button.RightButton or touch.eraser or (alt and not control)
        label, radius = set_.label, set_.radius
        third = touch.barrel or (alt and control)
        erase = set_.erase or touch.eraser or third
        if third:
            label = UNKNOWN
        elif touch.eraser:
            label = BACKGROUND
            if "label" in self._tool_controller.tool.options and not self._tool_controller.linked:
                # The pen was turned round: that is another brush, with a size of its own.
                radius = self._tool_controller.radii.get(LABEL_NAMES[label], radius)
        elif other:
            label = OPPOSITE[label]
        return replace(set_, label=label, radius=radius, opposite=other, erase=erase)

    def _begin(self, touch: Touch) -> None:
        matte = self._document.matte
        if matte is None:
            return
        self._tool_controller.prepare(self._surface.size(), self._surface.ratio())
        options = self._dragged = self.options(touch)
        straight = bool(touch.keys & _Modifier.ShiftModifier)
        viewport = self._surface.viewport
        sample = self.sample(touch)
        self._from, self._strayed = touch.at, False
        self._by_hand = touch.held is not None
        dirty = self._tool_controller.begin(
            matte, sample, options, straight=straight, viewport=viewport
        )
        self._surface.show_drag(dirty)
        self.dragging.emit(self._tool_controller.dragging)

    def _end(self, touch: Touch) -> None:
        """End the drag; only now is anything written."""
        outcome = self._tool_controller.end()
        self.dragging.emit(self._tool_controller.dragging)
        self._touch = replace(touch, button=_Button.NoButton)
        self._repaint()
        if outcome is not None:
            self.made.emit(outcome, self._tool_controller.text)

    def _drop(self) -> None:
        """End the drag as if it had not been."""
        self._tool_controller.cancel()
        self.dragging.emit(self._tool_controller.dragging)
        self._repaint()

    def _let_go_of_tool(self) -> None:
        if self._is_menu_click(replace(self._touch, button=self._drag_button)):
            self._drop()
        elif self._tool_controller.dragging:
            self._end(self._touch)

    def _heed_held(self, touch: Touch) -> None:
        """End what goes on with a button that is down no more: somebody else had its release."""
        if touch.held is None:
            return
        if self._motion and self._button != _Button.NoButton and not touch.held & self._button:
            self.stop()
        if self._by_hand and not touch.held & self._drag_button:
            self._let_go_of_tool()

    def _is_menu_click(self, touch: Touch) -> bool:
        """Say whether a release ends a click that asks for the menu: one that would paint a dot."""
        right = touch.button == self._drag_button == _Button.RightButton and not touch.barrel
        paints = "label" in self._tool_controller.tool.options
        return right and self._tool_controller.dragging and paints and not self._strayed

    def _motion_of(self, touch: Touch) -> str:
        """Return what a press moves instead of a tool, or nothing."""
        left = touch.button == _Button.LeftButton
        if left and self.space:
            return "zoom" if touch.keys & _Modifier.ControlModifier else "pan"
        if touch.button == _Button.MiddleButton or (
            left and self._tool_controller.tool.cursor == "hand"
        ):
            return "pan"
        alt = bool(touch.keys & _Modifier.AltModifier)
        ring = self._tool_controller.tool.cursor == "ring"
        return "size" if touch.button == _Button.RightButton and alt and ring else ""

    def _start(self, motion: str, touch: Touch) -> None:
        if motion == "size" and self._tool_controller.dragging:
            return
        self._motion, self._button = motion, touch.button
        self._from, self._radius = touch.at, self._tool_controller.radius
        self.place(touch.at)
        self._surface.choose_cursor()

    def _follow(self, moved: QPointF, at: QPointF) -> None:
        viewport = self._surface.viewport
        if self._motion == "pan":
            self._surface.look_through(viewport.moved(moved.x(), moved.y()))
        elif self._motion == "zoom":
            zoom = viewport.zoom * 2 ** (moved.x() / _ZOOM)
            self._surface.look_through(viewport.zoomed(zoom, (self._from.x(), self._from.y())))
        else:
            self.set_radius(self._radius + (at.x() - self._from.x()) / viewport.zoom)

    def _update_ring(self) -> None:
        if self.cursor is not None:
            self._surface.repaint_soon(ring_rect(self.cursor, self.ring))

    def _repaint(self) -> None:
        size = self._surface.size()
        self._surface.show_drag(QRectF(0, 0, size.width(), size.height()))
