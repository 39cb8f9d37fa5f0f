"""The team for other programs: one row a person, which `storage.imports.team` takes in again."""

from __future__ import annotations

import datetime as dt

import msgspec

from storage.cadence import Cadence
from storage.cards import PersonEntry
from storage.records import Person

FIELDS = (
    "id",
    "name",
    "title",
    "archived",
    "last_talk",
    "next_talk",
    "open_actions",
    "overdue_actions",
    "email",
    "language",
    "started_on",
    "months_between_talks",
    "weeks_between_follow_ups",
    "next_talk_by",
    "retention_months",
)
"""What is told of a person, in this order.

``next_talk_by`` says where the day of the next talk comes from: it was ``set``, a talk is
``planned``, or it follows from the ``cadence``.
"""

Value = str | int | None


def row(entry: PersonEntry, person: Person | None, team: Cadence, today: dt.date) -> list[Value]:
    """Return what is told of one person, whose own record may be unreadable."""
    return [
        entry.id,
        entry.name,
        entry.title,
        entry.archived,
        _day(entry.last_talk),
        _day(entry.next_talk),
        *action_counts(entry, today),
        person.email if person else "",
        entry.language,
        _day(entry.started_on),
        entry.months_between_talks,
        entry.weeks_between_follow_ups,
        _why_next(entry, person, team),
        entry.retention_months,
    ]


def action_counts(entry: PersonEntry, today: dt.date) -> tuple[int, int]:
    """Return how many actions are open, and how many of them are late."""
    late = sum(one.due is not None and one.due < today for one in entry.open_actions)
    return len(entry.open_actions), late


def _day(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def _why_next(entry: PersonEntry, person: Person | None, team: Cadence) -> str | None:
    if entry.next_talk is None:
        return None
    if person is not None and person.next_talk == entry.next_talk:
        return "set"
    unplanned = msgspec.structs.replace(entry, next_talk=None)
    return "cadence" if unplanned.by(team).next_talk == entry.next_talk else "planned"
