"""Last year's plan: what was agreed before, and what of it is carried on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple

from msgspec.structs import replace

from agendas.agenda import Agenda
from storage.plan import Item, in_order, lines, with_action, with_goal
from storage.records import Action, Conversation, Goal, Plan, StatusChange, new_id


class Past(NamedTuple):
    """A goal or an action that was agreed in an earlier talk."""

    conversation_id: str
    agreed_on: dt.date
    item: Goal | Action


def look_back(conversations: Iterable[Conversation], strand: str = "") -> list[Past]:
    """Return what is looked back on before a talk of ``strand``, from all talks of one person.

    Talks of another strand are left alone: what is kept apart stays apart. Of the others, it is
    the whole plan of the newest closed annual talk (of the newest closed talk with a
    plan, where none is annual), then what still stands open from the others, newest first.
    What lives on in a newer plan is given once, from there.
    """
    of_strand = (one for one in conversations if one.closed and one.agenda.strand == strand)
    closed = sorted(of_strand, key=_closing, reverse=True)
    with_plan = [one for one in closed if lines(one.plan)]
    main = next((one for one in closed if one.agenda.annual), next(iter(with_plan), None))
    found: dict[str, list[Past]] = {one.id: [] for one in closed}
    seen: set[str] = set()
    for talk in closed:
        for item in lines(talk.plan):
            if item.thread not in seen and (talk is main or item.is_open):
                found[talk.id].append(Past(talk.id, _closing(talk).date(), item))
        seen |= {item.thread for item in lines(talk.plan)}
    first = found.pop(main.id) if main else []
    return [*first, *(past for rest in found.values() for past in rest)]


def look_back_apart(conversations: Iterable[Conversation]) -> list[Past]:
    """Return what is looked back on in the talks that are kept apart, one kind after the other."""
    talks = list(conversations)
    strands = sorted({one.agenda.strand for one in talks} - {""})
    return [past for strand in strands for past in look_back(talks, strand)]


def looks_back_on(agenda: Agenda, conversations: Iterable[Conversation]) -> str | None:
    """Return the id of the talk whose plan one by ``agenda`` looks back on, newest first given.

    It is the newest closed annual one; for a talk that is kept apart, the newest of its kind.
    """
    closed = (one for one in conversations if one.closed and one.agenda.strand == agenda.strand)
    return next((one.id for one in closed if one.agenda.annual or agenda.apart), None)


def carried_over(item: Item, agreed_on: dt.date, why: StatusChange | None = None) -> Item:
    """Return the item as a new one of the same thread, for a new plan.

    An action keeps its owner and its if-then; its deadline is left for a new choice. ``why`` is
    what was said about carrying it on once more; the item's history begins with it.
    """
    common = {
        "id": new_id(),
        "carried_from": (*item.carried_from, agreed_on),
        "history": (replace(why, status="open", deadline=None),) if why and why.note else (),
    }
    if isinstance(item, Action):
        return replace(item, **common, goal=None, deadline=None, undated=False)
    return replace(item, **common)


def carry_over(
    plan: Plan,
    item: Goal | Action,
    past_plan: Plan,
    agreed_on: dt.date,
    why: StatusChange | None = None,
) -> Plan:
    """Return the plan with an item of an earlier plan carried on; again changes nothing.

    An action brings the goal that it stood under, so that threads stay together. ``why`` is as in
    `carried_over`.
    """
    if item.thread in _threads(plan):
        return plan
    if isinstance(item, Goal):
        return with_goal(plan, carried_over(item, agreed_on, why))
    goal = next((goal for goal in past_plan.goals if goal.id == item.goal), None)
    if goal is None:
        return with_action(plan, carried_over(item, agreed_on, why))
    plan = carry_over(plan, goal, past_plan, agreed_on)
    here = next(one for one in plan.goals if one.thread == goal.thread)
    return with_action(plan, replace(carried_over(item, agreed_on, why), goal=here.id))


def why_again(item: Goal | Action) -> str:
    """Return why an item was carried on once more, as `carried_over` kept it; else nothing."""
    first = item.history[0] if item.history and item.carried_from else None
    return first.note if first and first.status == "open" else ""


def not_carried(plan: Plan, thread: str, chosen: Collection[str] = ()) -> Plan:
    """Return the plan without what was carried on in ``thread``: the undo of `carry_over`.

    A carried goal that this leaves empty goes too, unless its thread is among ``chosen``, those
    that were carried on for their own sake.
    """
    gone = [one for one in plan.actions if one.thread == thread and one.carried_from]
    kept = tuple(one for one in plan.actions if one not in gone)
    served = {one.goal for one in kept}
    emptied = {one.goal for one in gone} - served
    goals = tuple(
        goal
        for goal in plan.goals
        if not goal.carried_from
        or (goal.thread != thread and (goal.id not in emptied or goal.thread in chosen))
    )
    return in_order(replace(plan, goals=goals, actions=kept))


def _threads(plan: Plan) -> set[str]:
    return {item.thread for item in lines(plan)}


def _closing(talk: Conversation) -> dt.datetime:
    moment = talk.ended_at or talk.started_at or talk.planned_at
    return moment or dt.datetime.min.replace(tzinfo=dt.UTC)
