"""Which topic of a talk something that was prepared belongs to.

What is about feedback comes where feedback is given; what is about goals, in the last topic for
notes before the plan; an answer, where its question stands. What finds no such topic comes first.
"""

from __future__ import annotations

from typing import NamedTuple

from agendas.agenda import Agenda
from storage.employee_form import Answered, OnItem, Unplaced
from storage.forms.wording import one_space
from storage.records import Conversation, Point, PointKind

_ON_FEEDBACK: tuple[PointKind, ...] = ("strength", "more", "less", "keep")
_ON_GOALS: tuple[PointKind, ...] = ("expectation", "unit_goal")


class Brought(NamedTuple):
    """What was prepared for one topic."""

    preparation: str
    """What the employee's side wrote down in the app."""
    items: tuple[OnItem, ...]
    answers: tuple[Answered, ...]
    unplaced: tuple[Unplaced, ...]
    points: tuple[Point, ...]
    """The manager's, as far as they are shared."""


def brought_to(talk: Conversation, topic: int) -> Brought:
    """Return what both may see of what was prepared for the topic of that number."""
    agenda, form = talk.agenda, talk.employee_form
    items = form.items if form and topic == topic_of_items(agenda) else ()
    answers = form.answers if form else ()
    return Brought(
        talk.employee_preparation if topic == 0 else "",
        tuple(items),
        tuple(one for one in answers if topic_of_answer(one, agenda) == topic),
        tuple(form.unplaced) if form and topic == 0 else (),
        tuple(one for one in talk.shared_points if topic_of_point(one, agenda) == topic),
    )


def topic_of_point(point: Point, agenda: Agenda) -> int:
    """Return the number of the topic that a point of the manager's belongs to."""
    if point.kind in _ON_FEEDBACK:
        return _with_role("feedback", agenda)
    return _for_goals(agenda) if point.kind in _ON_GOALS else 0


def topic_of_answer(answer: Answered, agenda: Agenda) -> int:
    """Return the number of the topic that an answer of the employee's belongs to."""
    if answer.asks == "wishes":
        return _for_goals(agenda)
    if answer.asks != "topic":
        return _with_role("feedback", agenda)
    titles = [one_space(topic.title) for topic in agenda.topics]
    return titles.index(answer.topic) if answer.topic in titles else 0


def topic_of_items(agenda: Agenda) -> int:
    """Return the number of the topic that an earlier plan is looked back on in."""
    return _with_role("review", agenda)


def _with_role(role: str, agenda: Agenda) -> int:
    roles: list[str] = [topic.role for topic in agenda.topics]
    return roles.index(role) if role in roles else 0


def _for_goals(agenda: Agenda) -> int:
    roles = [topic.role for topic in agenda.topics]
    end = roles.index("plan") if "plan" in roles else len(roles)
    return max((number for number in range(end) if roles[number] == "notes"), default=0)
