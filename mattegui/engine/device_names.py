"""Where a network can run, by name; the window and the command line need no torch to know it."""

from typing import Final, Literal, TypeAlias, get_args

DeviceName: TypeAlias = Literal["auto", "cuda", "mps", "cpu"]
DEVICES: Final[tuple[DeviceName, ...]] = get_args(DeviceName)
