"""How time grows with the store, ours and others', and how long peers take to start."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks import saving
from tests.benchmarks.outside import Measured, Program, by_turns
from tests.benchmarks.starts import HELLO, samtale, settled

TEAMS = {10: (2, 1), 100: (6, 4), 1_000: (45, 10), 10_000: (450, 10)}
"""People and years of a made-up team with about so many conversations."""
PEERS = {"harlequin": "Query Editor", "frogmouth": "Welcome"}
"""Other programs in Textual, by their package, with what stands on their first screen."""


@dataclass
class Line:
    """One line of the chart: milliseconds by the number of conversations."""

    name: str
    points: dict[int, float] = field(default_factory=dict)


def measured(place: Path, times: int = 40) -> list[Line]:
    """Measure stores of all sizes in the folder ``place``."""
    start, save = Line("start to the team"), Line("durable save")
    tiny, sqlite = Line("update in plain TinyDB"), Line("update in SQLite, WAL")
    for size, (people, years) in TEAMS.items():
        home = place / f"of-{size}"
        words = ["demo", "--keep", str(home), "--people", str(people), "--years", str(years)]
        subprocess.run([sys.executable, "-m", "tui", *words], check=True, stdout=subprocess.DEVNULL)
        documents = saving.documents(home)
        count = len(documents)
        settled(home, _name(home))
        start.points[count] = by_turns([samtale(home, "Employee")], 5)[0].median
        save.points[count] = _median(saving.saving(home), times)
        tiny.points[count] = _median(saving.tiny(home, documents), 3)
        sqlite.points[count] = _median(saving.sqlite(home, documents), times)
    return [start, save, tiny, sqlite]


def peers(place: Path, runs: int) -> str:
    """Install each peer in an environment of its own; return a line of Markdown for each."""
    lines = []
    for name, word in PEERS.items():
        environment = place / name
        venv.create(environment, with_pip=True)
        subprocess.run([environment / "bin" / "pip", "install", "-q", name], check=True)
        apart = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(environment))
        peer = Program([str(environment / "bin" / name)], word, more=apart)
        lines.append(_beside_bare(name, peer, runs))
    return "".join(lines)


def _beside_bare(name: str, peer: Program, runs: int) -> str:
    """Return the line of a peer; one that can't be measured here costs no other figure."""
    try:
        floor, found = by_turns([HELLO, peer], runs)
    except SystemExit as error:
        return f"| {name} could not be measured | {error} | |\n"
    ratio = found.median / floor.median
    return f"| {name}, start to the first screen | {found.median:.0f} ms | {ratio:.2f} × |\n"


def _median(act: Callable[[int], object], times: int) -> float:
    measured: Measured = saving.timed(act, times)
    return measured.median


def _name(home: Path) -> str:
    words = [sys.executable, "-m", "tui", "people", "--csv"]
    environment = {**os.environ, "SAMTALE_HOME": str(home), "LANGUAGE": "en"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[1].split(",")[0].split(";")[0].strip('"')
