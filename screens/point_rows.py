"""The manager's points as they are read: by kind, each with its example from the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from textual.content import Content

from agendas.words import _, day_and_month
from screens.painting import fit, hanging
from screens.plan_words import MARKS, status_words
from storage.looking_back import Past
from storage.points import KINDS
from storage.records import Example, Point


def example_rows(example: Example, today: dt.date, width: int, indent: int = 0) -> list[Content]:
    """Return what was noted in the log, with its day."""
    day = day_and_month(example.on, today)
    words = _("{day}: {text}").format(day=day, text=example.text)
    return hanging(f"↳ {words}", width, indent, "$muted")


def point_rows(points: Sequence[Point], today: dt.date, width: int) -> list[Content]:
    """Return points in the order of their kinds, each after what its kind is called."""
    return [
        row
        for kind in KINDS
        for point in points
        if point.kind == kind
        for row in _point_rows(point, today, width)
    ]


def _point_rows(point: Point, today: dt.date, width: int) -> list[Content]:
    name = _(KINDS[point.kind]) + ": "
    parts = [part for part in point.text.splitlines() if part.strip()] or [""]
    first, *more = hanging(name + parts[0], width, 2)
    rows = [first[2:].stylize("$muted", 0, len(name)), *more]
    rows += [row for part in parts[1:] for row in hanging(part, width, 2)]
    if point.example is not None:
        rows += example_rows(point.example, today, width, 2)
    return rows


def owed_rows(owed: Sequence[Past], today: dt.date, width: int) -> list[Content]:
    """Return what somebody has promised before, a line each, with where it stands."""
    rows = []
    for one in owed:
        mark, colour = MARKS[one.item.status]
        words = status_words(one.item, today, narrow=True)
        late = words == _("past its deadline")
        rows.append(
            Content.assemble(
                (mark + " ", colour),
                fit(one.item.text, width - 4 - len(words)),
                ("  " + words, "$late" if late else "$muted"),
            )
        )
    return rows
