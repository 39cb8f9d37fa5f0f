"""The plan's days as a calendar file: the next talk, the follow-up, each open deadline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from storage.exports.labels import labels_in
from storage.exports.markdown import who_is_who
from storage.records import Conversation
from storage.text import one_line

if TYPE_CHECKING:
    from icalendar import Event


def plan_to_calendar(conversation: Conversation, now: dt.datetime) -> str:
    """Return an iCalendar file (RFC 5545) with the days of the talk's plan; ``now`` is aware.

    An event keeps its UID, so a later file moves it in a calendar that has it already. All are
    marked as private, and take up no time: they are about a day, not about an hour of it.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Samtale//Samtale//EN")
    calendar.add("version", "2.0")
    for event in _events(conversation):
        event.add("dtstamp", now.astimezone(dt.UTC))
        calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file.decode()


def _events(conversation: Conversation) -> Iterator[Event]:
    plan, labels = conversation.plan, labels_in(conversation.agenda.language)
    names = who_is_who(conversation, labels)
    for what, label, day in (
        ("next-talk", labels.next_talk, plan.next_talk),
        ("next-follow-up", labels.next_follow_up, plan.next_follow_up),
    ):
        if day:
            yield _event(f"{conversation.id}-{what}", day, f"{label}: {conversation.employee_name}")
    for action in plan.actions:
        if action.due and action.is_open:
            yield _event(action.id, action.due, f"{action.text} ({names[action.owner]})")


def _event(uid: str, day: dt.date, summary: str) -> Event:
    """Return an event of a whole day; icalendar escapes what its text holds."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uid}@samtale")
    event.add("dtstart", day)
    event.add("summary", one_line(summary))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
