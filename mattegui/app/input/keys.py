"""`KeyBrush`: the tools by keyboard, and the keys that are held while the mouse works."""

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from mattegui.app.input.pointer import Pointer
from mattegui.app.input.surface import Surface
from mattegui.app.input.touch import Touch

_Key = Qt.Key
_WAYS: Final = {
    _Key.Key_Left: (-1, 0),
    _Key.Key_Right: (1, 0),
    _Key.Key_Up: (0, -1),
    _Key.Key_Down: (0, 1),
}
_FAR: Final = 10
_MARGIN: Final = 24
"""Widget pixels from the edge at which the image moves along."""


class KeyBrush:
    """Arrows move the brush by an image pixel, with Shift by ten; the full stop paints while held.

    Where an image pixel is smaller than one of the screen, a step is one of the screen.
    """

    def __init__(self, surface: Surface, pointer: Pointer) -> None:
        self._surface, self._pointer = surface, pointer
        self._painting = False

    def press(self, event: QKeyEvent) -> bool:
        """Heed a key; say whether it meant anything."""
        key = _Key(event.key())
        if key in _WAYS:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move(*_WAYS[key], _FAR if far else 1)
        elif key == _Key.Key_Period:
            if not event.isAutoRepeat() and not self._painting:
                self._painting = True
                self._pointer.press(self._touch(Qt.MouseButton.LeftButton))
        else:
            return self._hold(event, held=True)
        return True

    def release(self, event: QKeyEvent) -> bool:
        """Heed that a key is let go; say whether it meant anything."""
        if event.key() != _Key.Key_Period:
            return event.key() in _WAYS or self._hold(event, held=False)
        if not event.isAutoRepeat():
            self.let_go()
        return True

    def let_go(self) -> None:
        """End the stroke that is painted by keyboard."""
        if self._painting:
            self._painting = False
            self._pointer.release(self._touch(Qt.MouseButton.LeftButton))

    def _hold(self, event: QKeyEvent, *, held: bool) -> bool:
        key = event.key()
        if key == _Key.Key_Space and not event.isAutoRepeat():
            self._pointer.hold_space(held=held)
        elif key in (_Key.Key_Alt, _Key.Key_Control):
            flag = {
                _Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
                _Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
            }[_Key(key)]
            keys = event.modifiers()
            self._pointer.hold_keys(keys | flag if held else keys & ~flag)
            return False
        return bool(key == _Key.Key_Space)

    def _move(self, x: int, y: int, steps: int) -> None:
        step = steps * max(1.0, self._surface.viewport.zoom)
        at = self._touch().at + QPointF(x * step, y * step)
        at -= self._scrolled(at)
        self._pointer.move(Touch(at))
        self._pointer.place(at, by_keys=True)

    def _scrolled(self, at: QPointF) -> QPointF:
        """Move the image so that `at` is not lost from sight; return by how much."""
        size = self._surface.size()
        x = at.x() - min(max(at.x(), _MARGIN), size.width() - _MARGIN)
        y = at.y() - min(max(at.y(), _MARGIN), size.height() - _MARGIN)
        if x or y:
            self._surface.look_through(self._surface.viewport.moved(-x, -y))
        return QPointF(x, y)

    def _touch(self, button: Qt.MouseButton = Qt.MouseButton.NoButton) -> Touch:
        """Return a touch where the brush is; in the middle of the canvas if it is nowhere."""
        at = self._pointer.cursor
        if at is None:
            size = self._surface.size()
            at = QPointF(size.width() / 2, size.height() / 2)
            self._pointer.place(at, by_keys=True)
        return Touch(at, button)
