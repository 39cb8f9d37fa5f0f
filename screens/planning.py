"""The next talk with a person: the one that is open, or a new one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from storage.records import Conversation, Person

if TYPE_CHECKING:
    from screens.desk import Desk

ANNUAL = "medarbeidersamtale"
"""The id of the agenda that a new talk starts with."""
FOLLOW_UP = "oppfolging"
"""The id of the agenda of a short follow-up."""


def language_with(desk: Desk, person: Person) -> str:
    """Return the language of talks with ``person``: theirs, else the program's."""
    return person.language or desk.language


def plan_talk(desk: Desk, person: Person) -> Conversation:
    """Return the person's open talk: one under way before one that is planned, the soonest first.

    Where none is open a new one is made and saved: the annual agenda in the person's language,
    looking back on the newest closed annual talk.
    """
    talks = [*desk.view.conversations(person.id), *desk.only_here(person.id)]
    still_open = [one for one in talks if not one.closed]
    if still_open:
        return min(still_open, key=_soonest)
    talk = _new_talk(desk, person, ANNUAL)
    talk.previous = next((one.id for one in talks if one.closed and one.agenda.annual), None)
    desk.save(talk)
    return talk


def plan_follow_up(desk: Desk, person: Person, at: dt.datetime) -> Conversation:
    """Return a short follow-up that is planned ``at`` a moment, and saved."""
    talk = _new_talk(desk, person, FOLLOW_UP)
    talk.planned_at = at
    closed = (one for one in desk.view.conversations(person.id) if one.closed)
    talk.previous = next((one.id for one in closed if one.agenda.annual), None)
    desk.save(talk)
    return talk


def _new_talk(desk: Desk, person: Person, agenda_id: str) -> Conversation:
    return Conversation(
        person=person.id,
        employee_name=person.name,
        manager_name=desk.manager,
        agenda=desk.shelf.get(agenda_id, language_with(desk, person)).without_hints(),
    )


def _soonest(talk: Conversation) -> tuple[bool, bool, float]:
    """Return where a talk stands in line: one under way first, one without a date last."""
    at = talk.planned_at
    return talk.state != "live", at is None, at.timestamp() if at is not None else 0.0
