"""Made-up talks: their notes, their plans, and what became of what was agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from agendas.agenda import Agenda, Topic
from agendas.aims import aim_called
from agendas.clock import Clock
from storage.agreement import answer, close
from storage.looking_back import carried_over
from storage.plan import Item, with_event
from storage.purpose import set_aim
from storage.records import (
    Action,
    Conversation,
    Feedback,
    Goal,
    Owner,
    Person,
    Plan,
    Status,
    StatusChange,
    TopicNotes,
    UnitGoal,
)
from tui.demo.voice import Voice, pools

OWNERS: tuple[Owner, ...] = ("manager", "employee", "both")
OUTCOMES: tuple[Status, ...] = ("done", "carried", "dropped")
MANAGER: str = pools("en")["manager"]
"""Whose team it is."""


def planned_talk(
    voice: Voice, person: Person, agenda: Agenda, at: dt.datetime, previous: Conversation | None
) -> Conversation:
    """Return a talk that is to be held ``at`` a moment."""
    voice.change_subject()
    talk = Conversation(
        id=voice.new_id(at),
        person=person.id,
        employee_name=person.name,
        manager_name=MANAGER,
        agenda=agenda.without_hints(),
        purpose=voice.pick("purposes"),
        planned_at=at,
        previous=previous.id if previous else None,
    )
    if aim := aim_called(talk.purpose.lower(), agenda.language):
        set_aim(talk, aim)
    return talk


def hold(voice: Voice, talk: Conversation, plan: Plan, *, disagree: bool = False) -> None:
    """Let the talk take place as planned, with notes to each topic, and be answered by both."""
    assert talk.planned_at
    spent = [
        int(topic.minutes * 60 * voice.chance.uniform(0.7, 1.15)) for topic in talk.agenda.topics
    ]
    talk.started_at = talk.planned_at
    talk.ended_at = talk.started_at + dt.timedelta(seconds=sum(spent))
    clock = Clock.of(topic.minutes for topic in talk.agenda.topics)
    talk.clock = replace(
        clock, spent=tuple(spent), current=len(spent) - 1, seen=talk.ended_at.astimezone(dt.UTC)
    )
    talk.notes = [_notes(voice, pool) for pool in _pools(talk.agenda.topics)]
    talk.plan = plan
    talk.summary = voice.pick("words", "summary")
    answer(talk, "manager", "agree", "", talk.ended_at)
    if disagree:
        answer(talk, "employee", "disagree", voice.pick("words", "disagreement"), talk.ended_at)
    elif voice.happens(2):
        answer(talk, "employee", "agree_with_note", voice.pick("words", "note"), talk.ended_at)
    else:
        answer(talk, "employee", "agree", "", talk.ended_at)
    close(talk, talk.ended_at)


def annual_plan(voice: Voice, at: dt.datetime, carried: Sequence[Plan]) -> Plan:
    """Return a plan of one or two new goals beside what is carried on."""
    goals = [goal for plan in carried for goal in plan.goals]
    actions = [action for plan in carried for action in plan.actions]
    old = {action.text for action in actions}
    new = [
        written
        for written in voice.pools["goals"]
        if not old & {voice.say(text) for text in written["actions"]}
    ]
    for written in voice.chance.sample(new, voice.chance.randint(1, 2)):
        goal = Goal(
            id=voice.new_id(at),
            unit_goal=voice.pick("unit_goals") if voice.happens(4) else "",
            kind=written["kind"],
            text=voice.say(written["text"]),
            why=voice.say(written["why"]),
            reached_when=voice.say(written["reached_when"]),
            support=voice.say(written["support"]),
        )
        goals.append(goal)
        actions += (_action(voice, text, at, goal.id) for text in written["actions"])
    actions.append(_loose_action(voice, at, 280))
    return Plan(
        goals=tuple(goals),
        actions=tuple(actions),
        to_employee=_feedback(voice, "to_employee"),
        to_manager=_feedback(voice, "to_manager"),
        next_talk=weekday(at.date() + dt.timedelta(days=364)),
        next_follow_up=weekday(at.date() + dt.timedelta(weeks=6)),
    )


def pointing(plan: Plan, unit_goals: Sequence[UnitGoal]) -> Plan:
    """Return the plan with its goals pointing at those of ``unit_goals`` that they name."""
    named = {goal.text: goal.id for goal in unit_goals}
    goals = tuple(
        replace(goal, unit_goal_id=goal.unit_goal_id or named.get(goal.unit_goal, ""))
        for goal in plan.goals
    )
    return replace(plan, goals=goals)


def follow_up_plan(voice: Voice, at: dt.datetime) -> Plan:
    """Return the small plan of a follow-up: one more thing to do, and when to meet again."""
    return Plan(
        actions=(_loose_action(voice, at, 70),),
        next_follow_up=weekday(at.date() + dt.timedelta(weeks=12)),
    )


def follow_through(voice: Voice, talk: Conversation, on: dt.date) -> None:
    """Let time pass until ``on``: most of what is due gets done, some is moved, some forgotten."""
    for action in talk.plan.actions:
        due = action.due
        if not action.is_open or due is None or due >= on:
            continue
        chance = voice.chance.random()
        if chance < 0.55:
            early = weekday(due - dt.timedelta(days=voice.chance.randint(0, 9)))
            done = max(early, _agreed_on(talk))
            event = StatusChange(on=done, status="done", note=voice.pick("words", "done"))
        elif chance < 0.75:
            later = weekday(on + dt.timedelta(days=voice.chance.randint(30, 90)))
            event = StatusChange(
                on=on, status="moved", note=voice.pick("words", "moved"), deadline=later
            )
        else:
            continue
        talk.plan = with_event(talk.plan, action.id, event)


def look_back(voice: Voice, talk: Conversation, at: dt.datetime) -> Plan:
    """Give each thing in a talk's plan that still stands its outcome at the next annual talk.

    Return what is carried on.
    """
    on, goals, actions = at.date(), list[Goal](), list[Action]()
    for action in talk.plan.actions:
        if action.is_open:
            status = voice.chance.choices(OUTCOMES, (4, 4, 2))[0]
            note = "" if status == "carried" else voice.pick("words", status)
            event = StatusChange(on=on, status=status, note=note)
            talk.plan = with_event(talk.plan, action.id, event)
            if status == "carried":
                deadline = weekday(on + dt.timedelta(days=voice.chance.randint(40, 200)))
                actions.append(replace(_carried(voice, talk, action, at), deadline=deadline))
    for goal in talk.plan.goals:
        own = [one for one in talk.plan.actions if one.goal == goal.id and one.status == "carried"]
        event = StatusChange(on=on, status="carried" if own else "done")
        talk.plan = with_event(talk.plan, goal.id, event)
        if own:
            goals.append(_carried(voice, talk, goal, at))
            threads = {one.thread for one in own}
            actions = [
                replace(one, goal=goals[-1].id) if one.thread in threads else one for one in actions
            ]
    return Plan(goals=tuple(goals), actions=tuple(actions))


def weekday(day: dt.date) -> dt.date:
    """Return the day, or the Monday after it where it is in a weekend."""
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _carried(voice: Voice, talk: Conversation, item: Item, at: dt.datetime) -> Item:
    return replace(carried_over(item, _agreed_on(talk)), id=voice.new_id(at))


def _agreed_on(talk: Conversation) -> dt.date:
    assert talk.ended_at
    return talk.ended_at.date()


def _loose_action(voice: Voice, at: dt.datetime, days: int) -> Action:
    owner = voice.chance.choice(OWNERS)
    action = _action(voice, voice.pick("loose_actions", owner), at, None, days)
    return replace(action, owner=owner)


def _action(voice: Voice, text: str, at: dt.datetime, goal: str | None, days: int = 280) -> Action:
    """Return a new action, due within so many days of the talk."""
    undated = voice.happens(1)
    day = weekday(at.date() + dt.timedelta(days=voice.chance.randint(14, days)))
    return Action(
        id=voice.new_id(at),
        text=voice.say(text),
        goal=goal,
        owner=voice.chance.choices(OWNERS, (2, 6, 1))[0],
        deadline=None if undated else day,
        undated=undated,
        if_then=voice.pick("words", "if_then") if voice.happens(2) else "",
    )


def _feedback(voice: Voice, direction: str) -> Feedback:
    return Feedback(
        *(voice.pick("feedback", direction, which) for which in ("more", "less", "keep"))
    )


def _notes(voice: Voice, pool: str) -> TopicNotes:
    return TopicNotes(
        manager=voice.lines("notes", pool, "manager", most=5),
        employee=voice.lines("notes", pool, "employee", most=5),
    )


def _pools(topics: Iterable[Topic]) -> Iterable[str]:
    """Yield the name of the pool that each topic's notes are from."""
    others = 0
    for number, topic in enumerate(topics):
        if topic.role != "notes":
            yield topic.role
        elif number == 0:
            yield "opening"
        else:
            others += 1
            yield "wellbeing" if others % 2 else "growth"
