"""``samtale log``: a note through the year, from any shell, in a few seconds."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType

from agendas.words import _, day_in_full
from storage.errors import reason_of
from storage.home import Home
from storage.records import LogEntry, LogKind, Raising
from storage.text import clean, one_line
from tui.failure import Failure, WrongUse
from tui.lookup import find_person

MAX_BYTES = 10_000_000
"""The largest note that is taken from standard input."""


def add_to_log(
    home: Home,
    person: str,
    words: list[str],
    *,
    kind: LogKind,
    date: str | None,
    shared: bool,
    said: bool,
    edit: bool,
) -> int:
    """Keep a note about a person, and say so in one line when it is on the disk."""
    from tui.keeping import kept, local_now

    today = local_now().date()
    on = read_day(date, today) if date is not None else today
    with kept(home, tidy=False) as store:
        someone = find_person(store.names(), person)
        text = clean(_text(words, edit=edit)).strip()
        if not text:
            raise Failure(_("Nothing was written, so nothing was kept."))
        raised = Raising(on) if said else None
        store.save(
            LogEntry(person=someone.id, on=on, kind=kind, text=text, shared=shared, raised=raised)
        )
    kept_words = _("Kept about {name}, {day}.")
    print(kept_words.format(name=one_line(someone.name), day=day_in_full(on)))
    return 0


def read_day(text: str, today: dt.date) -> dt.date:
    """Return a day that is not in the future; one without a year is the last such day.

    Raises WrongUse where it is no day, or still to come.
    """
    from agendas.dates import DateError, read_past_date

    try:
        return read_past_date(text, today)
    except DateError as error:
        raise WrongUse(f"--date: {error}") from error


def _text(words: list[str], *, edit: bool) -> str:
    if edit:
        return edited(" ".join(words))
    if words and words != ["-"]:
        return " ".join(words)
    if sys.stdin.isatty() and not words:
        raise WrongUse(_("write the note after the name, or use --edit"))
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Failure(_("The note is larger than 10 MB, so nothing was kept."))
    return data.decode(errors="replace")


def edited(text: str) -> str:
    """Return ``text`` as the user leaves it in their editor.

    The file lies in a folder that nobody else can look into, in memory where the system has such
    a place, and is gone afterwards whatever happens.

    Raises Failure where the editor can't be started or fails.
    """
    for name in ("SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), _leave)
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not command:
        raise Failure(_("There is no editor: set EDITOR, for example to nano."))
    with tempfile.TemporaryDirectory(prefix="samtale-", dir=_in_memory()) as folder:
        file = Path(folder, "notat.md")
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(text)
        try:
            status = subprocess.run([*command, str(file)], check=False).returncode
            if status == 0:
                return file.read_text("utf-8", "replace")
        except OSError as error:
            words = _("{editor} could not be started: {reason}. Set EDITOR to another one.")
            raise Failure(words.format(editor=command[0], reason=reason_of(error))) from error
        words = _("{editor} ended with status {status}, so nothing was kept.")
        raise Failure(words.format(editor=command[0], status=status))


def _in_memory() -> str | None:
    """Return a folder that is never written to a disk, if there is one."""
    candidates = (os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm")
    return next((one for one in candidates if one and os.access(one, os.W_OK | os.X_OK)), None)


def _leave(number: int, _frame: FrameType | None) -> None:
    """End by an exception, so that the file is removed on the way out."""
    raise SystemExit(128 + number)
