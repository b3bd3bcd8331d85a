"""Checkpoints that are hostile, damaged or of another network: refused, and nothing run."""

import copy
import io
import os
import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from mattegui.engine.cards import models_folder
from mattegui.engine.checkpoints import open_checkpoint
from mattegui.engine.importers import import_weights
from mattegui.engine.standins import CheckpointError
from tests.engine import published
from tests.engine.published import State
from tests.engine.test_checkpoints import ZIPPED, state
from tests.engine.test_importers import NARROW, save


class Hostile:
    """Would write a file when it is unpickled by Python itself."""

    def __init__(self, call: Callable[..., Any], *arguments: Any) -> None:
        self._call, self._arguments = call, arguments

    def __reduce__(self) -> tuple[Any, ...]:
        return self._call, self._arguments


def chain(body: bytes) -> bytes:
    """Return a chain of pickles with a body of one's own."""
    start = [0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}]
    return b"".join(pickle.dumps(part, protocol=2) for part in start) + body + pickle.dumps([], 2)


def hostile_files(marker: Path) -> dict[str, bytes]:
    command = f"touch {marker}"
    content = {"state_dict": {**state(), "extra": Hostile(os.system, command)}}
    files = {}
    for zipped in (True, False):
        stream = io.BytesIO()
        torch.save(content, stream, _use_new_zipfile_serialization=zipped)
        files["zip" if zipped else "chain"] = stream.getvalue()
    for protocol in (2, 4, 5):
        body = pickle.dumps(Hostile(os.system, command), protocol)
        files[f"protocol {protocol}"] = chain(body)
        files[f"bare, protocol {protocol}"] = body
    files["eval"] = chain(pickle.dumps(Hostile(eval, f"open({str(marker)!r}, 'w')"), 2))
    line = command.encode()
    files["protocol 0"] = chain(b"\x80\x02cposix\nsystem\n(S'" + line + b"'\ntR.")
    files["inst"] = chain(b"\x80\x02(S'" + line + b"'\niposix\nsystem\n.")
    files["obj"] = chain(b"\x80\x02(cposix\nsystem\nS'" + line + b"'\no.")
    short = b"\x8c" + bytes([len(line)]) + line
    files["stack"] = chain(b"\x80\x04\x8c\x02os\x8c\x06system\x93" + short + b"\x85R.")
    files["function attribute"] = chain(
        b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\n}X\x08\x00\x00\x00__code__K\x01sb."
    )
    files["class attribute"] = chain(b"\x80\x02ctorch.nn\nModule\n}X\x01\x00\x00\x00aK\x01sb.")
    return files


KINDS_OF_HOSTILITY = list(hostile_files(Path("/nowhere")))


@pytest.mark.parametrize("kind", KINDS_OF_HOSTILITY)
def test_a_hostile_pickle_runs_nothing_and_writes_nothing(kind: str, tmp_path: Path) -> None:
    marker, path = tmp_path / "marker", tmp_path / "weights.pth"
    path.write_bytes(hostile_files(marker)[kind])
    with pytest.raises(CheckpointError, match=r"^weights\.pth cannot be used: ") as caught:
        import_weights(path)
    if kind in {"zip", "chain", "protocol 2", "protocol 5", "protocol 0"}:
        assert "names posix.system, which could run code; nothing" in str(caught.value)
    assert not marker.exists()
    assert not models_folder().exists()


def test_the_hostile_pickle_would_have_run() -> None:
    assert pickle.loads(pickle.dumps(Hostile(os.getpid))) == os.getpid()


@ZIPPED
@pytest.mark.parametrize("share", [0.0001, 0.01, 0.5, 0.9999])
def test_truncated_files_are_refused(share: float, zipped: bool, tmp_path: Path) -> None:
    path = save(tmp_path / "a.pth", {"state_dict": state()}, zipped=zipped)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(CheckpointError, match=r"cut short|damaged|begins with|empty"):
        import_weights(path)
    assert not models_folder().exists()


