"""Containers, good and bad: what is read of them, and that nothing in them is run."""

import io
import pickletools
import struct
import sys
import types
import warnings
from collections import OrderedDict
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from mattegui.engine.checkpoints import open_checkpoint
from mattegui.engine.importers import import_weights
from tests.engine import published
from tests.engine.published import State
from tests.engine.test_importers import NARROW, check_agreement, save

ZIPPED = pytest.mark.parametrize("zipped", [True, False], ids=["zip", "chain"])


def state() -> State:
    return published.mmagic(NARROW, refine=False)


@ZIPPED
def test_tensors_are_read_with_their_strides_and_kinds(zipped: bool, tmp_path: Path) -> None:
    big = torch.arange(60, dtype=torch.float64).view(3, 4, 5)
    tensors = {
        "whole": big,
        "view": big[1:, :, 2],
        "turned": big.permute(2, 0, 1),
        "half": torch.tensor([1.5, -2.0], dtype=torch.float16),
        "brain": torch.tensor([0.25], dtype=torch.bfloat16),
        "count": torch.tensor(7),
        "none": torch.zeros(0, 3),
        "parameter": nn.Parameter(torch.ones(2)),
    }
    path = save(tmp_path / "a.pth", {"state_dict": tensors, "epoch": 3, "note": "x"}, zipped=zipped)
    with open_checkpoint(path) as checkpoint:
        assert checkpoint.numbers == {"epoch": 3}
        assert list(checkpoint.shapes) == list(tensors)
        for name, tensor in tensors.items():
            assert checkpoint.shapes[name] == tuple(tensor.shape)
            assert torch.equal(checkpoint.read(name), tensor.detach().float())


class OldNumber:
    """Is pickled like a number of numpy's by Python 2: its bytes as text."""

    def __init__(self, value: float) -> None:
        self._value = value

    def __reduce__(self) -> tuple[Any, ...]:
        scalar = np.float64(self._value)
        make: Any = scalar.__reduce__()[0]
        return make, (scalar.dtype, scalar.tobytes().decode("latin1"))


def python_2(path: Path) -> Path:
    """Rewrite a chain of pickles as Python 2 wrote them: text as bytes, its own module names."""
    content, place, out = path.read_bytes(), 0, b""
    for _ in range(5):
        stream = io.BytesIO(content[place:])
        steps = [(step.name, value, at or 0) for step, value, at in pickletools.genops(stream)]
        ends = [at for _, _, at in steps[1:]] + [stream.tell()]
        for (name, value, at), end in zip(steps, ends, strict=True):
            code = content[place + at : place + end]
            if name == "BINUNICODE":
                text = str(value).encode("latin1")
                code = b"T" + struct.pack("<I", len(text)) + text
            elif value == "numpy._core.multiarray scalar":
                code = b"cnumpy.core.multiarray\nscalar\n"
            out += code
        place += stream.tell()
    path.write_bytes(out + content[place:])
    return path


def test_python_2_checkpoints_are_read(tmp_path: Path) -> None:
    tensors = published.classic(NARROW, 3, refine=True)
    content = {"epoch": 21, "state_dict": OrderedDict(tensors), "best_sad": OldNumber(52_990.4)}
    path = python_2(save(tmp_path / "a.pth", content, zipped=False))
    assert b"_codecs" not in path.read_bytes()
    imported = import_weights(path)
    assert "best SAD is 52.99" in imported.sentence
    run = partial(published.run_classic, skip=True)
    check_agreement(imported.name, partial(published.matte, run, tensors), 96)


def pickled_object(path: Path, tensors: State, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write what foamliu wrote: the network as an object, in its wrapper, with its optimiser."""

    def module(name: str) -> nn.Module:
        made: nn.Module = type(name, (nn.Module,), {"__module__": "models"})()
        classes.setdefault(name, type(made))
        made.__class__ = classes[name]
        # torch of that time kept a reference to its own functions in every module.
        made._backend = Backend()  # type: ignore[assignment]
        return made

    classes: dict[str, type] = {}
    backend = types.ModuleType("torch.nn.backends.thnn")

    class Backend:
        def __reduce__(self) -> tuple[Any, ...]:
            return backend.get, ()

    def get() -> Backend:
        return Backend()

    get.__module__, get.__qualname__ = backend.__name__, "get"
    backend.get = get  # type: ignore[attr-defined]
    network = module("DIMModel")
    for name, tensor in tensors.items():
        *parents, last = name.split(".")
        inner = network
        for parent in parents:
            if parent not in inner._modules:
                inner.add_module(parent, module(f"Part{parent}"))
            inner = inner._modules[parent] or inner
        if "running" in last or "tracked" in last:
            inner.register_buffer(last, tensor)
        else:
            inner.register_parameter(last, nn.Parameter(tensor))
    models = types.ModuleType("models")
    models.__dict__.update(classes)
    optimiser = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9)
    first = next(network.parameters())
    first.grad = torch.zeros_like(first)
    optimiser.step()
    content = {"epoch": 9, "loss": 0.05, "model": nn.DataParallel(network), "optimizer": optimiser}
    with monkeypatch.context() as patch, warnings.catch_warnings():
        patch.setitem(sys.modules, "models", models)
        patch.setitem(sys.modules, backend.__name__, backend)
        # There is no source of these classes that could be kept.
        warnings.simplefilter("ignore", UserWarning)
        return save(path, content, zipped=False)


def test_a_pickled_network_object_is_read_without_its_classes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tensors = published.foamliu(NARROW)
    path = pickled_object(tmp_path / "BEST_checkpoint.tar", tensors, monkeypatch)
    assert b"models" in path.read_bytes()
    imported = import_weights(path)
    assert imported.name == "best_checkpoint"
    expected = partial(published.matte, published.run_foamliu, tensors)
    check_agreement(imported.name, expected, 96)
