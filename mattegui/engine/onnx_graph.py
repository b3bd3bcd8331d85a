"""A network as an ONNX graph, for other programs: from an image and a trimap to alpha.

The graph is written node by node from the network's modules. It holds all that is around the
network as well: snapping the trimap, normalising, reflecting to the network's grid, and keeping
known pixels exact. Unpooling is ONNX's MaxUnpool, which undoes MaxPool by its indices exactly.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from torch import nn

from mattegui.core.files import atomic_path
from mattegui.engine.networks.dim import DIM, DIMConfig
from mattegui.engine.preprocess import MEAN, STD, STRIDE

OPSET: Final = 17
IR_VERSION: Final = 8
"""Those of 2022: every runtime since then reads them."""


class ExportError(ValueError):
    """A network that cannot be exported here; the message says why."""


def write_onnx(path: Path, network: DIM, note: str = "") -> None:
    """Write `network` as an ONNX file, atomically.

    Its inputs are `image`, N,3,H,W, RGB in [0, 1], and `trimap`, N,1,H,W in [0, 1], in which
    everything but 0 and 1 is unknown, to the nearest of 255 steps; its output is `alpha`,
    N,1,H,W. All are `float32`; H and W are free, but each at least 32.

    Args:
        path: Ends in `.onnx`.
        network: Without batch norm.
        note: Free text for the file's description.

    Raises:
        ExportError: The package onnx is missing, or the network has batch norm.
        OSError: The file cannot be written.
    """
    try:
        import onnx
    except ImportError as error:
        reason = "the package onnx is not installed: pip install 'mattegui[onnx]'"
        raise ExportError(reason) from error
    if network.config.norm != "none":
        raise ExportError("fold the batch norm into the convolutions before exporting")
    model = _build(network, note)
    onnx.checker.check_model(model)
    with atomic_path(path) as draft:
        draft.write_bytes(model.SerializeToString())


def _build(network: DIM, note: str) -> Any:
    """Return the graph as an `onnx.ModelProto`."""
    from onnx import TensorProto, helper

    graph = _Graph()
    foreground, background = graph.known()
    x = graph.prepared(network.config, foreground, background)
    alpha = _alpha(graph, network, x)
    graph.finish(alpha, foreground, background)

    def image(name: str, channels: int) -> Any:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", channels, "H", "W"])

    inputs, outputs = [image("image", 3), image("trimap", 1)], [image("alpha", 1)]
    built = helper.make_graph(graph.nodes, "matte", inputs, outputs, graph.constants)
    opsets = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(built, opset_imports=opsets, producer_name="MatteGUI")
    model.ir_version, model.doc_string = IR_VERSION, note
    helper.set_model_props(model, {"config": json.dumps(asdict(network.config))})
    return model


def _alpha(graph: "_Graph", network: DIM, x: str) -> str:
    """Add the network itself; return the name of its alpha."""
    config, colours, kept = network.config, graph.add("Slice", x, *graph.span(1, 0, 3)), []
    for encode in network.encoder_stages:
        skip = graph.module(encode.convs, x)
        x, indices = graph.add_two("MaxPool", skip, kernel_shape=[2, 2], strides=[2, 2])
        kept.append((skip, indices))
    x = graph.module(network.deconv6, graph.module(network.conv6, x))
    for decode in network.decoder_stages:
        skip, indices = kept.pop()
        x = graph.add("MaxUnpool", x, indices, kernel_shape=[2, 2], strides=[2, 2])
        x = graph.add("Add", x, skip) if config.skip else x
        x = graph.module(decode.conv, x)
    value = graph.module(network.alpha, x)
    if network.refinement is None:
        return value if config.output == "linear" else graph.add("Sigmoid", value)
    coarse = graph.add("Sigmoid", value)
    scaled = graph.add("Mul", coarse, graph.constant(np.float32(config.refine_scale)))
    joined = graph.add("Concat", colours, scaled, axis=1)
    residual = graph.module(network.refinement.convs, joined)
    if config.residual == "alpha":
        return graph.add("Add", coarse, residual)
    return graph.add("Sigmoid", graph.add("Add", value, residual))


class _Graph:
    """Nodes and constants; every method adds some and returns the names of their outputs."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def add(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        """Add a node with one output."""
        from onnx import helper

        name = output or f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def add_two(self, kind: str, *inputs: str, **attributes: Any) -> tuple[str, str]:
        """Add a node with two outputs."""
        from onnx import helper

        name = f"{kind.lower()}_{len(self.nodes)}"
        names = name, f"{name}_indices"
        self.nodes.append(helper.make_node(kind, inputs, names, name=name, **attributes))
        return names

    def constant(self, value: NDArray[Any] | np.generic) -> str:
        """Add a constant."""
        from onnx import numpy_helper

        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def integers(self, *values: int) -> str:
        """Add a constant vector of integers."""
        return self.constant(np.array(values, np.int64))

    def span(self, axis: int, start: int, stop: int) -> tuple[str, str, str]:
        """Add what `Slice` needs to keep a part of one axis."""
        return self.integers(start), self.integers(stop), self.integers(axis)

    def module(self, module: nn.Module, x: str) -> str:
        """Add a convolution, a ReLU, or a chain of them.

        Raises:
            ExportError: There is something else in it.
        """
        if isinstance(module, nn.Sequential):
            for inner in module:
                x = self.module(inner, x)
            return x
        if isinstance(module, nn.Identity):
            return x
        if isinstance(module, nn.ReLU):
            return self.add("Relu", x)
        if not isinstance(module, nn.Conv2d) or module.bias is None:
            raise ExportError(f"there is no way to write a {type(module).__name__}")
        weight, bias = (
            self.constant(tensor.detach().float().cpu().contiguous().numpy())
            for tensor in (module.weight, module.bias)
        )
        pads = [side // 2 for side in module.kernel_size]
        return self.add("Conv", x, weight, bias, pads=[*pads, *pads])

    def known(self) -> tuple[str, str]:
        """Add the masks of what the trimap says is foreground and background."""
        low, high = (self.constant(np.float32(step / 255)) for step in (0.5, 254.5))
        return self.add("Greater", "trimap", high), self.add("Less", "trimap", low)

    def prepared(self, config: DIMConfig, foreground: str, background: str) -> str:
        """Add what `preprocess.network_input` does, and the reflection to the grid."""
        top = config.trimap_top
        zero, middle, one = (
            self.constant(np.float32(value)) for value in (0, 128 / 255 * top, top)
        )
        trimap = self.add("Where", background, zero, self.add("Where", foreground, one, middle))
        if config.colours == "bgr-255":
            turned = self.add("Gather", "image", self.integers(2, 1, 0), axis=1)
            rgb = self.add("Mul", turned, self.constant(np.float32(255)))
        else:
            mean, std = (
                self.constant(np.array(values, np.float32).reshape(1, 3, 1, 1))
                for values in (MEAN, STD)
            )
            rgb = self.add("Div", self.add("Sub", "image", mean), std)
        x = self.add("Concat", rgb, trimap, axis=1)
        stride = self.integers(STRIDE)
        missing = self.add("Sub", stride, self.add("Mod", self._sides(), stride))
        missing = self.add("Mod", missing, stride)
        pads = self.add("Concat", self.integers(0, 0, 0, 0, 0, 0), missing, axis=0)
        return self.add("Pad", x, pads, mode="reflect")

    def finish(self, alpha: str, foreground: str, background: str) -> None:
        """Add the crop to the image's size, and what the trimap knows."""
        zero, one = self.constant(np.float32(0)), self.constant(np.float32(1))
        cut = self.add("Slice", alpha, self.integers(0, 0), self._sides(), self.integers(2, 3))
        clipped = self.add("Clip", cut, zero, one)
        merged = self.add("Where", foreground, one, clipped)
        self.add("Where", background, zero, merged, output="alpha")

    def _sides(self) -> str:
        return self.add("Shape", "image", start=2, end=4)
