"""What turning the wheel means."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

from mattegui.app.input.pointer import Pointer
from mattegui.app.input.surface import Surface

_Modifier = Qt.KeyboardModifier


def turn(surface: Surface, pointer: Pointer, event: QWheelEvent) -> None:
    """Zoom at the cursor; with Shift change the brush's size."""
    # With Alt or Shift some platforms turn the wheel sideways.
    turned = event.angleDelta().y() or event.angleDelta().x()
    keys = event.modifiers()
    viewport, pixels = surface.viewport, event.pixelDelta()
    if keys & _Modifier.ShiftModifier:
        pointer.scale_radius(1.1 ** (turned / 120))
    elif pixels.isNull() or keys & _Modifier.ControlModifier:
        at = event.position()
        zoom = viewport.zoom * 2 ** (turned / 360)
        surface.look_through(viewport.zoomed(zoom, (at.x(), at.y())))
    else:
        # Two fingers on a touchpad push the image.
        surface.look_through(viewport.moved(pixels.x(), pixels.y()))
