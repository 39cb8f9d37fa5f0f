"""Two plans side by side: every item of both once, and what was carried over on one row."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storage.cards import TalkEntry
from storage.looking_back import carry_over
from storage.plan import in_order, lines
from storage.records import Action, Goal, Plan, State
from storage.two_plans import Pair, pairs, talk_before

DAY = dt.date(2025, 11, 3)
GOAL = Goal(id="goal", text="Lead")
CALL = Action(id="call", text="Call", goal="goal", owner="manager", deadline=DAY)
COURSE = Action(id="course", text="Course", undated=True)
BEFORE = Plan(goals=(GOAL,), actions=(CALL, COURSE))


def texts(found: list[Pair]) -> list[tuple[str, ...]]:
    return [
        (one.before.text if one.before else "", one.now.text if one.now else "") for one in found
    ]


def test_what_was_carried_over_stands_beside_what_it_was_and_the_new_below() -> None:
    now = carry_over(Plan(), CALL, BEFORE, DAY)
    new = Goal(id="new", text="Learn")
    now = replace(now, goals=(new, *now.goals), actions=(*now.actions, Action(text="Read")))
    assert texts(pairs(BEFORE, in_order(now))) == [
        ("Lead", "Lead"),
        ("Call", "Call"),
        ("", "Learn"),
        ("Course", ""),
        ("", "Read"),
    ]


def test_an_action_that_left_its_goal_stands_where_it_was() -> None:
    now = carry_over(Plan(), CALL, BEFORE, DAY)
    loose = replace(now.actions[0], goal=None)
    assert texts(pairs(BEFORE, Plan(actions=(loose,)))) == [
        ("Lead", ""),
        ("Call", "Call"),
        ("Course", ""),
    ]


def test_what_was_agreed_on_anew_is_named() -> None:
    now = replace(CALL, owner="both", deadline=None, if_then="If not, we write")
    assert Pair(CALL, now).changed == ("owner", "deadline", "if_then")
    assert Pair(GOAL, replace(GOAL, text="Lead two", why="More")).changed == ("text", "why")
    assert Pair(GOAL, replace(GOAL, carried_from=(DAY,), id="other")).changed == ()
    assert Pair(GOAL, None).changed == Pair(None, CALL).changed == ()


def plan_of(rows: list[tuple[str, bool, int]]) -> Plan:
    """Return a plan with these threads: a goal, or an action under one of the goals before it."""
    goals, actions = [], []
    for thread, is_goal, number in rows:
        if is_goal:
            goals.append(Goal(thread=thread, text="goal"))
        else:
            under = goals[number % len(goals)].id if goals else None
            actions.append(Action(thread=thread, text="action", goal=under))
    return in_order(Plan(goals=tuple(goals), actions=tuple(actions)))


PLANS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.booleans(), st.integers(0, 2)), max_size=5
).map(plan_of)


@settings(max_examples=60)
@given(PLANS, PLANS)
def test_every_item_of_both_plans_is_there_once(before: Plan, now: Plan) -> None:
    found = pairs(before, now)
    for plan, shown in ((before, [one.before for one in found]), (now, [one.now for one in found])):
        assert sorted(one.id for one in shown if one) == sorted(one.id for one in lines(plan))
    assert all(one.before.thread == one.now.thread for one in found if one.before and one.now)


def entry(name: str, *, annual: bool = True, state: State = "agreed", goals: int = 1) -> TalkEntry:
    return TalkEntry(
        id=name,
        person="p",
        title="",
        agenda_id="",
        annual=annual,
        state=state,
        on=DAY,
        planned_at=None,
        goals=goals,
        actions=0,
        done=0,
        open_actions=(),
        next_follow_up=None,
    )


def test_a_talk_is_compared_with_the_closed_one_of_its_kind_before_it() -> None:
    talks = [
        entry("newer"),
        entry("this"),
        entry("follow-up", annual=False),
        entry("empty", goals=0),
        entry("live", state="live"),
        entry("before", state="closed"),
        entry("oldest"),
    ]
    found = talk_before("this", talks)
    assert found is not None
    assert found.id == "before"
    assert talk_before("follow-up", talks) is None
    assert talk_before("oldest", talks) is None
    assert talk_before("unknown", talks) is None
