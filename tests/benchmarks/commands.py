"""The command line: from the start of the process to its end."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.figures import Figure, ratio
from tests.benchmarks.outside import Measured, python

BARE = "`python -c pass`"


def measured(home: Path, name: str, runs: int) -> Iterator[Figure]:
    """Go through the figures of the commands on the store in ``home``."""
    commands: dict[str, tuple[list[str], float]] = {
        "samtale --version": (["--version"], 2),
        "samtale people": (["people"], 5),
        "samtale due": (["due"], 5),
        "samtale log": (["log", name, "Et notat"], 5),
    }
    floor, found = Measured(), {what: Measured() for what in commands}
    for _turn in range(runs + 1):
        floor.times.append(_timed(python("-c", "pass"), home))
        for what, (words, _bar) in commands.items():
            found[what].times.append(_timed(python("-m", "tui", *words), home))
    for what, (_words, bar) in commands.items():
        yield ratio(what, found[what].median, floor.median, bar, of=BARE)


def _timed(words: Sequence[str], home: Path) -> float:
    environment = {**os.environ, "SAMTALE_HOME": str(home), "LANGUAGE": "en"}
    began = time.perf_counter()
    subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, check=False)
    return 1000 * (time.perf_counter() - began)
