"""What is past its date as aligned rows: whose it is, what, from when, and when it was to go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from textual.content import Content

from agendas.words import N_, _, day_and_month
from screens.columns import Columns, widest
from screens.painting import styled
from storage.retention import EXPIRED, Expired

_HEADS = (N_("Employee"), N_("What"), N_("From"), N_("Was to be erased"))


class ExpiredRows:
    """The rows of what is past its date, each column as wide as what stands in it.

    The narrowest screen has no room for the day from which the time is counted.
    """

    def __init__(self, expired: Collection[Expired], today: dt.date) -> None:
        """Measure the rows."""
        self._today = today
        heads = map(_, _HEADS)
        told = (
            {one.name for one in expired},
            {_(EXPIRED[table]) for table in {one.table for one in expired}},
            {day_and_month(day, today) for day in {one.day for one in expired}},
            {day_and_month(day, today) for day in {one.due for one in expired}},
        )
        self._widths = [widest({head, *of}) for head, of in zip(heads, told, strict=True)]

    def heads(self, width: int) -> Content:
        """Return the names of the columns, each above its own."""
        return self._line("  ", "", [styled(_(head), "$muted") for head in _HEADS], width)

    def row(self, one: Expired, width: int, *, chosen: bool) -> Content:
        """Return one record's line."""
        mark, colour = ("● ", "$late") if chosen else ("○ ", "$muted")
        cells = [
            styled(one.name),
            styled(_(EXPIRED[one.table])),
            styled(day_and_month(one.day, self._today), "$muted"),
            styled(day_and_month(one.due, self._today), "$muted"),
        ]
        return self._line(mark, colour, cells, width)

    def _line(self, mark: str, colour: str, cells: Sequence[Content], width: int) -> Content:
        name, what, day, due = self._widths
        columns = Columns((name, what, day if width >= 66 else 0, due), names=2)
        return Content.assemble((mark, colour), columns.row(cells, width - 2))
