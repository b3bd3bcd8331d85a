"""The Select menu: the trimap as a whole."""

from typing import Final

from mattegui.app.actions.spec import SEPARATOR, ActionSpec, Menu

_ACTIONS: Final = {
    "auto-trimap": ActionSpec(
        "&Make Trimap Round the Subject",
        ("Ctrl+T",),
        lambda c: c.paint_controller.make_trimap(),
        "image",
    ),
    "select-box": ActionSpec(
        "Subject from a &Box", (), lambda c: c.paint_controller.choose_tool("subject-box"), "image"
    ),
    "select-lasso": ActionSpec(
        "Subject from a &Lasso",
        (),
        lambda c: c.paint_controller.choose_tool("subject-lasso"),
        "image",
    ),
    "find-again": ActionSpec(
        "&Find the Subject Again",
        ("Ctrl+Shift+T",),
        lambda c: c.paint_controller.find_again(),
        "image",
    ),
    "trimap-from-mask": ActionSpec("&Trimap from Mask…", (), lambda c: c.files.ask_mask(), "image"),
    "grow": ActionSpec("&Grow Unknown…", (), lambda c: c.paint_controller.grow(), "image"),
    "shrink": ActionSpec("&Shrink Unknown…", (), lambda c: c.paint_controller.shrink(), "image"),
    "smooth": ActionSpec("Sm&ooth Unknown…", (), lambda c: c.paint_controller.smooth(), "image"),
    "edges": ActionSpec(
        "Mark &Edges Unknown…", (), lambda c: c.paint_controller.mark_edges(), "image"
    ),
    "invert": ActionSpec("&Invert", ("Ctrl+I",), lambda c: c.paint_controller.invert(), "image"),
    "clear": ActionSpec(
        "&Clear", ("Ctrl+Shift+Del",), lambda c: c.paint_controller.clear(), "image"
    ),
}

SELECT: Final = Menu(
    "Se&lect",
    _ACTIONS,
    (
        "auto-trimap",
        "select-box",
        "select-lasso",
        "find-again",
        "trimap-from-mask",
        SEPARATOR,
        "grow",
        "shrink",
        "smooth",
        "edges",
        SEPARATOR,
        "invert",
        "clear",
    ),
)
