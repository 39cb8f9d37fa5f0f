"""A goal's way through the years."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from storage.looking_back import carried_over
from storage.plan import with_event
from storage.records import Conversation, Goal, Person, Plan, StatusChange
from storage.threads import threads
from tests.storage.made_up import MONDAY, a_talk


def held(years_ago: int, *goals: Goal, state: str = "agreed") -> Conversation:
    talk = a_talk(Person(name="Kari"))
    talk.started_at = talk.ended_at = MONDAY.replace(year=MONDAY.year - years_ago)
    talk.state = state  # type: ignore[assignment]
    talk.plan = Plan(goals=goals)
    return talk


def day(years_ago: int, **later: int) -> dt.date:
    return MONDAY.date().replace(year=MONDAY.year - years_ago) + dt.timedelta(**later)


def what(talks: list[Conversation]) -> list[list[tuple[dt.date, str, str]]]:
    return [[(step.on, step.what, step.text) for step in one.steps] for one in threads(talks)]


def test_a_goal_carried_on_changed_and_reached_is_one_thread_with_the_talk_of_each_step() -> None:
    goal = Goal(text="Lede")
    first = held(3, goal)
    again = carried_over(goal, day(3))
    second = held(2, again)
    changed = replace(carried_over(again, day(2)), text="Lede to")
    third = held(1, changed)
    third.plan = with_event(third.plan, changed.id, StatusChange(day(1, days=90), "done", "bra"))

    (thread,) = threads([third, first, second])
    assert [(step.on, step.what, step.text, step.conversation_id) for step in thread.steps] == [
        (day(3), "agreed", "Lede", first.id),
        (day(2), "carried", "Lede", second.id),
        (day(1), "changed", "Lede to", third.id),
        (day(1, days=90), "reached", "Lede to", third.id),
    ]
    assert (thread.began, thread.ended) == (day(3), day(1, days=90))
    assert thread.steps[-1].note == "bra"
    assert thread.times_carried == 2
    assert thread.goal.text == "Lede to"


def test_what_is_said_on_the_day_of_a_later_talk_happened_there() -> None:
    goal = Goal(text="Lede")
    first, later = held(1, goal), held(0)
    first.plan = with_event(first.plan, goal.id, StatusChange(day(0), "done"))
    (thread,) = threads([first, later])
    assert [step.conversation_id for step in thread.steps] == [first.id, later.id]


def test_a_step_says_why_the_goal_was_carried_on_once_more() -> None:
    goal = carried_over(Goal(text="Lede"), day(2))
    again = carried_over(goal, day(1), StatusChange(day(0), "carried", "Kunden ventet"))
    (thread,) = threads([held(1, goal), held(0, again)])
    assert [step.note for step in thread.steps] == ["", "Kunden ventet"]
    assert again.is_open


def test_a_dropped_goal_ends_and_an_open_one_does_not() -> None:
    dropped, still = Goal(text="A"), Goal(text="B")
    talk = held(1, dropped, still)
    talk.plan = with_event(talk.plan, dropped.id, StatusChange(day(1, days=5), "dropped"))

    one, other = sorted(threads([talk]), key=lambda thread: thread.goal.text)
    assert one.ended == day(1, days=5)
    assert other.ended is None


def test_a_goal_that_was_reached_and_taken_up_again_stands_open() -> None:
    goal = Goal(text="A")
    talk = held(1, goal)
    for status in ("done", "open"):
        talk.plan = with_event(talk.plan, goal.id, StatusChange(day(1, days=5), status))  # type: ignore[arg-type]
    assert threads([talk])[0].ended is None


def test_a_plan_that_is_not_closed_has_no_thread_yet() -> None:
    assert threads([held(0, Goal(text="A"), state="live")]) == []


def test_threads_come_in_the_order_in_which_they_began() -> None:
    assert [steps[0][2] for steps in what([held(0, Goal(text="B")), held(2, Goal(text="A"))])] == [
        "A",
        "B",
    ]
