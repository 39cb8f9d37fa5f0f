"""From the start of the process until something can be worked with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure, ratio
from tests.benchmarks.floors import READY
from tests.benchmarks.outside import Program, by_turns, python

HELLO = Program(python("-m", "tests.benchmarks.floors", "hello"), READY)
BARE = "a bare Textual app"


def samtale(home: Path, name: str, *words: str) -> Program:
    """Return the program on the team in ``home``; ``name`` stands on its first screen."""
    return Program(python("-m", "tui", *words), name, home)


def live(home: Path, name: str) -> Program:
    """Return the program in a talk with somebody."""
    return samtale(home, "F2", "talk", name)


def settled(home: Path, name: str) -> None:
    """Let the program open once, with a talk, and end in good order: as on any other day."""
    with live(home, name).start() as run:
        run.until_ready()
        run.settle()
        run.leave("ctrl+q")


def measured(home: Path, first: str, name: str, runs: int) -> Iterator[Figure]:
    """Go through the figures; ``first`` is on the first screen, ``name`` has the talk."""
    settled(home, name)
    floor, team, talk = by_turns([HELLO, samtale(home, first), live(home, name)], runs)
    yield ratio("start to the team, complete", team.median, floor.median, 1.25, of=BARE)
    yield ratio("start to a live talk", talk.median, floor.median, 1.6, of=BARE)
