"""From a key to its letter on the screen, in a talk whose panes are full."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure, ratio
from tests.benchmarks.floors import READY
from tests.benchmarks.outside import Measured, Program, python
from tests.benchmarks.starts import live

LINES = 200
FLOOR = Program(python("-m", "tests.benchmarks.floors", "textarea"), READY)
BARE = "a bare TextArea"


def measured(home: Path, name: str, letters: int) -> Iterator[Figure]:
    """Go through the figures of a talk with ``name``, in whose panes `LINES` lines each stand."""
    floor, calm, busy = Measured(), Measured(), Measured()
    for _turn in range(3):
        with FLOOR.start() as run:
            run.until_ready()
            run.settle()
            floor.times += run.echoes(letters).times
        calm.times += _talk(home, name, letters, beside=False).times
        busy.times += _talk(home, name, letters, beside=True).times
    yield ratio("key to echo in a talk, median", calm.median, floor.median, 1.25, of=BARE)
    yield ratio("key to echo in a talk, 95 of 100", calm.p95, floor.p95, 2, of=BARE)
    yield ratio("the same while another program exports", busy.p95, floor.p95, 3, of=BARE)


def _talk(home: Path, name: str, letters: int, *, beside: bool) -> Measured:
    """Return the echoes in the manager's pane; ``beside`` has a plan exported all the while."""
    with live(home, name).start() as run:
        run.until_ready()
        run.settle()
        for pane in ("f3", "f2"):
            run.press(pane)
            run.paste("\n".join(f"{number} - et notat fra samtalen" for number in range(LINES)))
            run.press("enter")
        exporting: list[subprocess.Popen[bytes]] = []

        def export(number: int) -> None:
            if beside and number % 10 == 0:
                words = python("-m", "tui", "people", "--csv")
                exporting.append(subprocess.Popen(words, stdout=subprocess.DEVNULL))

        found = run.echoes(letters, export)
        for one in exporting:
            one.wait()
        return found
