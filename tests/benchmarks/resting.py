"""What the program takes while nothing happens: memory, and a core's time in a talk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure, ratio
from tests.benchmarks.outside import Program
from tests.benchmarks.starts import BARE, HELLO, live, samtale

WATCHED = 20.0
"""Seconds that a talk is left alone."""


def measured(home: Path, first: str, name: str) -> Iterator[Figure]:
    """Go through the figures."""
    with HELLO.start() as bare, samtale(home, first).start() as team:
        for run in (bare, team):
            run.until_ready()
            run.settle()
        yield ratio(
            "memory with that store open", team.memory(), bare.memory(), 1.5, unit="MB", of=BARE
        )
    floor, share = at_rest(HELLO), at_rest(live(home, name))
    beside = f"{floor:.2f} %, {BARE}"
    yield Figure("at rest in a talk", f"{share:.2f} % of a core", beside, share, 1, "%")


def at_rest(program: Program) -> float:
    """Return how much of a core a program takes while nothing happens, in percent."""
    with program.start() as run:
        run.until_ready()
        run.settle()
        before = run.work()
        run.read_for(WATCHED)
        return 100 * (run.work() - before) / WATCHED
