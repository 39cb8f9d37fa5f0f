"""The next talk with a person: the one that is open, or a new one."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from storage.cards import months_after
from storage.planning import ANNUAL, how_far, nearest_open, new_talk
from storage.records import Conversation, Person, Plan

if TYPE_CHECKING:
    from screens.desk import Desk

FOLLOW_UP = "oppfolging"
"""The id of the agenda of a short follow-up."""
ONE_TO_ONE = "en-til-en"
"""The id of the agenda of a one-to-one."""


def language_with(desk: Desk, person: Person) -> str:
    """Return the language of talks with ``person``: theirs, else the program's."""
    return person.language or desk.language


def plan_talk(desk: Desk, person: Person) -> Conversation:
    """Return the person's open talk: the one under way, else the one planned nearest to now.

    Where none is open a new one is made and saved: the annual agenda in the person's language,
    looking back on the newest closed annual talk.
    """
    open_now = [*desk.view.conversations(person.id, open_only=True), *desk.only_here(person.id)]
    if (coming := nearest_open(open_now, desk.now())) is not None:
        return coming
    talk = _new_talk(desk, person, ANNUAL, desk.view.conversations(person.id))
    desk.save(talk)
    return talk


def plan_follow_up(desk: Desk, person: Person, at: dt.datetime) -> Conversation:
    """Return a short follow-up that is planned ``at`` a moment, and saved."""
    talk = _new_talk(desk, person, FOLLOW_UP, desk.view.conversations(person.id))
    talk.planned_at = at
    desk.save(talk)
    return talk


def next_follow_up(desk: Desk, person: Person) -> Conversation:
    """Return the follow-up planned nearest to now with a person, or a new one, not saved.

    One in whose plan something stands already is left for a talk in which both agree on it.
    """
    talks = desk.view.conversations(person.id)
    coming = [
        desk.newest(one)
        for one in talks
        if one.state in ("planned", "prepared") and one.agenda.between and one.plan == Plan()
    ]
    return min(coming, key=partial(how_far, desk.now()), default=None) or _new_talk(
        desk, person, FOLLOW_UP, talks
    )


def proposed_dates(desk: Desk, person: Person) -> tuple[dt.date, dt.date]:
    """Return when the next talk and the next follow-up would be by the person's cadence."""
    months, weeks = desk.store.cadence.with_own(
        person.months_between_talks, person.weeks_between_follow_ups
    )
    return months_after(desk.today, months), desk.today + dt.timedelta(weeks=weeks)


def _new_talk(
    desk: Desk, person: Person, agenda_id: str, talks: list[Conversation]
) -> Conversation:
    agenda = desk.shelf.get(agenda_id, language_with(desk, person))
    return new_talk(person, agenda, desk.manager, talks)
