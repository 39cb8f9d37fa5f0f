"""What of a person's year belongs in a calendar: meetings, preparation, and deadlines.

An id stays while the thing stays the same: the next talk keeps its own when a mere day gets an
hour, and so does an action that is moved, or carried from plan to plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from agendas.words import _, day_in_full, language
from storage.cards import PersonEntry
from storage.exports.labels import labels_in
from storage.exports.markdown import who_is_who
from storage.records import Action, Conversation
from storage.threads import closed_on
from storage.ulids import made_at

Kind = Literal["meeting", "preparation", "action"]
Fate = Literal["stands", "held", "done", "off"]
"""``held`` is a talk on the day on which it was, and its preparation; ``off`` what was dropped,
carried on, is no longer in the plan, or has another id by now."""

PREPARATION = dt.timedelta(weeks=1)
"""How long before a talk it is prepared."""
YEARS = range(1970, 2100)
"""The years in which an hour is kept with its zone; beyond them nobody knows summer time."""


class Appointment(NamedTuple):
    """One thing in a calendar."""

    id: str
    kind: Kind
    summary: str
    at: dt.date | dt.datetime
    """The day, or the aware moment at which it begins."""
    minutes: int = 0
    """How long it takes, where it begins at a moment."""
    details: str = ""
    fate: Fate = "stands"
    settled_on: dt.date | None = None
    """When it was held, or noted to be done or off; None where nothing was."""

    @property
    def day(self) -> dt.date:
        """The day that it is on."""
        return self.at.date() if isinstance(self.at, dt.datetime) else self.at


def appointments(person: PersonEntry, talks: Iterable[Conversation]) -> list[Appointment]:
    """Return a person's appointments, by day, in the language that the program speaks.

    ``talks`` are all talks with the person. Nothing private is among what is returned; of a talk
    that is kept apart only that there is one, for colleagues may see the calendar. With somebody
    who has left the team, all that stood is off.
    """
    talks = sorted(talks, key=lambda talk: (closed_on(talk), talk.id))
    shown = [talk for talk in talks if not talk.agenda.apart]
    found = [*_meetings(person, shown), *_apart(talks), *_actions(shown)]
    if person.archived:
        found = [_called_off(one) if one.fate == "stands" else one for one in found]
    return sorted(found, key=lambda one: (one.day, one.id))


def _called_off(one: Appointment) -> Appointment:
    return one._replace(fate="off", settled_on=None)


def _meetings(person: PersonEntry, talks: Sequence[Conversation]) -> Iterator[Appointment]:
    """Yield the next talk with its preparation, the next follow-up, and what else is planned."""
    planned = sorted((one for one in talks if not one.closed and one.planned_at), key=_planned_at)
    talk = next((one for one in planned if one.agenda.annual), None)
    follow_up = next((one for one in planned if not one.agenda.annual), None)

    closed = [one for one in talks if one.closed and one.agenda.annual]
    before, since = _newest_two(person, closed)
    summary = _("Development talk with {name}").format(name=person.name)
    for meeting in _next(f"{since}-next-talk", talk, summary, person.next_talk):
        yield meeting
        yield from _preparation(f"{since}-preparation", person, meeting.day)
    for meeting in _held(f"{before}-next-talk", closed[-1:]):
        yield meeting
        for one in _preparation(f"{before}-preparation", person, meeting.day):
            yield one._replace(fate="held", settled_on=meeting.day)

    closed = [one for one in talks if one.closed]
    before, since = _newest_two(person, closed)
    summary = _("Follow-up with {name}").format(name=person.name)
    yield from _next(f"{since}-next-follow-up", follow_up, summary, person.next_follow_up)
    yield from _before_it_was_next(f"{before}-next-follow-up", follow_up, closed)
    yield from (_meeting(one.id, one) for one in planned if one not in (talk, follow_up))


def _apart(talks: Iterable[Conversation]) -> Iterator[Appointment]:
    """Yield the planned talks that are kept apart, without what they are about."""
    for talk in talks:
        if talk.agenda.apart and not talk.closed and talk.planned_at:
            summary = _("Talk with {name}").format(name=talk.employee_name)
            yield _meeting(talk.id, talk)._replace(summary=summary)


def _planned_at(talk: Conversation) -> float:
    assert talk.planned_at is not None
    return talk.planned_at.timestamp()


def _newest_two(person: PersonEntry, talks: Iterable[Conversation]) -> list[str]:
    """Return the ids of the talks that the last one and the next one come after.

    Before the first that is the person's.
    """
    return [person.id, person.id, *(one.id for one in talks)][-2:]


def _held(id_: str, talks: Iterable[Conversation]) -> Iterator[Appointment]:
    """Yield the meeting that was the next one until it was held, on the day on which it was."""
    for talk in talks:
        if (at := talk.started_at or talk.ended_at) is not None:
            held = _meeting(id_, talk, at)
            yield held._replace(fate="held", settled_on=held.day)


def _before_it_was_next(
    id_: str, follow_up: Conversation | None, closed: Sequence[Conversation]
) -> Iterator[Appointment]:
    """Yield what stood for the next follow-up before the newest talk was held.

    That was this talk itself, where it was no yearly one; else it is off, as it has another id now.
    So is the one that a follow-up had of its own while another came before it.
    """
    if not closed:
        return
    if not closed[-1].agenda.annual:
        yield from _held(id_, closed[-1:])
    elif follow_up is not None:
        yield _called_off(_meeting(id_, follow_up))
    made = made_at(follow_up.id) if follow_up is not None else None
    if follow_up is not None and made is not None and made.date() <= closed_on(closed[-1]):
        yield _called_off(_meeting(follow_up.id, follow_up))


def _next(
    id_: str, planned: Conversation | None, summary: str, day: dt.date | None
) -> Iterator[Appointment]:
    """Yield the meeting that is planned, or else the day of which no more is known."""
    if planned is not None:
        yield _meeting(id_, planned)
    elif day is not None:
        yield Appointment(id_, "meeting", summary, day)


def _meeting(id_: str, talk: Conversation, at: dt.datetime | None = None) -> Appointment:
    """Return a talk as it was held ``at`` a moment, or as it is planned."""
    at = at or talk.planned_at
    assert at is not None
    words = _("{title} with {name}")
    summary = words.format(title=talk.agenda.title, name=talk.employee_name)
    return Appointment(
        id_, "meeting", summary, at if at.year in YEARS else at.date(), talk.agenda.minutes
    )


def _preparation(id_: str, person: PersonEntry, day: dt.date) -> Iterator[Appointment]:
    if day >= dt.date.min + PREPARATION:
        summary = _("Prepare the talk with {name}").format(name=person.name)
        yield Appointment(id_, "preparation", summary, day - PREPARATION)


def _actions(talks: Iterable[Conversation]) -> Iterator[Appointment]:
    """Yield every action that has a deadline in a closed plan, or had one in an earlier version.

    What was carried from plan to plan is yielded once, as it stands in the newest.
    """
    closed = [talk for talk in talks if talk.closed]
    agreed = [(action, talk) for talk in closed for action in talk.plan.actions]
    earlier = [
        (action, talk)
        for talk in closed
        for version in talk.versions
        for action in version.plan.actions
    ]
    newest = {action.thread: action for action, _talk in agreed}
    dated = {action.thread: (action, talk) for action, talk in earlier + agreed if action.due}
    for thread, (action, talk) in dated.items():
        yield _deadline(action, talk, in_the_plan=newest.get(thread) is action)


def _deadline(action: Action, talk: Conversation, *, in_the_plan: bool) -> Appointment:
    assert action.due is not None
    owner = who_is_who(talk, labels_in(language()))[action.owner]
    words = _("Agreed with {name} on {day}.")
    fate: Fate = "done" if action.status == "done" else "off"
    return Appointment(
        action.thread,
        "action",
        f"{action.text} ({owner})",
        action.due,
        details=words.format(name=talk.employee_name, day=day_in_full(closed_on(talk))),
        fate="stands" if in_the_plan and action.is_open else fate,
        settled_on=action.history[-1].on if action.history else None,
    )
