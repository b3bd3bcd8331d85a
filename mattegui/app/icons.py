"""Icons drawn in the colour of the text around them, sharp on every screen."""

from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mattegui.core.resources import resource

SIDE: Final = 24
_RATIOS: Final = (1, 1.25, 1.5, 2, 3)
_DRAWN_IN: Final = "#000000"


def tool_icon(name: str, palette: QPalette) -> QIcon:
    """Return the icon of a tool in the colours of a palette; a file in `resources/icons/tools`.

    Raises:
        OSError: There is no such file.
    """
    svg = resource("icons", "tools", f"{name}.svg").read_text(encoding="utf-8")
    icon = QIcon()
    groups = {
        QIcon.Mode.Normal: QPalette.ColorGroup.Active,
        QIcon.Mode.Disabled: QPalette.ColorGroup.Disabled,
    }
    for mode, group in groups.items():
        colour = palette.color(group, QPalette.ColorRole.ButtonText)
        for ratio in _RATIOS:
            icon.addPixmap(_drawn(svg, colour, ratio), mode)
    return icon


def _drawn(svg: str, colour: QColor, ratio: float) -> QPixmap:
    coloured = svg.replace(_DRAWN_IN, colour.name())
    pixmap = QPixmap(round(SIDE * ratio), round(SIDE * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(coloured.encode())).render(painter, QRectF(0, 0, SIDE, SIDE))
    painter.end()
    return pixmap
