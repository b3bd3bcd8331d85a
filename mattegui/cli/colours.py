"""Colours as they are written on the command line."""

import re
from typing import Final

NAMED_COLOURS: Final = {
    "black": (0, 0, 0),
    "blue": (0, 0, 255),
    "green": (0, 177, 64),
    "grey": (128, 128, 128),
    "red": (255, 0, 0),
    "white": (255, 255, 255),
}


def parse_colour(text: str) -> tuple[int, int, int]:
    """Return the RGB of '#rrggbb', '#rgb' or one of the names in `NAMED_COLOURS`.

    Raises:
        ValueError: It is none of these.
    """
    if text.lower() in NAMED_COLOURS:
        return NAMED_COLOURS[text.lower()]
    digits = text.removeprefix("#")
    if not re.fullmatch(r"[0-9a-fA-F]{3}|[0-9a-fA-F]{6}", digits):
        names = ", ".join(NAMED_COLOURS)
        raise ValueError(f"{text!r} is no colour: write #rrggbb, #rgb or one of {names}")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
