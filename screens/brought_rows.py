"""What both may see, topic by topic, of what was brought to a talk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial

from agendas.words import _
from screens.form_rows import answer_rows, item_rows, unplaced_rows, words_of
from screens.log_rows import shared_row
from screens.plan_words import Parties
from screens.point_rows import point_rows
from screens.widgets.brought_pane import Part
from screens.widgets.painted import Paint
from storage.placing import Brought
from storage.placing import brought_to as placed_at
from storage.points import KINDS
from storage.records import Conversation, LogEntry
from storage.text import one_line


def brought_to(
    talk: Conversation, topic: int, known: Sequence[LogEntry], today: dt.date
) -> list[Part]:
    """Return what there is to show in the topic of that number.

    ``known`` are the notes of the year that both may see and are to be talked about here.
    """
    brought = placed_at(talk, topic)
    parties = Parties.of(talk)
    parts = [
        _written(brought, one_line(parties.employee)),
        _points(brought, one_line(parties.manager), today),
        _from_the_year(known, today),
    ]
    return [part for part in parts if part.paints]


def _written(brought: Brought, name: str) -> Part:
    """Return what the employee has written to a topic, a row for each answer."""
    rows: list[Paint] = []
    if brought.preparation.strip():
        rows.append(partial(words_of, brought.preparation))
    rows += [partial(item_rows, [one]) for one in brought.items]
    rows += [partial(answer_rows, [one]) for one in brought.answers]
    rows += [partial(unplaced_rows, [one]) for one in brought.unplaced]
    return Part("written", _("{name} wrote beforehand").format(name=name), "$employee", rows)


def _points(brought: Brought, name: str, today: dt.date) -> Part:
    """Return the manager's points for a topic, a row for each kind."""
    of_kinds = ([point for point in brought.points if point.kind == kind] for kind in KINDS)
    rows: list[Paint] = [partial(point_rows, points, today) for points in of_kinds if points]
    return Part("points", _("{name} wants to bring up").format(name=name), "$manager", rows)


def _from_the_year(notes: Iterable[LogEntry], today: dt.date) -> Part:
    rows: list[Paint] = [partial(shared_row, one, today) for one in notes]
    return Part("year", _("From the year: praise and concerns"), "$muted", rows)
