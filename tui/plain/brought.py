"""What both may see, line by line, of what was brought to a topic."""

from __future__ import annotations

from collections.abc import Iterable

from agendas.words import _, day_and_month
from screens.plan_words import Parties
from screens.talk import Talk
from storage.chosen_words import LOG_WORDS
from storage.employee_form import Answered, OnItem, Unplaced
from storage.placing import brought_to
from storage.points import KINDS
from storage.records import Point
from storage.text import one_line
from tui.plain.plan_lines import labelled


def brought_lines(talk: Talk, topic: int) -> list[str]:
    """Return what each has brought to the topic of that number, and what both know of."""
    parties, today = Parties.of(talk.conversation), talk.desk.today
    brought = brought_to(talk.conversation, topic)
    written = [
        *brought.preparation.splitlines(),
        *form_lines(brought.items, brought.answers, brought.unplaced),
    ]
    known = [
        f"{_(LOG_WORDS[one.kind])}, {day_and_month(one.on, today)}: {one.text}"
        for one in talk.known(topic)
    ]
    return [
        *_titled(_("{name} wrote beforehand").format(name=parties.employee), written),
        *_titled(
            _("{name} wants to bring up").format(name=parties.manager), point_lines(brought.points)
        ),
        *_titled(_("From the year: praise and concerns"), known),
    ]


def form_lines(
    items: Iterable[OnItem], answers: Iterable[Answered], unplaced: Iterable[Unplaced]
) -> list[str]:
    """Return what the employee has written on the form, under what it answers."""
    found: list[str] = []
    for item in items:
        found += labelled(item.text, "\n".join(filter(None, (item.standing, item.word))))
    for one in answers:
        found += labelled(one.question, one.answer)
    for other in unplaced:
        found += labelled(_("Not under any question"), other.text)
    return found


def point_lines(points: Iterable[Point]) -> list[str]:
    """Return points of the manager's, each with its example."""
    found: list[str] = []
    for point in points:
        found += labelled(_(KINDS[point.kind]), point.text)
        if point.example is not None:
            found.append("  " + point.example.text)
    return found


def _titled(title: str, lines: list[str]) -> list[str]:
    return [one_line(f"{title}:"), *(f"  {one_line(line)}" for line in lines)] if lines else []
