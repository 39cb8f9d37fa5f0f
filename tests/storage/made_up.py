"""Small made-up records for the tests of the store."""

from __future__ import annotations

import datetime as dt

from agendas.agenda import Agenda, Topic
from agendas.clock import Clock
from storage.records import Action, Conversation, Goal, Person, Plan, StatusChange, TopicNotes

MONDAY = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)

YEARLY = Agenda(
    id="yearly",
    language="en",
    title="Development talk",
    topics=(Topic("Opening", 5), Topic("Feedback", 10), Topic("Plan", 8)),
    every="12 months",
)
FOLLOW_UP = Agenda(
    id="follow-up",
    language="en",
    title="Follow-up",
    topics=(Topic("Since then", 5),),
    every="6 weeks",
)


def a_talk(person: Person, **fields: object) -> Conversation:
    """Return a talk with ``person`` that has not been saved."""
    given: dict[str, object] = {
        "person": person.id,
        "employee_name": person.name,
        "manager_name": "Manager",
        "agenda": YEARLY,
        **fields,
    }
    return Conversation(**given)  # type: ignore[arg-type]


def a_held_talk(person: Person, day: dt.date, **fields: object) -> Conversation:
    """Return a talk that was held and agreed on ``day``."""
    at = dt.datetime.combine(day, dt.time(10), dt.UTC)
    return a_talk(person, **{"state": "agreed", "started_at": at, "ended_at": at, **fields})


def a_full_talk(person: Person) -> Conversation:
    """Return a talk with something in every part."""
    goal = Goal(text="Lead one project")
    return a_talk(
        person,
        clock=Clock.of([5, 10, 8]).started(MONDAY),
        notes=[TopicNotes("mine", "yours"), TopicNotes(employee="æøå 👩‍🏫"), TopicNotes()],
        plan=Plan(goals=(goal,), actions=(an_action("done"), an_action("open", goal=goal.id))),
        summary="In own words",
    )


def an_action(status: str = "open", **fields: object) -> Action:
    """Return an action with ``status`` as its newest event."""
    history = () if status == "open" else (StatusChange(MONDAY.date(), status),)  # type: ignore[arg-type]
    given: dict[str, object] = {
        "text": "Ask for the course",
        "owner": "manager",
        "deadline": dt.date(2027, 1, 15),
        "history": history,
        **fields,
    }
    return Action(**given)  # type: ignore[arg-type]
