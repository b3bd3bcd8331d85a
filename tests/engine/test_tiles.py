import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.rect import Rect
from mattegui.engine.tiles import NO_RECT, TILE, StaleTiles, crop_parts, region_parts, tile_parts

SHAPE = (3 * TILE - 100, 2 * TILE + 1)
TILES = list(Rect.whole(SHAPE).split(TILE))
EDGES = st.integers(-TILE, 4 * TILE)
RECTS = st.builds(
    lambda y, x, height, width: Rect(y, x, y + height, x + width),
    EDGES,
    EDGES,
    st.integers(1, 2 * TILE),
    st.integers(1, 2 * TILE),
)


class Queue(RuleBasedStateMachine):
    """`StaleTiles` beside a dictionary that says for each tile when it was touched and solved."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles = StaleTiles(SHAPE)
        self.generation = 0
        self.touched = dict.fromkeys(TILES, 0)
        self.stale: set[Rect] = set()

    @rule(rects=st.lists(RECTS, max_size=3), halo=st.sampled_from([0, 2, 224]))
    def mark(self, rects: list[Rect], halo: int) -> None:
        self.tiles.mark(rects, halo)
        self.generation += 1
        for tile in TILES:
            if any(rect.grown(halo) & tile for rect in rects):
                self.touched[tile] = self.generation
                self.stale.add(tile)

    @rule(rect=RECTS | st.sampled_from(TILES), age=st.integers(0, 4))
    def settle(self, rect: Rect, age: int) -> None:
        generation = max(0, self.generation - age)
        self.tiles.settle(rect, generation)
        for tile in TILES:
            if rect & tile == tile and self.touched[tile] <= generation:
                self.stale.discard(tile)

    @rule(rect=RECTS, age=st.integers(0, 4))
    def ask(self, rect: Rect, age: int) -> None:
        generation = max(0, self.generation - age)
        near = [tile for tile in TILES if rect & tile]
        fresh = all(self.touched[tile] <= generation for tile in near)
        assert self.tiles.accepts(rect, generation) == fresh
        assert self.tiles.all_stale(rect) == all(tile in self.stale for tile in near)

    @invariant()
    def the_queue_is_what_is_stale(self) -> None:
        assert set(self.tiles.stale(Rect(0, 0, 1, 1))) == self.stale
        assert len(self.tiles) == len(self.stale)
        assert self.tiles.generation == self.generation


TestQueue = Queue.TestCase
TestQueue.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


def test_the_nearest_stale_tile_comes_first() -> None:
    tiles = StaleTiles(SHAPE)
    tiles.mark([Rect.whole(SHAPE)], 0)
    near = Rect(2 * TILE + 5, TILE + 5, 2 * TILE + 9, TILE + 9)
    order = tiles.stale(near)
    assert order[0] & near == near
    assert set(order) == set(TILES)
    assert order[-1] == Rect(0, 2 * TILE, TILE, 2 * TILE + 1)


def test_what_the_screen_shows_comes_before_what_is_nearer_to_the_stroke() -> None:
    tiles = StaleTiles(SHAPE)
    tiles.mark([Rect.whole(SHAPE)], 0)
    stroke, view = Rect(5, 5, 9, 9), Rect(TILE + 10, TILE + 10, 2 * TILE + 10, 2 * TILE)
    order = tiles.stale(stroke, view)
    assert order[:2] == [TILES[4], TILES[7]], "in the view, the nearer to the stroke first"
    rest = [tile for tile in tiles.stale(stroke) if tile not in order[:2]]
    assert order[2:] == rest, "outward from the stroke as before"
    assert tiles.take(stroke, view)[0] == order


def test_crops_join_tiles_where_that_reads_less() -> None:
    trimap = np.full((2048, 2048), BACKGROUND, np.uint8)
    trimap[100:900, 100:900] = UNKNOWN
    trimap[1600:1610, 10:20] = trimap[2000:2010, 1000:1010] = UNKNOWN
    tiles = list(Rect.whole(trimap.shape).split(TILE))
    parts = list(crop_parts(trimap, tiles[::-1], 2 * TILE, 64, 32))
    assert [part.tile for part in parts] == [
        Rect(3 * TILE, TILE, 4 * TILE, 2 * TILE),
        Rect(3 * TILE, 0, 4 * TILE, TILE),
        Rect(0, 0, 2 * TILE, 2 * TILE),
    ], "the most urgent block first; far corners of a block are read apart"
    assert parts[-1].rect == Rect(96, 96, 928, 928)
    assert parts[-1].window == Rect(32, 32, 992, 992)
    for part in parts:
        assert np.array_equal(part.trimap, trimap[part.window.slices])


def test_a_tile_larger_than_what_fits_is_cut_and_up_to_date_with_its_last_piece() -> None:
    trimap = np.full((1100, 700), BACKGROUND, np.uint8)
    trimap[100:1000, 100:650] = UNKNOWN
    tiles = [Rect(0, 0, 1024, 700), Rect(1024, 0, 1100, 700)]
    parts = list(crop_parts(trimap, tiles, 256, 64, 32))
    covered = np.zeros(trimap.shape, np.int64)
    for part in parts:
        assert max(part.rect.height, part.rect.width) <= 256
        covered[part.rect.slices] += 1
    assert (covered[trimap == UNKNOWN] == 1).all()
    assert [part.tile for part in parts] == [NO_RECT] * (len(parts) - 1) + [tiles[0]]


def test_tiles_are_not_joined_to_more_than_fits() -> None:
    trimap = np.full((TILE, 2 * TILE), UNKNOWN, np.uint8)
    tiles = list(Rect.whole(trimap.shape).split(TILE))
    # Both begin in the first block.
    assert [part.tile for part in crop_parts(trimap, tiles, TILE + 96, 64, 32)] == tiles


def test_tile_parts_lie_on_the_grid_and_cover_the_unknown() -> None:
    trimap = np.full(SHAPE, BACKGROUND, np.uint8)
    trimap[100:700, 333:400] = UNKNOWN
    trimap[1400:, 1000:] = UNKNOWN
    parts = list(tile_parts(trimap, TILES, 64, 32))
    covered = np.zeros(SHAPE, np.bool_)
    for part in parts:
        covered[part.rect.slices] = True
        assert part.tile in TILES
        assert part.rect & part.window == part.rect
        assert np.array_equal(part.trimap, trimap[part.window.slices])
        for rect in (part.rect, part.window):
            assert rect.y0 % 32 == rect.x0 % 32 == 0
            assert rect.y1 % 32 == 0 or rect.y1 == SHAPE[0]
            assert rect.x1 % 32 == 0 or rect.x1 == SHAPE[1]
        reach = part.rect.grown(64).clipped(SHAPE)
        assert reach & part.window == reach
    assert covered[trimap == UNKNOWN].all()
    assert len(parts) == 4


def test_region_parts_are_one_for_each_region_that_a_tile_touches() -> None:
    trimap = np.full((200, 300), BACKGROUND, np.uint8)
    trimap[10:50, 10:280] = UNKNOWN
    trimap[100:150, 20:60] = UNKNOWN
    trimap[100:150, 61:90] = UNKNOWN  # one pixel apart: still one problem
    trimap[100:150, 200:220] = FOREGROUND
    upper = list(region_parts(trimap, [Rect(0, 250, 100, 300)], 2))
    assert len(upper) == 1
    assert Rect(10, 10, 50, 280) & upper[0].rect == Rect(10, 10, 50, 280)
    both = list(region_parts(trimap, [Rect.whole(trimap.shape)], 2))
    assert len(both) == 2
    lower = both[1]
    assert Rect(100, 20, 150, 90) & lower.rect == Rect(100, 20, 150, 90)
    assert list(region_parts(trimap, [Rect(160, 0, 200, 300)], 2)) == []


def test_a_region_brings_those_in_its_box_and_they_do_not_bring_it() -> None:
    trimap = np.full((300, 300), FOREGROUND, np.uint8)
    trimap[20:280, 20:280] = UNKNOWN
    trimap[40:260, 40:260] = FOREGROUND
    trimap[100:150, 100:160] = UNKNOWN  # a hole in the ring
    (ring,) = region_parts(trimap, [Rect(0, 0, 300, 60)], 2)
    assert np.array_equal(ring.trimap == UNKNOWN, trimap[ring.window.slices] == UNKNOWN)
    (hole,) = region_parts(trimap, [Rect(110, 110, 120, 120)], 2)
    assert hole.rect & Rect(100, 100, 150, 160) == Rect(100, 100, 150, 160)
    assert hole.rect.area < 60 * 70
    assert len(list(region_parts(trimap, [Rect.whole(trimap.shape)], 2))) == 1, "not twice"


BOXES = st.tuples(st.integers(0, 70), st.integers(0, 70), st.integers(1, 30), st.integers(1, 30))


@given(st.lists(BOXES, max_size=9), st.lists(BOXES, max_size=6), st.lists(BOXES, max_size=6), BOXES)
@example([(10, 10, 30, 30)], [(13, 13, 24, 24)], [(20, 20, 5, 5)], (0, 0, 99, 11))
@example([(10, 0, 30, 9), (10, 20, 30, 9), (36, 0, 5, 29)], [], [(2, 14, 20, 2)], (0, 0, 99, 99))
def test_no_part_writes_over_what_it_does_not_solve(
    blobs: list[tuple[int, int, int, int]],
    holes: list[tuple[int, int, int, int]],
    cores: list[tuple[int, int, int, int]],
    tile: tuple[int, int, int, int],
) -> None:
    trimap = np.full((100, 100), BACKGROUND, np.uint8)
    for boxes, label in ((blobs, UNKNOWN), (holes, FOREGROUND), (cores, UNKNOWN)):
        for y, x, height, width in boxes:
            trimap[y : y + height, x : x + width] = label
    y, x, height, width = tile
    wanted = Rect(y, x, y + height, x + width)
    solved = np.zeros(trimap.shape, np.bool_)
    for part in region_parts(trimap, [wanted], 2):
        inner = part.rect.relative_to(part.window).slices
        assert np.array_equal(part.trimap[inner], trimap[part.rect.slices])
        solved[part.rect.slices] = True
    assert solved[wanted.slices][trimap[wanted.slices] == UNKNOWN].all()


def test_what_is_marked_twice_is_owed() -> None:
    stale = StaleTiles((2 * TILE, 2 * TILE))
    corner = Rect(0, 0, 10, 10)
    stale.mark([corner], 0)
    stale.mark([Rect(TILE, TILE, TILE + 5, TILE + 5)], 0)
    stale.mark([corner], 0)
    tiles, owed = stale.take(corner)
    assert len(tiles) == 2
    assert owed == {Rect(0, 0, TILE, TILE)}


@pytest.mark.parametrize("gap", [1, 2])
def test_a_region_beside_another_sees_it_as_known(gap: int) -> None:
    trimap = np.full((60, 60), FOREGROUND, np.uint8)
    trimap[20:40, 10:25] = UNKNOWN
    trimap[20:40, 25 + 4 + gap : 50] = UNKNOWN
    parts = list(region_parts(trimap, [Rect(0, 0, 60, 20)], 2))
    assert len(parts) == 1
    assert (parts[0].trimap == UNKNOWN).sum() == 20 * 15
