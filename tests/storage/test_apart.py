"""Talks that are kept apart: no part of the yearly plan, of the years, or of a calendar's words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from icalendar import Calendar
from msgspec.structs import replace

from agendas.agenda import Agenda
from agendas.shelf import Shelf
from storage.cadence import USUAL
from storage.cards import PersonEntry, card_of, summed_up
from storage.exports.markdown import plan_to_markdown
from storage.home import Home
from storage.imports.plan import read_plan
from storage.local_store import LocalStore
from storage.looking_back import look_back, look_back_apart, looks_back_on
from storage.records import Action, Conversation, Goal, Person, Plan
from storage.retention import expired
from storage.threads import threads
from storage.two_plans import talk_before
from tests.storage.made_up import FOLLOW_UP, MONDAY, YEARLY, a_held_talk, a_talk
from tests.storage.reading_calendars import KARI, exported

SICK = Shelf(None).get("sykefravaersoppfolging", "en")
PAY = Shelf(None).get("lonnssamtale", "en")
SPRING = dt.date(2026, 3, 2)


def held(agenda: Agenda, weeks: int, *, person: Person = KARI, **plan: Any) -> Conversation:
    """Return a talk that was held so many weeks after spring, with one goal and one action."""
    goal = Goal(id=f"G{weeks}", thread=f"G{weeks}", text=f"Goal {weeks}")
    action = Action(id=f"A{weeks}", text=f"Action {weeks}", owner="manager", deadline=SPRING)
    return a_held_talk(
        person,
        SPRING + dt.timedelta(weeks=weeks),
        id=f"C{weeks}",
        agenda=agenda,
        plan=Plan(goals=(goal,), actions=(action,), **plan),
    )


def entry(*talks: Conversation) -> PersonEntry:
    cards: Any = [card_of(one) for one in talks]
    card: Any = card_of(KARI)
    return summed_up(card, cards, []).by(USUAL)


def ids(*talks: Conversation, strand: str = "") -> list[str]:
    return [past.item.id for past in look_back(talks, strand)]


YEAR, FOLLOW = held(YEARLY, 0), held(FOLLOW_UP, 4)
SICK_1, SICK_2, PAID = held(SICK, 5), held(SICK, 7), held(PAY, 6)
ALL = (YEAR, FOLLOW, SICK_1, PAID, SICK_2)


def test_each_looks_back_on_its_own_kind_and_the_yearly_talk_on_none_of_them() -> None:
    assert ids(*ALL) == ["G0", "A0", "G4", "A4"]
    assert ids(SICK_1, PAID) == []
    assert ids(*ALL, strand=SICK.id) == ["G7", "A7", "G5", "A5"]
    assert ids(*ALL, strand=PAY.id) == ["G6", "A6"]
    apart = [past.item.id for past in look_back_apart(ALL)]
    assert apart == ["G6", "A6", "G7", "A7", "G5", "A5"]

    newest_first = [SICK_2, PAID, SICK_1, FOLLOW, YEAR]
    assert looks_back_on(YEARLY, newest_first) == looks_back_on(FOLLOW_UP, newest_first) == "C0"
    assert looks_back_on(SICK, newest_first) == "C7"
    assert looks_back_on(PAY, newest_first) == "C6"
    assert looks_back_on(PAY, [SICK_2, YEAR]) is None


def test_a_pay_talk_is_once_a_year_and_still_not_the_yearly_talk() -> None:
    assert (PAY.months, PAY.annual, PAY.between) == (12, False, False)
    assert FOLLOW_UP.between and not YEARLY.between and not SICK.between
    one = entry(YEAR, PAID)
    assert (one.last_talk, one.last_contact) == (SPRING, SPRING)
    planned = a_talk(KARI, agenda=PAY, planned_at=MONDAY)
    assert entry(planned).next_talk is None


def test_what_was_promised_there_is_due_all_the_same() -> None:
    assert [one.id for one in entry(PAID).open_actions] == ["A6"]


def test_it_moves_no_follow_up_and_its_own_day_counts_until_the_two_have_met() -> None:
    in_may, in_june = dt.date(2026, 5, 11), dt.date(2026, 6, 1)
    year = held(YEARLY, 0, next_follow_up=in_june)
    assert entry(year, PAID).next_follow_up == in_june
    sick = held(SICK, 5, next_follow_up=in_may)
    assert entry(year, sick).next_follow_up == in_may
    assert entry(year, sick, held(FOLLOW_UP, 10, next_follow_up=in_june)).next_follow_up == in_june


def test_goals_of_such_a_talk_have_no_story_and_its_plan_no_other_kind_beside_it() -> None:
    assert [one.goal.thread for one in threads(ALL)] == ["G0", "G4"]
    cards: Any = [card_of(one) for one in reversed(ALL)]
    found = {one.id: talk_before(one.id, cards) for one in cards}
    assert found["C6"] is found["C5"] is found["C4"] is None
    assert found["C7"] is not None and found["C7"].id == "C5"


def test_a_calendar_says_that_there_is_a_talk_and_not_what_about() -> None:
    coming = a_talk(KARI, id="C9", agenda=SICK, planned_at=MONDAY)
    file = exported(YEAR, SICK_1, PAID, coming)
    events = {str(one["uid"]): str(one["summary"]) for one in Calendar.from_ical(file).events}
    assert events["C9@samtale"] == "Talk with Kari Nordmann"
    for word in ("Sick", "sick", "pay", "Action 5", "Action 6"):
        assert word not in file
    assert "Action 0" in file


def test_an_exported_plan_comes_back_as_one_that_is_kept_apart() -> None:
    for talk in (YEAR, SICK_1):
        back = read_plan(plan_to_markdown(talk), "plan.md").conversation
        assert back.agenda.strand == talk.agenda.strand
        assert back.plan == talk.plan


def test_it_is_kept_no_longer_than_something_in_it_is_open(tmp_path: Path) -> None:
    store, person = LocalStore(Home.at(tmp_path), lambda: MONDAY), Person(name="Kari")
    closed = replace(held(SICK, 7, person=person), plan=Plan(goals=(Goal(text="G"),)))
    still_open = held(SICK, 5, person=person)
    year = replace(held(YEARLY, 0, person=person), plan=Plan(goals=(Goal(text="G"),)))
    for record in (person, year, closed, still_open):
        record.id = Person(name="").id if record is not person else person.id
        store.save(record)
    assert [one.id for one in expired(store, 1, MONDAY.date())] == [closed.id]
