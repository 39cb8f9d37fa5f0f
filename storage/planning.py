"""Which talk comes next with a person, and a new one where none is planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial

from agendas.agenda import Agenda
from storage.looking_back import looks_back_on
from storage.records import Conversation, Person

ANNUAL = "medarbeidersamtale"
"""The id of the agenda that a new talk starts with."""


def nearest_open(talks: Iterable[Conversation], now: dt.datetime) -> Conversation | None:
    """Return the open talk of a person: the one under way, else the one planned nearest to now."""
    still_open = (one for one in talks if not one.closed)
    return min(still_open, key=partial(how_far, now), default=None)


def new_talk(
    person: Person, agenda: Agenda, manager: str, talks: Iterable[Conversation]
) -> Conversation:
    """Return a talk by ``agenda``; ``talks`` are all with the person, newest first."""
    return Conversation(
        person=person.id,
        employee_name=person.name,
        manager_name=manager,
        agenda=agenda.without_hints(),
        previous=looks_back_on(agenda, talks),
    )


def how_far(now: dt.datetime, talk: Conversation) -> tuple[bool, bool, dt.timedelta]:
    """Return how far off a talk is: one under way is nearest, one without a date furthest.

    One that was planned and not held doesn't stand in the way of the one that is held today.
    """
    at = talk.planned_at
    return talk.state != "live", at is None, abs(at - now) if at is not None else dt.timedelta()
