"""Whether the terminal is dark or light, asked of the terminal itself.

The question goes out before the program is loaded and the answer is fetched when it is, so it
costs no time in most terminals. What else comes in meanwhile are keys, which are kept.
"""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any

WAIT = 0.05
"""Seconds after the question until no answer is waited for any more."""

QUESTION = b"\x1b]11;?\x1b\\"
"""Asks for the colour of the ground (OSC 11)."""
ANSWER: re.Pattern[str] = re.compile(r"\x1b\]11;rgba?:([0-9a-fA-F/]+)(?:\x07|\x1b\\)")

_SILENT = ("", "dumb", "linux")
"""The kinds of terminal (``TERM``) that don't know the question."""


class Ground:
    """The theme of the settings; for ``auto`` the one that goes with the terminal's ground."""

    def __init__(self, theme: str, environment: Mapping[str, str] = os.environ) -> None:
        """Be about ``theme``, as it stands in the settings."""
        self._theme = theme
        self._environment = environment
        self._before: list[Any] | None = None
        self._asked_at = 0.0
        self.found = ""
        """The theme that goes with the ground, once `theme` has asked for it."""
        self.typed = ""
        """What was typed between the question and its answer."""
        self.unanswered = False
        """Whether the answer may still come in, among the keys."""

    def __enter__(self) -> Ground:
        """Ask, where there is a terminal that can be asked."""
        if self._theme == "auto" and self._environment.get("TERM", "") not in _SILENT:
            self._ask()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the terminal as it was, without an answer that nobody has read."""
        if self._before is not None:
            with suppress(OSError):
                self._answer()
            self._put_back()

    def theme(self) -> str:
        """Return the theme to begin with; what is not known is dark."""
        if self._theme != "auto" or self.found:
            return self.found or self._theme
        light = self._answer()
        if light is None:
            light = _told_light(self._environment.get("COLORFGBG", ""))
        self.found = "light" if light else "dark"
        return self.found

    def _ask(self) -> None:
        if os.name == "nt" or not (os.isatty(0) and os.isatty(2)):
            return
        import termios

        try:
            if os.tcgetpgrp(0) != os.getpgrp() or select.select([0], [], [], 0)[0]:
                return
            self._before = termios.tcgetattr(0)
            quiet = termios.tcgetattr(0)
            quiet[3] &= ~(termios.ECHO | termios.ICANON)
            termios.tcsetattr(0, termios.TCSANOW, quiet)
            sys.stderr.flush()
            os.write(2, QUESTION)
        except (OSError, termios.error):
            self._put_back()
            return
        self.unanswered = True
        self._asked_at = time.monotonic()

    def _answer(self) -> bool | None:
        """Return whether the terminal says that it is light; None where it says nothing."""
        seen = b""
        until = self._asked_at + WAIT
        found: re.Match[str] | None = None
        while self.unanswered and found is None:
            ready, _, _ = select.select([0], [], [], max(until - time.monotonic(), 0))
            if not ready or not (more := os.read(0, 1024)):
                break
            seen += more
            found = ANSWER.search(seen.decode(errors="replace"))
        self._put_back()
        self.typed = seen.decode(errors="replace")
        if found is None:
            return None
        self.unanswered = False
        self.typed = self.typed[: found.start()] + self.typed[found.end() :]
        return is_light(found[1])

    def _put_back(self) -> None:
        if self._before is not None:
            import termios

            before, self._before = self._before, None
            termios.tcsetattr(0, termios.TCSANOW, before)


def is_light(colour: str) -> bool | None:
    """Return whether ``rrrr/gggg/bbbb``, of any number of digits each, is a light colour."""
    try:
        red, green, blue = (
            int(part, 16) / int("f" * len(part), 16) for part in colour.split("/")[:3]
        )
    except ValueError:
        return None
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5


def _told_light(told: str) -> bool:
    """Return whether ``COLORFGBG`` names a light ground: white, or one of the bright colours."""
    ground = told.rpartition(";")[2]
    return ground.isdecimal() and (int(ground) == 7 or 9 <= int(ground) <= 15)
