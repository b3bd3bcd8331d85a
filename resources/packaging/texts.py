"""The texts of the installers, filled with what the program is called."""

import re
from typing import Any, Final

from mattegui import __version__, about

NUMBERS: Final = f"{__version__}.0"
"""The version as Windows wants it: four numbers."""

FACTS: Final = {
    "NAME": about.NAME,
    "COMMAND": about.COMMAND,
    "APP_ID": about.APP_ID,
    "SUMMARY": about.SUMMARY,
    "HOMEPAGE": about.HOMEPAGE,
    "AUTHORS": about.AUTHORS,
    "CONTACT": about.CONTACT,
    "LICENCE": about.LICENCE,
    "VERSION": __version__,
    "VERSION_TUPLE": NUMBERS.replace(".", ", "),
}

PROJECT_TYPE: Final = "image/openraster"
"""Projects are OpenRaster files; shared-mime-info knows the type, and its ending .ora."""

IMAGE_TYPES: Final = (
    *("image/bmp", "image/gif", "image/jpeg", "image/jxl", "image/png", "image/tiff"),
    *("image/vnd.adobe.photoshop", "image/webp", "image/x-exr"),
)


def fill(text: str, **more: str) -> str:
    """Return a text with every @FACT@ replaced.

    Raises:
        KeyError: The text asks for a fact that there is not.
    """
    facts = FACTS | {"MIME_TYPES": ";".join((*IMAGE_TYPES, PROJECT_TYPE, ""))} | more
    return re.sub(r"@([A-Z_]+)@", lambda match: facts[match.group(1)], text)


def bundle_facts() -> dict[str, Any]:
    """Return what macOS has to know of the program: its Info.plist."""
    images = ("public.png", "public.jpeg", "public.tiff", "org.webmproject.webp")
    image = {
        "CFBundleTypeName": "Image",
        "CFBundleTypeRole": "Editor",
        "LSHandlerRank": "Alternate",
        "LSItemContentTypes": [*images, "com.microsoft.bmp", "com.ilm.openexr-image"],
    }
    project = {
        "CFBundleTypeName": "OpenRaster project",
        "CFBundleTypeRole": "Editor",
        "CFBundleTypeExtensions": ["ora"],
        "LSHandlerRank": "Default",
    }
    return {
        "CFBundleShortVersionString": __version__,
        "CFBundleDocumentTypes": [image, project],
        "LSApplicationCategoryType": "public.app-category.photography",
        # That of torch's wheels.
        "LSMinimumSystemVersion": "14.0",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": about.AUTHORS,
    }
