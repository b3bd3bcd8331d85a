"""The tools, without Qt: a list of points in, an `Edit` out."""

from typing import Final

from mattegui.app.tools.brush import Brush
from mattegui.app.tools.tool import Tool

TOOLS: Final[dict[str, Tool]] = {
    "brush": Brush(),
}
