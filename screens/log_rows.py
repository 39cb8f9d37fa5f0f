"""Entries of the year's log as they are shown."""

from __future__ import annotations

import datetime as dt

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


def never_raised(entry: LogEntry) -> bool:
    """Return whether this is a concern that would come as a surprise in the talk."""
    return entry.waits


def log_row(entry: LogEntry, today: dt.date, width: int) -> list[Content]:
    """Return one entry: its mark and day, and the whole text under it."""
    mark, colour = LOG_MARKS[entry.kind]
    if entry.raised is not None:
        colour = "$muted"
    head = Content.assemble((mark + " ", colour), (day_and_month(entry.on, today), "$muted"))
    if never_raised(entry):
        head = Content.assemble(head, ("  " + _("never raised"), "$time"))
    lines = [line for part in entry.text.splitlines() for line in hanging(part, width, 2)]
    return [head, *lines]
