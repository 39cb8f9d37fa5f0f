"""Every text of a record as it stands now, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from storage.employee_form import EmployeeForm
from storage.records import (
    Conversation,
    Feedback,
    LogEntry,
    Person,
    Plan,
    Point,
    Preparation,
    Record,
)


class Passage(NamedTuple):
    """One text of a record."""

    place: str
    """Where it stands: ``notes/2/employee``, ``action/<id>``, ``summary``, ``text``, …"""
    text: str


def passages(record: Record) -> list[Passage]:
    """Return the texts of a record that there is something in, in the order of its screen."""
    return [one for one in _all(record) if one.text.strip()]


def _all(record: Record) -> Iterator[Passage]:
    match record:
        case Person():
            yield Passage("name", record.name)
            yield Passage("title", record.title)
        case Conversation():
            yield from _conversation(record)
        case Preparation():
            yield Passage("text", record.text)
            yield from _points(record.points)
        case LogEntry():
            yield Passage("text", record.text)
            if record.raised is not None:
                yield Passage("raised", record.raised.how)
            if record.set_aside is not None:
                yield Passage("set_aside", record.set_aside.why)


def _conversation(talk: Conversation) -> Iterator[Passage]:
    yield Passage("purpose", talk.purpose)
    for topic, notes in enumerate(talk.notes):
        yield Passage(f"notes/{topic}/manager", notes.manager)
        yield Passage(f"notes/{topic}/employee", notes.employee)
    yield from _plan(talk.plan)
    yield Passage("summary", talk.summary)
    for answer in talk.answers:
        yield Passage(f"answer/{answer.side}", answer.note)
    yield Passage("employee_preparation", talk.employee_preparation)
    if talk.employee_form is not None:
        yield from _form(talk.employee_form)
    yield from _points(talk.shared_points)


def _form(form: EmployeeForm) -> Iterator[Passage]:
    """Yield the answers as the employee gave them, earlier ones and what was not placed last."""
    texts = [text for item in form.items for text in (item.standing, item.word)]
    texts += [one.answer for one in form.answers]
    texts += [one.answer for one in form.replaced]
    for text in (*texts, *(one.text for one in form.unplaced)):
        yield Passage("employee_form", text)


def _points(points: Iterable[Point]) -> Iterator[Passage]:
    for point in points:
        yield Passage(f"point/{point.id}", point.text)
        if point.example is not None:
            yield Passage(f"point/{point.id}", point.example.text)


def _plan(plan: Plan) -> Iterator[Passage]:
    for goal in plan.goals:
        place = f"goal/{goal.id}"
        for text in (goal.text, goal.why, goal.unit_goal, goal.reached_when, goal.support):
            yield Passage(place, text)
        for event in goal.history:
            yield Passage(place, event.note)
    for action in plan.actions:
        place = f"action/{action.id}"
        yield Passage(place, action.text)
        yield Passage(place, action.if_then)
        for event in action.history:
            yield Passage(place, event.note)
    for side, feedback in (("employee", plan.to_employee), ("manager", plan.to_manager)):
        yield from _feedback(f"feedback/{side}", feedback)


def _feedback(place: str, feedback: Feedback) -> Iterator[Passage]:
    for text in (feedback.more, feedback.less, feedback.keep):
        yield Passage(place, text)
