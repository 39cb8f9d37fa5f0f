"""Looking back on the team: what came of what was agreed on, period by period.

It is for the manager alone, and about what was done and not about who did it: nothing in it can
be led back to a name.
"""

from __future__ import annotations

import datetime as dt
import statistics
from dataclasses import dataclass, field
from typing import NamedTuple, get_args

from storage.cards import AgreedAction, months_after
from storage.progress import Progress, counted, untold
from storage.records import Owner
from storage.store import Store
from storage.talks_due import DueTalk, talks_due

OWNERS: tuple[Owner, ...] = get_args(Owner)


class Period(NamedTuple):
    """A time that is summed up, with both its days."""

    first: dt.date
    last: dt.date

    def has(self, day: dt.date | None) -> bool:
        """Return whether a day lies in it."""
        return day is not None and self.first <= day <= self.last


class Share(NamedTuple):
    """So many of so many."""

    done: int
    of: int


class AgreedOn(NamedTuple):
    """An action, and the day of the talk that agreed on it."""

    on: dt.date
    action: AgreedAction


@dataclass
class TeamHistory:
    """What the team is summed up from."""

    today: dt.date
    """The day until which it goes."""
    talks: list[DueTalk] = field(default_factory=list)
    actions: list[AgreedOn] = field(default_factory=list)
    concerns: list[dt.date] = field(default_factory=list)
    """The days of the concerns that were never raised, nor set aside."""

    @property
    def began(self) -> dt.date | None:
        """The first day of which anything is known."""
        actions = (one.on for one in self.actions)
        return min((*(talk.on for talk in self.talks), *actions, *self.concerns), default=None)


class Summary(NamedTuple):
    """What came of one period."""

    period: Period
    talks: Share
    """The talks held, of those that were due by the cadence."""
    on_time: dict[Owner, Share]
    """The actions done by their deadline, of those whose deadline passed, by who had to do them.

    One that was dropped or carried on before its deadline is not counted.
    """
    open_actions: int
    """How many actions were open at the period's end."""
    median_age: int | None
    """The days since they were first agreed on, at the period's end; None where none was open."""
    never_raised: int
    """The concerns of the period that wait to be raised even now."""


def team_history(store: Store, today: dt.date, progress: Progress = untold) -> TeamHistory:
    """Read what is known of everybody, those who have left too.

    Raises:
        StoreError: The lists can't be had now.
    """
    history = TeamHistory(today)
    people = store.people()
    for person in counted(people, len(people), progress):
        months = person.months_between_talks or store.cadence.months_between_talks
        held: list[dt.date] = []
        following = None if person.archived else person.next_talk
        for talk in store.talks(person.id):
            if talk.closed and talk.on:
                history.actions += (AgreedOn(talk.on, action) for action in talk.agreed_actions)
                held += [talk.on] if talk.annual else []
        history.talks += talks_due(held, following, months, today)
        history.concerns += (note.on for note in store.notes(person.id) if note.waits)
    return history


def last_twelve_months(today: dt.date) -> Period:
    """Return the twelve months that end today."""
    return Period(months_after(today, -12) + dt.timedelta(days=1), today)


def calendar_year(year: int, today: dt.date) -> Period:
    """Return a calendar year, or what has passed of it."""
    return Period(dt.date(year, 1, 1), min(dt.date(year, 12, 31), today))


def summaries(history: TeamHistory) -> list[Summary]:
    """Sum up the last twelve months, then the calendar years before this one, newest first.

    The newest of the years shares some months with the last twelve. Nothing comes of nothing.
    """
    if history.began is None:
        return []
    years = range(history.today.year - 1, history.began.year - 1, -1)
    past = (calendar_year(year, history.today) for year in years)
    return [summed_up(history, one) for one in (last_twelve_months(history.today), *past)]


def summed_up(history: TeamHistory, period: Period) -> Summary:
    """Return what came of one period that ends today or earlier."""
    talks = [talk for talk in history.talks if period.has(talk.on)]
    ages = [
        (period.last - (one.action.since or one.on)).days
        for one in history.actions
        if one.on <= period.last and not _ended(one.action, period.last)
    ]
    return Summary(
        period,
        Share(sum(talk.held for talk in talks), len(talks)),
        _on_time(history, period),
        len(ages),
        round(statistics.median(ages)) if ages else None,
        sum(map(period.has, history.concerns)),
    )


def _on_time(history: TeamHistory, period: Period) -> dict[Owner, Share]:
    found = dict.fromkeys(OWNERS, Share(0, 0))
    for _on, action in history.actions:
        due = action.due
        if action.owner is None or due is None or due >= history.today or not period.has(due):
            continue
        in_time = _ended(action, due)
        if action.done or not in_time:
            done, of = found[action.owner]
            found[action.owner] = Share(done + in_time, of + 1)
    return found


def _ended(action: AgreedAction, on: dt.date) -> bool:
    """Return whether there was nothing left to do about an action at the end of a day."""
    return action.ended is not None and action.ended <= on
