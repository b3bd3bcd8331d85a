"""Checkpoints made to fill the memory, to crash the reader, or to be read as something else."""

import io
import json
import pickle
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from mattegui.engine import pickle_scan
from mattegui.engine.checkpoints import open_checkpoint
from mattegui.engine.networks.dim import DIM, DIMConfig
from mattegui.engine.standins import CheckpointError
from mattegui.engine.unpickler import read_pickle
from tests.engine.networks import TINY
from tests.engine.test_checkpoints_bad import chain, claiming, tensor_pickle
from tests.engine.test_importers import save

OLD = (
    b"(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x06NtQ"
)
"""A reference to a storage of six values."""


def flagged(path: Path, place: int, value: int) -> bytes:
    """Return a zip file with a byte of its first entry's descriptions changed.

    Args:
        path: The file.
        place: Of the byte in the directory; two less in the entry itself.
        value: What it becomes.
    """
    raw = bytearray(path.read_bytes())
    raw[raw.find(b"PK\x01\x02") + place] = value
    raw[raw.find(b"PK\x03\x04") + place - 2] = value
    return bytes(raw)


def bomb() -> bytes:
    """Return a zip of which the pickle unpacks to a thousand times of what it claims."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/data.pkl", bytes(50_000_000))
        archive.filelist[0].file_size = archive.filelist[0].compress_size
    return stream.getvalue()


def safetensors(kind: str, count: int) -> bytes:
    header = json.dumps({"w": {"dtype": kind, "shape": [4], "data_offsets": [0, count]}}).encode()
    return struct.pack("<Q", len(header)) + header + bytes(count)


def tensor(storage: bytes = OLD, then: bytes = b"") -> bytes:
    """Return the body of a chain with a tensor w of six values, and what is done to it."""
    rebuilt = b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + b"K\x00(K\x06t(K\x01t\x89NtR"
    return b"\x80\x02}X\x01\x00\x00\x00w" + rebuilt + then + b"s."


def forged(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Yield kinds of forged files with what is in them and what is said of it."""
    zipped = save(folder / "sound.pth", {"w": torch.zeros(6)})
    yield "encrypted", flagged(zipped, 8, 1), "data.pkl is encrypted"
    yield "patched", flagged(zipped, 8, 0x20), "damaged zip file"
    yield "deflated", flagged(zipped, 10, 8), "data.pkl is compressed"
    yield "of an odd method", flagged(zipped, 10, 99), "data.pkl is compressed"
    yield "of a later version", flagged(zipped, 6, 99), "damaged zip file"
    yield "a bomb", bomb(), "data.pkl is compressed"
    yield "four bits", safetensors("F4", 2), "w cannot be read"
    yield "six bits", safetensors("F6_E2M3", 3), "Dtype not understood"
    yield "complex", safetensors("C64", 32), "w holds complex numbers"
    keys = pickle.dumps([[1]], 2)
    listed = chain(b"\x80\x02}.").removesuffix(pickle.dumps([], 2)) + keys
    yield "a list as key", listed, r"holds values \[1\] that nothing refers to"
    yield "nested key", chain(b"\x80\x02})" + b"\x85" * 5000 + b"Ns."), "nests tuples"
    yield "nested reference", chain(b"\x80\x02)" + b"\x85" * 50 + b"Q."), "which is no storage"
    opened = OLD + b"(NX\x01\x00\x00\x000K\x06lb"
    yield "a changed storage", claiming(tensor(opened)), "sets attributes of a tensor"
    yield "a changed tensor", claiming(tensor(then=b"(NNNNlb")), "sets attributes of a tensor"
    many = tensor_pickle(6, 0, (0, 1 << 61, 1 << 61), (0, 0, 0))
    yield "an empty tensor of huge sides", claiming(many), "w cannot be read"


