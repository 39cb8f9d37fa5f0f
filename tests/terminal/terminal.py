"""A real terminal for tests: a program in a pty, its screen read by pyte, keys as they are sent.

Nothing here sleeps: every wait is a wait for bytes from the program, up to a deadline, and a
wait that is in vain fails with the whole screen as it was.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pyte

PATIENCE = 20.0
"""Seconds that a wait lasts before it fails; generous, for a slow and crowded machine."""

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "esc": "\x1b[27u",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    **{
        f"f{n}": f"\x1b[{code}~" for n, code in zip(range(5, 10), (15, 17, 18, 19, 20), strict=True)
    },
}
"""What an xterm sends for a key that has a name.

Escape is sent as kitty and its kin send it: a bare ESC is told from the start of another key by
the time that passes after it, and no test may depend on that. ``type("\\x1b")`` sends the bare one.
"""

_TAKE_TERMINAL = 'exec "$@" <"$0" >"$0" 2>&1'
"""The first to open a terminal in a new session owns it; a hang-up then reaches the program."""


def key_bytes(key: str) -> bytes:
    """Return what the terminal sends for ``key``: a name, ``ctrl+letter`` or one character."""
    if key in KEYS:
        return KEYS[key].encode()
    if key.startswith("ctrl+"):
        return bytes([ord(key[-1]) & 0x1F])
    if len(key) == 1:
        return key.encode()
    raise ValueError(f"no such key: {key}")


class _Screen(pyte.Screen):
    """A pyte screen that lets pass what Textual sends and pyte's handlers do not expect."""

    def report_device_status(self, mode: int = 0, **_private: Any) -> None:
        """Stay silent, as a terminal that knows no such question does."""

    def report_device_attributes(self, mode: int = 0, **_private: Any) -> None:
        """Stay silent."""


