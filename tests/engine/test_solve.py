from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import pytest

from mattegui.core.arrays import UNKNOWN, Alpha, Image, Trimap, known_alpha, merge_known
from mattegui.core.rect import Rect
from mattegui.engine.solve import Patch, solve
from mattegui.engine.tiles import TILE, OneByOne, Part, tile_parts
from tests.samples import disc


class Blur(OneByOne):
    """An estimator without a network: the mean label around each pixel."""

    name = "blur"
    halo = 16

    def __init__(self) -> None:
        self.solved = 0

    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        mean = cv2.blur(known_alpha(trimap), (17, 17), borderType=cv2.BORDER_REPLICATE)
        return merge_known(mean.astype(np.float32), trimap)

    def parts(self, trimap: Trimap, tiles: Sequence[Rect]) -> Iterator[Part]:
        return tile_parts(trimap, tiles, self.halo, 32)

    def solve_part(self, image: Image, part: Part) -> Alpha:
        assert image.shape[:2] == part.trimap.shape == (part.window.height, part.window.width)
        self.solved += 1
        return self.estimate(image, part.trimap)


def never() -> bool:
    return False


def apply(patches: Sequence[Patch], trimap: Trimap) -> Alpha:
    alpha = known_alpha(trimap)
    for patch in patches:
        assert patch.alpha.shape == (patch.rect.height, patch.rect.width)
        assert patch.foreground.shape == (*patch.alpha.shape, 3)
        alpha[patch.rect.slices] = patch.alpha
    return alpha


@pytest.mark.parametrize(("height", "width", "drafts"), [(700, 1300, True), (700, 620, False)])
def test_patches_end_in_the_alpha_of_the_whole(height: int, width: int, drafts: bool) -> None:
    image, trimap, _ = disc(height, width, band=60)
    tiles = list(Rect.whole(trimap.shape).split(TILE))
    patches = list(solve(image, trimap, tiles, Blur(), never))
    kinds = [patch.draft for patch in patches]
    assert any(kinds) == drafts
    assert kinds == sorted(kinds, reverse=True), "the draft comes first"
    expected = Blur().estimate(image, trimap)
    assert np.abs(apply(patches, trimap) - expected).max() < 1e-5
    final = [patch for patch in patches if not patch.draft]
    assert [patch.tile for patch in final] == [tile for tile in tiles if has_unknown(trimap, tile)]
    assert [patch.progress for patch in final] == sorted(patch.progress for patch in final)
    assert final[-1].progress == 1


def has_unknown(trimap: Trimap, tile: Rect) -> bool:
    return bool((trimap[tile.slices] == UNKNOWN).any())


def test_the_draft_looks_like_the_truth() -> None:
    image, trimap, truth = disc(700, 1300, band=60)
    tiles = list(Rect.whole(trimap.shape).split(TILE))
    patches = solve(image, trimap, tiles, Blur(), never)
    draft = apply([patch for patch in patches if patch.draft], trimap)
    expected = Blur().estimate(image, trimap)
    known = trimap != UNKNOWN
    assert np.array_equal(draft[known], truth[known]), "known pixels are exact in a draft too"
    assert np.abs(draft - expected).mean() < 0.02


@pytest.mark.parametrize("side", [1100, 2100, 5000])
def test_a_draft_lies_where_the_subject_is(side: int) -> None:
    # Beyond 2048 only samples of the image and the trimap are looked at.
    image, trimap, _ = disc(side // 2, side, band=side // 20)
    tiles = list(Rect.whole(trimap.shape).split(TILE))
    drafts = [patch for patch in solve(image, trimap, tiles, Blur(), never) if patch.draft]
    draft = apply(drafts, trimap)
    expected = cv2.blur(known_alpha(trimap), (17 * side // 512,) * 2)
    both = [(cv2.moments(alpha), alpha.sum()) for alpha in (draft, expected)]
    centres = np.array([(m["m10"] / total, m["m01"] / total) for m, total in both])
    apart = np.abs(centres[0] - centres[1]).max()
    assert apart < side / 512 / 4, "within a quarter of a reduced pixel"


def test_no_draft_when_none_is_wanted() -> None:
    image, trimap, _ = disc(700, 1300, band=60)
    tiles = [Rect.whole(trimap.shape)]
    assert not any(patch.draft for patch in solve(image, trimap, tiles, Blur(), never, draft=False))


def test_solid_pixels_show_the_image_itself() -> None:
    image, trimap, _ = disc(700, 1300, band=60)
    for patch in solve(image, trimap, [Rect.whole(trimap.shape)], Blur(), never):
        solid = patch.alpha == 1
        assert np.array_equal(patch.foreground[solid], image[patch.rect.slices][solid])


def test_what_was_being_solved_when_cancelled_is_not_shown() -> None:
    image, trimap, _ = disc(1100, 1300, band=60)
    tiles = list(Rect.whole(trimap.shape).split(TILE))
    estimator = Blur()
    patches = []
    for patch in solve(image, trimap, tiles, estimator, lambda: estimator.solved >= 2):
        patches.append(patch)
    assert estimator.solved == 2
    assert len([patch for patch in patches if not patch.draft]) == 1


class Greedy(Blur):
    """An estimator whose only part is the whole image, as those are that know no tiles."""

    def parts(self, trimap: Trimap, tiles: Sequence[Rect]) -> Iterator[Part]:
        whole = Rect.whole(trimap.shape)
        yield Part(whole, whole, trimap)


@pytest.mark.parametrize("estimator", [Blur(), Greedy()])
def test_a_draft_covers_nothing_but_stale_tiles(estimator: Blur) -> None:
    image, trimap, _ = disc(1100, 1300, band=60)
    tiles = list(Rect.whole(trimap.shape).split(TILE))[1::3]
    patches = list(solve(image, trimap, tiles, estimator, never))
    drafts = [patch.rect for patch in patches if patch.draft]
    assert drafts
    for rect in drafts:
        assert any(rect & tile == rect for tile in tiles)


def test_cancelled_at_once_does_nothing() -> None:
    image, trimap, _ = disc(700, 1300)
    estimator = Blur()
    assert list(solve(image, trimap, [Rect.whole(trimap.shape)], estimator, lambda: True)) == []
    assert estimator.solved == 0


def test_nothing_unknown_is_nothing_to_do() -> None:
    image, _, _ = disc(700, 1300)
    trimap = np.zeros((700, 1300), np.uint8)
    assert list(solve(image, trimap, [Rect.whole(trimap.shape)], Blur(), never)) == []
