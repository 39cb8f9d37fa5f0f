"""Goals and actions as aligned rows: mark, text, owner, date or status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from agendas.words import _
from screens.columns import widest
from screens.painting import MEASURE, fit, hanging, marked
from screens.plan_words import MARKS, Parties, deadline_words, status_words
from storage.chosen_words import KIND_WORDS
from storage.records import Action, Goal

_STANDING = 22
"""The cells in which a wide row tells where its item stands."""
_BESIDE = 18 + _STANDING
"""The cells beside the text of a row: indent, mark, owner, and where it stands."""


def row_width(items: Iterable[Goal | Action], width: int) -> int:
    """Return how much of ``width`` the rows of these items take: not much more than their words."""
    return min(width, max(MEASURE, widest(item.text for item in items) + _BESIDE))


def plan_row(item: Goal | Action, parties: Parties, today: dt.date, width: int) -> Content:
    """Return one row of a plan that is being made."""
    if isinstance(item, Goal):
        kind = _(KIND_WORDS[item.kind])
        return Content.assemble(
            ("◎ ", "$good"),
            fit(item.text, width - 2 - 16, "bold"),
            fit(kind, 16, "$muted", "right"),
        )
    columns = _Columns.of(parties, width, 14)
    return columns.row(item, ("☐ ", "$muted"), deadline_words(item, today), parties)


def past_row(item: Goal | Action, parties: Parties, today: dt.date, width: int) -> Content:
    """Return one row of an agreed plan, with what became of it; what is stuck, with its way out."""
    below = _said(item, width) if item.status == "blocked" else []
    return Content("\n").join([_past_line(item, parties, today, width), *below])


def _said(item: Goal | Action, width: int) -> list[Content]:
    """Return the if-then of an action that is stuck, which was agreed for that, and a note."""
    lines: list[Content] = []
    if isinstance(item, Action) and item.status == "blocked" and item.if_then:
        lines += hanging(f"↳ {item.if_then}", width, 4, "$time")
    if item.history and item.history[-1].note:
        lines += hanging(item.history[-1].note, width, 4, "$muted")
    return lines


def _past_line(
    item: Goal | Action, parties: Parties, today: dt.date, width: int, *, whole: bool = False
) -> Content:
    """Return an item with what became of it; on one line, or with its ``whole`` text."""
    mark, colour = MARKS[item.status]
    words = status_words(item, today, narrow=width < 60)
    if len(words) > _STANDING:
        words = status_words(item, today, narrow=True)
    if isinstance(item, Goal):
        style = "bold" if item.status == "open" else "bold $muted"
        sign = ("◎ ", "$good") if item.status == "open" else (mark + " ", colour)
        last = fit(words, cell_len(words) + 2, "$muted", "right")
        room = width - last.cell_length
        return _with_last(_text(sign, item.text, room, 0, style, whole), last, width)
    late = words == _("past its deadline")
    columns = _Columns.of(parties, width, _STANDING if width >= 60 else 17)
    standing = (words, "$late" if late else "$muted")
    return columns.row(item, (mark + " ", colour), standing, parties, whole=whole)


def open_row(item: Goal | Action, parties: Parties, today: dt.date, width: int) -> Content:
    """Return an agreed item as it is followed up: its deadline, and below what was noted last.

    One that is stuck shows its if-then, which was agreed for that.
    """
    if isinstance(item, Goal) and item.status == "open":
        row = Content("\n").join(marked(("◎ ", "$good"), item.text, width, 0, "bold"))
    elif isinstance(item, Action) and item.status == "open":
        columns = _Columns.of(parties, width, _STANDING if width >= 60 else 17)
        words, colour = deadline_words(item, today)
        if colour == "$late" and width >= 60:
            words = _("late, {day}").format(day=words)
        row = columns.row(item, ("☐ ", "$muted"), (words, colour), parties, whole=True)
    else:
        row = _past_line(item, parties, today, width, whole=True)
    return Content("\n").join([row, *_said(item, width)])


def _text(
    mark: tuple[str, str], text: str, width: int, indent: int, style: str, whole: bool
) -> list[Content]:
    if whole:
        return marked(mark, text, width, indent, style)
    return [Content.assemble(" " * indent, mark, fit(text, width - indent - 2, style))]


def _with_last(lines: list[Content], last: Content, width: int) -> Content:
    """Return the lines of a text, and beside the first of them its last columns."""
    first = lines[0].pad_right(max(width - last.cell_length - lines[0].cell_length, 0))
    return Content("\n").join([first + last, *lines[1:]])


@dataclass(frozen=True)
class _Columns:
    """The widths of an action's row, in cells."""

    text: int
    owner: int
    last: int

    @classmethod
    def of(cls, parties: Parties, width: int, last: int) -> _Columns:
        """Share ``width`` out: owner and last column take what they need, the text the rest."""
        owner = min(max(len(parties.manager), len(parties.employee), 5), 12)
        return cls(width - 2 - owner - last - 2, owner, last)

    def row(
        self,
        action: Action,
        mark: tuple[str, str],
        last: tuple[str, str],
        parties: Parties,
        *,
        whole: bool = False,
    ) -> Content:
        """Return one action on one line, or its ``whole`` text; those of a goal are set in."""
        lines = _text(mark, action.text, self.text + 2, 2 if action.goal else 0, "", whole)
        beside = Content.assemble(
            " ",
            fit(parties.name(action.owner), self.owner, Parties.colour(action.owner)),
            " ",
            fit(last[0], self.last, last[1], "right"),
        )
        return _with_last(lines, beside, self.text + 2 + beside.cell_length)
