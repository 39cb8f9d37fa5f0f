"""Entries of the year's log as they are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from textual.content import Content

from agendas.words import _, day_and_month
from screens.painting import hanging
from storage.records import LogEntry, LogKind

LOG_MARKS: dict[LogKind, tuple[str, str]] = {
    "praise": ("+", "$good"),
    "concern": ("!", "$time"),
    "observation": ("·", "$muted"),
}
"""The mark of each kind of log entry, and its colour while it waits to be talked about."""


def log_row(
    entry: LogEntry, today: dt.date, width: int, planned: Mapping[str, dt.date] | None = None
) -> list[Content]:
    """Return one entry: its mark and day, the whole text, and what the manager noted about it.

    ``planned`` tells on which day the talks are that are still to come, by their ids.
    """
    words, colour = _standing(entry, today, planned or {})
    first = _head(entry, today)
    beside = Content.assemble(first, ("  " + words, colour)) if words else first
    head = [beside] if beside.cell_length <= width else [first, *hanging(words, width, 2, colour)]
    note = entry.raised.how if entry.raised else entry.set_aside.why if entry.set_aside else ""
    return [*head, *_paragraphs(entry.text, width), *_paragraphs(note, width, "↳ ", "$muted")]


def shared_row(entry: LogEntry, today: dt.date, width: int) -> list[Content]:
    """Return one entry as both may see it: its mark and day, and the whole text."""
    return [_head(entry, today), *_paragraphs(entry.text, width)]


def _head(entry: LogEntry, today: dt.date) -> Content:
    mark, colour = LOG_MARKS[entry.kind]
    if entry.raised is not None or entry.set_aside is not None:
        colour = "$muted"
    return Content.assemble((mark + " ", colour), (day_and_month(entry.on, today), "$muted"))


def _standing(entry: LogEntry, today: dt.date, planned: Mapping[str, dt.date]) -> tuple[str, str]:
    """Return where an entry stands, in words, and their colour."""
    if entry.raised is not None:
        words = _("said {day}") if entry.kind == "praise" else _("raised {day}")
        return words.format(day=day_and_month(entry.raised.on, today)), "$muted"
    if entry.set_aside is not None:
        kept = entry.set_aside.kind == "kept_private"
        return _("kept private") if kept else _("let go"), "$muted"
    if entry.waits:
        if follow_up := planned.get(entry.conversation or ""):
            words = _("never raised, follow-up {day}")
            return words.format(day=day_and_month(follow_up, today)), "$time"
        return _("never raised"), "$time"
    if entry.kind == "praise":
        return (_("shared"), "$muted") if entry.shared else (_("not said yet"), "$time")
    return "", ""


def _paragraphs(text: str, width: int, sign: str = "", style: str = "") -> list[Content]:
    """Return a text set in by two cells, with ``sign`` before its first words."""
    parts = (sign + text if text else "").splitlines()
    return [line for part in parts for line in hanging(part, width, 2, style)]
