"""When talks fell due by the cadence, and which of them were held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import count, pairwise, takewhile
from typing import NamedTuple

from storage.cards import months_after


class DueTalk(NamedTuple):
    """A talk that fell due."""

    on: dt.date
    """The day by the cadence, or that of the talk where it was held earlier."""
    held: bool


def talks_due(
    held: Iterable[dt.date], following: dt.date | None, months: int, today: dt.date
) -> list[DueTalk]:
    """Return one person's talks that fell due until ``today``, oldest first.

    ``held`` are the days of the talks, ``following`` is when the next one is due, None where none
    will be. Each talk that was held is the one that was due nearest to its day. Nothing is due
    before the first talk, for nobody knows what was agreed on then; where there was none, one
    talk at most is overdue. The cadence is taken to have been ``months`` all the time.
    """
    days = sorted(day for day in held if day <= today)
    found = [DueTalk(days[0], held=True)] if days else []
    for last, day in pairwise(days):
        found += _until(last, day, months)
    if following is not None:
        missed = [day for day in _every(following, months, until=today) if day < today]
        found += [DueTalk(day, held=False) for day in (missed if days else missed[-1:])]
    return sorted(found)


def _until(last: dt.date, day: dt.date, months: int) -> list[DueTalk]:
    """Return what fell due after the talk ``last`` until the next, which was held on ``day``."""
    passed = _every(months_after(last, months), months, until=day)
    coming = months_after(last, months * (len(passed) + 1))
    on = day
    if passed and day - passed[-1] <= coming - day:
        on = passed.pop()  # it was this one, late
    return [*(DueTalk(one, held=False) for one in passed), DueTalk(on, held=True)]


def _every(first: dt.date, months: int, until: dt.date) -> list[dt.date]:
    days = (months_after(first, months * number) for number in count())
    return list(takewhile(lambda day: day <= until, days))
