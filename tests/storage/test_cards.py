from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from storage.cadence import USUAL
from storage.cards import PersonEntry, card_of, months_after, summed_up
from storage.records import Conversation, Goal, LogEntry, Person, Plan, Raising, StatusChange
from tests.storage.made_up import FOLLOW_UP, MONDAY, a_held_talk, a_talk, an_action

DAY = dt.date(2026, 3, 2)


def entry(person: Person, *talks: Conversation, log: tuple[LogEntry, ...] = ()) -> PersonEntry:
    cards: Any = [card_of(talk) for talk in talks]
    entries: Any = [card_of(one) for one in log]
    card: Any = card_of(person)
    return summed_up(card, cards, entries).by(USUAL)


def test_a_person_of_whom_nothing_is_known() -> None:
    person = Person(name="Kari", title="Engineer", language="nb", archived=True)
    one = entry(person)

    assert (one.id, one.name, one.title, one.language, one.archived) == (
        person.id,
        "Kari",
        "Engineer",
        "nb",
        True,
    )
    assert (one.last_talk, one.last_contact, one.next_talk, one.live) == (None, None, None, None)
    assert (one.open_actions, one.praise, one.unraised) == ((), 0, 0)


def test_the_last_talk_is_a_yearly_one_and_the_last_contact_any() -> None:
    person = Person(name="Kari")
    later = DAY + dt.timedelta(days=40)
    one = entry(
        person,
        a_held_talk(person, DAY),
        a_held_talk(person, DAY - dt.timedelta(days=400)),
        a_held_talk(person, later, agenda=FOLLOW_UP, state="closed"),
        a_talk(person, state="live", started_at=MONDAY),
    )

    assert (one.last_talk, one.last_contact) == (DAY, later)
    assert one.live is not None


@pytest.mark.parametrize(
    ("fields", "talks", "expected"),
    [
        ({}, [], None),
        ({"started_on": DAY}, [], dt.date(2027, 3, 2)),
        ({"started_on": DAY, "months_between_talks": 6}, [], dt.date(2026, 9, 2)),
        ({"started_on": dt.date(2020, 1, 1)}, ["held"], dt.date(2027, 3, 2)),
        ({"last_talk_elsewhere": DAY, "started_on": dt.date(2020, 1, 1)}, [], dt.date(2027, 3, 2)),
        ({"last_talk_elsewhere": dt.date(2020, 1, 1)}, ["held"], dt.date(2027, 3, 2)),
        ({"last_talk_elsewhere": DAY, "next_talk": DAY}, [], dt.date(2027, 3, 2)),
        ({}, ["held", "planned"], MONDAY.date()),
        ({}, ["held", "follow-up"], dt.date(2027, 3, 2)),
        ({"next_talk": dt.date(2026, 8, 1)}, ["held", "planned"], dt.date(2026, 8, 1)),
        ({"next_talk": DAY}, ["held"], dt.date(2027, 3, 2)),
    ],
)
def test_the_next_talk_is_set_or_planned_or_follows_the_last(
    fields: dict[str, Any], talks: list[str], expected: dt.date | None
) -> None:
    person = Person(name="Kari", **fields)
    made = {
        "held": a_held_talk(person, DAY),
        "planned": a_talk(person, planned_at=MONDAY),
        "follow-up": a_talk(person, planned_at=MONDAY, agenda=FOLLOW_UP),
    }

    assert entry(person, *(made[name] for name in talks)).next_talk == expected


def test_a_talk_elsewhere_is_the_last_talk_and_leaves_nothing_to_follow_up() -> None:
    one = entry(Person(name="Kari", last_talk_elsewhere=DAY))

    assert (one.last_talk, one.last_contact, one.next_follow_up) == (DAY, None, None)


def test_open_actions_are_those_of_closed_talks_that_are_open_or_moved() -> None:
    person = Person(name="Kari")
    moved_to = dt.date(2027, 6, 1)
    moved = an_action(owner="both", history=(StatusChange(DAY, "moved", deadline=moved_to),))
    agreed = Plan(actions=(an_action(), moved, *map(an_action, ("done", "dropped", "carried"))))
    draft = Plan(actions=(an_action(),))
    one = entry(person, a_held_talk(person, DAY, plan=agreed), a_talk(person, plan=draft))

    assert [(action.owner, action.due) for action in one.open_actions] == [
        ("manager", dt.date(2027, 1, 15)),
        ("both", moved_to),
    ]
    assert one.open_actions[1].id == moved.id


def test_praise_and_concerns_that_were_never_raised_are_counted() -> None:
    def logged(kind: Any, raised: Raising | None = None) -> LogEntry:
        return LogEntry(person="x", on=DAY, kind=kind, text="", raised=raised)

    log = (
        *(logged("praise") for _ in range(3)),
        logged("concern"),
        logged("concern", Raising(DAY)),
        logged("observation"),
    )
    one = entry(Person(name="Kari"), log=log)

    assert (one.praise, one.unraised) == (3, 1)


def test_a_talks_line() -> None:
    person = Person(name="Kari")
    plan = Plan(goals=(Goal(text="g"),), actions=(an_action(), an_action("done")))
    card: Any = card_of(a_held_talk(person, DAY, plan=plan, planned_at=MONDAY))

    assert (card.person, card.title, card.agenda_id) == (person.id, "Development talk", "yearly")
    assert (card.annual, card.state, card.on, card.planned_at) == (True, "agreed", DAY, MONDAY)
    assert (card.goals, card.actions, card.done, len(card.open_actions)) == (1, 2, 1, 1)
    assert card.day == DAY


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2027, 12, 31), 2, dt.date(2028, 2, 29)),
        (dt.date(2028, 2, 29), 12, dt.date(2029, 2, 28)),
        (dt.date(2026, 5, 5), 0, dt.date(2026, 5, 5)),
        (dt.date(9999, 5, 5), 12, dt.date(9999, 5, 5)),
    ],
)
def test_months_later(day: dt.date, months: int, expected: dt.date) -> None:
    assert months_after(day, months) == expected
