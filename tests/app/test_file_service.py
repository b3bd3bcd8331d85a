import threading
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mattegui.core.arrays import FOREGROUND, UNKNOWN, Trimap
from mattegui.core.export import ExportOptions
from mattegui.core.matte import Matte
from tests.app.conftest import Rig
from tests.app.fakes import FakeSession, stroke
from tests.samples import disc, photo, read_back, write


@pytest.fixture
def trimap_path(tmp_path: Path) -> Path:
    return write(tmp_path / "trimap.png", disc(300, 400)[1])


def matte_of(rig: Rig) -> Matte:
    assert rig.document.matte is not None
    return rig.document.matte


def gate(rig: Rig) -> FakeSession:
    """Hold back every patch from now on, and return what holds it."""
    engine = rig.solver._session
    assert isinstance(engine, FakeSession)
    engine.gate = threading.Semaphore(0)
    return engine


BAD: dict[str, bytes] = {
    "empty.png": b"",
    "text.jpg": b"this is no picture",
    "cut.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
}


@pytest.mark.parametrize("name", [*BAD, "missing.png"])
def test_a_bad_file_is_a_sentence_and_the_work_stays(
    shown: Rig, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    stroke(shown.document, UNKNOWN, 30, (100, 100))
    shown.settle(qtbot)
    matte, before = matte_of(shown), matte_of(shown).trimap.tobytes()
    path = tmp_path / name
    if name in BAD:
        path.write_bytes(BAD[name])
    with (
        qtbot.assertNotEmitted(shown.document.opened),
        qtbot.waitSignal(shown.file_service.failed, timeout=5000) as failed,
    ):
        shown.file_service.open(path)
    assert failed.args is not None
    assert failed.args[0].startswith(f"{name} could not be opened: ")
    assert shown.window.messages.text == failed.args[0]
    assert shown.document.matte is matte
    assert matte.trimap.tobytes() == before
    assert shown.document.can_undo


def test_a_bad_file_does_not_stop_the_solving(shown: Rig, qtbot: QtBot, tmp_path: Path) -> None:
    engine = gate(shown)
    stroke(shown.document, UNKNOWN, 30, (100, 100))
    with qtbot.waitSignal(shown.file_service.failed, timeout=5000):
        shown.file_service.open(tmp_path / "missing.png")
    assert shown.solver.busy
    engine.gate = None
    shown.settle(qtbot)


def test_an_image_comes_with_its_trimap(
    rig: Rig, qtbot: QtBot, photo_path: Path, trimap_path: Path
) -> None:
    rig.open(qtbot, photo_path, trimap_path)
    assert np.array_equal(matte_of(rig).trimap, disc(300, 400)[1])
    assert not rig.document.can_undo


def test_an_image_with_an_alpha_channel_makes_its_own_trimap(
    rig: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    image, _, alpha = disc(120, 160)
    pixels = np.dstack([image, np.rint(alpha * 255).astype(np.uint8)])
    path = write(tmp_path / "cutout.png", pixels)
    with qtbot.waitSignal(rig.file_service.told, timeout=5000) as told:
        rig.file_service.open(path)
    assert told.args == ["The trimap was made from the image's own alpha channel."]
    assert set(np.unique(matte_of(rig).trimap)) == {0, 128, 255}


def test_of_two_images_the_second_is_opened(rig: Rig, qtbot: QtBot, tmp_path: Path) -> None:
    first = write(tmp_path / "first.png", photo(400, 400))
    second = write(tmp_path / "second.png", photo(50, 60))
    rig.file_service.open(first)
    with qtbot.waitSignal(rig.file_service.opened, timeout=5000) as opened:
        rig.file_service.open(second)
    assert opened.args == [second]
    qtbot.wait(30)
    assert matte_of(rig).image.shape == (50, 60, 3)


def test_a_trimap_is_opened_as_a_step_that_can_be_undone(
    shown: Rig, qtbot: QtBot, trimap_path: Path
) -> None:
    before = matte_of(shown).trimap.copy()
    with qtbot.waitSignal(shown.document.edited, timeout=5000):
        shown.file_service.open_trimap(trimap_path)
    assert np.array_equal(matte_of(shown).trimap, disc(300, 400)[1])
    assert shown.document.stack.undoText() == "Trimap from trimap.png"
    shown.document.undo()
    assert np.array_equal(matte_of(shown).trimap, before)


def test_what_is_painted_while_a_trimap_is_read_comes_back_with_undo(
    shown: Rig, qtbot: QtBot, trimap_path: Path
) -> None:
    shown.file_service.open_trimap(trimap_path)
    stroke(shown.document, FOREGROUND, 20, (20, 20))
    painted = matte_of(shown).trimap.copy()
    with qtbot.waitSignal(shown.document.edited, timeout=5000):
        pass
    assert np.array_equal(matte_of(shown).trimap, disc(300, 400)[1])
    shown.document.undo()
    assert np.array_equal(matte_of(shown).trimap, painted)


def test_a_trimap_of_another_size_is_refused(shown: Rig, qtbot: QtBot, tmp_path: Path) -> None:
    path = write(tmp_path / "small.png", disc(100, 90)[1])
    with qtbot.waitSignal(shown.file_service.failed, timeout=5000) as failed:
        shown.file_service.open_trimap(path)
    assert failed.args is not None
    assert "90×100" in failed.args[0]
    assert "400×300" in failed.args[0]
    assert shown.document.stack.count() == 0


def test_the_trimap_is_saved_and_the_work_is_clean(
    shown: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    stroke(shown.document, UNKNOWN, 30, (100, 100))
    assert shown.document.modified
    with qtbot.waitSignal(shown.file_service.exported, timeout=5000):
        shown.file_service.save_trimap(tmp_path / "saved.png")
    saved: Trimap = read_back(tmp_path / "saved.png")[0][..., 0]
    assert np.array_equal(saved, matte_of(shown).trimap)
    assert not shown.document.modified


def test_export_waits_for_the_alpha(shown: Rig, qtbot: QtBot, tmp_path: Path) -> None:
    engine = gate(shown)
    stroke(shown.document, UNKNOWN, 30, (100, 100))
    path = tmp_path / "alpha.png"
    with qtbot.assertNotEmitted(shown.file_service.exported, wait=30):
        shown.file_service.export(path, ExportOptions(content="alpha"))
    assert not path.exists()
    with qtbot.waitSignal(shown.file_service.exported, timeout=5000) as exported:
        engine.gate = None
    assert exported.args == [path]
    written = read_back(path)[0][..., 0]
    assert np.array_equal(written, np.rint(matte_of(shown).alpha * 255))


def test_without_live_export_solves_first(shown: Rig, qtbot: QtBot, tmp_path: Path) -> None:
    shown.solver.set_live(False)
    stroke(shown.document, UNKNOWN, 30, (100, 100))
    assert not shown.solver.up_to_date
    with qtbot.waitSignal(shown.file_service.exported, timeout=5000):
        shown.file_service.export(tmp_path / "alpha.png", ExportOptions(content="alpha"))
    assert shown.solver.up_to_date


def test_several_exports_all_arrive(shown: Rig, qtbot: QtBot, tmp_path: Path) -> None:
    engine = gate(shown)
    stroke(shown.document, UNKNOWN, 30, (100, 100))
    names = {"rgba": "a.png", "alpha": "b.png", "foreground": "c.tif"}
    written: list[Path] = []
    shown.file_service.exported.connect(written.append)
    for exporter, name in names.items():
        shown.file_service.export(tmp_path / name, ExportOptions(content=exporter))
    engine.gate = None
    qtbot.waitUntil(lambda: len(written) == 3, timeout=60_000)
    assert sorted(path.name for path in written) == sorted(names.values())
    assert all((tmp_path / name).exists() for name in names.values())


@pytest.mark.parametrize("why", ["cancelled", "failed"])
def test_an_unfinished_alpha_is_not_exported(
    shown: Rig, qtbot: QtBot, tmp_path: Path, why: str
) -> None:
    sentences: list[str] = []
    shown.file_service.failed.connect(sentences.append)
    engine = gate(shown)
    stroke(shown.document, UNKNOWN, 30, (100, 100))
    shown.file_service.export(tmp_path / "alpha.png", ExportOptions(content="alpha"))
    if why == "cancelled":
        shown.solver.cancel()
    else:
        engine.error = ValueError("the weights are damaged")
        shown.solver.solve()
    qtbot.waitUntil(lambda: bool(sentences), timeout=5000)
    assert sentences == ["Nothing was exported: the alpha is not finished."]
    assert not (tmp_path / "alpha.png").exists()


def test_another_image_is_not_exported_under_the_first_one_s_name(
    shown: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    gate(shown)
    stroke(shown.document, UNKNOWN, 30, (100, 100))
    shown.file_service.export(tmp_path / "alpha.png", ExportOptions(content="alpha"))
    with qtbot.waitSignals([shown.file_service.failed, shown.file_service.opened], timeout=5000):
        shown.file_service.open(write(tmp_path / "second.png", photo(50, 60)))
    assert "Nothing was exported: the alpha is not finished." in shown.window.messages.text
    gate(shown).gate = None
    shown.settle(qtbot)
    assert not (tmp_path / "alpha.png").exists()


@pytest.mark.parametrize("what", ["export", "trimap"])
def test_the_source_is_never_overwritten(
    shown: Rig, qtbot: QtBot, photo_path: Path, what: str
) -> None:
    before = photo_path.read_bytes()
    stroke(shown.document, UNKNOWN, 30, (100, 100))
    with qtbot.waitSignal(shown.file_service.failed, timeout=5000) as failed:
        if what == "export":
            shown.file_service.export(photo_path)
        else:
            shown.file_service.save_trimap(photo_path)
    assert failed.args is not None
    assert "choose another name" in failed.args[0]
    assert photo_path.read_bytes() == before
    assert shown.document.modified


@pytest.mark.parametrize(
    ("name", "why"), [("out.jpg", "holds no alpha"), ("nowhere/out.png", "there is no folder")]
)
def test_a_name_that_cannot_be_is_refused_before_the_work(
    shown: Rig, qtbot: QtBot, tmp_path: Path, name: str, why: str
) -> None:
    gate(shown)
    stroke(shown.document, UNKNOWN, 30, (100, 100))
    with qtbot.waitSignal(shown.file_service.failed, timeout=5000) as failed:
        shown.file_service.export(tmp_path / name)
    assert failed.args is not None
    assert why in failed.args[0]


def test_a_background_is_read_with_eight_bits(rig: Rig, qtbot: QtBot, tmp_path: Path) -> None:
    path = write(tmp_path / "deep.png", photo(30, 40, np.uint16))
    with qtbot.waitSignal(rig.file_service.background_read, timeout=5000) as read:
        rig.file_service.open_background(path)
    assert read.args is not None
    assert read.args[0].level(0).dtype == np.uint8
    assert rig.window.views.view == "image"


def test_without_an_image_nothing_is_written(rig: Rig, tmp_path: Path) -> None:
    rig.file_service.export(tmp_path / "a.png")
    rig.file_service.save_trimap(tmp_path / "b.png")
    rig.file_service.open_trimap(tmp_path / "c.png")
    assert list(tmp_path.iterdir()) == []
