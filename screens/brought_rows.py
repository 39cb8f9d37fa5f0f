"""What both may see, topic by topic, of what was brought to a talk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from textual.content import Content

from agendas.words import _
from screens.log_rows import shared_row
from screens.plan_rows import Parties
from screens.point_rows import point_rows
from screens.widgets.brought_pane import Part
from screens.widgets.painted import Paint
from storage.points import KINDS, topic_of
from storage.records import Conversation, LogEntry, Point
from storage.text import one_line


def brought_to(
    talk: Conversation, topic: int, known: Sequence[LogEntry], today: dt.date
) -> list[Part]:
    """Return what there is to show in the topic of that number.

    ``known`` are the notes of the year that both may see and are to be talked about here.
    """
    parts = [_points(talk, topic, today), _from_the_year(known, today)]
    return [part for part in parts if part.paints]


def _points(talk: Conversation, topic: int, today: dt.date) -> Part:
    """Return the manager's points for a topic, a row for each kind."""
    here = [point for point in talk.shared_points if topic_of(point, talk.agenda) == topic]
    kinds = [kind for kind in KINDS if any(point.kind == kind for point in here)]
    name = one_line(Parties.of(talk).manager)
    return Part(
        "points",
        _("{name} wants to bring up").format(name=name),
        [_of_kind([point for point in here if point.kind == kind], today) for kind in kinds],
    )


def _of_kind(points: list[Point], today: dt.date) -> Paint:
    return lambda width: point_rows(points, today, width)


def _from_the_year(notes: Iterable[LogEntry], today: dt.date) -> Part:
    known = [one for one in notes if one.kind != "observation"]
    praise_first = sorted(known, key=lambda one: one.kind == "concern")
    title = _("From the year: praise and concerns")
    return Part("year", title, [_note(one, today) for one in praise_first])


def _note(note: LogEntry, today: dt.date) -> Paint:
    def paint(width: int) -> list[Content]:
        return shared_row(note, today, width)

    return paint
