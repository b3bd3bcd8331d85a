"""The table of characters is cut as its format asks."""

import importlib.util
import struct
from types import ModuleType

import pytest

from tests.packaging.machine import ROOT

HEADER = struct.pack("<HHHHBBBB4s", 32, 0x27DA, 20, 0, 0, 0, 2, 0, b"CmnD").ljust(32, b"\0")
ITEMS = {
    "icudt1l/coll/de.res": b"how German is sorted",
    "icudt1l/curr/de.res": b"names of currencies",
    "icudt1l/de.res": b"dates in German",
    "icudt1l/ibm-1.cnv": b"a character set",
    "icudt1l/likelySubtags.res": b"x" * 33,
    "icudt1l/root.res": b"what all languages share",
    "icudt1l/sr_Latn_BA.res": b"dates in Serbian",
    "icudt1l/unit/root.res": b"names of units",
}
KEPT = ["icudt1l/coll/de.res", "icudt1l/likelySubtags.res", "icudt1l/root.res"]


@pytest.fixture(scope="module")
def characters() -> ModuleType:
    """Import the script, which belongs to no package."""
    path = ROOT / "resources" / "packaging" / "characters.py"
    spec = importlib.util.spec_from_file_location("characters", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_written_can_be_read(characters: ModuleType) -> None:
    header, items = characters.read_items(characters.write_items(HEADER, ITEMS))
    assert header == HEADER
    assert {name: data.rstrip(b"\0") for name, data in items.items()} == ITEMS


def test_sorting_stays_and_the_names_of_things_go(characters: ModuleType) -> None:
    reduced = characters.reduce_table(characters.write_items(HEADER, ITEMS))
    assert [*characters.read_items(reduced)[1]] == KEPT


def test_data_begin_where_icu_expects_them(characters: ModuleType) -> None:
    data = characters.write_items(HEADER, ITEMS)
    (count,) = struct.unpack_from("<I", data, 32)
    starts = [struct.unpack_from("<II", data, 36 + 8 * index)[1] for index in range(count)]
    assert [(32 + start) % 16 for start in starts] == [0] * count
    assert starts == sorted(starts)


@pytest.mark.parametrize("data", [bytes(64), HEADER.replace(b"CmnD", b"ResB")])
def test_other_data_are_refused(characters: ModuleType, data: bytes) -> None:
    with pytest.raises(ValueError, match="not ICU's common data"):
        characters.reduce_table(data)
