"""The tools, without Qt: a list of points in, an `Edit` or what leads to one out."""

from typing import Final

from mattegui.app.tools.brush import Brush
from mattegui.app.tools.decontaminate import Decontaminate
from mattegui.app.tools.dropper import Dropper
from mattegui.app.tools.edge import EdgeBand
from mattegui.app.tools.ellipse import Ellipse
from mattegui.app.tools.flood import Flood
from mattegui.app.tools.lasso import Lasso
from mattegui.app.tools.move import Move
from mattegui.app.tools.rectangle import Rectangle
from mattegui.app.tools.retouch import Retouch
from mattegui.app.tools.subject_box import SubjectBox
from mattegui.app.tools.subject_lasso import SubjectLasso
from mattegui.app.tools.tool import Tool
from mattegui.app.tools.wand import Wand
from mattegui.app.tools.zoom import Zoom

TOOLS: Final[dict[str, Tool]] = {
    "subject-box": SubjectBox(),
    "subject-lasso": SubjectLasso(),
    "brush": Brush(),
    "lasso": Lasso(),
    "rectangle": Rectangle(),
    "ellipse": Ellipse(),
    "flood": Flood(),
    "wand": Wand(),
    "edge": EdgeBand(),
    "retouch": Retouch(),
    "decontaminate": Decontaminate(),
    "dropper": Dropper(),
    "move": Move(),
    "zoom": Zoom(),
}
"""In the order of the toolbox."""
