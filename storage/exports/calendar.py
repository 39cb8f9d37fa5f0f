"""A person's appointments as a calendar file (RFC 5545), each marked as private.

A later file updates what an earlier one has put into a calendar: the UIDs stay, and the sequence
rises with the time of the export. So the newer file wins whatever has changed, be it the settings
that a day follows from, or a backup that was restored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage.cards import PersonEntry
from storage.exports.appointments import YEARS, Appointment, Fate, appointments
from storage.records import Conversation
from storage.text import one_line

if TYPE_CHECKING:
    from icalendar import Alarm, Event, Timezone, Todo

SETTLED = dt.timedelta(days=366)
"""How long a task is still told of after it was settled, so that a list of tasks ticks it off."""
LATELY = dt.timedelta(days=92)
"""How long a talk that was held is told of on its day: a calendar may have it on another, ahead."""

_FIRST_SEQUENCE = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""Sequences count the seconds from here, and fit into 31 bits until 2088."""
_TASK_STATUS: dict[Fate, str] = {
    "stands": "NEEDS-ACTION",
    "done": "COMPLETED",
    "off": "CANCELLED",
}
_BEFORE_A_MEETING = dt.timedelta(minutes=-30)
_NINE_THAT_DAY = dt.timedelta(hours=9)
_NINE_THE_DAY_BEFORE = dt.timedelta(hours=-15)


def person_to_calendar(
    person: PersonEntry,
    talks: Iterable[Conversation],
    now: dt.datetime,
    zone: ZoneInfo,
    *,
    todo: bool = False,
) -> str | None:
    """Return the file as it is at the moment ``now``, or None where there is nothing to put in it.

    ``talks`` are all talks with the person; hours are told in ``zone``. With ``todo`` what was
    agreed becomes tasks. An event that is off is cancelled while its day is ahead, and left alone
    when it is past.
    """
    from icalendar import Calendar

    today = now.astimezone(zone).date()
    chosen = [one for one in appointments(person, talks) if _is_told(one, today, todo=todo)]
    if not chosen:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Samtale//Samtale//EN")
    calendar.add("version", "2.0")
    calendar.add("x-samtale-person", person.id)  # by which an erasure finds the file
    for component in _zones(chosen, zone):
        calendar.add_component(component)
    for one in chosen:
        calendar.add_component(_component(one, now, zone, todo=todo))
    file: bytes = calendar.to_ical()
    return file.decode()


def _is_told(one: Appointment, today: dt.date, *, todo: bool) -> bool:
    """Whether it is in the file: a past event needs no taking back, a task waits for its tick."""
    if one.fate == "stands":
        return True
    if one.fate == "held":
        return one.settled_on is not None and today - one.settled_on <= LATELY
    if one.day >= today:
        return True
    if not todo or one.kind != "action":
        return False
    return one.settled_on is None or today - one.settled_on <= SETTLED


def _zones(chosen: Iterable[Appointment], zone: ZoneInfo) -> list[Timezone]:
    """Return the zone if an hour stands in it; with two years more, for what is put off."""
    from storage.exports.time_zone import time_zone

    starts = [_in_zone(one.at, zone) for one in chosen if isinstance(one.at, dt.datetime)]
    years = [start.year for start in starts]
    if not years:
        return []
    return [time_zone(zone, min(years) - 1, min(max(years) + 2, YEARS[-1]))]


def _in_zone(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the moment in the zone's wall time.

    In the hour that comes twice when summer time ends, wall time means the first (RFC 5545,
    3.3.5); the second can only be told in UTC.
    """
    local = moment.astimezone(zone)
    return local.astimezone(dt.UTC) if local.fold else local


def _component(one: Appointment, now: dt.datetime, zone: ZoneInfo, *, todo: bool) -> Event | Todo:
    component = _task(one) if todo and one.kind == "action" else _event(one, zone)
    at = now.astimezone(dt.UTC)
    component.add("dtstamp", at)
    component.add("last-modified", at)
    component.add("sequence", max(0, (at - _FIRST_SEQUENCE) // dt.timedelta(seconds=1)))
    component.add("summary", one_line(one.summary))
    if one.details:
        component.add("description", one_line(one.details))
    component.add("class", "PRIVATE")
    if one.fate == "stands" and one.day >= now.astimezone(zone).date():
        component.add_component(_alarm(one, is_task=component.name == "VTODO"))
    return component


def _event(one: Appointment, zone: ZoneInfo) -> Event:
    """Return an event: of its length where it has an hour, else of a whole day."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{one_line(one.id)}@samtale")
    if isinstance(one.at, dt.datetime):
        event.add("dtstart", _in_zone(one.at, zone))
        if one.minutes:
            event.add("dtend", _in_zone(one.at + dt.timedelta(minutes=one.minutes), zone))
    else:
        event.add("dtstart", one.at)
        event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED" if one.fate in ("stands", "held") else "CANCELLED")
    return event


def _task(one: Appointment) -> Todo:
    """Return a task that is due on a day; it has a UID of its own, for it is no event's update."""
    from icalendar import Todo

    task = Todo()
    task.add("uid", f"{one_line(one.id)}-task@samtale")
    task.add("due", one.day)
    task.add("status", _TASK_STATUS[one.fate])
    if one.fate == "done" and one.settled_on is not None:
        # Only the day is known: at noon in Greenwich it is the same day nearly everywhere.
        task.add("completed", dt.datetime.combine(one.settled_on, dt.time(12), dt.UTC))
        task.add("percent-complete", 100)
    return task


def _alarm(one: Appointment, *, is_task: bool) -> Alarm:
    """Return a reminder: half an hour before a meeting; on a whole day at nine, or the day before.

    A day begins at midnight, and a task's trigger hangs on its end, for it has no start.
    """
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(one.summary))
    if isinstance(one.at, dt.datetime):
        before = _BEFORE_A_MEETING
    else:
        before = _NINE_THAT_DAY if one.kind == "preparation" else _NINE_THE_DAY_BEFORE
    alarm.add("trigger", before, parameters={"related": "END"} if is_task else {})
    return alarm
