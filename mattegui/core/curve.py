"""`Curve`: how all of a derived alpha is stretched, as compositors clip and bend their mattes."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from mattegui.core.arrays import Alpha

NARROWEST: Final = 0.01
"""How far black and white must at least lie apart."""
GAMMAS: Final = (0.1, 10.0)
_SPARE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Curve:
    """α' = clip((α − black) / (white − black))^(1 / gamma): 0 and 1 stay what they are.

    Attributes:
        black: What becomes 0, and all below; haze is what lies there.
        white: What becomes 1, and all above; holes are what lies there.
        gamma: More than 1 makes what lies between denser, less makes it thinner.

    Raises:
        ValueError: One of them is no number, or none that makes sense.
    """

    black: float = 0.0
    white: float = 1.0
    gamma: float = 1.0

    def __post_init__(self) -> None:
        least, most = GAMMAS
        try:
            finite = all(map(math.isfinite, (self.black, self.white, self.gamma)))
        except OverflowError:
            # A whole number that is too large for a float.
            finite = False
        if not finite:
            raise ValueError(f"{self} holds what is no finite number")
        # The difference of two such numbers is rounded.
        if self.black < 0 or self.white > 1 or self.white - self.black < NARROWEST - 1e-9:
            raise ValueError(
                f"black {self.black} and white {self.white} do not lie in [0, 1], "
                f"black at least {NARROWEST} below white"
            )
        if not least <= self.gamma <= most:
            raise ValueError(f"gamma {self.gamma} does not lie between {least} and {most}")

    @property
    def is_straight(self) -> bool:
        """Whether it leaves everything as it is."""
        return self == STRAIGHT

    def applied(self, alpha: Alpha) -> Alpha:
        """Return an alpha stretched by it; `alpha` itself, not a copy, if it is straight."""
        if self.is_straight or not alpha.size:
            return alpha
        # A little more, so that rounding does not leave what is to be 1 below it.
        scale = (1 + _SPARE) / (self.white - self.black)
        stretched: Alpha = (alpha - np.float32(self.black)) * np.float32(scale)
        np.clip(stretched, 0, 1, out=stretched)
        if self.gamma != 1:
            np.power(stretched, np.float32(1 / self.gamma), out=stretched)
        return stretched


STRAIGHT: Final = Curve()
