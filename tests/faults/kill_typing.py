"""Kill the program at a random moment of a talk, again and again, and look at what is kept.

::

    python -m tests.faults.kill_typing --times 300 --jobs 2

In a real terminal words are typed, lines lifted into the plan, topics changed, the clock paused;
then ``kill -9``. The next session opens what the last has left.
"""

from __future__ import annotations

import argparse
import math
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import sessions
from tests.terminal.terminal import Terminal

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
LONGEST = 3.0
"""Seconds of a talk after which it is killed at the latest."""
HAND_OVER = 0.5
"""Seconds from a key to the save that holds it; what is older when a save is told is in it."""
A_ROUND = 15
"""Kills after which a new home is taken, so that the talk does not grow for ever."""
PROMISED = 1.0
"""Seconds after which nothing may be lost."""


@dataclass
class Session:
    """What was typed in one session, and what came of it."""

    words: list[str] = field(default_factory=list)
    keys: list[tuple[float, int, int]] = field(default_factory=list)
    """When each letter was shown, the number of its word and its place there."""
    killed: float = 0.0
    saved: float = 0.0
    """When all was saved, by what the screen said last."""
    clock: int | None = None
    """Seconds of the topic that were left when the screen was last looked at."""
    clock_seen: float = 0.0
    turned: float = 0.0
    """When the topic was last changed; so long as that isn't sure to be kept, no clock counts."""

    def lost(self, kept: str) -> list[float]:
        """Return when each letter was shown that is not in ``kept``."""
        found = [
            max(size for size in range(len(word) + 1) if word[:size] in kept) for word in self.words
        ]
        return [at for at, word, place in self.keys if place >= found[word]]


@dataclass(frozen=True)
class Outcome:
    """What one kill did."""

    typed: int
    """Letters that were shown before the kill."""
    acknowledged_lost: int
    """Letters lost although the screen had said that they were saved."""
    oldest_lost: float
    """Age of the oldest letter lost, in seconds; 0 where none is."""
    clock_drift: int
    """Seconds between the clock and what it can be, by what was seen before the kill."""

    @property
    def bad(self) -> bool:
        """Whether more is lost than is promised."""
        return bool(self.acknowledged_lost) or self.oldest_lost >= PROMISED or self.clock_drift > 2


def kill_while_typing(start: Callable[[], Terminal], home: Path, *, seed: int) -> Outcome:
    """Hold a talk on the store in ``home`` for a random while, kill it, and open it again."""
    app = start()
    sessions.open_talk(app)
    session = hold(app, random.Random(seed))
    kept = sessions.kept_text(home)
    again = start()
    opened = sessions.open_talk(again)
    outcome = outcome_of(session, kept, *_clock_of(again, opened))
    again.signal(signal.SIGTERM)
    again.exit_status()
    return outcome


def _clock_of(app: Terminal, opened: float) -> tuple[int | None, float]:
    """Return the clock of the talk opened at ``opened``, and for how long it may have run."""
    return sessions.clock(app), time.time() - opened


def outcome_of(session: Session, kept: str, clock: int | None, running: float) -> Outcome:
    """Compare what was typed with what is kept, and the clocks where both can be seen.

    ``clock`` is the next session's, which has run for ``running`` seconds at most.
    """
    lost = session.lost(kept)
    acknowledged = [at for at in lost if at < session.saved - HAND_OVER]
    drift = _drift(session, clock, running) if session.clock and clock else 0
    oldest = max((session.killed - at for at in lost), default=0.0)
    return Outcome(len(session.keys), len(acknowledged), oldest, drift)


def _drift(session: Session, clock: int, running: float) -> int:
    """Return how far ``clock`` is outside what is left of the time last seen.

    On a busy machine seconds pass between a look and the kill, and after the next start.
    """
    passed = session.killed - session.clock_seen + running
    most = session.clock or 0
    return max(0, clock - most, math.floor(most - passed) - clock)


def hold(app: Terminal, chance: random.Random) -> Session:
    """Type and lead until the program is killed, at a moment that does not wait for it."""
    session = Session()

    def kill() -> None:
        session.killed = time.time()
        app.kill()

    timer = threading.Timer(0.3 + chance.random() * (LONGEST - 0.3), kill)
    timer.start()
    try:
        while True:
            _do_something(app, session, chance)
    except (AssertionError, OSError):
        if not session.killed:
            raise
    finally:
        timer.cancel()
        timer.join()
    session.saved = sessions.saved_at(app) or 0.0
    return session


def _do_something(app: Terminal, session: Session, chance: random.Random) -> None:
    word = f"q{chance.randrange(10**6)}q"
    number = len(session.words)
    session.words.append("")
    shown = ""
    for letter in word + "".join(chance.choices(LETTERS, k=chance.randint(1, 8))):
        session.words[number] = shown + letter
        shown = sessions.type_letter(app, shown, letter)
        session.keys.append((time.time(), number, len(shown) - 1))
        if time.time() - session.turned > PROMISED:
            session.clock, session.clock_seen = sessions.clock(app), time.time()
    match chance.randrange(8):
        case 0:
            app.press("ctrl+j")
            app.type("\n")
        case 1:
            app.press("f5")
            session.clock, session.turned = None, time.time()
        case 2:
            app.press("f8", "f8")
        case 3:
            app.type("\n")
        case _:
            app.type(" ")


def main() -> None:
    """Kill many times on a made-up team, and print what was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    rounds = [
        range(first, min(first + A_ROUND, arguments.times))
        for first in range(0, arguments.times, A_ROUND)
    ]
    outcomes: list[Outcome] = []
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for found in pool.map(a_round, rounds):
            outcomes += found
            print(f"{len(outcomes)} kills, {sum(one.bad for one in found)} bad", flush=True)
    oldest = max(one.oldest_lost for one in outcomes)
    acknowledged = sum(one.acknowledged_lost for one in outcomes)
    drift = max(one.clock_drift for one in outcomes)
    print(f"{len(outcomes)} of {arguments.times} opened after kill -9")
    print(f"{sum(one.typed for one in outcomes)} keys, {acknowledged} acknowledged and lost")
    print(f"oldest key lost {oldest:.2f} s, clock off by {drift} s at most")
    sys.exit(len(outcomes) != arguments.times or any(one.bad for one in outcomes))


def a_round(seeds: range) -> list[Outcome]:
    """Kill once for each of ``seeds`` on one home; return what was found after each."""
    with tempfile.TemporaryDirectory() as folder:
        return list(_each_outcome(seeds, sessions.make_team(Path(folder, "team"))))


def _each_outcome(seeds: range, home: Path) -> Iterator[Outcome]:
    app = sessions.start(home)
    sessions.open_talk(app)
    for seed in seeds:
        session = hold(app, random.Random(seed))
        kept = sessions.kept_text(home)
        app = sessions.start(home)
        try:
            opened = sessions.open_talk(app)
        except AssertionError:
            print(f"kill {seed}: does not open\n{app.text}")
            break
        outcome = outcome_of(session, kept, *_clock_of(app, opened))
        if outcome.bad:
            print(f"kill {seed}: {outcome}", flush=True)
        yield outcome
    app.kill()


if __name__ == "__main__":
    main()
