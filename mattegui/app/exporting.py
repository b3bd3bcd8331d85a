"""`Exporting`: the export dialog at work, with its looks and sizes made in the worker thread."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from mattegui.app.complaints import reason_of
from mattegui.app.document import Document
from mattegui.app.file_writer import Export
from mattegui.app.kept_options import kept_options, options_to_keep
from mattegui.app.panels.destination import ask_destination
from mattegui.app.panels.export import ExportDialog
from mattegui.app.qimages import qimage_of
from mattegui.app.settings import Settings
from mattegui.app.worker import Job, Worker
from mattegui.core.arrays import AnyArray, Colours
from mattegui.core.cancelling import Cancelled
from mattegui.core.export import (
    FORMATS,
    ExportOptions,
    default_name,
    estimated_size,
    render_export,
)
from mattegui.core.imagefile import ImageFile
from mattegui.core.layers import Layers
from mattegui.core.rect import Rect

LOOK: Final = 1024
"""Longest side of the preview, in pixels, at most."""


class Exporting(QObject):
    """Shows the dialog, makes what it shows, and asks for the file's name.

    Signals:
        chosen: a path and the `ExportOptions` to write there.
        cancel_asked: the user no longer wants the file that is being written.
    """

    chosen = Signal(object, object)
    cancel_asked = Signal()

    def __init__(
        self, document: Document, worker: Worker, settings: Settings, window: QWidget
    ) -> None:
        super().__init__()
        self._document, self._worker = document, worker
        self._settings, self._window = settings, window
        self._options = kept_options(settings.export)
        self._dialog: ExportDialog | None = None
        self._export: Export | None = None

    def show(self, background: Callable[[], Colours | None]) -> None:
        """Show the dialog, as it was left, or bring it to the front if it is there already.

        Args:
            background: Returns the user's own background, if there is one; called in the worker.
        """
        if self._document.matte is None:
            return
        if self._dialog is None:
            self._dialog = self._build()
        else:
            # Another image may have been opened since, or this one painted on.
            self._look(self._dialog.options)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

        def work(_: Cancelled) -> Iterator[Colours]:
            behind = background()
            if behind is not None:
                yield behind

        self._worker.run(Job("export background", work, self._take_background, self._fail))

    def _build(self) -> ExportDialog:
        dialog = ExportDialog(self._options, self._window)
        dialog.changed.connect(self._look)
        dialog.asked.connect(self._ask)
        dialog.strip.cancel_asked.connect(self.cancel_asked)
        # Not when it is destroyed: that comes later, when there may be another one.
        dialog.finished.connect(self._forget)
        if self._export is not None:
            dialog.strip.follow(self._export)
        return dialog

    @property
    def dialog(self) -> ExportDialog | None:
        """The dialog that is open."""
        return self._dialog

    @Slot(object)
    def follow(self, export: Export) -> None:
        """Show in the dialog, if it is open, how far an export is, or what became of it."""
        self._export = None if export.outcome else export
        if self._dialog is not None:
            self._dialog.strip.follow(export)

    @Slot(object)
    def _look(self, options: ExportOptions) -> None:
        """Make the preview and the size; the newest options win."""
        matte, layers = self._document.matte, self._document.layers
        if matte is None or layers is None or self._dialog is None:
            return
        self._options = options
        source, state = matte.file, matte.final_state()
        small, small_alpha, colours, level = _reduced(layers, source)
        shown = replace(
            options, format="png", depth="8", quality=None, padding=options.padding >> level
        )

        foreground = colours if options.decontaminate else small.image

        def work(_: Cancelled) -> Iterator[QImage | int]:
            yield qimage_of(render_export(small, small_alpha, shown, foreground=foreground))
            yield estimated_size(source, state.alpha(), options)

        self._worker.run(Job("export look", work, self._take, self._fail))

    def _take_background(self, background: Colours) -> None:
        if self._dialog is not None:
            self._dialog.set_background(background)

    def _take(self, made: QImage | int) -> None:
        if self._dialog is None:
            return
        if isinstance(made, QImage):
            self._dialog.preview.show_picture(made)
        else:
            self._dialog.show_size(made)

    def _fail(self, error: Exception) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(reason_of(error))

    @Slot(object)
    def _ask(self, options: ExportOptions) -> None:
        """Ask for the file's name."""
        matte = self._document.matte
        if matte is None:
            return
        self._options = options
        chosen = FORMATS[options.format]
        folder = Path(self._settings.export_folder or matte.file.path.parent)
        proposed = folder / default_name(matte.file.path, options)
        wanted = f"{chosen.title} ({' '.join('*' + suffix for suffix in chosen.suffixes)})"
        path = ask_destination(self._window, self.tr("Export"), proposed, wanted)
        if path is not None:
            self._settings.export_folder = str(path.parent)
            self._settings.export = options_to_keep(options)
            self.chosen.emit(path, options)

    @Slot()
    def _forget(self) -> None:
        self._dialog = None


def _reduced(layers: Layers, source: ImageFile) -> tuple[ImageFile, AnyArray, Colours, int]:
    """Return the image, final alpha and colours at a size for looking at, and their level."""
    level = 0
    while max(layers.image.shape(level)[:2]) > LOOK and level + 1 < layers.depth:
        level += 1
    whole = Rect.whole(layers.image.shape(level))
    # Copies: the user goes on painting while the worker looks at them.
    image, alpha = layers.image.level(level), np.array(layers.alpha_in(level, whole))
    # What is looked at is the image in sRGB.
    small = replace(source, image=image, alpha=None, light=None, icc_profile=b"")
    return small, alpha, np.array(layers.colours_in(level, whole)), level
