"""The program as a process: what is imported when, and how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mattegui.core.resources import resource

WATCH = """
import json, sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from mattegui.app import main
from mattegui.app.window import Window

seen = {"torch before": [], "threads": []}

class Watched(Window):
    def showEvent(self, event):
        seen["torch before"].append("torch" in sys.modules)
        super().showEvent(event)

    def paintEvent(self, event):
        seen["torch before"].append("torch" in sys.modules)
        super().paintEvent(event)

main.Window = Watched
ticks = 0

def look():
    global ticks
    ticks += 1
    windows = [w for w in main.QApplication.topLevelWidgets() if isinstance(w, Watched)]
    loaded = bool(windows) and windows[0].status._device.text()
    opened = bool(windows) and windows[0].document.matte is not None
    if (loaded and opened) or ticks > 1200:
        seen["device"], seen["opened"] = loaded, opened
        seen["torch after"] = "torch" in sys.modules
        windows[0].close()
    else:
        QTimer.singleShot(50, look)

QTimer.singleShot(0, look)
code = main.run([Path(name) for name in sys.argv[2:]])
Path(sys.argv[1]).write_text(json.dumps(seen))
sys.exit(code)
"""


def test_a_start_and_an_end(tmp_path: Path, data_folder: Path) -> None:
    report = tmp_path / "seen.json"
    image = resource("samples", "chelsea.png")
    ended = subprocess.run(
        [sys.executable, "-c", WATCH, str(report), str(image)],
        check=False,
        capture_output=True,
        text=True,
        timeout=240,
    )
    complaints = [line for line in ended.stderr.splitlines() if "propagateSizeHints" not in line]
    assert complaints == []
    assert ended.returncode == 0
    seen = json.loads(report.read_text())
    assert len(seen["torch before"]) >= 2
    assert seen["torch before"][:2] == [False, False], "torch is imported after the window is seen"
    assert seen["torch after"]
    assert seen["opened"]
    assert "CPU" in seen["device"]
    settings = json.loads((data_folder / "settings.json").read_text("utf-8"))
    assert settings["recent"] == [str(image.resolve())]


def test_settings_that_cannot_be_read_are_not_lost(data_folder: Path) -> None:
    path = data_folder / "settings.json"
    path.write_text('{"coached": true,}', "utf-8")
    code = "import sys; from mattegui.app.main import run; sys.exit(run([], lambda w: later(w)))"
    later = "from PySide6.QtCore import QTimer; later = lambda w: QTimer.singleShot(0, w.close)"
    ended = subprocess.run([sys.executable, "-c", f"{later}; {code}"], check=False, timeout=240)
    assert ended.returncode == 0
    assert (data_folder / "settings.json.damaged").read_text("utf-8") == '{"coached": true,}'
    assert json.loads(path.read_text("utf-8"))["coached"] is False


@pytest.mark.parametrize("module", ["mattegui.app.main", "mattegui.app.window"])
def test_importing_the_app_does_not_import_torch(module: str) -> None:
    code = f"import sys, {module}; sys.exit('torch' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], check=False)
    assert ended.returncode == 0


def test_a_file_that_is_not_there_is_no_reason_to_open_a_window() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "mattegui", "mate"], check=False, capture_output=True, text=True
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("mattegui: there is no file mate")