@ZIPPED
@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_values_that_are_not_finite_are_refused(bad: float, zipped: bool, tmp_path: Path) -> None:
    tensors = state()
    tensors["backbone.decoder.deconv3_1.weight"].view(-1)[5:8] = bad
    path = save(tmp_path / "a.pth", tensors, zipped=zipped)
    words = r"a\.pth cannot be used: backbone.*deconv3_1\.weight holds 3 values that are not"
    with pytest.raises(CheckpointError, match=words):
        import_weights(path)
    assert not models_folder().exists()


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "it is empty"),
    "a web page": (b"<!DOCTYPE html><html>404</html>", "begins with b'<!DOCTYPE html>"),
    "a bare pickle": (pickle.dumps({"a": 1}, 2), "a pickle, but none that torch wrote"),
    "no tensors": (chain(pickle.dumps({"epoch": 3}, 2)), "no tensors but a table of epoch"),
    "a number": (chain(pickle.dumps(5, 2)), "no tensors but one int"),
    "a large memo": (chain(b"\x80\x02K\x01r\xff\xff\xff\x7f."), "more than 1000000 operations"),
    "a long text": (chain(b"\x80\x02T\xff\xff\xff\x7fabc."), "damaged or cut short"),
    "an extension": (chain(b"\x80\x02\x82\x01."), "uses EXT1"),
    "an odd reference": (chain(b"\x80\x02K\x05Q."), "refers to 5, which is no storage"),
    "no operation": (b"\x80\x02\xff\xff\xff", "damaged or cut short"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_what_is_no_checkpoint_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    content, words = BAD_FILES[kind]
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match=words) as caught:
        import_weights(path)
    assert "a.pth" in str(caught.value)
    assert not models_folder().exists()


def tensor_pickle(count: int, offset: int, shape: tuple[int, ...], steps: tuple[int, ...]) -> bytes:
    """Return a chain's body with one tensor, whatever it claims."""
    storage = b"(X\x07\x00\x00\x00storagectorch\nFloatStorage\n"
    storage += b"X\x01\x00\x00\x000X\x03\x00\x00\x00cpu"
    parts = (pickle.dumps(part, 2)[2:-1] for part in (offset, shape, steps))
    numbers = pickle.dumps(count, 2)[2:-1] + b"NtQ" + b"".join(parts)
    tensor = b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + numbers + b"\x89NtR"
    return b"\x80\x02}X\x01\x00\x00\x00w" + tensor + b"s."


def claiming(body: bytes, values: bytes = bytes(24)) -> bytes:
    keys = pickle.dumps(["0"], 2)
    return chain(body).removesuffix(pickle.dumps([], 2)) + keys + struct.pack("<q", 6) + values


