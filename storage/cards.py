"""What the catalog knows of each document, and how a person's entry is summed up from it."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from storage.cadence import Cadence
from storage.records import CLOSED, Action, Conversation, LogEntry, LogKind, Owner, Person, State


class OpenAction(msgspec.Struct, frozen=True):
    """An agreed action that is not done yet."""

    id: str
    talk: str
    """The id of the talk in which it was agreed."""
    owner: Owner | None
    due: dt.date | None


class AgreedAction(msgspec.Struct, frozen=True, array_like=True):
    """What has become of an action, with the days that tell it; there are many, so no names."""

    owner: Owner | None
    since: dt.date | None
    """When it was first agreed on, be it in an earlier talk."""
    due: dt.date | None
    """The deadline that holds, or held when it ended."""
    ended: dt.date | None = None
    """When it was done, dropped or carried on; None while it is open."""
    done: bool = False


class PersonEntry(msgspec.Struct, frozen=True):
    """One line of the team."""

    id: str
    name: str
    title: str
    language: str
    archived: bool
    last_talk: dt.date | None
    """The newest closed talk that is held once a year, or as seldom as twice; here or elsewhere."""
    last_contact: dt.date | None
    """The newest closed talk of any kind but those kept apart; one elsewhere left nothing here."""
    next_talk: dt.date | None
    """When the next yearly talk is set, planned, or else due; None where nothing is known."""
    next_follow_up: dt.date | None
    """When the two are to meet between the talks; None where the next talk comes first."""
    started_on: dt.date | None
    months_between_talks: int | None
    weeks_between_follow_ups: int | None
    open_actions: tuple[OpenAction, ...]
    """Of all closed talks."""
    praise: int
    """How many log entries are praise."""
    unraised: int
    """How many concerns wait to be raised."""
    live: str | None
    """The id of the newest talk that is under way."""
    retention_months: int | None = None
    """How long records are kept, where that was chosen for this person."""
    unit_goals: tuple[str, ...] = ()
    """The ids of the unit goals that the plans of now serve: from the newest yearly talk on."""
    missing: bool = False
    """Whether the person's own document is gone though nobody has erased it."""

    def by(self, team: Cadence) -> PersonEntry:
        """Return the entry with what follows from the person's cadence, or else the team's."""
        cadence = team.with_own(self.months_between_talks, self.weeks_between_follow_ups)
        since = self.last_talk or self.started_on
        next_talk = self.next_talk
        if next_talk is None and since is not None:
            next_talk = months_after(since, cadence.months_between_talks)
        follow_up = self.next_follow_up
        if follow_up is None and self.last_contact is not None:
            follow_up = self.last_contact + dt.timedelta(weeks=cadence.weeks_between_follow_ups)
        if follow_up is not None and next_talk is not None and follow_up >= next_talk:
            follow_up = None
        return msgspec.structs.replace(self, next_talk=next_talk, next_follow_up=follow_up)


class TalkEntry(msgspec.Struct, frozen=True):
    """One line of a person's talks."""

    id: str
    person: str
    title: str
    """The agenda's."""
    agenda_id: str
    annual: bool
    state: State
    on: dt.date | None
    """The day it was held."""
    planned_at: dt.datetime | None
    goals: int
    actions: int
    done: int
    """How many of the actions are done."""
    open_actions: tuple[OpenAction, ...]
    next_follow_up: dt.date | None
    """What the plan says."""
    agreed_actions: tuple[AgreedAction, ...] = ()
    """All of the plan's, where it was closed."""
    strand: str = ""
    """The agenda's: what the talks that take up each other's plan have in common."""
    unit_goals: tuple[str, ...] = ()
    """The ids of the unit goals that the plan's goals serve, but for those that were dropped."""
    missing: bool = False
    """Whether its document is gone though nobody has erased it."""

    @property
    def closed(self) -> bool:
        """Whether the talk is over."""
        return self.state in CLOSED

    @property
    def day(self) -> dt.date:
        """The day by which talks are ordered; one without a date is still to come."""
        planned = self.planned_at.date() if self.planned_at else dt.date.max
        return self.on or planned


class Name(NamedTuple):
    """Who somebody is, and no more."""

    id: str
    name: str


class PersonCard(msgspec.Struct, frozen=True):
    """What the catalog keeps of a person's own document."""

    id: str
    name: str
    title: str
    language: str
    archived: bool
    started_on: dt.date | None
    months_between_talks: int | None
    weeks_between_follow_ups: int | None
    next_talk: dt.date | None
    retention_months: int | None
    last_talk_elsewhere: dt.date | None


class LogCard(msgspec.Struct, frozen=True):
    """What the catalog keeps of a log entry."""

    id: str
    person: str
    kind: LogKind
    waits: bool
    on: dt.date


Card = PersonCard | TalkEntry | LogCard


def card_of(record: Person | Conversation | LogEntry) -> Card:
    """Return what the catalog keeps of ``record``."""
    if isinstance(record, Conversation):
        return _talk(record)
    if isinstance(record, LogEntry):
        return log_card(record)
    return PersonCard(
        id=record.id,
        name=record.name,
        title=record.title,
        language=record.language,
        archived=record.archived,
        started_on=record.started_on,
        months_between_talks=record.months_between_talks,
        weeks_between_follow_ups=record.weeks_between_follow_ups,
        next_talk=record.next_talk,
        retention_months=record.retention_months,
        last_talk_elsewhere=record.last_talk_elsewhere,
    )


