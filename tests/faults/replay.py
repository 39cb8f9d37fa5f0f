"""Take a way that was walked in process again in a real terminal, and return what was painted."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.faults.walk import Start, Way, break_disk
from tests.terminal.terminal import KEYS, Terminal

SAMTALE = (str(Path(sys.executable).with_name("samtale")),)
_NAMED = {
    "escape": KEYS["esc"],
    "full_stop": ".",
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "colon": ":",
    "comma": ",",
    "shift+tab": KEYS["shift+tab"],
    **{name: KEYS[name] for name in KEYS if name != "esc"},
}
_FINAL = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
_CODE = {"delete": 3, "pageup": 5, "pagedown": 6, "f6": 17, "f7": 18}
_MODIFIERS = {"shift": 1, "alt": 2, "ctrl": 4}


def sequence(key: str) -> str:
    """Return what a terminal sends for a key as Textual calls it, the rarer ones as kitty does."""
    if key in _NAMED:
        return _NAMED[key]
    *held, name = key.split("+")
    modifier = 1 + sum(_MODIFIERS.get(one, 0) for one in held)
    if name in _FINAL:
        return f"\x1b[1;{modifier}{_FINAL[name]}"
    if name in _CODE:
        return f"\x1b[{_CODE[name]};{modifier}~"
    if len(name) == 1 and not held:
        return name
    code = {"backspace": 127, "enter": 13, "tab": 9, "space": 32}.get(name) or ord(name[0])
    return f"\x1b[{code};{modifier}u"


SHARED = "delt"
"""What the bar on top says of a shared screen, before the rest of it is painted."""
_BAR = re.compile("● (?:\x1b\\[[\\d;]*m)*".encode() + SHARED.encode())
"""The same with the mark before it, which nothing but the bar has."""
ASKED = "Vise privat tekst igjen?"
"""The question before a screen is private again."""
LEAVE = "\x11\x11"
"""The key that leaves, twice: what stands in a form is to be thrown away."""
HANGS = 300.0
"""Seconds in which even a crowded machine ends a program that can be ended."""
LATE = 5
"""How many keys later at most what a key does is seen."""
QUIET = 0.05
"""Seconds without a byte after which a key has done what it does."""


class Replay:
    """A way taken again in a terminal; everything is painted anew after each key."""

    def __init__(
        self, template: Path, size: tuple[int, int], *, while_shared: bool = False
    ) -> None:
        """Work on copies of the home ``template``.

        With ``while_shared`` a way ends where it answers that the screen is private again: in a
        terminal a key can come to another question than it came to in process.
        """
        self._template, self._size, self._while_shared = template, size, while_shared
        self.frames = 0
        """How often the whole screen was painted."""
        self.statuses: list[int] = []
        """How the program ended each time."""
        self.hung: list[str] = []
        """Where it did not go on, or did not end, with its screen."""

    @property
    def faults(self) -> list[str]:
        """How the program ended where it should not have, and where it hung."""
        return [f"status {one} in a terminal" for one in self.statuses if one] + self.hung

    def take(self, way: Way) -> bytes:
        """Press the keys, leave, and return what was painted from the start's last key on.

        A talk that is opened from the command line is looked at from its first byte. A screen that
        becomes shared is looked at from where it says so, for what is still painted when the key
        is pressed is the screen from before. Where the program ends on the way its status tells,
        and where it doesn't go on it is not told to leave and counts as hanging.
        """
        seen = slice(0, None)
        with self.opened(Way(Start(way.start.words))) as (app, home):
            with suppress(AssertionError):
                start = self._started(app, way, home)
                seen = slice(start, None)
                seen = slice(start, self._walked(app, way))
                app.send(LEAVE)
            try:
                self.statuses.append(app.exit_status())
            except AssertionError as error:
                self.hung.append(f"hung after {way.start.keys} {way.keys}: {error}")
            return bytes(app.raw[seen])

    @contextmanager
    def opened(self, way: Way) -> Iterator[tuple[Terminal, Path]]:
        """Start the program on a copy of the home, and press the keys after the words of ``way``.

        Yields the terminal, and the home.
        """
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder, "home")
            shutil.copytree(self._template, home)
            env = {**os.environ, "SAMTALE_HOME": str(home), "LANGUAGE": "nb", "HOME": folder}
            env |= {"EDITOR": "", "VISUAL": ""}  # the next keys would be pressed there
            columns, rows = self._size
            argv = [*SAMTALE, *way.start.words]
            with Terminal(argv, env, cols=columns, rows=rows, patience=HANGS) as app:
                app.wait_for(lambda terminal: terminal.lines[-1], "the first screen")
                self._paint(app)
                for key in (*way.start.keys, *way.keys):
                    self._press(app, key)
                yield app, home

    def _started(self, app: Terminal, way: Way, home: Path) -> int:
        """Press the keys of the start; return from which byte on the screen is looked at."""
        before, last = way.start.keys[:-1], way.start.keys[-1:]
        for key in before:
            pressed = len(app.raw)
            self._press(app, key)
            if key == "f9" and self._while_shared:
                self._shared_at(app, pressed)
        if way.start.broken_disk:
            break_disk(home)
            app.press("f8")
            app.wait_for_text("ikke lagret")
        start = 0 if way.start.words else len(app.raw)
        for key in last:
            self._press(app, key)
        if last == ("f9",):
            start = self._shared_at(app, start)
        return start

    def _shared_at(self, app: Terminal, start: int) -> int:
        """Wait until the bar says that the screen is shared; return from which byte on it does."""
        app.wait_for(lambda terminal: _BAR.search(terminal.raw, start), "a shared screen")
        said = _BAR.search(app.raw, start)
        assert said is not None
        return said.start()

    def _walked(self, app: Terminal, way: Way) -> int | None:
        """Press the keys of a way; return after which byte the screen is private by an answer."""
        lengths = [len(app.raw)] * LATE
        for key in way.keys:
            lengths = [*lengths[1:], len(app.raw)]
            self._press(app, key)
            asked = app.raw.rfind(ASKED.encode(), lengths[0])
            if self._while_shared and SHARED not in app.lines[0] and asked >= 0:
                return asked + len(ASKED)
        return None

    def _press(self, app: Terminal, key: str) -> None:
        """Press a key, then have the whole screen painted by giving the window another width."""
        app.send(sequence(key))
        self._settle(app)
        self._paint(app)

    def _paint(self, app: Terminal) -> None:
        self.frames += 1
        columns, rows = self._size
        app.repaint(columns + self.frames % 2, rows)
        self._settle(app)

    def _settle(self, app: Terminal) -> None:
        """Read until the program rests: a silent one may only wait for its turn to compute."""
        app.read_until_quiet(QUIET)
        with suppress(FileNotFoundError, ProcessLookupError):
            while app.busy:
                app.read_until_quiet(QUIET)
