"""Kill the program at a random moment while somebody writes in a form, and look at what is kept.

::

    python -m tests.faults.kill_form --times 100 --jobs 2

Words are typed into a note for the log, in a real terminal; then ``kill -9``. The next start must
say what stood there.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from storage.cipher import PLAIN
from storage.half_written import HalfWritten
from tests.faults import sessions
from tests.faults.kill_typing import A_ROUND, LETTERS, PROMISED
from tests.terminal.terminal import Terminal

LONGEST = 4.0
"""Seconds of writing after which the program is killed at the latest."""


@dataclass(frozen=True)
class Outcome:
    """What one kill did."""

    typed: int
    """Letters that were shown before the kill."""
    oldest_lost: float
    """Age of the oldest letter lost, in seconds; 0 where none is."""
    said: bool
    """Whether the next start said what it found."""

    @property
    def bad(self) -> bool:
        """Whether more is lost than is promised."""
        return self.oldest_lost >= PROMISED or not self.said


def main() -> None:
    """Kill many times on made-up teams, and print what was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    times = arguments.times
    rounds = [range(first, min(first + A_ROUND, times)) for first in range(0, times, A_ROUND)]
    with ProcessPoolExecutor(arguments.jobs) as pool:
        outcomes = [one for found in pool.map(a_round, rounds) for one in found]
    oldest = max(one.oldest_lost for one in outcomes)
    said = sum(one.said for one in outcomes)
    print(f"{said} of {times} said what stood in the form that was killed")
    print(f"{sum(one.typed for one in outcomes)} keys, oldest key lost {oldest:.2f} s")
    sys.exit(len(outcomes) != times or any(one.bad for one in outcomes))


def a_round(seeds: range) -> list[Outcome]:
    """Kill once for each of ``seeds`` on one home; return what was found after each."""
    with tempfile.TemporaryDirectory() as folder:
        home = sessions.make_team(Path(folder, "team"))
        return [kill_while_writing(home, random.Random(seed)) for seed in seeds]


def kill_while_writing(home: Path, chance: random.Random) -> Outcome:
    """Write in a form on the store in ``home`` for a random while, kill it, and start again."""
    app = sessions.start(home)
    app.wait_for_text("Åpne tiltak")
    app.press("l")
    app.wait_for_text("Hvem kan se det")
    shown, killed = _write(app, chance)
    texts = [_kept(home, file.stem) for file in (home / "state" / "half-written").glob("*.json")]
    kept = texts[0] if texts else ""
    typed = "".join(letter for _at, letter in shown)
    same = next((n for n, (a, b) in enumerate(zip(typed, kept, strict=False)) if a != b), len(kept))
    lost = [at for at, _letter in shown[same:]]
    again = sessions.start(home)
    again.wait_for_text("Åpne tiltak")
    if kept:
        again.wait_for_text("ctrl+v")
    said = not kept or not list((home / "state" / "half-written").glob("*.json"))
    again.press("ctrl+q")
    again.exit_status()
    return Outcome(len(shown), max((killed - at for at in lost), default=0.0), said)


def _write(app: Terminal, chance: random.Random) -> tuple[list[tuple[float, str]], float]:
    """Type until the program is killed; return when each letter was shown, and the kill."""
    shown: list[tuple[float, str]] = []
    killed = 0.0

    def kill() -> None:
        nonlocal killed
        killed = time.time()
        app.kill()

    timer = threading.Timer(0.3 + chance.random() * (LONGEST - 0.3), kill)
    timer.start()
    try:
        while True:
            word = ""
            for letter in chance.choices(LETTERS, k=chance.randint(3, 12)):
                app.type(letter)
                word += letter
                app.wait_for(lambda screen, word=word: word in screen.text, word)
                shown.append((time.time(), letter))
            app.type(" ")
            shown.append((time.time(), " "))
    except (AssertionError, OSError):
        if not killed:
            raise
    finally:
        timer.cancel()
        timer.join()
    return shown, killed


def _kept(home: Path, person_id: str) -> str:
    return HalfWritten(home / "state", PLAIN, lambda: None).read(person_id)


if __name__ == "__main__":
    main()