KINDS = (
    "encrypted",
    "patched",
    "deflated",
    "of an odd method",
    "of a later version",
    "a bomb",
    "four bits",
    "six bits",
    "complex",
    "a list as key",
    "nested key",
    "nested reference",
    "a changed storage",
    "a changed tensor",
    "an empty tensor of huge sides",
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_forged_is_refused_by_the_files_name_before_it_takes_any_memory(
    kind: str, tmp_path: Path
) -> None:
    known = {name: (content, words) for name, content, words in forged(tmp_path)}
    assert tuple(known) == KINDS
    content, words = known[kind]
    path = tmp_path / ("a.safetensors" if content[8:9] == b"{" else "a.pth")
    path.write_bytes(content)
    tracemalloc.start()
    try:
        with (
            pytest.raises(CheckpointError, match=rf"^{path.name} cannot be used: .*{words}"),
            open_checkpoint(path) as checkpoint,
        ):
            checkpoint.read("w")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 5_000_000


def test_attributes_of_a_table_do_not_hide_its_methods(tmp_path: Path) -> None:
    hiding = b"ccollections\nOrderedDict\n)Rq\x01X\x01\x00\x00\x00w" + tensor()[9:-2] + b"s"
    attributes = b"}(X\x05\x00\x00\x00itemsNX\x03\x00\x00\x00getNub"
    path = tmp_path / "a.pth"
    path.write_bytes(claiming(b"\x80\x02" + hiding + attributes + b"."))
    with open_checkpoint(path) as checkpoint:
        assert checkpoint.read("w").tolist() == [0] * 6


NAMES = {
    "size": b"ctorch\nSize\n",
    "set": b"c__builtin__\nset\n",
    "dict": b"c__builtin__\ndict\n",
    "ordered": b"ccollections\nOrderedDict\n",
    "module": b"ctorch.nn\nModule\n",
}


@pytest.mark.parametrize("kind", [*NAMES, "module of many", "state", "text"])
def test_no_list_is_copied_again_and_again(kind: str) -> None:
    many = b"(" + b"N" * 20_000 + b"lq\x01"
    call = NAMES.get(kind, b"") + b"h\x01\x85R"
    if kind == "dict":
        many = b"(" + b"".join(b"J" + struct.pack("<i", k) + b"N" for k in range(9999)) + b"dq\x01"
    elif kind == "module of many":
        many, call = b"(" + b"N" * 9000 + b"tq\x01", NAMES["module"] + b"h\x01R"
    elif kind == "state":
        texts = (b"X\x05\x00\x00\x00%05dN" % k for k in range(9999))
        many = b"(" + b"".join(texts) + b"dq\x01"
        call = NAMES["ordered"] + b")Rh\x01b"
    elif kind == "text":
        many = b"X" + struct.pack("<i", 20_000) + b"a" * 20_000 + b"q\x01"
        call = b"c_codecs\nencode\nh\x01X\x06\x00\x00\x00latin1\x86R"
    stream = io.BytesIO(b"\x80\x02" + many + b"(" + call * 200 + b"l.")
    with pytest.raises(CheckpointError, match=r"copies more than 1000000 values|shape of"):
        read_pickle(stream)


def test_a_list_that_was_filled_by_another_name_is_not_copied_unseen() -> None:
    alias = b"\x80\x02]q\x010ctorch.nn.parameter\nParameter\nh\x01\x85R(" + b"N" * 9 + b"e."
    with pytest.raises(CheckpointError, match="a parameter without a tensor"):
        read_pickle(io.BytesIO(alias))
    alias = b"\x80\x02]q\x010X\x06\x00\x00\x00moduleh\x01\x86Q(" + b"N" * 9 + b"e."
    with pytest.raises(CheckpointError, match="which is no storage"):
        read_pickle(io.BytesIO(alias))


@pytest.mark.parametrize("key", [b")" + b"\x85" * 900_000, b")" + b"q\x01h\x01\x86" * 40])
def test_tuples_whose_hash_would_crash_or_never_end_are_refused(key: bytes) -> None:
    start = time.monotonic()
    with pytest.raises(CheckpointError, match="nests tuples as no checkpoint does"):
        read_pickle(io.BytesIO(b"\x80\x02}" + key + b"Ns."))
    assert time.monotonic() - start < 20


def test_sets_in_sets_are_refused() -> None:
    chains = b"(\x91."
    with pytest.raises(CheckpointError, match="uses FROZENSET, which no checkpoint needs"):
        read_pickle(io.BytesIO(b"\x80\x04" + chains))


def test_lists_in_lists_are_not_written_out() -> None:
    laughs = b"]" + b"q\x01](h\x01h\x01h\x01h\x01e" * 40
    with pytest.raises(CheckpointError, match="which is no storage") as caught:
        read_pickle(io.BytesIO(b"\x80\x02" + laughs + b"Q."))
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("body", [b"0.", b"h\x05.", b"\x85.", b"(0t.", b"s.", b"N(\x85."])
def test_a_pickle_that_takes_what_it_has_not_made_is_damaged(body: bytes) -> None:
    with pytest.raises(CheckpointError, match="its pickle is damaged"):
        read_pickle(io.BytesIO(b"\x80\x02" + body))


@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "chain"])
def test_real_checkpoints_stay_far_below_all_limits(
    zipped: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How long a pickle is depends on how many tensors there are, not on their sizes.
    network = DIM(DIMConfig(width=TINY, norm="batch"))
    adam = torch.optim.Adam(network.parameters())
    for parameter in network.parameters():
        parameter.grad = torch.zeros_like(parameter)
    adam.step()
    content: dict[str, Any] = {
        "state_dict": nn.DataParallel(network).state_dict(),
        "optimizer": adam.state_dict(),
        "epoch": 25,
    }
    for name, limit in (("OPERATIONS", 50_000), ("COPIED", 50_000), ("LEAVES", 500)):
        monkeypatch.setattr(pickle_scan, f"MOST_{name}", limit)
    monkeypatch.setattr(pickle_scan, "DEEPEST", 10)
    path = save(tmp_path / "a.pth", content, zipped=zipped)
    with open_checkpoint(path) as checkpoint:
        assert set(checkpoint.shapes) == set(network.state_dict())
