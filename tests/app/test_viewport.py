import pytest
from hypothesis import given
from hypothesis import strategies as st

from mattegui.app.viewport import LARGEST_ZOOM, SMALLEST_ZOOM, Viewport

OFFSETS = st.floats(-1e4, 1e4)
ZOOMS = st.floats(SMALLEST_ZOOM, LARGEST_ZOOM)
VIEWPORTS = st.builds(Viewport, ZOOMS, OFFSETS, OFFSETS)
POINTS = st.tuples(OFFSETS, OFFSETS)


@given(VIEWPORTS, POINTS)
def test_to_the_image_and_back(viewport: Viewport, point: tuple[float, float]) -> None:
    back = viewport.to_widget(viewport.to_image(point))
    assert back == pytest.approx(point, abs=1e-6)


@given(VIEWPORTS, st.floats(1e-4, 1e4), POINTS)
def test_zooming_keeps_the_image_point_under_the_cursor(
    viewport: Viewport, zoom: float, at: tuple[float, float]
) -> None:
    before = viewport.to_image(at)
    after = viewport.zoomed(zoom, at)
    assert SMALLEST_ZOOM <= after.zoom <= LARGEST_ZOOM
    # To a hundredth of a device pixel.
    assert after.to_widget(before) == pytest.approx(at, abs=0.01)


@given(VIEWPORTS, st.sampled_from([-1, 1]), POINTS)
def test_a_step_goes_one_way_and_keeps_the_point(
    viewport: Viewport, steps: int, at: tuple[float, float]
) -> None:
    after = viewport.stepped(steps, at)
    assert (after.zoom - viewport.zoom) * steps >= 0
    assert after.to_widget(viewport.to_image(at)) == pytest.approx(at, abs=0.01)


def test_steps_reach_both_ends_and_pass_through_one() -> None:
    seen = [Viewport()]
    while (following := seen[-1].stepped(1, (0, 0))).zoom > seen[-1].zoom:
        seen.append(following)
    assert seen[-1].zoom == LARGEST_ZOOM
    back = [seen[-1]]
    while (following := back[-1].stepped(-1, (0, 0))).zoom < back[-1].zoom:
        back.append(following)
    assert back[-1].zoom == SMALLEST_ZOOM
    assert any(viewport.zoom == 1 for viewport in back)


@given(VIEWPORTS, OFFSETS, OFFSETS)
def test_moving_moves_every_point(viewport: Viewport, dx: float, dy: float) -> None:
    before, after = viewport.to_widget((3, 4)), viewport.moved(dx, dy).to_widget((3, 4))
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((dx, dy), abs=1e-6)


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.integers(1, 4000), st.integers(1, 3000))
def test_fitted_is_in_the_middle_and_inside(
    height: int, width: int, widget_width: int, widget_height: int
) -> None:
    viewport = Viewport.fitted((height, width, 3), (widget_width, widget_height))
    assert SMALLEST_ZOOM <= viewport.zoom <= 1
    left, top = viewport.to_widget((0, 0))
    right, bottom = viewport.to_widget((width, height))
    assert left + right == pytest.approx(widget_width, abs=1e-6)
    assert top + bottom == pytest.approx(widget_height, abs=1e-6)
    if viewport.zoom > SMALLEST_ZOOM and min(widget_width, widget_height) > 48:
        assert left >= 24 - 1e-6
        assert top >= 24 - 1e-6


@given(VIEWPORTS, st.integers(1, 4000), st.integers(1, 3000))
def test_visible_holds_every_pixel_that_is_seen(
    viewport: Viewport, width: int, height: int
) -> None:
    rect = viewport.visible((width, height))
    for corner in ((0, 0), (width, height)):
        x, y = viewport.to_image(corner)
        assert rect.x0 <= x <= rect.x1
        assert rect.y0 <= y <= rect.y1


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_pixels_lie_on_pixels_where_they_are_as_large(ratio: float) -> None:
    for zoom in (1 / ratio, 0.5 / ratio, 0.25 / ratio):
        aligned = Viewport(zoom, 10.3, -7.8).aligned(ratio)
        assert aligned.x * ratio == pytest.approx(round(10.3 * ratio))
        assert aligned.y * ratio == pytest.approx(round(-7.8 * ratio))
    for zoom in (0.3 / ratio, 2 / ratio, 3 / ratio):
        assert Viewport(zoom, 10.3, -7.8).aligned(ratio) == Viewport(zoom, 10.3, -7.8)
