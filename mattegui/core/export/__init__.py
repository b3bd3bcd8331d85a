"""What can be written of a finished matte, and in which formats.

`EXPORTERS` says what is written, `FORMATS` as what; `ExportOptions` holds every choice.
"""

from mattegui.core.export.checks import (
    check_destination,
    check_options,
    content_rect,
    default_name,
    format_of,
)
from mattegui.core.export.contents import EXPORTERS
from mattegui.core.export.estimate import estimated_size
from mattegui.core.export.formats import FORMATS, Format
from mattegui.core.export.options import DEPTHS, HIDDEN, PRIVACY_WARNING, ExportOptions
from mattegui.core.export.writing import export_foreground, render_export, write_export

__all__ = [
    "DEPTHS",
    "EXPORTERS",
    "FORMATS",
    "HIDDEN",
    "PRIVACY_WARNING",
    "ExportOptions",
    "Format",
    "check_destination",
    "check_options",
    "content_rect",
    "default_name",
    "estimated_size",
    "export_foreground",
    "format_of",
    "render_export",
    "write_export",
]
