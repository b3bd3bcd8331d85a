import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import onnxruntime  # type: ignore[import-untyped]
import pytest
import torch

from mattegui.core.arrays import Alpha, Image, Trimap, check_trimap
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.networks.dim import DIM, DIMConfig
from mattegui.engine.onnx_graph import ExportError, write_onnx
from tests.engine.networks import TINY, random_network
from tests.engine.test_estimator import scene

CONFIGS = {
    "ours": DIMConfig(width=TINY),
    "1×1": DIMConfig(width=TINY, conv6_kernel=1, skip=False, refine=False),
    "first version": DIMConfig(
        width=TINY, conv6_kernel=1, skip=False, refine_scale=256, colours="bgr-255", trimap_top=255
    ),
    "no ReLU": DIMConfig(width=TINY, skip=False, refine=False, decoder_relu=False, deconv1=False),
    "linear": DIMConfig(
        width=TINY, conv6_kernel=7, conv6_channels=4096, refine=False, output="linear"
    ),
    "on alpha": DIMConfig(width=TINY, residual="alpha"),
}


def network(config: DIMConfig) -> DIM:
    made = random_network(config)
    if config.colours == "bgr-255":
        with torch.no_grad():
            next(made.parameters()).div_(100)
    return made


def run(path: Path, image: Image, trimap: Trimap) -> Alpha:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    inputs = {
        "image": (image.transpose(2, 0, 1)[None] / 255).astype(np.float32),
        "trimap": (trimap[None, None] / 255).astype(np.float32),
    }
    (alpha,) = session.run(["alpha"], inputs)
    assert alpha.dtype == np.float32
    found: Alpha = alpha[0, 0]
    return found


@pytest.mark.parametrize("name", CONFIGS)
def test_onnxruntime_gives_the_same_alpha(name: str, tmp_path: Path) -> None:
    made = network(CONFIGS[name])
    path = tmp_path / "a.onnx"
    write_onnx(path, made, "a note")
    estimator = NetworkEstimator("a", made, torch.device("cpu"), print)
    for shape in ((64, 96), (77, 131), (32, 33)):
        image, trimap = scene(*shape)
        expected = estimator.estimate(image, trimap)
        assert expected.std() > 0.1, "the test's network says the same everywhere"
        assert np.abs(run(path, image, trimap) - expected).max() <= 1e-4


def test_greys_are_unknown_and_known_pixels_exact(tmp_path: Path) -> None:
    made = network(CONFIGS["ours"])
    write_onnx(tmp_path / "a.onnx", made)
    image, trimap = scene(64, 64)
    soft = trimap.copy()
    soft[soft == 128] = np.linspace(1, 254, int((soft == 128).sum())).astype(np.uint8)
    alpha = run(tmp_path / "a.onnx", image, soft)
    assert np.array_equal(check_trimap(soft, image.shape), trimap)
    assert np.abs(alpha - run(tmp_path / "a.onnx", image, trimap)).max() == 0
    assert (alpha[trimap == 255] == 1).all()
    assert (alpha[trimap == 0] == 0).all()


def test_several_images_at_once(tmp_path: Path) -> None:
    write_onnx(tmp_path / "a.onnx", network(CONFIGS["ours"]))
    scenes = [scene(64, 64), tuple(array[::-1].copy() for array in scene(64, 64))]
    session = onnxruntime.InferenceSession(tmp_path / "a.onnx", providers=["CPUExecutionProvider"])
    images = np.stack([image.transpose(2, 0, 1) / 255 for image, _ in scenes]).astype(np.float32)
    trimaps = np.stack([trimap[None] / 255 for _, trimap in scenes]).astype(np.float32)
    (alphas,) = session.run(["alpha"], {"image": images, "trimap": trimaps})
    for alpha, (image, trimap) in zip(alphas, scenes, strict=True):
        assert np.abs(alpha[0] - run(tmp_path / "a.onnx", image, trimap)).max() <= 1e-5


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    config = CONFIGS["ours"]
    write_onnx(tmp_path / "a.onnx", network(config), "Trained by me.")
    model = onnx.load(tmp_path / "a.onnx")
    onnx.checker.check_model(model, full_check=True)
    assert model.doc_string == "Trained by me."
    assert json.loads(model.metadata_props[0].value) == asdict(config)
    assert {node.op_type for node in model.graph.node} >= {"MaxUnpool", "Conv", "Pad"}
    assert [value.name for value in model.graph.input] == ["image", "trimap"]


def test_batch_norm_must_be_folded_first(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="fold the batch norm"):
        write_onnx(tmp_path / "a.onnx", random_network(DIMConfig(width=TINY, norm="batch")))
    assert list(tmp_path.iterdir()) == []


def test_without_the_package_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(ExportError, match=r"pip install 'mattegui\[onnx\]'"):
        write_onnx(tmp_path / "a.onnx", network(CONFIGS["ours"]))
    assert list(tmp_path.iterdir()) == []
