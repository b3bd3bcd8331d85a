"""`Touch`: what mouse, pen and keyboard have in common."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPointingDevice, QTabletEvent

_Button = Qt.MouseButton
_BARREL = _Button.RightButton | _Button.MiddleButton


@dataclass(frozen=True, slots=True)
class Touch:
    """A press, a movement or a release.

    Attributes:
        at: Where, in widget pixels.
        button: Pressed or released; none for a movement.
        keys: Held meanwhile.
        pressure: In [0, 1]; 1 for all but pens.
        eraser: It is the eraser's end of a pen.
        barrel: The button on a pen's barrel is held.
        held: The buttons that are down after it; a pen's tip is the left one. Of keys, None: they
            know nothing of buttons.
    """

    at: QPointF
    button: Qt.MouseButton = _Button.NoButton
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    pressure: float = 1.0
    eraser: bool = False
    barrel: bool = False
    held: Qt.MouseButton | None = None

    @classmethod
    def of_mouse(cls, event: QMouseEvent, ratio: float = 1.0) -> "Touch":
        """Return what a mouse does.

        Args:
            event: Its position is the corner of one of the screen's pixels; meant is the middle.
            ratio: The screen's pixels for each widget pixel.
        """
        middle = QPointF(0.5, 0.5) / ratio
        at = event.position() + middle
        return cls(at, event.button(), event.modifiers(), held=event.buttons())

    @classmethod
    def of_pen(cls, event: QTabletEvent) -> "Touch":
        """Return what a pen does; its tip is the left button, however its barrel is set up."""
        barrel = bool(event.buttons() & _BARREL) or bool(event.button() & _BARREL)
        return cls(
            event.position(),
            _tip(event),
            event.modifiers(),
            event.pressure(),
            event.pointerType() == QPointingDevice.PointerType.Eraser,
            barrel,
            # Some drivers report a barrel button instead of the tip's.
            _Button.LeftButton if event.buttons() else _Button.NoButton,
        )


def _tip(event: QTabletEvent) -> Qt.MouseButton:
    """Return the left button if it is the tip that is put down or lifted, else none.

    Drivers report a barrel button held with the tip as another button instead of the tip's; but
    one that is pressed in the air, or let go while the tip is down, moves nothing.
    """
    pressed, button = event.type() == QEvent.Type.TabletPress, event.button()
    in_the_air = pressed and button != _Button.LeftButton and event.pressure() == 0
    still_down = not pressed and bool(event.buttons() & _Button.LeftButton)
    if button == _Button.NoButton or in_the_air or still_down:
        return _Button.NoButton
    return _Button.LeftButton
