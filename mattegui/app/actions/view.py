"""The View menu: the way the work and the window look."""

from typing import Final

from mattegui.app.actions.spec import SEPARATOR, ActionSpec, Menu

_ACTIONS: Final = {
    "next-view": ActionSpec("&Next View", ("F",), lambda c: c.views.step(1), "image"),
    "last-view": ActionSpec("Pre&vious View", ("Shift+F",), lambda c: c.views.step(-1), "image"),
    "toggle-alpha": ActionSpec("Show &Alpha", ("A",), lambda c: c.views.toggle("alpha"), "image"),
    "toggle-trimap": ActionSpec(
        "Show Tri&map", ("M",), lambda c: c.views.toggle("trimap"), "image"
    ),
    "fit": ActionSpec("&Fit", ("Ctrl+0",), lambda c: c.canvas.fit(), "image"),
    "actual": ActionSpec("&100 %", ("Ctrl+1",), lambda c: c.canvas.zoom_to(1), "image"),
    "zoom-in": ActionSpec("Zoom &In", ("+", "="), lambda c: c.canvas.zoom_step(1), "image"),
    "zoom-out": ActionSpec("Zoom &Out", ("-",), lambda c: c.canvas.zoom_step(-1), "image"),
    "docks": ActionSpec("Hide &Panels", ("F12",), lambda c: c.frame.toggle_panels()),
    "full-screen": ActionSpec("F&ull Screen", ("F11",), lambda c: c.frame.toggle_full_screen()),
    "theme-system": ActionSpec(
        "Colours of the Des&ktop", (), lambda c: c.frame.set_theme("system")
    ),
    "theme-dark": ActionSpec("&Dark", (), lambda c: c.frame.set_theme("dark")),
    "theme-light": ActionSpec("&Light", (), lambda c: c.frame.set_theme("light")),
}

VIEW: Final = Menu(
    "&View",
    _ACTIONS,
    (
        "next-view",
        "last-view",
        "toggle-alpha",
        "toggle-trimap",
        SEPARATOR,
        "fit",
        "actual",
        "zoom-in",
        "zoom-out",
        SEPARATOR,
        "docks",
        "full-screen",
        SEPARATOR,
        "theme-system",
        "theme-dark",
        "theme-light",
    ),
)
