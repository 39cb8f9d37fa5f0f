"""``samtale log``: a note through the year, from any shell, in a few seconds."""

from __future__ import annotations

import datetime as dt
import sys

from agendas.words import _, day_in_full
from storage.errors import StoreError
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
        entry = LogEntry(
            person=someone.id, on=on, kind=kind, text=text, shared=shared, raised=raised
        )
        try:
            store.save(entry)
        except StoreError:
            _hand_back(text, edited=edit)
            raise
    kept_words = _("Kept about {name}, {day}.")
    day = _("today") if on == today else day_in_full(on)
    print(kept_words.format(name=one_line(someone.name), day=day))
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


def _hand_back(text: str, *, edited: bool) -> None:
    """Print a text that could not be kept, where it stands nowhere else."""
    if edited:
        from tui.editor import hand_back

        hand_back(text)


def _text(words: list[str], *, edit: bool) -> str:
    if edit:
        from tui.editor import edited

        return edited(" ".join(words))
    if words and words != ["-"]:
        return " ".join(words)
    if sys.stdin.isatty() and not words:
        raise WrongUse(_("write the note after the name, or use --edit"))
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Failure(_("The note is larger than 10 MB, so nothing was kept."))
    return data.decode(errors="replace")
