"""What the program is called: the one place for installers, menus and the desktop to take it from.

The version is `mattegui.__version__`.
"""

from typing import Final

NAME: Final = "MatteGUI"

COMMAND: Final = "mattegui"
"""What is typed in a terminal; also the name of the package and of its folder."""

APP_ID: Final = "io.github.mattegui.MatteGUI"
"""The desktop's name for the program: of its desktop entry, its icons and its bundle."""

SUMMARY: Final = "Cut out hair, fur and smoke"

HOMEPAGE: Final = "https://github.com/mattegui/mattegui"

AUTHORS: Final = "The MatteGUI authors"

CONTACT: Final = "mattegui@users.noreply.github.com"

LICENCE: Final = "MIT"
