"""How far an export is, and giving it up: what is told, what is shown, what lies on the disk."""

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mattegui.app import file_writer
from mattegui.app.exporting import Exporting
from mattegui.app.file_writer import Export
from mattegui.app.panels.export_strip import PATIENCE_MS, ExportStrip
from mattegui.app.settings import Settings
from mattegui.core.arrays import UNKNOWN
from mattegui.core.cancelling import Cancelled, Progress, stop_if
from mattegui.core.export import ExportOptions, apart
from tests.app.conftest import Rig
from tests.app.fakes import stroke
from tests.app.test_file_service import gate
from tests.samples import photo, write

ALPHA = ExportOptions(content="alpha")
CANCELLED = "The export of {} was cancelled; nothing was written."


class Heard:
    """What the file service said, in the order in which it came."""

    def __init__(self, rig: Rig) -> None:
        self.shares: list[float | None] = []
        self.outcomes: list[str] = []
        self.told: list[str] = []
        self.failed: list[str] = []
        rig.file_service.exporting.connect(self._note)
        rig.file_service.told.connect(self.told.append)
        rig.file_service.failed.connect(self.failed.append)

    def _note(self, export: Export) -> None:
        if export.outcome:
            self.outcomes.append(export.outcome)
        else:
            self.shares.append(export.share)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an export go on until it is cancelled, leaving what half an export leaves."""

    def write_half(
        path: Path, *_: object, cancelled: Cancelled, progress: Progress, **__: object
    ) -> None:
        progress(0.5)
        while True:
            stop_if(cancelled)

    monkeypatch.setattr(file_writer, "write_export", write_half)


def test_progress_is_told_until_the_file_is_there(shown: Rig, qtbot: QtBot, tmp_path: Path) -> None:
    shown.open(qtbot, write(tmp_path / "tall.png", photo(900, 60)))
    shown.settle(qtbot)
    heard = Heard(shown)
    with qtbot.waitSignal(shown.file_service.settled, timeout=20_000):
        shown.file_service.export(tmp_path / "a.png")
    shares = [share for share in heard.shares if share is not None]
    assert heard.shares[0] == 0
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(shares) > 3
    assert heard.outcomes == ["Wrote a.png"]
    assert not shown.file_service.writing


@pytest.mark.usefixtures("slow")
def test_a_cancelled_export_says_so_and_leaves_the_old_file(
    shown: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    heard = Heard(shown)
    path = tmp_path / "a.png"
    path.write_bytes(b"the old file")
    shown.file_service.export(path)
    qtbot.waitUntil(lambda: heard.shares[-1] == 0.5, timeout=20_000)
    with qtbot.waitSignal(shown.file_service.settled, timeout=20_000):
        shown.file_service.cancel_export()
    assert heard.outcomes == heard.told == [CANCELLED.format("a.png")]
    assert not heard.failed
    assert not shown.file_service.writing
    assert path.read_bytes() == b"the old file"


def test_an_encoder_that_cannot_be_stopped_is_ended(
    shown: Rig, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "WORTH_IT", 0)
    shown.open(qtbot, write(tmp_path / "large.png", photo(1200, 1600)))
    shown.settle(qtbot)
    heard = Heard(shown)
    shown.file_service.export(tmp_path / "a.jxl", ExportOptions(format="jxl", compression=9))
    qtbot.waitUntil(lambda: heard.shares[-1] == 1, timeout=60_000)
    with qtbot.waitSignal(shown.file_service.settled, timeout=5_000):
        shown.file_service.cancel_export()
    assert heard.outcomes == [CANCELLED.format("a.jxl")]
    assert [path.name for path in tmp_path.iterdir() if ".jxl" in path.name] == []


def test_an_export_that_waits_for_the_alpha_can_be_cancelled(
    shown: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    heard = Heard(shown)
    engine = gate(shown)
    stroke(shown.document, UNKNOWN, 30, (100, 100))
    shown.file_service.export(tmp_path / "a.png", ALPHA)
    shown.file_service.export(tmp_path / "b.png", ALPHA)
    assert heard.shares == [None, None]
    shown.file_service.cancel_export()
    assert heard.outcomes == [CANCELLED.format("a.png")]
    assert shown.file_service.writing
    with qtbot.waitSignal(shown.file_service.exported, timeout=20_000) as exported:
        engine.gate = None
    assert exported.args == [tmp_path / "b.png"]
    qtbot.waitUntil(lambda: not shown.file_service.writing, timeout=5_000)
    assert not (tmp_path / "a.png").exists()
    shown.file_service.cancel_export()
    assert len(heard.outcomes) == 2


@pytest.mark.usefixtures("slow")
def test_what_is_opened_does_not_wait_for_an_export(
    shown: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    shown.file_service.export(tmp_path / "a.png")
    shown.open(qtbot, write(tmp_path / "next.png", photo(50, 60)))
    assert shown.file_service.writing
    with qtbot.waitSignal(shown.file_service.settled, timeout=20_000):
        shown.file_service.cancel_export()


@pytest.mark.usefixtures("slow")
def test_the_window_closes_once_the_export_is_cancelled(
    shown: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    heard = Heard(shown)
    shown.file_service.export(tmp_path / "a.png")
    qtbot.waitUntil(lambda: heard.shares[-1] == 0.5, timeout=20_000)
    assert not shown.window.close()
    shown.window.exports.cancel.click()
    qtbot.waitUntil(lambda: not shown.window.isVisible(), timeout=20_000)


@pytest.mark.usefixtures("slow")
def test_window_and_dialog_show_the_export_and_cancel_it(
    shown: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    heard = Heard(shown)
    shown.file_service.export(tmp_path / "a.png")
    qtbot.waitUntil(lambda: heard.shares[-1] == 0.5, timeout=20_000)
    # A dialog that is opened now knows of it as well.
    shown.window.exporting.show(lambda: None)
    dialog = shown.window.exporting.dialog
    assert dialog is not None
    for strip in (shown.window.exports, dialog.strip):
        qtbot.waitUntil(strip.isVisible, timeout=5_000)
        assert strip.label.text() == "Exporting a.png …"
        assert strip.bar.value() == 50
    dialog.strip.cancel.click()
    assert not shown.window.exports.cancel.isEnabled()
    assert shown.window.exports.label.text() == "Giving up a.png …"
    qtbot.waitUntil(lambda: not shown.window.exports.isVisible(), timeout=20_000)
    assert dialog.strip.label.text() == CANCELLED.format("a.png")
    assert not dialog.strip.cancel.isVisible()
    dialog.close()


def test_a_failure_is_told_in_the_dialog(shown: Rig, qtbot: QtBot, tmp_path: Path) -> None:
    shown.window.exporting.show(lambda: None)
    dialog = shown.window.exporting.dialog
    assert dialog is not None
    assert shown.document.matte is not None
    shown.document.matte.alpha[:] = np.float32(0)
    with qtbot.waitSignal(shown.file_service.failed, timeout=20_000):
        shown.file_service.export(tmp_path / "a.png", ExportOptions(crop=True))
    assert "nothing to crop to" in dialog.strip.label.text()
    dialog.close()


def strip_after(qtbot: QtBot, *, lasting: bool, **changes: object) -> ExportStrip:
    strip = ExportStrip(lasting=lasting)
    qtbot.addWidget(strip)
    strip.follow(Export(Path("a.jxl"), ExportOptions(), **changes))  # type: ignore[arg-type]
    return strip


@pytest.mark.parametrize(
    ("share", "sentence", "most"),
    [
        (0.0, "Exporting a.jxl …", 0),
        (None, "a.jxl waits for the alpha …", 0),
        (0.25, "Exporting a.jxl …", 100),
        (1.0, "Finishing a.jxl …", 0),
    ],
)
def test_what_nobody_can_know_is_a_bar_that_moves(
    share: float | None, sentence: str, most: int, qtbot: QtBot
) -> None:
    strip = strip_after(qtbot, lasting=False, share=share)
    assert strip.label.text() == sentence
    assert strip.bar.maximum() == most


def test_what_is_soon_over_shows_no_strip(qtbot: QtBot) -> None:
    strip = strip_after(qtbot, lasting=False, share=0.5)
    strip.follow(Export(Path("a.png"), ExportOptions(), outcome="Wrote a.png"))
    qtbot.wait(PATIENCE_MS + 50)
    assert strip.isHidden()
    lasting = strip_after(qtbot, lasting=True, outcome="Wrote a.png")
    assert not lasting.isHidden()


def test_without_a_dialog_the_export_goes_on(shown: Rig, qtbot: QtBot) -> None:
    exporting = Exporting(shown.document, shown.workers.files, Settings(), shown.window)
    exporting.follow(Export(Path("a.png"), ExportOptions(), share=0.5))
    assert exporting.dialog is None