class Terminal:
    """A program that runs in a terminal of its own; use it in a ``with`` block."""

    def __init__(
        self,
        argv: Sequence[str],
        env: Mapping[str, str],
        *,
        cols: int = 120,
        rows: int = 36,
        patience: float = PATIENCE,
    ) -> None:
        """Start ``argv`` with the environment ``env`` on a screen of ``cols`` by ``rows``.

        A wait that is not told for how many seconds lasts ``patience`` before it fails.
        """
        self._patience = patience
        self.raw = bytearray()
        """Every byte that the program has painted."""
        self.screen = _Screen(cols, rows)
        """What the terminal shows, cell by cell."""
        self._stream = pyte.ByteStream(self.screen)
        self._end, program_end = os.openpty()
        self._set_size(cols, rows)
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _TAKE_TERMINAL, os.ttyname(program_end), *argv],
            env={"TERM": "xterm-256color", **env},
            stdin=program_end,
            stdout=program_end,
            stderr=program_end,
            start_new_session=True,
        )
        os.close(program_end)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        if self._end >= 0:
            self.hang_up()

    @property
    def pid(self) -> int:
        """The number of the program's process."""
        return self._process.pid

    @property
    def lines(self) -> list[str]:
        """The screen now, a line for each row, without the spaces at their ends.

        The second cell of a wide letter holds nothing. pyte's own ``display`` counts on its first.
        """
        cells, columns = self.screen.buffer, range(self.screen.columns)
        return [
            "".join(cells[y][x].data for x in columns).rstrip() for y in range(self.screen.lines)
        ]

    @property
    def text(self) -> str:
        """The screen now, as one text."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Where the cursor stands: column and row, from 0."""
        return self.screen.cursor.x, self.screen.cursor.y

    def press(self, *keys: str) -> None:
        """Send keys by name: ``press("f5", "ctrl+j", "esc", "n")``."""
        for key in keys:
            self._send(key_bytes(key))

    def type(self, text: str) -> None:
        """Send text as if it were typed; a line's end is the Enter key."""
        self._send(text.replace("\n", "\r").encode())

    def send(self, keys: str) -> None:
        """Send what a terminal sends for keys that have no name here."""
        self._send(keys.encode())

    def paste(self, text: str) -> None:
        """Send text as a bracketed paste."""
        self._send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def wait_for(
        self, condition: Callable[[Terminal], object], what: str, *, seconds: float | None = None
    ) -> None:
        """Read until ``condition`` holds; fail with the screen if it does not in time."""
        deadline = self._deadline(seconds)
        while not condition(self):
            if not self._read(deadline - time.monotonic()):
                raise AssertionError(f"waited in vain for {what}; the screen:\n{self._framed()}")

    def wait_for_text(self, text: str, *, seconds: float | None = None) -> None:
        """Read until ``text`` stands on one line of the screen."""
        self.wait_for(lambda terminal: text in terminal.text, repr(text), seconds=seconds)

    def wait_until_gone(self, text: str, *, seconds: float | None = None) -> None:
        """Read until ``text`` no longer stands on the screen."""
        self.wait_for(
            lambda terminal: text not in terminal.text, f"{text!r} to go", seconds=seconds
        )

    def resize(self, cols: int, rows: int) -> None:
        """Give the window another size, and tell the program as a terminal does."""
        self.screen.resize(rows, cols)
        self._set_size(cols, rows)

    def repaint(self, cols: int, rows: int) -> None:
        """Give the window another size, and read until all of it has been painted anew."""
        self.screen.erase_in_display(2)
        self.resize(cols, rows)
        self.wait_for(
            lambda terminal: terminal.lines[0] and terminal.lines[rows - 1], "a whole screen"
        )

    def read_until_quiet(self, seconds: float) -> None:
        """Read until nothing has been painted for so long."""
        while self._read(seconds):
            pass

    def read_for(self, seconds: float) -> None:
        """Read for so long, whatever is painted."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._read(left)

    @property
    def busy(self) -> bool:
        """Whether the program computes now, or waits for its turn to; on Linux only."""
        stats = Path(f"/proc/{self.pid}/task").glob("*/stat")
        return any(one.read_text().rpartition(")")[2].split()[0] in "RD" for one in stats)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Close the window: the program loses its terminal and is sent SIGHUP."""
        os.close(self._end)
        self._end = -1

    def kill(self) -> None:
        """End the program at once, and everything that it started."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def exit_status(self, *, seconds: float | None = None) -> int:
        """Read until the program has ended; return its status, negative for a signal's."""
        deadline = self._deadline(seconds)
        while self._end >= 0 and self._read(deadline - time.monotonic()):
            pass
        try:
            return self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise AssertionError(
                f"the program has not ended; the screen:\n{self._framed()}"
            ) from None

    def _deadline(self, seconds: float | None) -> float:
        return time.monotonic() + (self._patience if seconds is None else seconds)

    def _read(self, seconds: float) -> bool:
        """Take in what the program paints next; False when nothing came, or nothing will."""
        readable, _, _ = select.select([self._end], [], [], max(0.0, seconds))
        if not readable:
            return False
        try:
            painted = os.read(self._end, 65536)
        except OSError:  # Linux says EIO when the program's end is closed
            return False
        self.raw += painted
        self._stream.feed(painted)
        return bool(painted)

    def _send(self, keys: bytes) -> None:
        """Write keys while reading, so that neither side waits for the other for ever."""
        while keys:
            readable, writable, _ = select.select([self._end], [self._end], [], self._patience)
            if readable and not self._read(0):
                raise AssertionError(f"the program has ended; the screen:\n{self._framed()}")
            if writable:
                keys = keys[os.write(self._end, keys[:512]) :]

    def _set_size(self, cols: int, rows: int) -> None:
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def _framed(self) -> str:
        width = self.screen.columns
        edge = "+" + "-" * width + "+"
        return "\n".join([edge, *(f"|{line:<{width}}|" for line in self.lines), edge])
