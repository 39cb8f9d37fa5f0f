"""What a command says while it takes long: on a terminal alone, and gone at the end."""

from __future__ import annotations

import signal
import sys
import threading

import pytest

from tui import progress
from tui.progress import Left, Told, waiting, waiting_whole


class Painted(list[str]):
    """What is written to a terminal, and the event that something was."""

    def __init__(self) -> None:
        super().__init__()
        self.something = threading.Event()

    def take(self, text: str) -> None:
        self.append(text)
        self.something.set()

    def next(self) -> str:
        assert self.something.wait(20)
        self.something.clear()
        return self[-1]


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Painted:
    painted = Painted()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stderr, "write", painted.take, raising=False)
    return painted


def test_what_is_quick_paints_nothing(painted: Painted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 60)
    with waiting("Looking", left="") as tell:
        tell(1, 2)
    told = Told("Making")
    told.tell(0, 2)
    told.tell(1, 2)
    told.tell(2, 2)
    assert painted == []


def test_what_takes_long_says_seconds_then_how_far_it_is_and_is_wiped(
    painted: Painted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with waiting("Looking", left="") as tell:
        assert painted.next().endswith("\rLooking: 0 s")
        tell(1, 4)
        assert painted.next().endswith("\rLooking: 25 %")
    assert painted.next() == "\r" + " " * len("Looking: 25 %") + "\r"


def test_lists_made_anew_are_said_and_wiped(
    painted: Painted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)
    told = Told("Making")
    for done in (0, 1, 2):
        told.tell(done, 2)
    said = [one.strip().split("\r")[-1] for one in painted]
    assert said == ["Making: 0 %", "Making: 50 %", ""]


def test_nothing_is_painted_where_no_terminal_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr(sys.stderr, "write", lambda _text: pytest.fail("painted"), raising=False)
    with waiting("Looking", left="") as tell:
        tell(1, 2)
    Told("Making").tell(1, 2)


def test_what_is_left_says_what_was_not_done_the_innermost_words_first() -> None:
    outer, inner = (waiting("", left=left) for left in ("Not done.", "Not written."))
    with pytest.raises(Left, match=r"^Not written\.$"), outer, inner:
        signal.raise_signal(signal.SIGINT)


def test_what_is_done_whole_is_left_only_where_it_tells_how_far_it_is() -> None:
    done = []
    whole = waiting_whole("Importing", left="Nothing was imported.")
    with pytest.raises(Left, match="Nothing was imported"), whole as tell:
        signal.raise_signal(signal.SIGINT)
        done.append("so far")
        tell(1, 2)
        done.append("more")
    with waiting_whole("Importing", left="Nothing was imported.") as tell:
        tell(2, 2)
        signal.raise_signal(signal.SIGINT)
        done.append("all")
    assert done == ["so far", "all"]
