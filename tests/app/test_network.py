"""The application never speaks to the network: not at its start, not at work, not at its end."""

import json
import subprocess
import sys
from pathlib import Path

from mattegui.core.resources import resource

WATCH = """
import json, socket, sys
from pathlib import Path

report, image, trimap, cutout = map(Path, sys.argv[1:])
seen = {"calls": [], "done": []}

def refuse(name):
    def call(*arguments, **options):
        seen["calls"].append(name)
        raise OSError(f"{name} was called")
    return call

for name in ("connect", "connect_ex", "sendto", "bind"):
    setattr(socket.socket, name, refuse(name))
for name in ("getaddrinfo", "gethostbyname", "create_connection"):
    setattr(socket, name, refuse(name))

def listen(event, arguments):
    # Whatever goes round the names above.
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        seen["calls"].append(event)
    if event == "socket.connect" and not isinstance(arguments[1], (str, bytes)):
        seen["calls"].append(event)

sys.addaudithook(listen)

from PySide6.QtCore import QTimer
from mattegui.app.main import run

def meet(window):
    ticks = 0
    files, solver, document = window.file_service, window.solver, window.document
    files.exported.connect(lambda path: seen["done"].append(Path(path).name))
    files.failed.connect(lambda words: seen["done"].append(words))
    files.opened.connect(lambda path: QTimer.singleShot(0, act))

    def act():
        seen["done"].append("opened")
        files.export(cutout)

    def look():
        nonlocal ticks
        ticks += 1
        if len(seen["done"]) > 1 or ticks > 2400:
            seen["qt network"] = [name for name in sys.modules if name.endswith("QtNetwork")]
            seen["solved"] = solver.up_to_date
            document.stack.setClean()
            window.close()
        else:
            QTimer.singleShot(50, look)

    QTimer.singleShot(0, lambda: files.open(image, trimap))
    QTimer.singleShot(0, look)

code = run([], meet)
report.write_text(json.dumps(seen))
sys.exit(code)
"""


def test_opening_matting_and_exporting_need_no_network(tmp_path: Path) -> None:
    report, cutout = tmp_path / "seen.json", tmp_path / "cutout.png"
    image, trimap = resource("samples", "chelsea.png"), resource("samples", "chelsea_trimap.png")
    arguments = [report, image, trimap, cutout]
    ended = subprocess.run(
        [sys.executable, "-c", WATCH, *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert ended.returncode == 0, ended.stderr
    seen = json.loads(report.read_text())
    assert seen["calls"] == []
    assert seen["done"] == ["opened", "cutout.png"]
    assert seen["solved"]
    assert seen["qt network"] == []
    assert cutout.stat().st_size > 10_000
