import gc
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from mattegui.app.worker import Job, Worker
from mattegui.core.cancelling import Cancelled


class Log:
    """What was delivered, and in which threads."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self.done: list[str] = []
        self.errors: list[Exception] = []
        self.threads: set[int] = set()

    def job(self, lane: str, work: Callable[[Cancelled], Iterator[Any]]) -> Job[Any]:
        def heard(what: list[Any], item: Any) -> None:
            self.threads.add(threading.get_ident())
            what.append(item)

        return Job(
            lane,
            work,
            lambda item: heard(self.items, item),
            lambda error: heard(self.errors, error),
            lambda: heard(self.done, lane),
        )


def counting(*items: int) -> Callable[[Cancelled], Iterator[int]]:
    return lambda _: iter(items)


def until_cancelled(started: threading.Event) -> Callable[[Cancelled], Iterator[int]]:
    def work(cancelled: Cancelled) -> Iterator[int]:
        started.set()
        while not cancelled():
            time.sleep(0.001)
        yield 0

    return work


def test_items_come_in_order_and_in_the_main_thread(worker: Worker, qtbot: QtBot) -> None:
    log, worked = Log(), set()

    def work(_: Cancelled) -> Iterator[int]:
        worked.add(threading.get_ident())
        yield from range(20)

    worker.run(log.job("lane", work))
    qtbot.waitUntil(lambda: bool(log.done))
    assert log.items == list(range(20))
    assert log.threads == {threading.get_ident()}
    assert threading.get_ident() not in worked


def test_of_a_lane_only_the_newest_is_heard(worker: Worker, qtbot: QtBot) -> None:
    log, started = Log(), threading.Event()
    worker.run(log.job("lane", until_cancelled(started)))
    assert started.wait(5)
    for index in range(1, 10):
        worker.run(log.job("lane", counting(index)))
    qtbot.waitUntil(lambda: bool(log.done))
    qtbot.wait(20)
    assert log.items == [9]
    assert log.done == ["lane"]


def test_lanes_do_not_disturb_each_other(worker: Worker, qtbot: QtBot) -> None:
    log = Log()
    for lane in "abc":
        worker.run(log.job(lane, counting(1, 2)))
    qtbot.waitUntil(lambda: len(log.done) == 3)
    assert log.done == ["a", "b", "c"]
    assert log.items == [1, 2] * 3


def test_what_is_on_its_way_when_a_job_is_cancelled_does_not_arrive(
    worker: Worker, qtbot: QtBot
) -> None:
    log, sent = Log(), threading.Event()

    def work(_: Cancelled) -> Iterator[int]:
        yield 1
        sent.set()

    worker.run(log.job("lane", work))
    assert sent.wait(5)
    worker.cancel("lane")
    qtbot.wait(20)
    assert log.items == []
    assert log.done == []


def test_an_error_goes_to_its_owner_and_the_thread_lives_on(worker: Worker, qtbot: QtBot) -> None:
    log = Log()

    def work(_: Cancelled) -> Iterator[int]:
        yield 1
        raise OSError("the disk is full")

    worker.run(log.job("lane", work))
    worker.run(log.job("other", counting(2)))
    qtbot.waitUntil(lambda: bool(log.done))
    assert [str(error) for error in log.errors] == ["the disk is full"]
    assert log.items == [1, 2]
    assert log.done == ["other"]


def test_close_ends_what_asks_whether_it_was_cancelled(qapp: object) -> None:
    worker, started, log = Worker(), threading.Event(), Log()
    worker.run(log.job("lane", until_cancelled(started)))
    worker.run(log.job("other", counting(1)))
    assert started.wait(5)
    assert worker.close()


def test_close_says_when_a_job_does_not_end(qapp: object) -> None:
    worker, started, leave, log = Worker(), threading.Event(), threading.Event(), Log()

    def work(_: Cancelled) -> Iterator[int]:
        started.set()
        leave.wait()
        yield 1

    worker.run(log.job("lane", work))
    assert started.wait(5)
    assert not worker.close(milliseconds=20)
    leave.set()
    assert worker.close()


@pytest.mark.parametrize("fails", [False, True])
def test_what_a_finished_job_held_is_let_go(worker: Worker, qtbot: QtBot, fails: bool) -> None:
    class Large:
        pass

    log, large = Log(), Large()
    gone = weakref.ref(large)

    def job(held: Large) -> Job[Any]:
        def work(_: Cancelled) -> Iterator[str]:
            yield type(held).__name__
            if fails:
                raise OSError("the disk is full")

        return log.job("used once", work)

    worker.run(job(large))
    del large
    qtbot.waitUntil(lambda: bool(log.done or log.errors))
    worker.run(log.job("other", counting(1)))
    qtbot.waitUntil(lambda: log.done[-1:] == ["other"])
    log.errors.clear()
    gc.collect()
    assert gone() is None
