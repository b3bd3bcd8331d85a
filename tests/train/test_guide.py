"""The guide: what its heads are asked, that the decoder hears of it, and that runs keep it."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from mattegui.core.arrays import UNKNOWN
from mattegui.engine.networks.dim import DIMConfig
from tests.train.test_loop import flat, same, trained
from tests.train.tiny import start, tiny
from train import checkpoint
from train.guide import STAGES, Guide, colour_loss, local_mean
from train.losses import Batch
from train.network import Trainee, build

SIZE = 64
SUBJECT, BEHIND = (0.9, 0.2, 0.1), (0.1, 0.3, 0.8)


def plain(colour: tuple[float, float, float]) -> Tensor:
    return torch.tensor(colour)[None, :, None, None].expand(2, 3, SIZE, SIZE)


@pytest.fixture
def batch() -> Batch:
    """Two images, half of each a subject of one colour, all of it unknown."""
    alpha = torch.zeros(2, 1, SIZE, SIZE)
    alpha[..., : SIZE // 2] = 1
    rgb = torch.lerp(plain(BEHIND), plain(SUBJECT), alpha)
    trimap = torch.full((2, 1, SIZE, SIZE), UNKNOWN, dtype=torch.uint8)
    return Batch(rgb, trimap, alpha, plain(SUBJECT), plain(BEHIND), torch.arange(2))


def said(subject: tuple[float, ...], behind: tuple[float, ...]) -> list[Tensor]:
    both = torch.tensor([*subject, *behind])[None, :, None, None]
    return [both.expand(2, 6, side, side) for side in (SIZE // 8, SIZE // 4)]


def test_colours_are_means_of_what_is_seen(batch: Batch) -> None:
    mean, seen = local_mean(batch.foreground_B3HW, batch.alpha_B1HW, 8)
    assert torch.allclose(seen[..., 0], torch.tensor(0.8)), "4 cells of subject among 5"
    assert torch.allclose(mean[..., 0], torch.tensor(SUBJECT)[None, :, None], atol=1e-4)


def test_only_the_true_colours_cost_nothing(batch: Batch) -> None:
    assert float(colour_loss(said(SUBJECT, BEHIND), batch)) < 1e-4
    # One channel of six is wrong by 0.3.
    wrong = (SUBJECT[0], SUBJECT[1] + 0.3, SUBJECT[2])
    assert float(colour_loss(said(wrong, BEHIND), batch)) == pytest.approx(0.05, rel=1e-3)
    assert float(colour_loss(said(BEHIND, SUBJECT), batch)) > 0.4


def test_known_pixels_are_not_asked(batch: Batch) -> None:
    known = batch._replace(trimap_B1HW=(batch.alpha_B1HW * 255).to(torch.uint8))
    assert float(colour_loss(said(BEHIND, SUBJECT), known)) == 0


def test_the_decoder_hears_of_the_guide_and_keeps_no_hook(batch: Batch) -> None:
    network = build(DIMConfig(width=1 / 16), 0)
    guide = Guide(network)
    for parameter in guide.parameters():
        torch.nn.init.constant_(parameter, 0.1)
    trainee = Trainee(network, guide)
    plain_out, nothing = Trainee(network)(batch.rgb_B3HW, batch.trimap_B1HW)
    out, heard = trainee(batch.rgb_B3HW, batch.trimap_B1HW)
    assert nothing == []
    assert torch.equal(out.alpha, plain_out.alpha)
    assert [each.shape[2:] for each in heard] == [(8, 8), (16, 16)]
    torch.autograd.backward(colour_loss(heard, batch))
    last = network.decoder[max(STAGES)]
    for module in (network.encoder[0], last):
        assert all(float(p.grad.norm()) > 0 for p in module.parameters() if p.grad is not None)
        assert all(p.grad is not None for p in module.parameters())
    assert network.alpha.weight.grad is None, "what comes after the guided stages is left alone"
    assert not any(stage._forward_hooks for stage in network.decoder)


def test_a_guided_run_is_resumed_bit_identically(tmp_path: Path) -> None:
    config = replace(tiny(tmp_path, steps=4), guide=0.5)
    config = replace(config, optimiser=flat(config))
    trained(replace(config, steps=2), tmp_path / "halved")
    trained(config, tmp_path / "halved", resume=True)
    trained(config, tmp_path / "straight")
    halved, straight = (
        checkpoint.read(tmp_path / name / checkpoint.NAME).tensors
        for name in ("halved", "straight")
    )
    assert set(halved["guide"]) == {f"heads.{n}.{p}" for n in (0, 1) for p in ("weight", "bias")}
    assert same(halved, straight)


def test_a_run_without_a_guide_is_not_resumed_with_one(tmp_path: Path) -> None:
    config = tiny(tmp_path, steps=1)
    trained(config, tmp_path / "run")
    with pytest.raises(checkpoint.RunStateError, match="was trained without the guide of tiny"):
        start(replace(config, guide=0.5), tmp_path / "run", resume=True)
