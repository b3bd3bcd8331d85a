from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from mattegui.app import render
from mattegui.app.picture import level_for
from mattegui.app.render import TILE, Renderer
from mattegui.app.views import HAZE, HOLE, VIEWS, ViewOptions
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, AnyArray
from mattegui.core.layers import Layers
from mattegui.core.matte import Matte
from mattegui.core.overlay import LABEL_COLOURS, overlay
from mattegui.core.pyramid import Pyramid, halve_mean
from mattegui.core.rect import Rect
from tests.app.fakes import make_matte

OPACITY, COLOUR, ONION = 0.4, (12, 200, 77), 0.3
OPTIONS = ViewOptions(OPACITY, colour=COLOUR, onion=ONION)


@pytest.fixture
def matte() -> Matte:
    """Return a matte with everything in it, larger than a tile and of odd size."""
    matte = make_matte(301, 517)
    rng = np.random.default_rng(5)
    labels = np.array([BACKGROUND, UNKNOWN, FOREGROUND], np.uint8)
    matte.trimap[:] = labels[rng.integers(0, 3, matte.trimap.shape)]
    matte.alpha[:] = rng.random(matte.alpha.shape, np.float32)
    matte.alpha[100:140] = 0
    matte.foreground[:] = rng.integers(0, 256, matte.foreground.shape)
    return matte


@pytest.fixture
def layers(matte: Matte) -> Layers:
    return Layers(matte)


@pytest.fixture
def renderer(qapp: object, layers: Layers) -> Renderer:
    renderer = Renderer()
    renderer.open(layers)
    renderer.set_options(OPTIONS)
    return renderer


def pixels_of(image: QImage) -> AnyArray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def drawn(renderer: Renderer, layers: Layers, level: int = 0) -> AnyArray:
    """Return a whole level, put together from its tiles."""
    height, width = layers.image.levels[level].shape[:2]
    whole = np.zeros((height, width, 3), np.uint8)
    for row, column in Rect(0, 0, height, width).cells(TILE):
        picture = pixels_of(renderer.tile(level, row, column))
        y, x = row * TILE, column * TILE
        whole[y : y + picture.shape[0], x : x + picture.shape[1]] = picture
    return whole


def laid_over(front: AnyArray, alpha: AnyArray, back: AnyArray) -> AnyArray:
    alpha = alpha.astype(np.float64)[..., None]
    return np.asarray(alpha * front + (1 - alpha) * back)


