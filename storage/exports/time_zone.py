"""A time zone as a calendar file tells it (RFC 5545, 3.6.5).

icalendar can make one, too, but lets summer time begin at the hour that the clocks then show; the
standard means the one that they showed before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_DAY = dt.timedelta(days=1)
_SECOND = dt.timedelta(seconds=1)


def time_zone(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """Return the VTIMEZONE of ``zone``, with each change of the clocks in these years."""
    from icalendar import Timezone

    component = Timezone()
    component.add("tzid", zone.key)
    start = dt.datetime(first_year, 1, 1, tzinfo=dt.UTC)
    component.add_component(_from_then_on(zone, start, before=start))
    for change in _changes(zone, start, dt.datetime(last_year + 1, 1, 1, tzinfo=dt.UTC)):
        component.add_component(_from_then_on(zone, change, before=change - _SECOND))
    return component


def _from_then_on(
    zone: ZoneInfo, moment: dt.datetime, before: dt.datetime
) -> TimezoneDaylight | TimezoneStandard:
    """Return what holds from ``moment`` on, told in the wall time of the moment ``before``."""
    from icalendar import TimezoneDaylight, TimezoneStandard

    local, offset = moment.astimezone(zone), before.astimezone(zone).utcoffset()
    assert offset is not None
    component = TimezoneDaylight() if local.dst() else TimezoneStandard()
    component.add("dtstart", (moment + offset).replace(tzinfo=None))
    component.add("tzoffsetfrom", offset)
    component.add("tzoffsetto", local.utcoffset())
    component.add("tzname", local.tzname())
    return component


def _changes(zone: ZoneInfo, start: dt.datetime, end: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the first second of each new offset; no zone has changed twice within a day."""
    while start < end:
        if _offset(zone, start) != _offset(zone, start + _DAY):
            yield _change_between(zone, start, start + _DAY)
        start += _DAY


def _change_between(zone: ZoneInfo, early: dt.datetime, late: dt.datetime) -> dt.datetime:
    offset = _offset(zone, early)
    while late - early > _SECOND:
        middle = early + (late - early) // (2 * _SECOND) * _SECOND
        early, late = (middle, late) if _offset(zone, middle) == offset else (early, middle)
    return late


def _offset(zone: ZoneInfo, moment: dt.datetime) -> dt.timedelta | None:
    return moment.astimezone(zone).utcoffset()
