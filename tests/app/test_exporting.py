"""The export dialog: what it offers, what it shows, what it asks for."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mattegui.app.document import Document
from mattegui.app.exporting import LOOK, Exporting
from mattegui.app.kept_options import are_options, options_to_keep
from mattegui.app.panels.batch_form import BatchForm
from mattegui.app.panels.export import ExportDialog
from mattegui.app.settings import Settings
from mattegui.app.worker import Worker
from mattegui.core.export import EXPORTERS, FORMATS, ExportOptions, write_export
from mattegui.core.export.checks import check_options
from mattegui.core.export.contents import Exporter, alpha_only
from mattegui.core.rect import Rect
from tests.app.fakes import make_matte, open_in

OWN = np.zeros((4, 4, 3), np.uint8)


def nothing() -> None:
    """Return that the user has no background."""


def keys(box: object) -> list[str]:
    return [box.itemData(index) for index in range(box.count())]  # type: ignore[attr-defined]


def pick(box: object, key: str) -> None:
    """Choose as the user does."""
    index = keys(box).index(key)
    box.setCurrentIndex(index)  # type: ignore[attr-defined]
    box.activated.emit(index)  # type: ignore[attr-defined]


@pytest.fixture
def dialog(qtbot: QtBot) -> ExportDialog:
    dialog = ExportDialog(ExportOptions())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def exporting(worker: Worker, qtbot: QtBot) -> Iterator[Exporting]:
    window, document = QWidget(), Document()
    qtbot.addWidget(window)
    matte = open_in(document, make_matte(300, 400))
    matte.trimap[50:200, 60:300] = 255
    matte.settle_known(matte.rect)
    assert document.layers is not None
    document.layers.refresh(matte.rect)
    exporting = Exporting(document, worker, Settings(), window)
    yield exporting
    if exporting.dialog is not None:
        exporting.dialog.close()


def test_every_choice_of_content_and_format_goes_together(dialog: ExportDialog) -> None:
    seen = set()
    for content in EXPORTERS:
        pick(dialog.content, content)
        for name in keys(dialog.format):
            pick(dialog.format, name)
            for depth in keys(dialog.depth_box):
                pick(dialog.depth_box, depth)
                check_options(dialog.options, FORMATS[name])
                seen.add((content, name, depth))
    assert ("rgba", "jpeg", "auto") not in seen
    assert ("composite", "jpeg", "8") in seen
    assert ("rgba", "exr", "half") in seen


def test_another_content_needs_nothing_but_its_entry(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    inverse = Exporter("Alpha, inverted", 1, "inverse", coloured=False, rows=alpha_only)
    monkeypatch.setitem(EXPORTERS, "inverse", inverse)
    dialog = ExportDialog(ExportOptions())
    qtbot.addWidget(dialog)
    pick(dialog.content, "inverse")
    assert dialog.content.currentText() == "Alpha, inverted"
    assert dialog.options.content == "inverse"
    assert "jpeg" in keys(dialog.format)
    form = BatchForm("cpu")
    qtbot.addWidget(form)
    form.take_options(dialog.options)
    assert form.summary.text().startswith("Alpha, inverted · PNG")


@pytest.mark.parametrize(
    "options",
    [
        ExportOptions(format="png"),
        ExportOptions(content="composite", format="jpeg", quality=70, background=(1, 2, 3)),
        ExportOptions(format="webp", quality=80, crop=True, padding=12, hidden="original"),
        ExportOptions(format="exr", depth="float", decontaminate=False, metadata=False),
        ExportOptions(content="alpha", format="tiff", depth="16", compression=9),
    ],
)
def test_options_come_out_as_they_went_in(dialog: ExportDialog, options: ExportOptions) -> None:
    dialog.show_options(options)
    assert dialog.options == options


def test_only_what_means_something_is_shown(dialog: ExportDialog) -> None:
    assert not dialog.warning.isVisible()
    pick(dialog.hidden, "original")
    assert dialog.warning.isVisible()
    assert not dialog.padding.isVisible()
    dialog.crop.setChecked(True)
    assert dialog.padding.isVisible()
    pick(dialog.content, "alpha")
    assert not dialog.hidden.isVisible()
    assert not dialog.warning.isVisible()
    pick(dialog.content, "composite")
    assert dialog.backgrounds.isVisible()
    pick(dialog.format, "jpeg")
    assert dialog.quality.isVisible()
    assert not dialog.lossless.isVisible()
    assert not dialog.own_image.isEnabled()


def test_an_own_background_can_be_chosen(qtbot: QtBot) -> None:
    dialog = ExportDialog(ExportOptions(content="composite"))
    qtbot.addWidget(dialog)
    assert not dialog.own_image.isEnabled()
    dialog.set_background(OWN)
    dialog.own_image.setChecked(True)
    assert dialog.options.background is OWN


def test_the_dialog_shows_what_the_export_will_be(
    exporting: Exporting, qtbot: QtBot, tmp_path: Path
) -> None:
    exporting.show(nothing)
    dialog = exporting.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.size_label.text() == "…", timeout=20_000)
    qtbot.waitUntil(lambda: dialog.size_label.text().startswith("About "), timeout=20_000)
    picture = dialog.preview.picture
    assert (picture.width(), picture.height()) == (400, 300)
    assert picture.pixelColor(100, 100).alpha() == 255
    assert picture.pixelColor(5, 5).alpha() == 0
    dialog.crop.setChecked(True)
    qtbot.waitUntil(lambda: dialog.preview.picture.width() == 240, timeout=20_000)
    assert dialog.preview.picture.height() == 150


def test_the_look_has_the_foreground_s_colours_only_if_they_are_asked_for(
    exporting: Exporting, qtbot: QtBot
) -> None:
    matte, layers = exporting._document.matte, exporting._document.layers
    assert matte is not None
    assert layers is not None
    matte.alpha[10:40, 10:40] = 0.5
    red = matte.foreground.copy()
    red[10:40, 10:40] = (255, 0, 0)
    matte.answer(Rect(10, 10, 40, 40), matte.alpha[10:40, 10:40], red[10:40, 10:40])
    layers.refresh(matte.rect)
    exporting.show(nothing)
    dialog = exporting.dialog
    assert dialog is not None

    def seen() -> list[int]:
        picture = dialog.preview.picture
        if picture.isNull():
            return []
        colour = picture.pixelColor(20, 20)
        return [colour.red(), colour.green(), colour.blue()]

    qtbot.waitUntil(lambda: seen() == [255, 0, 0], timeout=20_000)
    dialog.decontaminate.setChecked(False)
    qtbot.waitUntil(lambda: seen() == matte.image[20, 20].tolist(), timeout=20_000)


def test_a_large_image_is_looked_at_reduced(
    exporting: Exporting, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mattegui.app.exporting.LOOK", 200)
    assert LOOK == 1024
    exporting.show(nothing)
    dialog = exporting.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.preview.picture.width() == 200, timeout=20_000)


def test_what_cannot_be_exported_is_told_in_the_dialog(exporting: Exporting, qtbot: QtBot) -> None:
    matte = exporting._document.matte
    assert matte is not None
    matte.alpha[:] = 0
    assert exporting._document.layers is not None
    exporting._document.layers.alpha.refresh(matte.rect)
    exporting.show(nothing)
    dialog = exporting.dialog
    assert dialog is not None
    dialog.crop.setChecked(True)
    qtbot.waitUntil(lambda: "nothing to crop to" in dialog.size_label.text(), timeout=20_000)


def test_export_asks_for_a_name_and_passes_the_options_on(
    exporting: Exporting, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def answer(_: QWidget, __: str, proposed: str, wanted: str) -> tuple[str, str]:
        asked.append((Path(proposed).name, wanted))
        return str(tmp_path / "out"), wanted

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    exporting.show(nothing)
    assert exporting.dialog is not None
    pick(exporting.dialog.content, "composite")
    pick(exporting.dialog.format, "tiff")
    with qtbot.waitSignal(exporting.chosen) as chosen:
        exporting.dialog.export.click()
    assert chosen.args is not None
    path, options = chosen.args
    assert asked == [
        (
            f"{exporting._document.matte.file.path.stem}_composite.tif",  # type: ignore[union-attr]
            "TIFF (*.tif *.tiff)",
        )
    ]
    assert path == tmp_path / "out.tif"
    # The next start begins with what was chosen.
    settings = exporting._settings
    again = Exporting(exporting._document, exporting._worker, settings, exporting._window)
    assert again._options == options
    matte = exporting._document.matte
    assert matte is not None
    write_export(path, matte.file, matte.final_alpha(), options)
    assert path.exists()


def test_the_users_background_is_fetched_and_kept(exporting: Exporting, qtbot: QtBot) -> None:
    exporting.show(lambda: OWN)
    dialog = exporting.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.own_image.isEnabled, timeout=20_000)
    pick(dialog.content, "composite")
    dialog.own_image.setChecked(True)
    assert dialog.options.background is OWN
    qtbot.waitUntil(lambda: exporting._options.background is OWN, timeout=20_000)
    dialog.close()
    exporting.show(nothing)
    assert exporting.dialog is not None
    assert exporting.dialog is not dialog
    assert exporting.dialog.options.background is OWN
    # A file of settings holds no image.
    kept = options_to_keep(exporting.dialog.options)
    assert json.loads(json.dumps(kept))["background"] == [255, 255, 255]
    assert are_options(kept)


def test_a_dialog_that_is_open_is_brought_to_the_front(
    exporting: Exporting, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporting.show(nothing)
    first = exporting.dialog
    assert first is not None
    first.crop.setChecked(True)
    qtbot.waitUntil(lambda: first.size_label.text().startswith("About "), timeout=20_000)
    raised: list[object] = []
    monkeypatch.setattr(ExportDialog, "raise_", lambda dialog: raised.append(dialog))
    exporting.show(lambda: OWN)
    qtbot.waitUntil(first.own_image.isEnabled, timeout=20_000)
    assert exporting.dialog is first
    assert raised == [first]
    assert first.isVisible()
    assert first.crop.isChecked()
    # It is still listened to.
    first.crop.setChecked(False)
    qtbot.waitUntil(lambda: first.preview.picture.width() == 400, timeout=20_000)


def test_a_dialog_that_was_closed_takes_nothing_with_it(exporting: Exporting, qtbot: QtBot) -> None:
    exporting.show(nothing)
    first = exporting.dialog
    assert first is not None
    first.close()
    exporting.show(nothing)
    second = exporting.dialog
    assert second is not first
    # The first is deleted in the meantime.
    qtbot.wait(50)
    assert exporting.dialog is second
    assert second is not None
    qtbot.waitUntil(lambda: second.size_label.text().startswith("About "), timeout=20_000)


def test_without_an_image_there_is_no_dialog(worker: Worker, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    exporting = Exporting(Document(), worker, Settings(), window)
    exporting.show(nothing)
    assert exporting.dialog is None
