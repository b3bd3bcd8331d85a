import pytest
import torch
from torch import nn

from mattegui.engine.networks.folding import NormValues, fold


@pytest.mark.parametrize("biased", [True, False])
def test_one_convolution_does_what_it_and_its_norm_did(biased: bool) -> None:
    torch.manual_seed(3)
    conv, norm = nn.Conv2d(3, 5, 3, bias=biased), nn.BatchNorm2d(5, eps=0.1)
    assert norm.running_mean is not None
    assert norm.running_var is not None
    with torch.no_grad():
        for each in (norm.weight, norm.bias, norm.running_mean):
            each.normal_()
        norm.running_var.uniform_(0.1, 2)
        values = NormValues(norm.weight, norm.bias, norm.running_mean, norm.running_var, norm.eps)
        one = nn.Conv2d(3, 5, 3)
        weight, bias = fold(conv.weight, conv.bias, values)
        one.weight.copy_(weight)
        one.bias.copy_(bias)  # type: ignore[union-attr]
        x_BCHW = torch.randn(2, 3, 9, 9)
        torch.testing.assert_close(one(x_BCHW), norm.eval()(conv(x_BCHW)))
    assert weight.dtype == bias.dtype == torch.float32
