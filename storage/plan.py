"""Editing a plan: functions from one plan to the next, so that undo is to keep the old one.

A plan that was edited here stands in display order: each goal's actions in the order of the
goals, then the loose ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from storage.records import Action, Conversation, Goal, Plan, StatusChange

Item = TypeVar("Item", Goal, Action)


def lines(plan: Plan) -> list[Goal | Action]:
    """Return all goals and actions as they are shown: each goal, its actions, then the loose."""
    shown: list[Goal | Action] = []
    for goal in plan.goals:
        shown += [goal, *actions_of(plan, goal.id)]
    return [*shown, *actions_of(plan, None)]


def actions_of(plan: Plan, goal_id: str | None) -> list[Action]:
    """Return the actions under one goal; for None the loose ones."""
    goals = {goal.id for goal in plan.goals}
    return [
        action
        for action in plan.actions
        if (action.goal if action.goal in goals else None) == goal_id
    ]


def with_goal(plan: Plan, goal: Goal) -> Plan:
    """Return the plan with the goal in place of the one of its id, else at the end."""
    return in_order(replace(plan, goals=_with(plan.goals, goal)))


def with_action(plan: Plan, action: Action) -> Plan:
    """Return the plan with the action in place of the one of its id, else at the group's end."""
    return in_order(replace(plan, actions=_with(plan.actions, action)))


def without(plan: Plan, item_id: str) -> Plan:
    """Return the plan without one goal or action; a goal's actions stay, as loose ones."""
    goals = tuple(goal for goal in plan.goals if goal.id != item_id)
    actions = tuple(action for action in plan.actions if action.id != item_id)
    return in_order(replace(plan, goals=goals, actions=actions))


def moved(plan: Plan, item_id: str, by: int) -> Plan:
    """Return the plan with one goal or action a step up (``by`` -1) or down (``by`` 1).

    A goal takes its actions along. An action at the edge of its group goes over to the
    neighbouring goal's, or to the loose ones. At the end of the way nothing changes.
    """
    plan = in_order(plan)
    goals = [goal.id for goal in plan.goals]
    if item_id in goals:
        at = goals.index(item_id)
        return in_order(replace(plan, goals=tuple(_swapped(list(plan.goals), at, at + by))))
    groups: list[list[Action]] = [actions_of(plan, goal) for goal in [*goals, None]]
    number, at = _place(groups, item_id)
    group, beside = groups[number], number + by
    if 0 <= at + by < len(group):
        groups[number] = _swapped(group, at, at + by)
    elif 0 <= beside < len(groups):
        action = replace(group.pop(at), goal=[*goals, None][beside])
        groups[beside].insert(0 if by > 0 else len(groups[beside]), action)
    return replace(plan, actions=tuple(action for group in groups for action in group))


def with_event(plan: Plan, item_id: str, event: StatusChange) -> Plan:
    """Return the plan with a dated event on one goal or action; what was agreed stays as it is."""
    return replace(
        plan,
        goals=tuple(_with_event(goal, item_id, event) for goal in plan.goals),
        actions=tuple(_with_event(action, item_id, event) for action in plan.actions),
    )


def in_order(plan: Plan) -> Plan:
    """Return the plan in display order; an action whose goal is gone becomes a loose one."""
    grouped = [action for goal in plan.goals for action in actions_of(plan, goal.id)]
    loose = [replace(action, goal=None) for action in actions_of(plan, None)]
    return replace(plan, actions=(*grouped, *loose))


def day_of(conversation: Conversation) -> dt.date | None:
    """Return the day on which the talk was held, else the one it is planned for."""
    moment = conversation.started_at or conversation.planned_at
    return moment.date() if moment else None


def _with(items: Iterable[Item], item: Item) -> tuple[Item, ...]:
    kept = {one.id: one for one in items} | {item.id: item}
    return tuple(kept.values())


def _with_event(item: Item, item_id: str, event: StatusChange) -> Item:
    return replace(item, history=(*item.history, event)) if item.id == item_id else item


def _swapped(items: list[Item], one: int, other: int) -> list[Item]:
    if 0 <= other < len(items):
        items[one], items[other] = items[other], items[one]
    return items


def _place(groups: list[list[Action]], action_id: str) -> tuple[int, int]:
    """Return the number of the action's group and its place there; KeyError if it is unknown."""
    for number, group in enumerate(groups):
        for at, action in enumerate(group):
            if action.id == action_id:
                return number, at
    raise KeyError(action_id)