def log_card(entry: LogEntry) -> LogCard:
    """Return what the catalog keeps of a log entry."""
    return LogCard(entry.id, entry.person, entry.kind, entry.waits, entry.on)


def person_of(card: Card) -> str:
    """Return the id of the person that ``card`` is about."""
    return card.id if isinstance(card, PersonCard) else card.person


def summed_up(
    person: PersonCard,
    talks: Iterable[TalkEntry],
    log: Iterable[LogCard],
) -> PersonEntry:
    """Return one person's entry, with the days that follow from no cadence."""
    talks = sorted(talks, key=lambda talk: talk.id)
    log = list(log)
    closed = [talk for talk in talks if talk.closed]
    under_way = [talk.id for talk in talks if talk.state == "live" and not talk.missing]
    last_talk = _later(_newest(talk for talk in closed if talk.annual), person.last_talk_elsewhere)
    return PersonEntry(
        id=person.id,
        name=person.name,
        title=person.title,
        language=person.language,
        archived=person.archived,
        last_talk=last_talk,
        last_contact=_newest(talk for talk in closed if not talk.strand),
        next_talk=_set_or_planned(person, last_talk, talks),
        next_follow_up=_next_follow_up(closed),
        started_on=person.started_on,
        months_between_talks=person.months_between_talks,
        weeks_between_follow_ups=person.weeks_between_follow_ups,
        open_actions=sum((talk.open_actions for talk in closed), ()),
        praise=sum(entry.kind == "praise" for entry in log),
        unraised=sum(entry.waits for entry in log),
        live=max(under_way, default=None),
        retention_months=person.retention_months,
        unit_goals=_served_now(talks),
    )


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or that month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, dt.MAXYEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def _talk(conversation: Conversation) -> TalkEntry:
    held = conversation.ended_at or conversation.started_at
    on = held.date() if held else None
    actions = conversation.plan.actions
    return TalkEntry(
        id=conversation.id,
        person=conversation.person,
        title=conversation.agenda.title,
        agenda_id=conversation.agenda.id,
        annual=conversation.agenda.annual,
        strand=conversation.agenda.strand,
        state=conversation.state,
        on=on,
        planned_at=conversation.planned_at,
        goals=len(conversation.plan.goals),
        actions=len(actions),
        done=sum(action.status == "done" for action in actions),
        open_actions=tuple(
            OpenAction(one.id, conversation.id, one.owner, one.due)
            for one in actions
            if one.is_open
        ),
        next_follow_up=conversation.plan.next_follow_up,
        agreed_actions=tuple(_agreed(one, on) for one in actions if conversation.closed),
        unit_goals=tuple(
            goal.unit_goal_id
            for goal in conversation.plan.goals
            if goal.unit_goal_id and goal.status != "dropped"
        ),
    )


def _agreed(action: Action, on: dt.date | None) -> AgreedAction:
    since = action.carried_from[0] if action.carried_from else on
    ended = None if action.is_open else action.history[-1].on
    return AgreedAction(action.owner, since, action.due, ended, action.status == "done")


def _next_follow_up(closed: list[TalkEntry]) -> dt.date | None:
    """Return when the two are to meet, as the newest talk says.

    A talk that is kept apart moves no follow-up of the plan. The day that it sets itself counts
    too, until the two have met on it or later.
    """
    newest: dict[str, TalkEntry] = {}
    for talk in sorted(closed, key=lambda talk: (talk.day, talk.id)):
        newest[talk.strand] = talk
    last_met = max((talk.day for talk in closed), default=dt.date.min)
    days = [
        talk.next_follow_up
        for strand, talk in newest.items()
        if talk.next_follow_up and (not strand or talk.next_follow_up > last_met)
    ]
    return min(days, default=None)


def _served_now(talks: Iterable[TalkEntry]) -> tuple[str, ...]:
    """Return the unit goals that the newest closed yearly talk serves, and those after it."""
    talks = list(talks)
    yearly = [talk.day for talk in talks if talk.closed and talk.annual]
    since = max(yearly, default=dt.date.min)
    served = (goal for talk in talks if talk.day >= since for goal in talk.unit_goals)
    return tuple(dict.fromkeys(served))


def _newest(talks: Iterable[TalkEntry]) -> dt.date | None:
    return max((talk.on for talk in talks if talk.on), default=None)


def _later(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return max((day for day in (one, other) if day), default=None)


def _set_or_planned(
    person: PersonCard, last_talk: dt.date | None, talks: list[TalkEntry]
) -> dt.date | None:
    """Return the day that was set, if it is still ahead of the last talk; else the planned one."""
    if person.next_talk and (last_talk is None or person.next_talk > last_talk):
        return person.next_talk
    coming = (talk for talk in talks if talk.annual and not talk.closed)
    return min((talk.planned_at.date() for talk in coming if talk.planned_at), default=None)
