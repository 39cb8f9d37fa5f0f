"""Where the cast is recorded: a shell in a terminal, made-up people, and a clock that is handed in.

The program runs as installed; only its clock says how long the cast has lasted, and not how long
the recording took. So the same program gives the same cast on each machine.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cast.film import Film, Picture, picture_of
from tests.scenes import TALK_BEGINS, TODAY, ZONE
from tests.terminal.terminal import Terminal

SIZE = 104, 30
"""Columns and rows."""
A_LETTER, A_KEY = 0.05, 0.3
"""Seconds from one key to the next, within a line and elsewhere."""
SETTLED = 1.15
"""Seconds until a screen is as it stays: the clock on it ticks each second."""
HOME = Path("/tmp/siri")
"""Where the people are kept; a path of it is seen."""
_BY_THE_CLOCK = Path(__file__).with_name("by_the_clock.py")


class Stage:
    """The terminal, with a film of what it shows."""

    def __init__(self, terminal: Terminal, clock: Path) -> None:
        self._terminal, self._clock = terminal, clock
        self._at = 0.0
        self.film: Film = []
        """Each picture with the second at which it is seen first."""

    def hold(self, seconds: float) -> None:
        """Let so much time pass, with a look at each second of it."""
        while seconds > 0:
            self._pass(min(seconds, 1.0))
            seconds -= 1.0

    def press(self, key: str, shows: str = "") -> None:
        """Press a key, and wait until ``shows`` is on the screen."""
        self._terminal.press(key)
        self._terminal.wait_for_text(shows)
        self._pass(A_KEY)

    def write(self, text: str, shows: str = "") -> None:
        """Type a text as a person does, letter by letter."""
        for letter in text:
            self._terminal.type(letter)
            self._pass(A_LETTER)
        self._terminal.wait_for_text(shows)
        self._pass(A_KEY)

    def leave(self) -> None:
        """Leave the program, which then leaves its own screen; pyte has one screen for both."""
        self._terminal.press("ctrl+q")
        self._terminal.wait_for(lambda one: b"\x1b[?1049l" in one.raw, "the shell")
        self._terminal.screen.erase_in_display(2)
        self._terminal.screen.cursor_position()
        self._terminal.press("enter")
        self._terminal.wait_for_text("\n$")
        self._pass(A_KEY)

    def _pass(self, seconds: float) -> None:
        """Look at what is to be seen now, and then let time pass."""
        self._terminal.read_for(SETTLED)
        seen = self._seen()
        if not self.film or self.film[-1][1] != seen:
            self.film.append((round(self._at, 3), seen))
        self._at += seconds
        set_clock(self._clock, TALK_BEGINS + dt.timedelta(seconds=self._at))

    def _seen(self) -> Picture:
        return picture_of(self._terminal.screen)


def set_clock(clock: Path, moment: dt.datetime) -> None:
    """Have the program's clock show that moment, at once and whole."""
    new = clock.with_suffix(".new")
    new.write_text(moment.isoformat(), encoding="ascii")
    new.replace(clock)


@contextmanager
def on_stage() -> Iterator[Stage]:
    """Open a terminal with a shell, in a home where `samtale` has its made-up people."""
    HOME.mkdir(mode=0o700)
    try:
        yield from _in(HOME)
    finally:
        shutil.rmtree(HOME)


def _in(home: Path) -> Iterator[Stage]:
    clock, command = home / "clock", home / "bin" / "samtale"
    installed = Path(sys.executable).with_name("samtale")
    command.parent.mkdir()
    command.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" "{_BY_THE_CLOCK}" "{clock}" "{installed}" "$@"\n'
    )
    command.chmod(0o755)
    environ = {
        "HOME": str(home),
        "PATH": f"{command.parent}:{os.environ['PATH']}",
        "SAMTALE_HOME": str(home / "samtale"),
        "LANG": "C.UTF-8",
        "LANGUAGE": "nb",
        "TZ": ZONE.key,
        "COLORTERM": "truecolor",
        "PS1": "$ ",
    }
    set_clock(clock, TODAY)
    demo = [str(command), "demo", "--keep", environ["SAMTALE_HOME"]]
    subprocess.run(demo, env=environ, check=True, stdout=subprocess.DEVNULL)
    settings = home / "samtale" / "config" / "settings.toml"
    chosen = f'theme = "dark"\nexport_folder = "{home / "planer"}"\n'
    settings.write_text(chosen + settings.read_text(encoding="utf-8"), encoding="utf-8")
    set_clock(clock, TALK_BEGINS)
    columns, rows = SIZE
    shell = ["/bin/sh", "-c", f"cd '{home}' && exec /bin/sh"]
    with Terminal(shell, environ, cols=columns, rows=rows) as terminal:
        terminal.wait_for_text("$")
        yield Stage(terminal, clock)
