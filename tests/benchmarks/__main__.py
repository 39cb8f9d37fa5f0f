"""Measure how fast Samtale is, beside the floors, and print the table.

::

    samtale demo --keep D --people 500 --years 10
    python -m tests.benchmarks D [--write] [--peers]

All ratios are of one run, side by side on one machine, for an absolute time is worth little on a
shared one. ``D`` is changed: notes and a talk are added to it. ``--write`` puts the table into
``docs/performance.md`` and draws its chart; ``--peers`` starts other programs beside, which are
installed in an environment of their own. Exits with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import compileall
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from storage.home import Home
from storage.local_store import LocalStore
from tests.benchmarks import (
    commands,
    echo,
    finding,
    page,
    resting,
    saving,
    sizes,
    starts,
    team_list,
)
from tests.benchmarks.figures import Figure, table
from tui.keeping import local_now

ROOT = Path(__file__).resolve().parents[2]


def demo(folder: Path, people: int, years: int) -> Path:
    """Write a made-up team to ``folder``."""
    words = ["demo", "--keep", str(folder), "--people", str(people), "--years", str(years)]
    subprocess.run([sys.executable, "-m", "tui", *words], check=True, stdout=subprocess.DEVNULL)
    return folder


def compile_program() -> None:
    """Compile the program as an installer does, also where Python is told to keep no bytecode."""
    for name in ("agendas", "storage", "screens", "tui", "tests/benchmarks"):
        compileall.compile_dir(ROOT / name, quiet=1)


def figures(home: Path, place: Path, runs: int) -> Iterator[Figure]:
    """Go through all figures of the large store in ``home``; ``place`` is an empty folder."""
    store = LocalStore(Home.at(home), local_now)
    names = [one.name for one in store.names()]
    name = next(one for one in names if names.count(one) == 1)
    store.close()
    small = demo(place / "small", 2, 1)
    yield from starts.measured(home, "Employee", name, runs)
    yield from echo.measured(home, name, 3 * runs)
    yield from saving.measured(home, small, place, 10 * runs)
    yield from commands.measured(home, name, runs)
    yield from resting.measured(home, "Employee", name)
    yield from team_list.measured(home, "Employee")
    yield from finding.measured(home)


def main() -> None:
    """Measure, print, and write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--peers", action="store_true")
    arguments = parser.parse_args()
    compile_program()
    with tempfile.TemporaryDirectory(dir=arguments.folder.parent) as place:
        found = []
        for figure in figures(arguments.folder, Path(place), arguments.runs):
            found.append(figure)
            print(table([figure]).splitlines()[-1], flush=True)
        peers = sizes.peers(Path(place), arguments.runs) if arguments.peers else ""
        if arguments.write:
            page.write(found, peers, sizes.measured(Path(place)))
    sys.exit(not all(one.reached for one in found))


if __name__ == "__main__":
    main()
