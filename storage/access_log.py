"""Who opened what kind of record, and when: ids and names of screens, nothing of any content.

A line of JSON for each opening is added to ``state/access-<year>.log``; this year's and last
year's are kept. Writing a line is one call to the system that nothing waits for, and a disk that
refuses it disturbs nobody. The lines hold ids only, so they stay plain where the store is locked.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from storage.envelope import encode
from storage.files import write_atomically

AGAIN_AFTER = dt.timedelta(minutes=10)
"""How long a screen that shows the same record again adds no line."""
YEARS_KEPT = 2


class Opening(msgspec.Struct, frozen=True):
    """One line."""

    at: dt.datetime
    user: str
    """The name of the account on the machine."""
    table: str
    """The kind of record, as the table that it is kept in."""
    id: str
    """The record's id; empty where all of a person were opened at once."""
    person: str
    """The id of the person that it is about; empty where it is about everybody."""
    through: str
    """The screen or the command."""


class AccessLog:
    """The lines of this year and the last."""

    def __init__(self, state: Path, now: Callable[[], dt.datetime]) -> None:
        """Keep the lines in the state folder ``state``."""
        self._state = state
        self._now = now
        self._user = _user()
        self._last: dict[tuple[str, ...], dt.datetime] = {}

    def note(self, table: str, id_: str, person: str, through: str) -> None:
        """Add a line, unless one like it was added a moment ago."""
        at, what = self._now(), (table, id_, person, through)
        if (before := self._last.get(what)) is not None and at - before < AGAIN_AFTER:
            return
        self._last[what] = at
        line = encode(Opening(at, self._user, table, id_, person, through)) + b"\n"
        with suppress(OSError):
            self._append(self._state / f"access-{at.year}.log", line)

    def openings(self, person: str) -> list[Opening]:
        """Return the lines about one person or about everybody, oldest first."""
        found = [_opening(line) for file in self.files() for line in _lines(file)]
        return [one for one in found if one is not None and one.person in (person, "")]

    def forget(self, person: str) -> None:
        """Take away the lines about one person.

        Raises:
            OSError: A file can't be written.
        """
        marked = person.encode()
        for file in self.files():
            lines = _lines(file)
            others = [line for line in lines if marked not in line]
            if len(others) < len(lines):
                write_atomically(file, b"".join(line + b"\n" for line in others))

    def files(self) -> list[Path]:
        """Return the files that hold the lines, oldest first."""
        return sorted(self._state.glob("access-[0-9][0-9][0-9][0-9].log"))

    def _append(self, file: Path, line: bytes) -> None:
        if not file.exists():
            self._prune(self.files()[: -YEARS_KEPT + 1])
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)

    def _prune(self, files: Iterable[Path]) -> None:
        for file in files:
            file.unlink(missing_ok=True)


def _lines(file: Path) -> list[bytes]:
    try:
        return file.read_bytes().splitlines()
    except OSError:
        return []


def _opening(line: bytes) -> Opening | None:
    try:
        return msgspec.json.decode(line, type=Opening)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
