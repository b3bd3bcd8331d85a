"""Processes of our own: what they say, how they end, and with whom."""

import os
import signal
import time
from multiprocessing.connection import Connection

import pytest

from mattegui.core.child import Child


def greet(line: Connection, name: str, *, times: int) -> None:
    """Answer, and be gone."""
    line.send(f"hello {name} " * times)


def end_with(line: Connection, code: int) -> None:
    """End as told: by the signal −N."""
    if code < 0:
        os.kill(os.getpid(), -code)
    os._exit(code)


def sleep(line: Connection) -> None:
    """Say what a Ctrl+C does here, and do nothing for long."""
    line.send(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)
    time.sleep(600)


def close_the_line(line: Connection) -> None:
    """Leave nobody to talk to, and stay."""
    line.close()
    time.sleep(600)


def test_it_gets_its_arguments_and_its_line() -> None:
    child = Child(greet, "you", times=2)
    assert child.line.recv() == "hello you hello you "
    with pytest.raises(EOFError):
        child.line.recv()
    assert child.exit_code() == 0
    child.close()


@pytest.mark.parametrize("code", [3, -signal.SIGTERM])
def test_how_it_ended_is_known(code: int) -> None:
    child = Child(end_with, code)
    with pytest.raises((EOFError, OSError)):
        child.line.recv()
    assert child.exit_code() == code
    child.close()


def test_it_outlives_a_ctrl_c_and_no_close() -> None:
    child = Child(sleep)
    assert child.line.recv() is True
    assert not child.wait(0.01)
    pid = child.pid
    assert pid is not None
    child.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_one_that_only_closed_its_line_has_no_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mattegui.core.child.GRACE", 0.01)
    child = Child(close_the_line)
    with pytest.raises(EOFError):
        child.line.recv()
    assert child.exit_code() is None
    child.terminate()
    assert child.exit_code() == -signal.SIGTERM
    child.close()
