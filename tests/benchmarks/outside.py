"""Programs measured from outside, in a real pseudo-terminal: first paint, echo, memory, work."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.terminal.terminal import key_bytes

COLUMNS, ROWS = 120, 40
PATIENCE = 120.0
"""Seconds until a program counts as stuck; the larger stores take their time the first time."""
LONGEST_FRAME = 2.0
"""Seconds after which a key counts as one that paints nothing, as at the end of a short list."""
LETTERS = b"bcdfghjklmpqrstvwxz"
_COMMANDS = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[@-Z\\-_=>])"
)
"""What a program says to the terminal itself."""


@dataclass
class Measured:
    """What was measured, in milliseconds, run by run."""

    times: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The time in the middle."""
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        """The time that 95 of 100 do not exceed."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


@dataclass
class Program:
    """A program, how it is started, and what it paints when it is ready."""

    words: Sequence[str]
    ready: str
    home: Path | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    """What stands in its environment besides."""

    def start(self) -> Run:
        """Start it; use what is returned in a ``with`` block."""
        return Run(self)

    def first_paint(self) -> float:
        """Return the milliseconds from the start of the process until it is ready."""
        with self.start() as run:
            return run.until_ready()


class Run:
    """A program that runs. What it paints is kept as it came: to draw a screen takes time."""

    def __init__(self, program: Program) -> None:
        """Start ``program``."""
        self._words = list(program.words)
        self._ready = program.ready.encode()
        home = {"SAMTALE_HOME": str(program.home)} if program.home else {}
        plain = {key: value for key, value in os.environ.items() if not key.startswith("SAMTALE")}
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANGUAGE": "en"}
        self._raw = bytearray()
        self._began = time.perf_counter()
        self.pid, self._end = pty.fork()
        if self.pid == 0:
            os.execvpe(self._words[0], self._words, {**plain, **terminal, **home, **program.more})
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, size)

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_error: object) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._end)

    def until_ready(self) -> float:
        """Wait until the program is ready; return the milliseconds since its start."""
        self._wait(self._ready, 0)
        return 1000 * (time.perf_counter() - self._began)

    def settle(self, quiet: float = 0.4) -> None:
        """Read until nothing is painted for ``quiet`` seconds, be it a clock that ticks on."""
        end = time.perf_counter() + 10 * quiet
        while time.perf_counter() < end and self._read(quiet):
            pass

    def press(self, *keys: str) -> None:
        """Press keys, each when the one before has been dealt with."""
        for key in keys:
            os.write(self._end, key_bytes(key))
            self.settle()

    def paste(self, text: str) -> None:
        """Paste a text."""
        os.write(self._end, b"\x1b[200~" + text.encode() + b"\x1b[201~")
        self.settle()

    def frame(self, key: str) -> float:
        """Return the milliseconds from a key until something is painted; 0 where nothing is."""
        self.read_for(0.05)
        pressed = time.perf_counter()
        os.write(self._end, key_bytes(key))
        return 1000 * (time.perf_counter() - pressed) if self._read(LONGEST_FRAME) else 0.0

    def leave(self, *keys: str) -> None:
        """Press keys, and read until the program has ended."""
        for key in keys:
            os.write(self._end, key_bytes(key))
        while self._read(PATIENCE):
            pass

    def echoes(self, count: int, meanwhile: Callable[[int], None] = lambda _n: None) -> Measured:
        """Return the times from key to echo of ``count`` letters, ``meanwhile`` before each."""
        found = Measured()
        for number in range(count):
            meanwhile(number)
            self.read_for(0.05)  # as fast as somebody types
            letter = LETTERS[number % len(LETTERS) :][:1]
            mark, pressed = len(self._raw), time.perf_counter()
            os.write(self._end, letter)
            self._wait(letter, mark)
            found.times.append(1000 * (time.perf_counter() - pressed))
            if number % 20 == 19:
                self.press("enter")
        return found

    def memory(self) -> float:
        """Return the megabytes of memory that it has now."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
        assert found
        return int(found[1]) / 1024

    def work(self) -> float:
        """Return the seconds that a core has worked for it until now."""
        ticks = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def read_for(self, seconds: float) -> None:
        """Read whatever is painted, for so long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)

    def _read(self, seconds: float) -> bool:
        readable, _, _ = select.select([self._end], [], [], seconds)
        if not readable:
            return False
        try:
            painted = os.read(self._end, 65536)
        except OSError:  # Linux says EIO when the program has ended
            return False
        self._raw += painted
        return bool(painted)

    def _wait(self, painted: bytes, start: int) -> None:
        while painted not in _COMMANDS.sub(b"", bytes(self._raw[start:])):
            if not self._read(PATIENCE):
                raise SystemExit(f"{' '.join(self._words)}: waited for {painted!r} in vain")


def python(*words: str | Path) -> list[str]:
    """Return the words that start a module or a script with this Python."""
    return [sys.executable, *map(str, words)]


def by_turns(programs: Sequence[Program], runs: int) -> list[Measured]:
    """Return the first paints of several programs that are started by turns, after one run each."""
    for one in programs:
        one.first_paint()
    found = [Measured() for _one in programs]
    for _turn in range(runs):
        for one, measured in zip(programs, found, strict=True):
            measured.times.append(one.first_paint())
    return found
