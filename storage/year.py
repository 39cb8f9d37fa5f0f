"""How the notes of a year spread over its months: the last weeks are not the whole year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from storage.plan import day_of
from storage.records import Conversation, LogEntry, LogKind

MONTHS = 12
"""How many months are looked at, the present one with them."""

RECENT = 2
"""The newest months, in which more than half of the notes are too many."""


class Month(NamedTuple):
    """The notes of one month."""

    start: dt.date
    """Its first day."""
    counts: Counter[LogKind]
    """How many notes there are of each kind."""

    @property
    def total(self) -> int:
        """How many notes there are of any kind."""
        return self.counts.total()


def last_annual_talk(talks: Iterable[Conversation]) -> dt.date | None:
    """Return the day of the newest annual talk that is closed, if there is one."""
    days = [day_of(talk) for talk in talks if talk.closed and talk.agenda.annual]
    return max((day for day in days if day is not None), default=None)


def spread(entries: Iterable[LogEntry], since: dt.date | None, today: dt.date) -> list[Month]:
    """Return the months from ``since``, or the last twelve where that is longer ago, oldest first.

    The present month is the last one. A note dated after today counts for no month.
    """
    first = _months_before(today, MONTHS - 1)
    if since is not None and first < since.replace(day=1) <= today:
        first = since.replace(day=1)
    months: dict[dt.date, Month] = {}
    start = first
    while start <= today:
        months[start] = Month(start, Counter())
        start = _months_before(start, -1)
    for entry in entries:
        month = months.get(entry.on.replace(day=1))
        if month is not None and entry.on <= today:
            month.counts[entry.kind] += 1
    return list(months.values())


def mostly_recent(months: Sequence[Month]) -> bool:
    """Return whether more than half of the notes are of the last two months of a longer time."""
    total = sum(month.total for month in months)
    recent = sum(month.total for month in months[-RECENT:])
    return len(months) > 2 * RECENT and recent * 2 > total


def without_notes(months: Iterable[Month]) -> list[list[Month]]:
    """Return the months in which nothing was noted, those that follow each other together."""
    grouped = groupby(months, lambda month: bool(month.total))
    return [list(run) for noted, run in grouped if not noted]


def _months_before(day: dt.date, months: int) -> dt.date:
    """Return the first day of the month that lies ``months`` before that of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, 1)
