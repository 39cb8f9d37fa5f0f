"""Last year's plan: what is looked back on, and what is carried on from it."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storage.looking_back import carried_over, carry_over, look_back, not_carried, why_again
from storage.plan import lines, with_event, without
from storage.records import Action, Conversation, Goal, Plan, Status, StatusChange
from tests.storage.talks import OSLO, example, plans

AGREED_ON = dt.date(2026, 3, 3)


def talk(
    name: str, year: int, *actions: Action, every: str = "12 months", closed: bool = True
) -> Conversation:
    one = example()
    one.id = name
    one.agenda = replace(one.agenda, every=every)
    one.plan = Plan(actions=actions)
    one.state = "agreed" if closed else "live"
    one.started_at = one.ended_at = dt.datetime(year, 3, 3, 13, tzinfo=OSLO)
    return one


def action(name: str, status: Status = "open", thread: str = "") -> Action:
    history = () if status == "open" else (StatusChange(AGREED_ON, status),)
    return Action(id=name, thread=thread, text=name, history=history)


def found(*conversations: Conversation) -> list[str]:
    return [past.item.id for past in look_back(conversations)]


def test_the_whole_plan_of_the_newest_annual_talk_comes_first() -> None:
    old = talk("old", 2024, action("stuck"), action("finished", "done"))
    annual = talk("annual", 2025, action("a", "done"), action("b"), action("c", "dropped"))
    follow_up = talk(
        "follow-up", 2026, action("d"), action("e", "moved"), action("f", "done"), every="2 months"
    )
    assert found(old, follow_up, annual) == ["a", "b", "c", "d", "e", "stuck"]


def test_each_item_says_where_and_when_it_was_agreed() -> None:
    past = look_back([talk("annual", 2025, action("a"))])[0]
    assert (past.conversation_id, past.agreed_on) == ("annual", dt.date(2025, 3, 3))


def test_goals_are_looked_back_on_too() -> None:
    one = example()
    one.state = "closed"
    assert [past.item.id for past in look_back([one])] == ["G1", "A1", "A2", "G2", "A3"]


def test_a_talk_that_is_not_closed_is_not_looked_back_on() -> None:
    assert found(talk("now", 2026, action("a"), closed=False)) == []
    assert found() == []


def test_without_an_annual_talk_the_newest_with_a_plan_counts() -> None:
    first = talk("first", 2024, action("a", "done"), every="1 month")
    second = talk("second", 2025, action("b", "done"), every="1 month")
    empty = talk("empty", 2026, every="1 month")
    assert found(first, empty, second) == ["b"]


def test_what_lives_on_in_a_newer_plan_is_given_once_from_there() -> None:
    old = talk("old", 2024, action("then"), action("other"))
    new = talk("new", 2025, action("now", thread="then"))
    assert found(old, new) == ["now", "other"]
    done = talk("new", 2025, action("now", "done", thread="then"), every="1 month")
    assert found(talk("old", 2024, action("then"), every="1 month"), done) == ["now"]


def test_an_annual_plan_leaves_out_what_a_later_follow_up_has_taken_over() -> None:
    annual = talk("annual", 2025, action("a"), action("b"))
    follow_up = talk("later", 2026, action("a2", "done", thread="a"), every="2 months")
    assert found(annual, follow_up) == ["b"]


def test_what_is_carried_over_is_new_but_for_its_thread() -> None:
    goal, course = example().plan.goals[0], example().plan.actions[0]
    new = carried_over(course, AGREED_ON)
    assert new.id != course.id
    assert new == Action(
        id=new.id,
        thread="A1",
        text=course.text,
        owner="manager",
        if_then=course.if_then,
        carried_from=(AGREED_ON,),
    )
    again = carried_over(goal, AGREED_ON)
    assert again == replace(goal, id=again.id, carried_from=(dt.date(2025, 3, 3), AGREED_ON))


def test_what_is_carried_over_once_more_begins_with_why_if_that_was_said() -> None:
    goal = example().plan.goals[0]
    for note, kept in (("It was full", "It was full"), ("", "")):
        again = carried_over(goal, AGREED_ON, StatusChange(AGREED_ON, "carried", note))
        assert (why_again(again), len(again.history), again.status) == (kept, bool(kept), "open")
    assert why_again(goal) == ""


def test_an_action_brings_its_goal_once() -> None:
    past = example().plan
    plan = Plan()
    for item in past.actions:
        plan = carry_over(plan, item, past, AGREED_ON)
    assert [item.thread for item in lines(plan)] == ["G1", "A1", "A2", "A3"]
    assert [action.goal for action in plan.actions] == [plan.goals[0].id, plan.goals[0].id, None]


def test_an_action_finds_its_goal_where_that_was_carried_first() -> None:
    past = example().plan
    plan = carry_over(Plan(), past.goals[0], past, AGREED_ON)
    assert plan.actions == ()
    plan = carry_over(plan, past.actions[0], past, AGREED_ON)
    assert plan.actions[0].goal == plan.goals[0].id
    assert len(plan.goals) == 1


@given(plans(), st.data())
def test_carrying_again_changes_nothing_and_undo_takes_all_of_it_back(
    past: Plan, data: st.DataObject
) -> None:
    now = Plan(goals=(Goal(text="Nytt mål"),), actions=(Action(text="Nytt tiltak"),))
    if items := lines(past):
        item = data.draw(st.sampled_from(items))
        carried = carry_over(now, item, past, AGREED_ON)
        assert carry_over(carried, item, past, AGREED_ON) == carried
        assert not_carried(carried, item.thread) == now


def test_undo_leaves_a_goal_that_still_has_actions_or_was_chosen() -> None:
    past = example().plan
    plan = carry_over(Plan(), past.actions[0], past, AGREED_ON)
    both = carry_over(plan, past.actions[1], past, AGREED_ON)
    assert not_carried(both, "A2") == plan
    assert [goal.thread for goal in not_carried(plan, "A1", chosen={"G1"}).goals] == ["G1"]
    assert not_carried(plan, "A1") == Plan()


def test_undo_leaves_what_was_not_carried() -> None:
    own = Goal(id="own", text="Eget mål")
    plan = Plan(goals=(own,), actions=(Action(id="new", goal="own", text="Nytt"),))
    assert not_carried(plan, "new") == plan
    assert not_carried(plan, "own") == plan


def test_undo_of_a_goal_leaves_its_actions() -> None:
    past = example().plan
    plan = carry_over(Plan(), past.actions[0], past, AGREED_ON)
    left = not_carried(plan, "G1")
    assert [(item.thread, item.goal) for item in left.actions] == [("A1", None)]


def test_an_event_on_what_was_agreed_before_shows_when_looking_back() -> None:
    one = talk("annual", 2025, action("a"), action("b"))
    one.plan = with_event(one.plan, "a", StatusChange(AGREED_ON, "done"))
    assert [past.item.status for past in look_back([one])] == ["done", "open"]
    one.plan = without(one.plan, "b")
    assert found(one) == ["a"]
