"""Measure ``samtale log`` on a large store beside a small one: time, and bytes written.

::

    samtale demo --keep D --people 500 --years 10
    python -m tests.benchmarks.log_entry D

Notes are written to both by turns, each by a process of its own, and to ``D`` they stay. The time
goes from the start of the process until it says that the note is on the disk: the medians are
compared. Our own is what the quickest run takes longer than the quickest of a Python with nothing
to do, for other programs on the machine only add to it. The bytes are those of all the process's
writes, as Linux counts them.
Exits with 1 where the large store takes more than 10 % more of either, or our own time is more
than 150 ms.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from storage.home import Home
from storage.local_store import LocalStore
from tui.keeping import local_now

MOST = 1.10
"""How much more time, or bytes, a large store may take."""
WITHIN = 150.0
"""Milliseconds of our own until the note is durable."""
NOTE = "Reddet leveransen til Fjord, rolig hele veien."


@dataclass
class Measured:
    """What a command took, run by run."""

    words: list[str]
    home: Path
    times: list[float] = field(default_factory=list)
    """Milliseconds until it said what it has done, or ended."""
    written: list[int] = field(default_factory=list)

    def run(self) -> None:
        """Run it once more, in a process of its own."""
        environment = {**os.environ, "SAMTALE_HOME": str(self.home), "LANGUAGE": "nb"}
        began = time.perf_counter()
        with subprocess.Popen(self.words, env=environment, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            self.times.append(1000 * (time.perf_counter() - began))
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
            counts = Path(f"/proc/{process.pid}/io").read_text()
        if process.returncode:
            raise SystemExit(f"{' '.join(self.words)} ended with {process.returncode}")
        found = re.search(r"^wchar: (\d+)$", counts, re.MULTILINE)
        assert found
        self.written.append(int(found[1]))

    @property
    def time(self) -> float:
        """The median time in milliseconds."""
        return statistics.median(self.times)

    @property
    def quickest(self) -> float:
        """The shortest time in milliseconds."""
        return min(self.times)

    @property
    def bytes(self) -> float:
        """The median number of bytes."""
        return statistics.median(self.written)


def logging_to(folder: Path) -> Measured:
    """Return the command that keeps a note about somebody whose name nobody else has."""
    store = LocalStore(Home.at(folder), local_now)
    names = Counter(one.name for one in store.names())
    name = next(name for name, count in names.items() if count == 1)
    return Measured([sys.executable, "-m", "tui", "log", name, NOTE], folder)


def small_store(folder: Path) -> Path:
    """Write a store of about ten conversations."""
    words = ["demo", "--keep", str(folder), "--people", "2", "--years", "1"]
    subprocess.run([sys.executable, "-m", "tui", *words], check=True, stdout=subprocess.DEVNULL)
    return folder


def conversations(home: Path) -> int:
    """Return how many conversations are kept in a home."""
    return len(list(Home.at(home).data.joinpath("conversations").glob("*.json")))


def main() -> None:
    """Measure both stores by turns, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=60)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        small, large = logging_to(small_store(Path(place, "small"))), logging_to(arguments.folder)
        python = Measured([sys.executable, "-c", ""], Path(place))
        for one in (small, large, python):
            one.run()
            one.times.clear()
            one.written.clear()
        for _turn in range(arguments.runs):
            for one in (small, large, python):
                one.run()
        for one in (small, large):
            print(
                f"{conversations(one.home)} conversations: durable after {one.time:.0f} ms in the"
                f" median, at best {one.quickest - python.quickest:.0f} ms of our own;"
                f" {one.bytes:.0f} bytes written"
            )
    longer, more = large.time / small.time, large.bytes / small.bytes
    print(f"{arguments.runs} runs: {longer:.2f} times the time, {more:.2f} times the bytes")
    sys.exit(longer > MOST or more > MOST or large.quickest - python.quickest > WITHIN)


if __name__ == "__main__":
    main()
