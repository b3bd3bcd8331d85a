import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from mattegui.app.document import Document
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, AnyArray, known_alpha
from mattegui.core.edit import Edit
from mattegui.core.layers import Layers
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect
from mattegui.core.retouch import correct
from mattegui.core.stroke import Stroke
from mattegui.core.trimap import paint
from mattegui.engine.solve import Patch
from tests.app.fakes import make_matte, open_in, stroke

LABELS = st.sampled_from([BACKGROUND, UNKNOWN, FOREGROUND])
POINTS = st.tuples(st.integers(-10, 410), st.integers(-10, 310))
STEPS = st.one_of(
    st.tuples(LABELS, st.integers(1, 90), POINTS, POINTS),
    st.sampled_from(["undo", "redo"]),
)


def trimap_of(document: Document) -> Matte:
    assert document.matte is not None
    return document.matte


@pytest.fixture
def document(qapp: object) -> Document:
    document = Document()
    open_in(document, make_matte(300, 400))
    return document


@given(steps=st.lists(STEPS, max_size=12))
def test_undo_and_redo_restore_the_trimap_to_the_byte(qapp: object, steps: list[object]) -> None:
    document = Document()
    matte = open_in(document, make_matte(300, 400))
    history, at = [matte.trimap.tobytes()], 0
    for step in steps:
        if step == "undo":
            document.undo()
            at = max(0, at - 1)
        elif step == "redo":
            document.redo()
            at = min(len(history) - 1, at + 1)
        elif isinstance(step, tuple):
            count = document.stack.index()
            stroke(document, *step)
            if document.stack.index() > count:
                at += 1
                history[at:] = [matte.trimap.tobytes()]
        assert matte.trimap.tobytes() == history[at]
        assert document.can_undo == (at > 0)
    while document.can_undo:
        document.undo()
    assert matte.trimap.tobytes() == history[0]
    for expected in history[1:]:
        document.redo()
        assert matte.trimap.tobytes() == expected


def test_known_pixels_have_their_alpha_at_once(document: Document) -> None:
    matte = trimap_of(document)
    matte.foreground[:] = 7
    stroke(document, UNKNOWN, 80, (200, 150))
    stroke(document, FOREGROUND, 30, (200, 150))
    known = matte.trimap != UNKNOWN
    assert np.array_equal(matte.alpha[known], known_alpha(matte.trimap)[known])
    painted = matte.trimap == FOREGROUND
    assert np.array_equal(matte.foreground[painted], matte.image[painted])


def test_unknown_pixels_keep_their_old_alpha_until_there_is_a_new_one(document: Document) -> None:
    matte = trimap_of(document)
    stroke(document, FOREGROUND, 30, (200, 150))
    stroke(document, UNKNOWN, 10, (200, 150))
    assert matte.alpha[150, 200] == 1


def test_an_edit_tells_once_and_only_where_it_is(document: Document, qtbot: QtBot) -> None:
    edits: list[Edit] = []
    document.edited.connect(edits.append)
    stroke(document, FOREGROUND, 5, (20, 20))
    assert len(edits) == 1
    assert Rect.union(edits[0].rects).area <= 256 * 256
    document.undo()
    assert len(edits) == 2
    document.undo()
    assert len(edits) == 2, "there is nothing left to undo"


def test_an_edit_that_changes_nothing_is_no_step(document: Document) -> None:
    stroke(document, BACKGROUND, 20, (100, 100))
    assert document.stack.count() == 0
    assert not document.can_undo
    assert not document.modified


def test_the_pyramids_follow_edits_and_patches(document: Document) -> None:
    matte = trimap_of(document)
    stroke(document, UNKNOWN, 40, (133, 57), (301, 211))
    rect = Rect(40, 90, 250, 340)
    alpha = np.linspace(0, 1, rect.area, dtype=np.float32).reshape(rect.height, rect.width)
    colours = np.full((rect.height, rect.width, 3), 9, np.uint8)
    document.set_alpha(Patch(rect, alpha, colours, draft=False, progress=1.0, tile=rect))
    assert np.array_equal(matte.alpha[rect.slices], alpha)
    fresh, kept = Layers(matte), document.layers
    assert kept is not None
    for name in ("image", "trimap", "alpha", "foreground"):
        for new, old in zip(getattr(fresh, name).levels, getattr(kept, name).levels, strict=True):
            # The mean of floats depends on the order in which a machine adds them: by one bit.
            assert np.allclose(new, old, rtol=0, atol=1e-6), name


def test_undo_is_bounded_by_bytes_and_the_oldest_is_forgotten(qapp: object) -> None:
    matte = make_matte(600, 600)
    size = paint(matte.trimap, Stroke(FOREGROUND, 4, ((20, 20),))).nbytes
    document = Document(undo_bytes=3 * size)
    open_in(document, matte)
    states = []
    for index in range(6):
        states.append(matte.trimap.copy())
        stroke(document, FOREGROUND, 4, (20 + 30 * index, 20))
    undone = 0
    while document.can_undo:
        document.undo()
        undone += 1
    assert undone == 3
    assert np.array_equal(matte.trimap, states[3])
    document.undo()
    assert np.array_equal(matte.trimap, states[3]), "what was forgotten cannot be undone"
    for _ in range(3):
        document.redo()
    assert document.can_undo


def test_the_newest_step_is_kept_however_large_it_is(qapp: object) -> None:
    document = Document(undo_bytes=10)
    matte = open_in(document, make_matte(600, 600))
    stroke(document, FOREGROUND, 200, (300, 300))
    assert document.can_undo
    document.undo()
    assert not matte.trimap.any()


def test_opening_another_image_forgets_the_steps(document: Document, qtbot: QtBot) -> None:
    stroke(document, FOREGROUND, 5, (20, 20))
    with qtbot.waitSignal(document.opened):
        open_in(document, make_matte(50, 60))
    assert not document.can_undo
    assert not document.modified


def test_without_an_image_there_is_nothing_to_write_to(qapp: object) -> None:
    document = Document()
    document.undo()
    document.redo()
    with pytest.raises(RuntimeError, match="no matte"):
        document.set_alpha(
            Patch(
                Rect(0, 0, 1, 1),
                np.zeros((1, 1), np.float32),
                np.zeros((1, 1, 3), np.uint8),
                draft=False,
                progress=1,
            )
        )


def test_a_correction_can_be_undone_and_leaves_what_is_derived(document: Document) -> None:
    matte = trimap_of(document)
    derived = matte.alpha.copy()

    def change(_: Rect, values: AnyArray) -> None:
        correct(values, 1.0, np.ones(values.shape[:2], np.float32))

    document.push(Edit.of(matte.retouch, Rect(0, 0, 50, 60), change, "retouch"), "Retouch")
    assert matte.final_alpha()[:50, :60].min() == 1
    assert np.array_equal(matte.alpha, derived)
    document.undo()
    assert not matte.retouch.any()
    document.redo()
    assert matte.final_alpha()[:50, :60].min() == 1
    assert not matte.decontamination.any()
