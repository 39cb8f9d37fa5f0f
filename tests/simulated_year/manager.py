"""A manager at a terminal: runs commands, presses keys, and looks at what the screen says."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

from tests.terminal.terminal import Terminal

SAMTALE = Path(sys.executable).with_name("samtale")
"""The command as pip installs it beside the interpreter."""
CLOCK = Path(__file__).with_name("at_a_time.py")
COLS, ROWS = 120, 36
"""The window that the app is used in."""
PATIENCE = 5.0
"""Seconds after which what is to be seen on a screen is taken not to come."""
REST = 0.1
"""Seconds without a change after which a person takes a screen as ready for the next key."""
LONG = 200
"""The rows of a window in which a command's whole output stands."""

Check = Callable[[bool, str, str], None]
"""Takes in whether something holds, what it is, and what was seen."""


class Screen:
    """The app in a terminal of its own, and what is checked on its screen."""

    def __init__(self, terminal: Terminal, check: Check) -> None:
        self.terminal = terminal
        self._check = check

    def press(self, *keys: str, shows: str) -> None:
        """Press keys, and wait until the screen shows what they lead to and has come to rest."""
        self.terminal.press(*keys)
        self.terminal.wait_for_text(shows)
        self.terminal.read_until_quiet(REST)

    def write(self, text: str) -> None:
        """Type a text and wait until its last word stands on the screen."""
        self.terminal.type(text)
        self.terminal.wait_for_text(text.split()[-1])

    def fill(self, *fields: str) -> None:
        """Fill in the fields of a form from the first on; an empty text leaves a field alone."""
        for number, text in enumerate(fields):
            if number:
                self.terminal.press("tab")
            if text:
                self.write(text)

    def until_gone(self, text: str) -> None:
        """Wait until a text is gone."""
        self.terminal.wait_until_gone(text)
        self.terminal.read_until_quiet(REST)

    def says(self, *words: str) -> None:
        """Check that each of ``words`` comes to stand on one row of the screen."""
        for one in words:
            self._comes(lambda one=one: self._row(one), f"{one!r}")  # type: ignore[misc]

    def says_not(self, *words: str) -> None:
        """Check that none of ``words`` stands on the screen, or that it goes."""
        for one in words:
            self._comes(lambda one=one: not self._row(one), f"no {one!r}")  # type: ignore[misc]

    def row_says(self, first: str, *words: str) -> None:
        """Check that the row with ``first`` on it holds each of ``words``, too."""
        for one in words:
            what = f"{one!r} beside {first!r}"
            self._comes(lambda one=one: one in self._row(first), what)  # type: ignore[misc]

    def in_order(self, *words: str) -> None:
        """Check that rows with these words stand one below the other."""

        def ordered() -> bool:
            rows = iter(self.terminal.lines)
            return all(any(one in row for row in rows) for one in words)

        self._comes(ordered, " above ".join(map(repr, words)))

    def says_not_between(self, first: str, last: str, *words: str) -> None:
        """Check that no row between those with ``first`` and ``last`` holds any of ``words``."""

        def lacking() -> bool:
            rows = iter(self.terminal.lines)
            if not any(first in row for row in rows):
                return False
            between = list(takewhile(lambda row: last not in row, rows))
            return not any(one in row for one in words for row in between)

        self._comes(lacking, f"nothing else between {first!r} and {last!r}")

    def _row(self, words: str) -> str:
        """Return the first row of the screen with ``words`` in it, or nothing."""
        return next((row for row in self.terminal.lines if words in row), "")

    def _comes(self, condition: Callable[[], object], what: str) -> None:
        """Check that a condition comes to hold."""
        try:
            self.terminal.wait_for(lambda _terminal: condition(), what, seconds=PATIENCE)
        except AssertionError:
            self._check(False, what, self.terminal.text)
        else:
            self._check(True, what, "")


class Manager:
    """Uses the program in ``home``, day by day."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.wrong: list[str] = []
        self.checked = 0
        self._moment = ""

    def on(self, day: str, time: str = "09:00") -> None:
        """Go on to a day."""
        self._moment = f"{day}T{time}"
        print(f"  {day} {time}", flush=True)

    def run(self, *words: str, status: int = 0) -> str:
        """Run a command to its end; return what it printed."""
        print(f"    $ samtale {' '.join(words)}", flush=True)
        with self._terminal(words, LONG) as terminal:
            ended = terminal.exit_status()
            self.check(ended == status, f"ends with {status}", terminal.text)
            return "\n".join(row for row in terminal.lines if row)

    def run_says(
        self, *words: str, says: Iterable[str], lacks: Iterable[str] = (), status: int = 0
    ) -> None:
        """Run a command and check that it says all of this, and none of what it ``lacks``."""
        said = self.run(*words, status=status)
        for one in says:
            self.check(one in said, f"{one!r}", said)
        for one in lacks:
            self.check(one not in said, f"no {one!r}", said)

    def check(self, holds: bool, what: str, seen: str) -> None:
        """Say what is checked, and show what was seen where it does not hold."""
        print(f"      {'✓' if holds else '✗'} {what}", flush=True)
        self.checked += 1
        if not holds:
            self.wrong.append(what)
            print("\n".join(f"        | {row}" for row in seen.rstrip().splitlines()))

    @contextmanager
    def app(self, *words: str) -> Iterator[Screen]:
        """Open the app, and leave it again by its key."""
        print(f"    $ samtale {' '.join(words)}", flush=True)
        with self._terminal(words, ROWS) as terminal:
            yield Screen(terminal, self.check)
            terminal.press("ctrl+q")
            self.check(terminal.exit_status() == 0, "ends with 0", terminal.text)

    def _terminal(self, words: tuple[str, ...], rows: int) -> Terminal:
        environ = {
            **os.environ,
            "SAMTALE_HOME": str(self.home),
            "LANGUAGE": "nb",
            "TZ": "Europe/Oslo",
            "COLUMNS": "",
        }
        argv = [sys.executable, str(CLOCK), self._moment, str(SAMTALE), *words]
        return Terminal(argv, environ, cols=COLS, rows=rows)
