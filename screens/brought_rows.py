"""What both may see, topic by topic, of what was brought to a talk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial

from agendas.words import _
from screens.form_rows import answer_rows, item_rows, unplaced_rows, words_of
from screens.log_rows import shared_row
from screens.plan_rows import Parties
from screens.point_rows import point_rows
from screens.widgets.brought_pane import Part
from screens.widgets.painted import Paint
from storage.placing import topic_of_answer, topic_of_items, topic_of_point
from storage.points import KINDS
from storage.records import Conversation, LogEntry
from storage.text import one_line


def brought_to(
    talk: Conversation, topic: int, known: Sequence[LogEntry], today: dt.date
) -> list[Part]:
    """Return what there is to show in the topic of that number.

    ``known`` are the notes of the year that both may see and are to be talked about here.
    """
    parts = [
        _written(talk, topic),
        _points(talk, topic, today),
        _from_the_year(known, today),
    ]
    return [part for part in parts if part.paints]


def _written(talk: Conversation, topic: int) -> Part:
    """Return what the employee has written to a topic, a row for each answer."""
    rows: list[Paint] = []
    if topic == 0 and talk.employee_preparation.strip():
        rows.append(partial(words_of, talk.employee_preparation))
    if (form := talk.employee_form) is not None:
        if topic == topic_of_items(talk.agenda):
            rows += [partial(item_rows, [one]) for one in form.items]
        answers = [one for one in form.answers if topic_of_answer(one, talk.agenda) == topic]
        rows += [partial(answer_rows, [one]) for one in answers]
        rows += [partial(unplaced_rows, [one]) for one in form.unplaced if topic == 0]
    name = one_line(Parties.of(talk).employee)
    return Part("written", _("{name} wrote beforehand").format(name=name), "$employee", rows)


def _points(talk: Conversation, topic: int, today: dt.date) -> Part:
    """Return the manager's points for a topic, a row for each kind."""
    here = [one for one in talk.shared_points if topic_of_point(one, talk.agenda) == topic]
    of_kinds = ([point for point in here if point.kind == kind] for kind in KINDS)
    rows: list[Paint] = [partial(point_rows, points, today) for points in of_kinds if points]
    name = one_line(Parties.of(talk).manager)
    return Part("points", _("{name} wants to bring up").format(name=name), "$manager", rows)


def _from_the_year(notes: Iterable[LogEntry], today: dt.date) -> Part:
    known = [one for one in notes if one.kind != "observation"]
    praise_first = sorted(known, key=lambda one: one.kind == "concern")
    rows: list[Paint] = [partial(shared_row, one, today) for one in praise_first]
    return Part("year", _("From the year: praise and concerns"), "$muted", rows)
