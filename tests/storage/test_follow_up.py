"""A follow-up appends to what was agreed, and counts as one that was held."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storage.agreement import fingerprint
from storage.cadence import Cadence
from storage.cards import LogCard, PersonEntry, card_of, summed_up
from storage.due import due
from storage.follow_up import hold, to_follow_up
from storage.looking_back import look_back
from storage.plan import lines, with_event
from storage.records import Conversation, Person, Plan, Status, StatusChange
from tests.storage.made_up import FOLLOW_UP, MONDAY, a_held_talk, a_talk, an_action
from tests.storage.talks import talks

TODAY = MONDAY.date()
EVENTS = st.builds(
    StatusChange,
    st.dates(),
    st.sampled_from(get_args(Status)),
    st.text(max_size=20),
    st.none() | st.dates(),
)


@settings(max_examples=60)
@given(talks(), st.lists(st.tuples(st.integers(0, 99), EVENTS), max_size=8))
def test_whatever_becomes_of_a_plan_its_agreed_text_stays_and_its_history_only_grows(
    talk: Conversation, events: list[tuple[int, StatusChange]]
) -> None:
    before, text = talk.plan, fingerprint(talk)
    told: dict[str, tuple[StatusChange, ...]] = {}
    for number, event in events:
        if items := lines(before):
            item = items[number % len(items)]
            talk.plan = with_event(talk.plan, item.id, event)
            told[item.id] = (*told.get(item.id, ()), event)
    assert fingerprint(talk) == text
    for was, now in zip(lines(before), lines(talk.plan), strict=True):
        assert now.history == was.history + told.get(was.id, ())
        assert replace(now, history=was.history) == was
    assert replace(talk.plan, goals=before.goals, actions=before.actions) == before


def entry_of(person: Person, *held: Conversation) -> PersonEntry:
    """Return the line of a person with whom these talks were held."""
    log: list[LogCard] = []
    return summed_up(card_of(person), map(card_of, held), log).by(Cadence())  # type: ignore[arg-type]


def test_a_follow_up_that_was_held_is_not_due_again_before_the_day_that_was_set() -> None:
    person = Person(name="Kari")
    yearly = a_held_talk(person, TODAY - dt.timedelta(days=90))
    assert [one.what for one in due([entry_of(person, yearly)], TODAY)] == ["follow_up"]

    follow_up = a_talk(person, agenda=FOLLOW_UP)
    hold(follow_up, MONDAY, next_on=TODAY + dt.timedelta(days=20), words="Godt i gang")
    entry = entry_of(person, yearly, follow_up)
    assert (entry.last_contact, entry.last_talk) == (TODAY, yearly.ended_at.date())  # type: ignore[union-attr]
    assert due([entry], TODAY) == []
    assert [one.what for one in due([entry], TODAY + dt.timedelta(days=13))] == ["follow_up"]
    assert follow_up.notes[0].manager == "Godt i gang"

    hold(follow_up, MONDAY, next_on=None, words="")
    assert entry_of(person, yearly, follow_up).next_follow_up == TODAY + dt.timedelta(weeks=6)


def test_what_is_open_is_followed_up_and_what_was_said_about_the_rest_today_stays() -> None:
    plan = Plan(actions=tuple(an_action(one, text=one) for one in ("open", "blocked", "done")))
    later = TODAY + dt.timedelta(days=9)
    plan = with_event(plan, plan.actions[0].id, StatusChange(later, "done"))
    talk = a_held_talk(Person(name="Kari"), TODAY - dt.timedelta(days=90), plan=plan)
    shown = to_follow_up(look_back([talk]), later)
    assert [one.item.text for one in shown] == ["open", "blocked"]
    assert [one.item.text for one in to_follow_up(look_back([talk]), dt.date.max)] == ["blocked"]
