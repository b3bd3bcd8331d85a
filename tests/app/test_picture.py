import time

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from mattegui.app import picture
from mattegui.app.picture import paint_tiles
from mattegui.app.render import TILE, Renderer
from mattegui.app.viewport import Viewport
from mattegui.core.arrays import FOREGROUND, AnyArray
from mattegui.core.layers import Layers
from mattegui.core.soft_brush import SoftStroke
from mattegui.core.stroke import Stroke
from tests.app.fakes import make_matte

FLAT, SURROUND = (201, 104, 33), (255, 0, 255)
WIDTH, HEIGHT = 420, 300
ZOOMS = [0.11, 0.2, 0.3333, 0.49, 0.5, 0.77, 0.999, 1.0, 1.13, 1.5, 2.0, 3.7, 13.3]
RATIOS = [1.0, 1.25, 1.5, 2.0]


@pytest.fixture(scope="module")
def layers() -> Layers:
    matte = make_matte(1211, 1777)
    layers = Layers(matte)
    for level in layers.image.levels:
        level.flags.writeable = True
        level[:] = FLAT
    return layers


def grab(layers: Layers, viewport: Viewport, ratio: float) -> tuple[AnyArray, bool]:
    """Return what a canvas without any margin shows, in pixels of the screen."""
    renderer = Renderer()
    renderer.open(layers)
    renderer.set_view("original")
    screen = QImage(round(WIDTH * ratio), round(HEIGHT * ratio), QImage.Format.Format_RGB32)
    screen.setDevicePixelRatio(ratio)
    screen.fill(QColor(*SURROUND))
    painter = QPainter(screen)
    late = paint_tiles(painter, QRect(0, 0, WIDTH, HEIGHT), viewport, ratio, layers, renderer)
    painter.end()
    rows = np.frombuffer(screen.constBits(), np.uint8).reshape(screen.height(), screen.width(), 4)
    return rows[..., 2::-1].copy(), late


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "BUDGET", 60.0)


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("zoom", ZOOMS)
def test_there_are_no_gaps_between_tiles(
    qapp: object, layers: Layers, zoom: float, ratio: float
) -> None:
    # The corner of a tile is in the middle, at a place between pixels.
    x, y = WIDTH / 2 + 0.37 - 1.0 * TILE * zoom, HEIGHT / 2 + 0.71 - 1.0 * TILE * zoom
    shown, late = grab(layers, Viewport(zoom, x, y), ratio)
    assert not late
    seen_x = np.arange(shown.shape[1]) / ratio
    seen_y = np.arange(shown.shape[0]) / ratio
    # Away from the image's own border by more than the smoothing reaches.
    inner_x = (seen_x > x + 2) & (seen_x < x + 1777 * zoom - 3)
    inner_y = (seen_y > y + 2) & (seen_y < y + 1211 * zoom - 3)
    inside = shown[np.ix_(inner_y, inner_x)]
    assert inside.size
    assert (inside == FLAT).all(), "the surround shines through between tiles"
    outside_x = (seen_x < x - 2) | (seen_x > x + 1777 * zoom + 3)
    assert (shown[:, outside_x] == SURROUND).all()


def test_large_pixels_are_squares_in_the_right_place(qapp: object) -> None:
    matte = make_matte(40, 50)
    shown, _ = grab(Layers(matte), Viewport(8.0, 0, 0), 1.0)
    expected = matte.image.repeat(8, axis=0).repeat(8, axis=1)[:HEIGHT, :WIDTH]
    assert np.array_equal(shown[: expected.shape[0], : expected.shape[1]], expected)


def test_at_full_size_every_pixel_is_itself(qapp: object) -> None:
    matte = make_matte(300, 420)
    shown, _ = grab(Layers(matte), Viewport(1.0, 0, 0), 1.0)
    assert np.array_equal(shown, matte.image)


def test_what_does_not_fit_the_budget_comes_later(
    qapp: object, layers: Layers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "BUDGET", 0.0)
    monkeypatch.setattr(picture, "time", _Clock)
    shown, late = grab(layers, Viewport(1.0, 0, 0), 1.0)
    assert late
    assert (shown == SURROUND).all()


def test_what_a_stroke_does_is_shown_in_haste(
    qapp: object, layers: Layers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "HASTE", 0.0)
    monkeypatch.setattr(picture, "time", _Clock)
    monkeypatch.setattr(layers, "_pending", None)
    assert not grab(layers, Viewport(1.0, 0, 0), 1.0)[1]
    layers.pending = SoftStroke("retouch", Stroke(FOREGROUND, 5, ((9, 9),)), 0.5, 1.0, 1.0)
    shown, late = grab(layers, Viewport(1.0, 0, 0), 1.0)
    assert late
    assert (shown == SURROUND).all()


class _Clock:
    """A clock by which every question takes a second."""

    _now = time.monotonic()

    @classmethod
    def monotonic(cls) -> float:
        cls._now += 1
        return cls._now


def test_a_split_shows_the_other_side_to_its_left(qapp: object) -> None:
    matte = make_matte(300, 420)
    matte.alpha[:] = 1
    layers = Layers(matte)
    renderer = Renderer("alpha")
    renderer.open(layers)
    renderer.beside = Renderer("original")
    renderer.beside.open(layers)
    for split, border in ((150.0, 150), (-5.0, 0), (float("inf"), WIDTH)):
        renderer.split = split
        screen = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        painter = QPainter(screen)
        area = QRect(0, 0, WIDTH, HEIGHT)
        assert not paint_tiles(painter, area, Viewport(), 1.0, layers, renderer)
        painter.end()
        shown = np.frombuffer(screen.constBits(), np.uint8).reshape(HEIGHT, WIDTH, 4)[..., 2::-1]
        assert np.array_equal(shown[:, :border], matte.image[:, :border])
        assert (shown[:, border:] == 255).all()