@pytest.mark.parametrize(
    ("count", "offset", "shape", "steps", "words"),
    [
        (1 << 50, 0, (6,), (1,), "cut short: it claims 4503599627.4 MB of values"),
        (6, 1, (6,), (1,), "w lies beyond its storage of 6 values"),
        (6, 0, (1 << 40,), (0,), "w lies beyond its storage of 6 values"),
        (6, 0, (1 << 20, 1 << 20), (0, 0), "w lies beyond its storage of 6 values"),
        (6, -1, (6,), (1,), "describes a tensor of shape"),
        (6, 0, (6,), (1, 1), "describes a tensor without a storage"),
        (-6, 0, (6,), (1,), "which is no storage"),
    ],
)
def test_claimed_sizes_are_checked_before_anything_is_allocated(
    count: int,
    offset: int,
    shape: tuple[int, ...],
    steps: tuple[int, ...],
    words: str,
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.pth"
    path.write_bytes(claiming(tensor_pickle(count, offset, shape, steps)))
    with pytest.raises(CheckpointError, match=words), open_checkpoint(path) as checkpoint:
        checkpoint.read("w")


def test_a_sound_forgery_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    values = struct.pack("<6f", *range(6))
    path.write_bytes(claiming(tensor_pickle(6, 0, (2, 3), (3, 1)), values))
    with open_checkpoint(path) as checkpoint:
        assert checkpoint.read("w").tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"readme.txt": b"hello"}, "a zip file, but none that torch wrote: it has readme.txt"),
        ({"a/data.pkl": tensor_pickle(6, 0, (6,), (1,))}, "values '0' are missing"),
        (
            {"a/data.pkl": tensor_pickle(6, 0, (6,), (1,)), "a/data/0": bytes(20)},
            "values '0' are 20 bytes, not 24",
        ),
    ],
)
def test_bad_zip_files_are_refused(entries: dict[str, bytes], words: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    with pytest.raises(CheckpointError, match=words), open_checkpoint(path) as checkpoint:
        checkpoint.read("w")


def test_entries_that_share_their_bytes_are_counted_each(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/data.pkl", bytes(100_000))
        archive.filelist += [copy.copy(archive.filelist[0]) for _ in range(9)]
        for number, entry in enumerate(archive.filelist[1:]):
            entry.filename = f"a/data/{number}"
    with pytest.raises(CheckpointError, match=r"it is cut short: it claims 1\.0 MB"):
        import_weights(path)


def test_a_network_in_itself_is_refused(tmp_path: Path) -> None:
    # A module whose only module is itself.
    body = (
        b"\x80\x02ctorch.nn\nModule\n)Rq\x00}X\x08\x00\x00\x00_modules}X\x01\x00\x00\x00ah\x00ssb."
    )
    path = tmp_path / "a.pth"
    path.write_bytes(chain(body))
    with pytest.raises(CheckpointError, match="its network contains itself"):
        import_weights(path)


def test_modules_that_lie_in_each_other_many_times_are_refused(tmp_path: Path) -> None:
    # Each holds the one before twice: 2^30 names for one tensor.
    module = b"ctorch.nn\nModule\n)R}X\x08\x00\x00\x00_modules}"
    body = b"\x80\x02ctorch.nn\nModule\n)Rq\x01"
    for _ in range(30):
        body += b"0" + module + b"(X\x01\x00\x00\x00ah\x01X\x01\x00\x00\x00bh\x01usbq\x01"
    path = tmp_path / "a.pth"
    path.write_bytes(chain(body + b"."))
    with pytest.raises(CheckpointError, match="more than 100000 modules and tensors"):
        import_weights(path)


def test_flipped_bits_in_a_zip_are_found(tmp_path: Path) -> None:
    path = save(tmp_path / "a.pth", state())
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match="Bad CRC-32"):
        import_weights(path)
    assert not models_folder().exists()


def without(name: str) -> State:
    tensors = state()
    del tensors[name]
    return tensors


def with_spare() -> State:
    return published.classic(NARROW, 1, refine=False) | {"bn11.weight": torch.ones(8)}


def reshaped(name: str, *shape: int) -> State:
    return published.classic(NARROW, 3, refine=False) | {name: torch.zeros(shape)}


@pytest.mark.parametrize(
    ("tensors", "words"),
    [
        ({"fc.weight": torch.zeros(2, 2)}, "no Deep Image Matting network that is known here"),
        (
            without("backbone.encoder.conv6.bias"),
            "layout m, but has no backbone.encoder.conv6",
        ),
        (with_spare(), "1 tensors more, such as bn11.weight: it computes something else"),
        (reshaped("conv1_1.weight", 8, 3, 3, 3), "is 8×3×3×3, but 8×4×3×3 in the layout h"),
        (reshaped("deconv5_1.weight", 64, 64, 3, 3), "is 64×64×3×3, but 64×64×5×5"),
        (reshaped("conv6_1.weight", 64, 64, 5, 5), "its conv6 is 5×5, which h has not"),
        (reshaped("conv1_1.weight"), "conv1_1.weight is one number: no conv"),
        (
            published.foamliu(NARROW) | {"up1.conv.cbr_unit.1.running_var": -torch.ones(1)},
            "negativ",
        ),
    ],
)
def test_networks_that_are_not_quite_it_are_refused(
    tensors: State, words: str, tmp_path: Path
) -> None:
    path = save(tmp_path / "a.pth", tensors)
    with pytest.raises(CheckpointError, match=words):
        import_weights(path)
    assert not models_folder().exists()


def test_a_network_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mattegui.engine.conversion.MOST_PARAMETERS", 100_000)
    path = save(tmp_path / "a.pth", state())
    with pytest.raises(CheckpointError, match=r"it would need 0\.0 GB of memory; the largest"):
        import_weights(path)


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        import_weights(tmp_path / "gone.pth")
