"""Kill the program at a random moment of typing, and look at what the talk reopens with.

Run as a program it does so many times and prints a line each::

    python -m tests.faults.kill_typing --times 50
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.terminal.terminal import Terminal

SAMTALE = Path(sys.executable).with_name("samtale")
CLOCK = re.compile(r"(\d+):(\d\d) igjen av")
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"


@dataclass(frozen=True)
class Outcome:
    """What one kill did."""

    typed: int
    """Letters typed before the kill."""
    kept: int
    """Letters that were there afterwards."""
    lost: str
    """What was more than a second old and is gone; empty as it should be."""
    clock_drift: int
    """Seconds that the clock differs from the one before the kill."""


def kill_while_typing(start: Callable[[], Terminal], home: Path, *, seed: int) -> Outcome:
    """Open a talk on the store in ``home``, type for a random while, kill, reopen, compare."""
    chance = random.Random(seed)
    app = start()
    _open(app)
    word = f"ord{seed}x"
    app.type(word)
    app.wait_for_text(word)
    echoed: list[tuple[float, str]] = [(time.monotonic(), word)]
    end = time.monotonic() + 1.2 + chance.random() * 1.5
    while time.monotonic() < end:
        letter = chance.choice(LETTERS)
        typed = echoed[-1][1] + letter
        app.type(letter)
        app.wait_for(lambda screen, typed=typed: typed[-12:] in _joined(screen), typed)
        echoed.append((time.monotonic(), typed))
    clock = _clock(app)
    app.kill()
    killed = time.monotonic()
    old = max((text for at, text in echoed if killed - at > 1.0), key=len)
    again = start()
    _open(again)
    again.wait_for_text(word)
    drift = clock - _clock(again)
    again.signal(signal.SIGTERM)
    again.exit_status()
    kept = "".join(file.read_text("utf-8") for file in home.glob("data/conversations/*.json"))
    every = echoed[-1][1]
    known = next((every[:size] for size in range(len(every), 0, -1) if every[:size] in kept), "")
    return Outcome(len(every), len(known), old[len(known) :], drift)


def _open(app: Terminal) -> None:
    app.wait_for_text("Åpne tiltak")
    app.press("t")
    app.wait_for_text("F2  Leder")
    app.wait_for_text("igjen av")


def _joined(screen: Terminal) -> str:
    """Return what stands in the manager's pane, its wrapped lines joined."""
    top = next(row for row, line in enumerate(screen.lines) if "F2  Leder" in line)
    left = screen.lines[top].index("╭─ F2")
    rows = (line[left + 2 :].split("│")[0] for line in screen.lines[top + 1 : top + 18])
    return "".join(row.strip() for row in rows)


def _clock(screen: Terminal) -> int:
    """Return the seconds left of the topic, from the strip of an 80-column screen."""
    screen.wait_for(lambda screen: CLOCK.search(screen.text), "the clock")
    found = CLOCK.search(screen.text)
    assert found is not None
    return int(found[1]) * 60 + int(found[2])


def main() -> None:
    """Kill many times on a made-up team, and print what was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=50)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "LANGUAGE": "nb"}
        subprocess.run([SAMTALE, "demo", "--keep", f"{folder}/team"], env=env, check=True)
        lost = 0
        for seed in range(times):
            home = Path(folder, str(seed))
            shutil.copytree(f"{folder}/team", home)
            env["SAMTALE_HOME"] = str(home)
            outcome = kill_while_typing(
                lambda: Terminal([str(SAMTALE)], env, cols=80, rows=24),
                home,
                seed=seed,
            )
            lost += bool(outcome.lost) or outcome.clock_drift > 2
            print(seed, outcome, flush=True)
    print(f"{times} kills, {lost} that lost something more than a second old")
    sys.exit(bool(lost))


if __name__ == "__main__":
    main()
