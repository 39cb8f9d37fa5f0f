"""What is past its date: kept for longer than was chosen for its person, or for all.

A talk's date is the day it was held, or was planned for; a log entry's, the day it is about.
What the next talk stands on is no longer than needed, but is needed: of a person who is still in
the team, the newest closed talks, whose plan is looked back on, and any of whose plan something
is open; of talks that are kept apart only the latter. Their private preparations are not. The list
is only a list: nothing goes by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from agendas.words import N_
from storage.cards import LogCard, PersonEntry, TalkEntry, months_after
from storage.progress import Progress, counted, untold
from storage.records import Preparation
from storage.store import Store
from storage.ulids import made_at

EXPIRED = {
    "people": N_("all that is kept"),
    "conversations": N_("talk"),
    "preparations": N_("private preparation"),
    "log": N_("log entry"),
}
"""What can be past its date, in words, by its table."""


class Expired(msgspec.Struct, frozen=True):
    """One record that is past its date; of a person, all that is kept on them."""

    table: str
    id: str
    person: str
    """The person's id."""
    name: str
    day: dt.date
    """What its time is counted from."""
    due: dt.date
    """Since when it is past its date."""


def expired(
    store: Store, months_for_all: int | None, today: dt.date, progress: Progress = untold
) -> list[Expired]:
    """Return what is past its date, the oldest first.

    Raises:
        StoreError: The lists can't be had now.
    """
    found: list[Expired] = []
    people = store.people()
    for person in counted(people, len(people), progress):
        months = person.retention_months
        months = months_for_all if months is None else months
        if months is not None:
            found += _of(store, person, months, today)
    return sorted(found, key=lambda one: (one.due, one.name, one.id))


def _of(store: Store, person: PersonEntry, months: int, today: dt.date) -> Iterator[Expired]:
    talks, notes = store.talks(person.id), store.notes(person.id)

    def past(table: str, id_: str, day: dt.date) -> Iterator[Expired]:
        if (due := months_after(day, months)) < today:
            yield Expired(table, id_, person.id, person.name, day, due)

    if person.archived:
        newest = _newest_day(person, talks, notes)
        if newest is not None and months_after(newest, months) < today:
            yield from past("people", person.id, newest)
            return
    needed = set() if person.archived else _needed(talks)
    for talk in talks:
        if talk.state == "live":
            continue
        if talk.id not in needed:
            yield from past("conversations", talk.id, talk.day)
        elif store.has(Preparation, talk.id):
            yield from past("preparations", talk.id, talk.day)
    for note in notes:
        yield from past("log", note.id, note.on)


def _newest_day(
    person: PersonEntry, talks: Iterable[TalkEntry], notes: Iterable[LogCard]
) -> dt.date | None:
    """Return the newest day that is known of somebody who has left.

    A talk that got no date counts from the day on which it was planned, and somebody with neither
    talk nor note from the last talk elsewhere, or the day on which the name was written down.
    """
    days = [_made_on(talk.id) if talk.day == dt.date.max else talk.day for talk in talks]
    days += [note.on for note in notes]
    days = days or [person.last_talk or _made_on(person.id)]
    return max(filter(None, days), default=None)


def _made_on(id_: str) -> dt.date | None:
    made = made_at(id_)
    return made.date() if made else None


def _needed(talks: Iterable[TalkEntry]) -> set[str]:
    """Return the ids of the talks that the next one looks back on; they come newest first."""
    closed = [talk for talk in talks if talk.closed]
    newest = [
        [talk.id for talk in closed if talk.annual][:1],
        [talk.id for talk in closed if not talk.strand and (talk.goals or talk.actions)][:1],
        [talk.id for talk in closed if talk.open_actions],
    ]
    return {id_ for ids in newest for id_ in ids}
