"""Delay every fsync of the running program, and look whether typing waits for it.

::

    python -m tests.faults.slow_disk

Letters are typed at a steady pace, and each is timed from the key until it is shown. While a word
is typed its notes are saved several times, and the whole talk once, as each begins a new topic.
The longest time in the calmest word may be 50 ms more on a slow disk than on a quick one: what a
busy machine does to the other words says nothing of the disk. ``--blocking`` has the program wait
for the disk, and must be caught.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import sessions
from tests.terminal.terminal import Terminal

DELAY = 0.2
"""Seconds that each fsync takes on the slow disk."""
MAY_STALL = 0.05
"""Seconds that a key may be shown later for it."""
PACE = 0.06
"""Seconds from one key to the next."""
LETTERS = "ettbarnsomskriverhurtig"
WORDS = 6
"""Words that are typed in a round, each after a change of topic."""

PROGRAM = f"""
import os, sys, time
delay = float(sys.argv.pop(1))
for name in ("fsync", "fdatasync"):
    def slow(descriptor, call=getattr(os, name)):
        time.sleep(delay)
        call(descriptor)
    setattr(os, name, slow)
if sys.argv.pop(1) == "True":
    from storage.autosave import Autosave
    def waiting(self, call=Autosave.changed):
        call(self)
        time.sleep(delay)
    Autosave.changed = waiting
sys.argv[0] = {str(sessions.SAMTALE)!r}
from tui.__main__ import main
main()
"""
"""The program with each fsync made slow; it sleeps as a slow disk lets it, off the interpreter."""


@dataclass
class Stalls:
    """The longest time from a key to its echo in each word, in seconds."""

    by_word: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        """Say how long a key took at the longest: in the calmest word, and of all."""
        calmest, worst = min(self.by_word) * 1000, max(self.by_word) * 1000
        words = len(self.by_word)
        return f"{calmest:.0f} ms in the calmest of {words} words, {worst:.0f} ms in the worst"


def type_words(home: Path, delay: float, *, blocking: bool = False) -> list[float]:
    """Type into a talk with each fsync delayed; return the longest time of each word."""
    argv = (sys.executable, "-c", PROGRAM, str(delay), str(blocking))
    with sessions.start(home, argv) as app:
        sessions.open_talk(app)
        app.wait_for_text("lagret")
        return [_type_word(app, number) for number in range(WORDS)]


def _type_word(app: Terminal, number: int) -> float:
    before = sessions.pane_text(app)
    app.press("f5")
    app.wait_for(lambda screen: sessions.pane_text(screen) != before, "the next topic")
    word, longest = "", 0.0
    for letter in f"{number}{LETTERS}":
        started = time.perf_counter()
        word = sessions.type_letter(app, word, letter)
        took = time.perf_counter() - started
        longest = max(longest, took)
        time.sleep(max(0.0, PACE - took))
    return longest


def main() -> None:
    """Measure with and without the delay, and print both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--blocking", action="store_true")
    arguments = parser.parse_args()
    quick, slow = Stalls(), Stalls()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(arguments.rounds):
            for stalls, delay in ((quick, 0.0), (slow, DELAY)):
                home = sessions.make_team(Path(folder, f"{number}-{delay}"))
                stalls.by_word += type_words(home, delay, blocking=arguments.blocking)
    more = min(slow.by_word) - min(quick.by_word)
    print(f"longest from key to echo: {quick}")
    print(f"with each fsync delayed by {DELAY * 1000:.0f} ms: {slow}; {more * 1000:+.0f} ms")
    sys.exit(more >= MAY_STALL)


if __name__ == "__main__":
    main()
