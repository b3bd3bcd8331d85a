"""Packed arrays: made once, mapped, replaced when their files change."""

from pathlib import Path

import numpy as np
import pytest

from train.packed import Arrays, key_of, stored


def count_to(length: int) -> Arrays:
    return {"numbers": np.arange(length)}


def test_arrays_are_made_once(tmp_path: Path) -> None:
    stored(tmp_path, "kind", "a", lambda: count_to(3))
    again = stored(tmp_path, "kind", "a", lambda: count_to(99))
    np.testing.assert_array_equal(again["numbers"], np.arange(3))


def test_changes_in_memory_stay_there(tmp_path: Path) -> None:
    stored(tmp_path, "kind", "a", lambda: count_to(3))["numbers"][0] = 7
    assert stored(tmp_path, "kind", "a", lambda: count_to(3))["numbers"][0] == 0


def test_older_arrays_of_the_kind_are_removed(tmp_path: Path) -> None:
    stored(tmp_path, "kind", "a", lambda: count_to(3))
    stored(tmp_path, "other", "a", lambda: count_to(3))
    stored(tmp_path, "kind", "b", lambda: count_to(4))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["packed-kind-b", "packed-other-a"]


def test_an_interrupted_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("train.packed.np.save", fail)
    with pytest.raises(OSError, match="disk full"):
        stored(tmp_path, "kind", "a", lambda: count_to(3))
    assert list(tmp_path.iterdir()) == []


def test_of_two_runs_that_make_them_at_once_the_first_one_counts(tmp_path: Path) -> None:
    def make() -> Arrays:
        stored(tmp_path, "kind", "a", lambda: count_to(3))
        return count_to(3)

    np.testing.assert_array_equal(stored(tmp_path, "kind", "a", make)["numbers"], np.arange(3))
    assert [path.name for path in tmp_path.iterdir()] == ["packed-kind-a"]


def test_a_key_follows_the_files_and_the_values(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"1")
    first = key_of([file], 640)
    assert key_of([file], 640) == first
    assert key_of([file], 512) != first
    file.write_bytes(b"12")
    assert key_of([file], 640) != first
