"""Which cursor suits what the hand does."""

from PySide6.QtCore import Qt

from mattegui.app.input.pointer import Pointer
from mattegui.app.tools.tool import Cursor

_Shape = Qt.CursorShape
_SHAPES: dict[Cursor, Qt.CursorShape] = {
    # The ring is drawn on the canvas, where it can be as large as the brush.
    "ring": _Shape.BlankCursor,
    "cross": _Shape.CrossCursor,
    "hand": _Shape.OpenHandCursor,
    "zoom": _Shape.PointingHandCursor,
}


def cursor_shape(pointer: Pointer, cursor: Cursor) -> Qt.CursorShape:
    """Return the shape for what goes on, or else for the tool in hand."""
    if pointer.motion == "pan":
        return _Shape.ClosedHandCursor
    if pointer.motion == "zoom":
        return _Shape.SizeHorCursor
    if pointer.space:
        return _Shape.OpenHandCursor
    return _SHAPES[cursor]
