"""`stack.xml` of an OpenRaster file: which layers there are, and where they lie.

It may not define entities, and nothing in it may be larger than a canvas or a stack is.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NoReturn
from xml.parsers import expat

from mattegui.core.openraster import STACK, OpenRasterError

MAX_PIXELS: Final = 1_000_000_000
MAX_DEPTH: Final = 64


@dataclass(frozen=True, slots=True)
class StackEntry:
    """A layer as `stack.xml` lists it.

    Attributes:
        name: As the user sees it.
        part: Name of its PNG in the ZIP.
        x: Of its left edge on the canvas, in pixels; may be negative.
        y: Of its upper edge.
    """

    name: str
    part: str
    x: int
    y: int


class Stack:
    """What `stack.xml` says.

    Args:
        text: The part's bytes.
        most: How many layers it may list.
        fail: Called with `STACK` and what is wrong with it; raises an `OpenRasterError`.

    Attributes:
        width: Of the canvas, in pixels.
        height: Of the canvas.
        entries: The layers of all groups, the topmost first.
    """

    def __init__(self, text: bytes, most: int, fail: Callable[[str, str], NoReturn]) -> None:
        self.width = self.height = 0
        self.entries: list[StackEntry] = []
        self._most, self._fail = most, fail
        self._depth = 0
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.ParseFile(io.BytesIO(text))
        except OpenRasterError:
            raise
        # An unknown or contradictory encoding is not an ExpatError.
        except (expat.ExpatError, LookupError, ValueError) as error:
            fail(STACK, f"it is damaged: {error}")
        if not self.width:
            fail(STACK, "it has no <image> element")

    def _refuse_doctype(self, *_: object) -> None:
        # Entities are defined there and nowhere else: without it a text cannot grow.
        self._fail(STACK, "it defines a document type, which OpenRaster files do not have")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._fail(STACK, f"it is nested more than {MAX_DEPTH} levels deep")
        if name == "image" and self._depth == 1:
            self.width, self.height = (self._whole(attributes, key) for key in "wh")
            if min(self.width, self.height) < 1 or self.width * self.height > MAX_PIXELS:
                self._fail(STACK, f"it claims a canvas of {self.width}×{self.height} pixels")
        elif name == "layer":
            if len(self.entries) >= self._most:
                self._fail(STACK, f"it lists more than {self._most} layers")
            x, y = (self._whole(attributes, key, "0") for key in "xy")
            part = attributes.get("src", "")
            self.entries.append(StackEntry(attributes.get("name", ""), part, x, y))

    def _end(self, name: str) -> None:
        self._depth -= 1

    def _whole(self, attributes: dict[str, str], key: str, default: str = "") -> int:
        text = attributes.get(key, default)
        # Nine digits are more than any canvas has; Python would take millions.
        if not text.lstrip("-").isdecimal() or len(text) > 10:
            self._fail(STACK, f"{key}={text[:40]!r} is not a number of pixels")
        return int(text)
