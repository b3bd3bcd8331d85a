"""Ranks end a batch together: threads here; the command line's tests have a real `torchrun`."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from threading import Event

import pytest

from mattegui.engine import batch_ranks
from mattegui.engine.batch_items import BatchError, Item
from mattegui.engine.batch_ranks import Place, can_meet, meet
from mattegui.engine.batch_report import Outcome, Report, merge_reports, read_report


class Words:
    """A place to meet in this process."""

    def __init__(self) -> None:
        self._words: dict[str, bytes] = {}

    def set(self, key: str, value: str) -> None:
        self._words[key] = value.encode()

    def get(self, key: str) -> bytes:
        return self._words[key]

    def check(self, keys: list[str]) -> bool:
        return all(key in self._words for key in keys)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_ranks, "POLL", 0.001)


def test_none_leaves_before_all_have_come_and_the_first_has_settled_it() -> None:
    words, settled, may_come = Words(), Event(), Event()

    def go(rank: int) -> Counter[str]:
        if rank == 2:
            may_come.wait(30)
        total = meet({"done": rank, "failed": 1}, rank, 3, settled.set, words)
        assert settled.is_set()
        return total

    with ThreadPoolExecutor(3) as pool:
        ranks = [pool.submit(go, rank) for rank in range(3)]
        assert not any(rank.done() for rank in ranks)
        assert not settled.is_set()
        may_come.set()
        assert [rank.result(30) for rank in ranks] == [Counter(done=3, failed=3)] * 3


def test_only_torchrun_says_where_to_meet() -> None:
    assert not can_meet({"RANK": "0", "WORLD_SIZE": "2"})
    assert can_meet({"MASTER_ADDR": "localhost", "MASTER_PORT": "1"})


def test_others_that_cannot_be_reached_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object, **__: object) -> Place:
        raise RuntimeError("connection refused")

    # Of that name there is also a function beside the module.
    monkeypatch.setattr(import_module("torch.distributed.rendezvous"), "rendezvous", unreachable)
    with pytest.raises(BatchError, match="cannot be reached: connection refused"):
        meet({}, 0, 2, list)


def test_reports_of_ranks_become_one(tmp_path: Path) -> None:
    items = [Item(Path(f"{name}.png"), None, tmp_path / f"{name}_cutout.png") for name in "abcde"]

    def note(rank: int, world: int, chosen: list[Item], status: str) -> None:
        report = Report.open(tmp_path, rank, world)
        for item in chosen:
            report.add(Outcome(item.image.name, status, out=item.out.name))
        report.close(chosen)

    # A batch of more ranks that was cut short, and then one of two.
    note(4, 5, items[4:], "failed")
    for rank in range(2):
        note(rank, 2, items[rank::2], "done")
    path = merge_reports(tmp_path, items, 2)
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.csv"]
    rows = read_report(path)
    assert [row.file for row in rows] == [item.image.name for item in items]
    assert {row.status for row in rows} == {"done"}
