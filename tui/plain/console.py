"""Lines of the terminal, or of a pipe, and the signals that come between them."""

from __future__ import annotations

import io
import os
import signal
import sys
from types import FrameType

from tui.plain.lines import Ended, Interrupted, Lines


def console() -> Lines:
    """Return the lines of standard input and output; signals end them in good order."""
    one = _Console()
    return Lines(one.read, one.write)


class _Console:
    """Reads with the terminal's own line editing, where there is a terminal."""

    def __init__(self) -> None:
        self._reading = self._begun = False
        self._signal = 0
        self._edits = sys.stdin.isatty() and sys.stdout.isatty()
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        if self._edits:
            _ready_readline()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if (number := getattr(signal, name, None)) is not None:
                signal.signal(number, self._told)

    def read(self, question: str, before: str) -> str:
        """Return the line that is written."""
        self._begun = False  # until then the line before is the one that readline knows
        self._reading = True
        try:
            if self._signal:
                self._stop("")
            return self._edited(question, before) if self._edits else self._next(question)
        except (EOFError, OSError):  # the input is at its end, or the terminal is gone
            self._end_line()
            raise Ended from None
        finally:
            self._reading = False

    def write(self, line: str) -> None:
        """Write a line; where nobody reads any more, what is written in is taken all the same."""
        try:
            print(line, flush=True)
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _edited(self, question: str, before: str) -> str:
        import readline

        def begin() -> None:
            self._begun = True
            readline.insert_text(before)

        readline.set_startup_hook(begin)
        return input(f"{question} ")

    def _next(self, question: str) -> str:
        self.write(question)
        if not (line := sys.stdin.readline()):
            raise EOFError
        return line.removesuffix("\n")

    def _on_the_line(self) -> str:
        """Return what is written on the line that is not finished."""
        if not self._begun:
            return ""
        import readline

        return readline.get_line_buffer()

    def _end_line(self) -> None:
        if self._edits:
            self.write("")

    def _told(self, number: int, _frame: FrameType | None) -> None:
        """Take a signal: at once while a line is waited for, else before the next one."""
        self._signal = number
        if self._reading:
            self._stop(self._on_the_line())

    def _stop(self, written: str) -> None:
        number, self._signal = self._signal, 0
        self._end_line()
        if number == signal.SIGINT:
            raise Interrupted(written)
        raise Ended(128 + number, written)


def _ready_readline() -> None:
    """Edit lines without remembering any, and without telling the terminal of pastes."""
    try:
        import readline
    except ImportError:  # as on Windows
        return
    readline.set_auto_history(False)
    for setting in ("enable-bracketed-paste", "enable-meta-key"):
        readline.parse_and_bind(f"set {setting} off")