def expected(view: str, layers: Layers, level: int) -> AnyArray:
    """Compute a view anew, in double precision, without the code under test."""
    image, trimap = layers.image.levels[level], layers.trimap.levels[level]
    alpha, colours = layers.alpha.levels[level], layers.foreground.levels[level]
    if view == "original":
        return image
    if view == "foreground":
        assert 0 < (alpha == 0).mean() < 1
        return np.where(alpha[..., None] > 0, colours, 0)
    if view == "alpha":
        return np.repeat(alpha.astype(np.float64)[..., None] * 255, 3, axis=2)
    if view == "trimap":
        tint = np.zeros(image.shape)
        weight = np.zeros(trimap.shape)
        for label, share in ((BACKGROUND, 0.5), (UNKNOWN, 1), (FOREGROUND, 1)):
            tint[trimap == label] = LABEL_COLOURS[label]
            weight[trimap == label] = share * OPACITY
        return laid_over(tint, weight, image)
    y, x = np.mgrid[: alpha.shape[0], : alpha.shape[1]]
    # Squares of 16 pixels of the screen, whatever the zoom.
    squares = np.where((y // 16 + x // 16) % 2 == 0, 204, 153)[..., None].repeat(3, axis=2)
    backs = {
        "black": np.zeros(image.shape),
        "white": np.full(image.shape, 255),
        "checkerboard": squares,
        "image": squares,
        "colour": np.broadcast_to(COLOUR, image.shape),
        "onion": laid_over(image, np.full(alpha.shape, ONION), squares),
    }
    return laid_over(colours, alpha, backs[view])


@pytest.mark.parametrize("level", [0, 1])
@pytest.mark.parametrize("view", [view for view in VIEWS if view != "uncertainty"])
def test_every_view_shows_what_it_says(
    renderer: Renderer, layers: Layers, view: str, level: int
) -> None:
    renderer.set_view(view)
    difference = np.abs(drawn(renderer, layers, level) - expected(view, layers, level))
    # Rounded to the nearest, up to single precision; the onion is rounded twice.
    assert difference.max() <= (1.02 if view == "onion" else 0.51)


def test_haze_and_holes_are_marked_in_the_alpha_view(renderer: Renderer, layers: Layers) -> None:
    alpha = layers.alpha.level(0)
    values = (0, 0.001, 0.004, 0.1, 0.11, 0.89, 0.9, 0.996, 0.999, 1)
    layers._matte.alpha[5, : len(values)] = values
    layers.refresh(Rect(0, 0, *alpha.shape))
    renderer.set_view("alpha")
    renderer.set_options(replace(OPTIONS, marks=True))
    row = drawn(renderer, layers, 0)[5, : len(values)].tolist()
    grey = [[round(255 * value)] * 3 for value in values]
    haze, hole = list(HAZE), list(HOLE)
    assert row == [*grey[:2], haze, haze, *grey[4:6], hole, hole, *grey[8:]]
    renderer.set_options(OPTIONS)
    assert drawn(renderer, layers, 0)[5, : len(values)].tolist() == grey


def test_the_own_background_is_scaled_to_cover(renderer: Renderer, layers: Layers) -> None:
    background = Pyramid(np.full((30, 90, 3), (200, 100, 50), np.uint8), halve_mean)
    renderer.set_options(replace(OPTIONS, background=background))
    renderer.set_view("image")
    alpha, colours = layers.alpha.levels[0], layers.foreground.levels[0]
    right = laid_over(colours, alpha, np.broadcast_to((200, 100, 50), colours.shape))
    assert np.abs(drawn(renderer, layers) - right).max() <= 0.51


def test_another_background_replaces_the_first(renderer: Renderer, layers: Layers) -> None:
    renderer.set_view("image")
    layers.alpha.levels[0][:] = 0
    for colour in ((200, 100, 50), (5, 6, 7)):
        background = Pyramid(np.full((40, 40, 3), colour, np.uint8), halve_mean)
        renderer.set_options(replace(OPTIONS, background=background))
        assert (drawn(renderer, layers) == colour).all()


def test_only_what_changed_is_drawn_again(renderer: Renderer, layers: Layers) -> None:
    keys = [(0, row, column) for row, column in Rect(0, 0, 301, 517).cells(TILE)]
    keys += [(1, 0, 0), (1, 0, 1)]
    for key in keys:
        renderer.tile(*key)
    assert all(renderer.is_fresh(*key) for key in keys)
    renderer.invalidate(Rect(10, 300, 20, 310))
    assert [key for key in keys if not renderer.is_fresh(*key)] == [(0, 0, 1), (1, 0, 0)]
    renderer.invalidate(Rect(255, 511, 257, 513))
    stale = [key for key in keys if not renderer.is_fresh(*key)]
    assert stale == [(0, 0, 1), (0, 0, 2), (0, 1, 1), (0, 1, 2), (1, 0, 0), (1, 0, 1)]


def test_an_invalid_tile_shows_the_new_state(renderer: Renderer, layers: Layers) -> None:
    renderer.set_view("alpha")
    renderer.tile(0, 0, 0)
    layers.alpha.levels[0][:10, :10] = 1
    old = renderer.old_tile(0, 0, 0)
    assert old is not None
    renderer.invalidate(Rect(0, 0, 10, 10))
    assert (pixels_of(renderer.tile(0, 0, 0))[:10, :10] == 255).all()


@pytest.mark.parametrize("change", ["view", "options"])
def test_views_and_options_concern_everything(renderer: Renderer, change: str) -> None:
    renderer.tile(0, 0, 0)
    if change == "view":
        renderer.set_view("alpha")
    else:
        renderer.set_options(ViewOptions(0.9))
    assert not renderer.is_fresh(0, 0, 0)


def test_the_cache_is_bounded(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "CACHE", 4)
    cells = list(Rect(0, 0, 301, 517).cells(TILE))
    for row, column in cells:
        renderer.tile(0, row, column)
    held = [cell for cell in cells if renderer.is_fresh(0, *cell)]
    assert held == cells[-4:], "the newest are kept"


def test_nothing_can_be_drawn_of_nothing(qapp: object) -> None:
    renderer = Renderer()
    renderer.invalidate(Rect(0, 0, 5, 5))
    assert renderer.old_tile(0, 0, 0) is None
    with pytest.raises(RuntimeError, match="nothing is open"):
        renderer.tile(0, 0, 0)


@given(st.floats(1 / 64, 64), st.integers(1, 9))
def test_a_level_has_a_pixel_for_every_one_of_the_screen(zoom: float, depth: int) -> None:
    level = level_for(zoom, depth)
    assert 0 <= level < depth
    assert level == 0 or zoom * 2**level <= 1
    assert level + 1 == depth or zoom * 2 ** (level + 1) > 1, "no finer than it need be"


def test_every_view_has_its_own_key() -> None:
    keys = [view.shortcut for view in VIEWS.values()]
    assert len(set(keys)) == len(keys)
    assert all(view.title for view in VIEWS.values())


@pytest.mark.parametrize("level", [0, 1])
@pytest.mark.parametrize("style", ["outline", "hatch"])
def test_styles_fit_from_tile_to_tile(
    renderer: Renderer, layers: Layers, style: str, level: int
) -> None:
    renderer.set_options(replace(OPTIONS, style=style))
    whole = Rect.whole(layers.image.shape(level))
    image, trimap = layers.image.level(level), layers.trimap.level(level)
    assert np.array_equal(
        drawn(renderer, layers, level), overlay(image, trimap, whole, whole, style, OPACITY)
    )


def test_an_outline_is_drawn_again_beyond_the_tile_that_changed(renderer: Renderer) -> None:
    renderer.set_options(replace(OPTIONS, style="outline"))
    renderer.tile(0, 0, 0)
    renderer.tile(0, 0, 1)
    renderer.invalidate(Rect(10, 257, 20, 300))
    assert not renderer.is_fresh(0, 0, 1)
    assert not renderer.is_fresh(0, 0, 0), "the border is drawn on both of its sides"


def test_doubt_is_bright_on_dark_grey(renderer: Renderer, layers: Layers) -> None:
    renderer.set_view("uncertainty")
    unknown = drawn(renderer, layers)
    assert (unknown.max(axis=2) == unknown.min(axis=2)).all(), "grey until it is measured"
    doubt = np.zeros((151, 259), np.float32)
    doubt[50:60, 100:120] = 1
    renderer.set_doubt(doubt)
    shown = drawn(renderer, layers).astype(np.float64)
    assert np.array_equal(shown[200:, 300:], unknown[200:, 300:])
    assert shown[105:115, 205:235].mean() > 2 * unknown.mean()


def test_the_other_side_follows(renderer: Renderer, layers: Layers) -> None:
    renderer.beside = Renderer("original")
    renderer.beside.open(layers)
    renderer.beside.tile(0, 0, 0)
    renderer.invalidate(Rect(0, 0, 10, 10))
    assert not renderer.beside.is_fresh(0, 0, 0)
    renderer.beside.close()
    assert renderer.beside.layers is None
    assert renderer.beside.sight is None
