"""The notes of the year, month by month: so that the last weeks don't stand for all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from textual.content import Content

from agendas.words import _, month_name
from screens.log_rows import LOG_MARKS
from screens.painting import fit, hanging
from storage.records import LogKind
from storage.year import Month, mostly_recent, without_notes

_BLOCKS = " ▁▂▃▄▅▆▇█"
"""Bars by their height in eighths."""
_LABEL = 2
"""The cells before the first month, for the mark of what is counted."""
_TALLEST = 4
"""The notes of a month whose bar is full, where no month has more: few notes look like few."""
_NARROWEST, _WIDEST = 2, 6
"""The fewest and the most cells that a month takes; there is no chart with fewer."""


def year_title(months: Sequence[Month], since: dt.date | None) -> str:
    """Return what the chart is called; ``since`` is the day of the last annual talk."""
    if since is None or since < months[0].start:
        return _("Your notes in the past year")
    return _("Your notes since the last talk")


def year_rows(months: Sequence[Month], width: int) -> list[Content]:
    """Return the notes of each month as bars, each kind counted, and what is missing."""
    words = _in_words(months, width)
    if width < _LABEL + _NARROWEST * len(months):
        return words
    return [*_chart(months, width), Content(""), *words]


def _chart(months: Sequence[Month], width: int) -> list[Content]:
    """Return the bars over the counts of each kind, over the months' names."""
    column = min((width - _LABEL) // len(months), _WIDEST)
    most = max(*(month.total for month in months), _TALLEST)
    bars = [_BLOCKS[-(-8 * month.total // most)] * (column - 1) + " " for month in months]
    rows = [Content.assemble(" " * _LABEL, ("".join(bars), "$muted"))]
    kinds: tuple[LogKind, ...] = ("praise", "concern", "observation")
    for kind in kinds:
        mark, colour = LOG_MARKS[kind]
        counts = [str(month.counts[kind] or "") for month in months]
        cells = [fit(count, column, colour) for count in counts]
        rows.append(Content.assemble((mark + " ", colour), *cells))
    letters = 3 if column > 3 else 1
    names = [fit(month_name(month.start)[:letters], column, "$muted") for month in months]
    return [*rows, Content.assemble(" " * _LABEL, *names)]


def _in_words(months: Sequence[Month], width: int) -> list[Content]:
    """Return a warning where most notes are recent, and the months with nothing."""
    rows: list[Content] = []
    if mostly_recent(months):
        words = _("More than half of the notes are from the last two months.")
        rows += hanging(words, width, 0, "$time")
    if empty := without_notes(months):
        names = ", ".join(map(_run_name, empty))
        words = _("Nothing was noted in {months}.").format(months=names)
        if len(empty[0]) == len(months):
            words = _("Nothing was noted in all this time.")
        rows += hanging(words, width, 0, "$muted")
    if not rows:
        rows = hanging(_("There is something from every month."), width, 0, "$muted")
    return rows


def _run_name(run: Sequence[Month]) -> str:
    """Return the names of months that follow each other: ``March``, ``March–June``."""
    ends = dict.fromkeys(month_name(month.start) for month in (run[0], run[-1]))
    return "–".join(ends)
