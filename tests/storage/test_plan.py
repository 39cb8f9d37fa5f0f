"""Editing a plan: nothing is lost, nothing doubled, and what is moved can be moved back."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storage.plan import day_of, in_order, lines, moved, with_action, with_event, with_goal, without
from storage.records import Action, Goal, Plan, StatusChange
from tests.storage.talks import OSLO, example

FIRST, SECOND = Goal(id="first", text="Første"), Goal(id="second", text="Andre")


def action(name: str, goal: str | None = None) -> Action:
    return Action(id=name, text=name, goal=goal)


@st.composite
def small_plans(draw: st.DrawFn) -> Plan:
    """Draw a plan whose actions stand in any order, some under a goal that is gone."""
    goals = [Goal(id=f"g{number}", text="") for number in range(draw(st.integers(0, 4)))]
    under = st.sampled_from([None, "gone", *(goal.id for goal in goals)])
    actions = [action(f"a{number}", draw(under)) for number in range(draw(st.integers(0, 6)))]
    return Plan(goals=tuple(goals), actions=tuple(actions))


def names(plan: Plan) -> list[str]:
    return [item.id for item in lines(plan)]


def groups(plan: Plan) -> dict[str, str | None]:
    return {action.id: action.goal for action in plan.actions}


@pytest.fixture
def plan() -> Plan:
    return Plan(
        goals=(FIRST, SECOND),
        actions=(action("a", "first"), action("b", "first"), action("c", "second"), action("d")),
    )


@given(small_plans())
def test_every_goal_and_action_is_shown_once(plan: Plan) -> None:
    assert Counter(names(plan)) == Counter(item.id for item in (*plan.goals, *plan.actions))


def test_each_goal_is_followed_by_its_actions_and_the_loose_come_last() -> None:
    plan = Plan(
        goals=(FIRST, SECOND),
        actions=(action("x", "gone"), action("c", "second"), action("d"), action("a", "first")),
    )
    assert names(plan) == ["first", "a", "second", "c", "x", "d"]


@given(small_plans(), st.data())
def test_moving_one_way_and_back_restores(plan: Plan, data: st.DataObject) -> None:
    plan = in_order(plan)
    if items := lines(plan):
        item = data.draw(st.sampled_from(items))
        by = data.draw(st.sampled_from([-1, 1]))
        there = moved(plan, item.id, by)
        if there != plan:
            assert moved(there, item.id, -by) == plan


@settings(max_examples=60)
@given(small_plans(), st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.booleans())))
def test_no_edit_loses_or_doubles_anything(plan: Plan, edits: list[tuple[int, int, bool]]) -> None:
    present = set(names(plan))
    for number, (edit, at, down) in enumerate(edits):
        items = lines(plan)
        item = items[at % len(items)] if items else None
        if edit == 0:
            plan = with_goal(plan, Goal(id=f"new{number}", text=""))
            present.add(f"new{number}")
        elif edit == 1:
            under = item.id if isinstance(item, Goal) else None
            plan = with_action(plan, action(f"new{number}", under))
            present.add(f"new{number}")
        elif edit == 2 and item is not None:
            plan = without(plan, item.id)
            present.remove(item.id)
        elif item is not None:
            plan = moved(plan, item.id, 1 if down else -1)
        assert sorted(names(plan)) == sorted(present)
        assert in_order(plan) == plan or not edits


def test_an_action_is_added_at_the_end_of_its_group(plan: Plan) -> None:
    assert names(with_action(plan, action("new", "first"))) == [
        "first", "a", "b", "new", "second", "c", "d",
    ]  # fmt: skip


def test_an_item_of_a_known_id_is_put_in_its_place(plan: Plan) -> None:
    changed = with_action(plan, replace(plan.actions[0], text="ny"))
    assert names(changed) == names(plan)
    assert changed.actions[0].text == "ny"
    assert with_goal(plan, replace(FIRST, text="ny")).goals[0].text == "ny"


def test_a_goal_that_is_removed_leaves_its_actions(plan: Plan) -> None:
    left = without(plan, "first")
    assert names(left) == ["second", "c", "a", "b", "d"]
    assert groups(left) == {"c": "second", "a": None, "b": None, "d": None}


def test_an_action_at_the_edge_of_its_group_goes_over_to_the_next(plan: Plan) -> None:
    down = moved(plan, "b", 1)
    assert names(down) == ["first", "a", "second", "b", "c", "d"]
    assert groups(down)["b"] == "second"
    loose = moved(plan, "c", 1)
    assert names(loose) == ["first", "a", "b", "second", "c", "d"]
    assert groups(loose)["c"] is None
    assert groups(moved(plan, "d", -1))["d"] == "second"


def test_a_goal_moves_with_its_actions(plan: Plan) -> None:
    assert names(moved(plan, "first", 1)) == ["second", "c", "first", "a", "b", "d"]


def test_nothing_moves_past_the_ends(plan: Plan) -> None:
    for item, by in (("a", -1), ("d", 1), ("first", -1), ("second", 1)):
        assert moved(plan, item, by) == plan


def test_what_is_not_in_the_plan_cannot_be_moved(plan: Plan) -> None:
    with pytest.raises(KeyError):
        moved(plan, "nobody", 1)


def test_an_event_is_added_to_one_item_and_nothing_else_changes(plan: Plan) -> None:
    event = StatusChange(dt.date(2026, 5, 4), "done", "endelig")
    changed = with_event(with_event(plan, "b", event), "first", event)
    assert [item.status for item in lines(changed)] == [
        "done", "open", "done", "open", "open", "open",
    ]  # fmt: skip
    again = with_event(changed, "b", StatusChange(dt.date(2026, 6, 1), "open"))
    assert again.actions[1].history == (event, StatusChange(dt.date(2026, 6, 1), "open"))
    assert replace(changed.actions[1], history=()) == plan.actions[1]


def test_the_day_of_a_talk_is_the_day_it_was_held_else_the_one_it_is_planned_for() -> None:
    talk = example()
    talk.planned_at = dt.datetime(2026, 3, 1, 9, tzinfo=OSLO)
    assert day_of(talk) == dt.date(2026, 3, 3)
    talk.started_at = None
    assert day_of(talk) == dt.date(2026, 3, 1)
    talk.planned_at = None
    assert day_of(talk) is None


def test_a_deadline_takes_the_place_of_the_choice_of_none() -> None:
    chosen = Action(text="a", undated=True)
    assert chosen.undated
    assert not replace(chosen, deadline=dt.date(2027, 1, 15)).undated
