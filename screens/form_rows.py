"""What the employee has written on the form, word for word, under what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from textual.content import Content

from agendas.words import _
from screens.painting import hanging
from storage.employee_form import Answered, EmployeeForm, OnItem, Unplaced


def form_rows(form: EmployeeForm, width: int) -> list[Content]:
    """Return all of a form: the plan's items, each topic, what is not placed, what gave way."""
    rows = item_rows(form.items, width)
    for topic, answers in groupby(form.answers, key=lambda one: one.topic):
        rows += [*_gap(rows), *hanging(topic, width, 0, "bold $muted")]
        rows += answer_rows(list(answers), width)
    if form.unplaced:
        words = _("Not under any question")
        rows += [*_gap(rows), *hanging(words, width, 0, "bold $time")]
        rows += unplaced_rows(form.unplaced, width)
    if form.replaced:
        rows += [*_gap(rows), *hanging(_("Answered otherwise before"), width, 0, "bold $muted")]
        for one in form.replaced:
            rows += [*hanging(one.question, width, 0, "$muted"), *words_of(one.answer, width)]
    return rows


def item_rows(items: Sequence[OnItem], width: int) -> list[Content]:
    """Return what was written about goals and actions of the last plan."""
    rows: list[Content] = []
    for item in items:
        rows += hanging(item.text, width, 0, "$muted")
        for text in filter(None, (item.standing, item.word)):
            rows += words_of(text, width)
    return rows


def answer_rows(answers: Sequence[Answered], width: int) -> list[Content]:
    """Return answers, each under its question."""
    rows: list[Content] = []
    for one in answers:
        rows += [*hanging(one.question, width, 0, "$muted"), *words_of(one.answer, width)]
    return rows


def unplaced_rows(unplaced: Sequence[Unplaced], width: int) -> list[Content]:
    """Return what belongs to no question, under the line that it stood below."""
    rows: list[Content] = []
    for one in unplaced:
        below = _("below “{line}”").format(line=one.below)
        rows += hanging(below, width, 0, "$muted") if one.below else []
        rows += words_of(one.text, width)
    return rows


def words_of(text: str, width: int) -> list[Content]:
    """Return somebody's own words, line by line, set in by two cells."""
    lines = text.strip("\n").split("\n")
    return [row for line in lines for row in (hanging(line, width, 2) or [Content("")])]


def _gap(rows: list[Content]) -> list[Content]:
    return [Content("")] if rows else []
