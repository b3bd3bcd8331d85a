"""Projects that are damaged, not ours, or do not fit: told, and nothing written."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mattegui.core import project_original
from mattegui.core.openraster import OpenRasterError
from mattegui.core.project_reader import load_project
from mattegui.core.project_writer import save_project
from tests.core.projects import (
    HEIGHT,
    LABELS,
    WIDTH,
    foreign,
    parts_of,
    png,
    project,
    write_parts,
)
from tests.samples import photo


def record(**changes: object) -> bytes:
    whole = {
        "format": "mattegui.project.1",
        "original": None,
        "alpha": {"trimap": "", "finished": False},
        "amount": 1.0,
        "settings": {},
    }
    return json.dumps(whole | changes).encode()


def original(**changes: object) -> dict[str, object]:
    whole = {"name": "a.png", "place": "a.png", "size": 5, "sha256": "00", "part": "data/b.png"}
    return whole | changes


RECORDS = {
    "no JSON": (b"{", "it is damaged"),
    "not even text": (b"\xff\xfe\x00", "it is damaged"),
    "endless": (b"[" * 100_000, "it is damaged"),
    "a number without end": (record()[:-1] + b', "x": ' + b"9" * 9999 + b"}", "it is damaged"),
    "no number": (record()[:-1] + b', "x": NaN}', "NaN is no JSON"),
    "a list": (b"[]", "it is no project's"),
    "another's": (b'{"format": "x"}', "it is no project's"),
    "a later one's": (
        record(format="mattegui.project.2"),
        "by a later version: mattegui.project.2",
    ),
    "amount": (record(amount=7), "amount 7.0 is not between 0 and 1"),
    "a curve that cannot be": (record(curve=[0.5, 0.4, 1]), "black 0.5 and white 0.4"),
    "half a curve": (record(curve=[0.5, "x"]), "could not convert"),
    "no curve": (record(curve=7), "says it wrongly"),
    "settings": (record(settings=[1]), "settings are not an object"),
    "alpha": (record(alpha=None), "it does not say what it must"),
    "other bytes": (record(original=original()), "part 'data/b.png': these are not the bytes"),
    "no bytes": (record(original=original(part="none")), "part 'none': it is missing"),
    "size": (record(original=original(size=-1)), "size is no number of bytes"),
    "a vast one": (record(original=original(size=1 << 40)), "more than"),
    "no name": (record(original=original(name=None)), "is no text"),
}


@pytest.mark.parametrize("case", RECORDS)
def test_a_bad_record_is_named(case: str, tmp_path: Path) -> None:
    data, words = RECORDS[case]
    path = foreign(tmp_path / "bad.ora", png(LABELS))
    write_parts(path, parts_of(path) | {"mattegui.json": data})
    with pytest.raises(OpenRasterError) as raised:
        load_project(path)
    assert str(path) in str(raised.value)
    assert words in str(raised.value)


@pytest.mark.parametrize("place", ["//host/share/a.png", "\\\\host\\share\\a.png", "a\0b", "a\nb"])
def test_a_place_that_is_no_place_is_not_looked_at(place: str, tmp_path: Path) -> None:
    said = record(original=original(place=place, part=""))
    path = foreign(tmp_path / "a.ora", png(LABELS))
    write_parts(path, parts_of(path) | {"mattegui.json": said})
    assert load_project(path).file.path == tmp_path / "a.png"


def test_an_original_of_another_size_is_refused(tmp_path: Path) -> None:
    whole = project(tmp_path)
    other = project_original.Original.of("photo.png", png(photo(HEIGHT, WIDTH + 1)))
    save_project(tmp_path / "work.ora", replace(whole, original=other))
    with pytest.raises(OpenRasterError, match=r"photo\.png measures 81×60 pixels"):
        load_project(tmp_path / "work.ora")


@pytest.mark.parametrize("layer", ["Image", "Trimap"])
def test_a_file_without_our_layers_is_no_project(layer: str, tmp_path: Path) -> None:
    path = foreign(tmp_path / "a.ora", png(LABELS))
    renamed = parts_of(path)["stack.xml"].replace(f'"{layer}"'.encode(), b'"Layer 1"')
    write_parts(path, parts_of(path) | {"stack.xml": renamed})
    with pytest.raises(OpenRasterError, match=f"there is no layer named '{layer}'"):
        load_project(path)


def test_what_does_not_fit_is_not_saved(tmp_path: Path) -> None:
    whole = project(tmp_path)
    assert whole.alpha is not None
    assert whole.retouch is not None
    bad = [
        (replace(whole, trimap=whole.trimap[1:]), "the trimap measures"),
        (replace(whole, trimap=whole.trimap // 2), "the trimap holds values other than"),
        (replace(whole, snapshots={"x": whole.trimap + 1}), "the snapshot 'x' holds values"),
        (replace(whole, retouch=whole.retouch[..., :1]), "corrections are uint8"),
        (replace(whole, alpha=whole.alpha * 2), "an alpha holds finite values"),
        (replace(whole, settings={"x": float("nan")}), "not JSON compliant"),
    ]
    for unfit, words in bad:
        with pytest.raises(ValueError, match=words):
            save_project(tmp_path / "work.ora", unfit)
    with pytest.raises(OpenRasterError, match=r"ends in \.ora"):
        save_project(tmp_path / "work.png", whole)
    with pytest.raises(OSError, match="there is no folder"):
        save_project(tmp_path / "none" / "work.ora", whole)
    assert [entry.name for entry in tmp_path.iterdir()] == ["photo.png"]
