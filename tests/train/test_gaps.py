"""Gaps and what only looks like one: where they are, and who is told of them."""

import torch

from train.chance import Chance
from train.gaps import cut_gaps

CPU = torch.device("cpu")
SHAPE = (24, 3, 64, 96)
GREY, SOLID = torch.full(SHAPE, 0.5), torch.ones(24, 1, 64, 96)


def test_no_gaps_change_nothing() -> None:
    rgb, alpha, seen = cut_gaps(GREY, SOLID, 0.0, Chance(1, CPU))
    for made, given in ((rgb, GREY), (alpha, SOLID), (seen, SOLID)):
        torch.testing.assert_close(made, given, rtol=0, atol=0)


def test_gaps_open_the_subject_and_strokes_colour_it() -> None:
    rgb, alpha, seen = cut_gaps(GREY, SOLID, 1.0, Chance(2, CPU))
    opened_B, coloured_B = (alpha < 0.5).flatten(1).any(1), (rgb != GREY).flatten(1).any(1)
    assert int(opened_B.sum()) > 12
    assert int(coloured_B.sum()) > 12
    share = float((alpha < 0.5).float().mean())
    assert 0.001 < share < 0.2, "gaps are small beside the subject"
    assert float(alpha.min()) == 0
    assert 0 <= float(rgb.min()) <= float(rgb.max()) <= 1
    stroke = (seen < alpha) & (alpha == 1)
    assert bool(stroke.any()), "a painter doubts strokes that are solid"
    assert bool((seen <= alpha).all())
    untouched = (seen == 1).expand_as(rgb)
    assert bool((rgb == GREY)[untouched].all()), "colours change under strokes only"


def test_half_open_subjects_stay_at_most_what_they_were() -> None:
    half = torch.rand(SOLID.shape, generator=torch.Generator().manual_seed(3))
    _, alpha, seen = cut_gaps(GREY, half, 1.0, Chance(4, CPU))
    assert bool((alpha <= half).all())
    assert float(seen.min()) >= 0


def test_gaps_are_cut_in_the_share_that_is_asked_for() -> None:
    alphas = [cut_gaps(GREY, SOLID, 0.3, Chance(seed, CPU))[2] for seed in range(20)]
    share = float((torch.cat(alphas).flatten(1).amin(1) < 0.7).float().mean())
    assert 0.2 < share < 0.4
