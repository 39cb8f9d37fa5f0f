"""A person's years on one axis: talks and notes as marks, goals as bars."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from textual.content import Content

from agendas.words import _, month_name, ngettext
from screens.log_rows import LOG_MARKS
from screens.painting import fit
from screens.thread_words import STEP_MARKS, thread_words
from storage.records import LogEntry, LogKind
from storage.threads import Thread

WIDE = 90
"""The cells from which a goal's row says in words, too, where it stands."""
_WORDS = 23
_MONTH = 4
"""The cells that a month's name takes, with the space after it."""
_YEAR = 5
"""The cells that a year takes, with the space after it."""
_SHORTEST = dt.timedelta(days=365)
"""The time that is shown where there is less to show."""
_LONGEST = dt.timedelta(days=50 * 365)
_AHEAD = dt.timedelta(days=5 * 365)

Cell = tuple[str, str]
"""A sign and its colour."""


@dataclass(frozen=True)
class Axis:
    """Days on a line of ``cells`` cells, from ``first``, the first of a quarter, to ``last``."""

    first: dt.date
    last: dt.date
    today: dt.date
    cells: int

    @classmethod
    def over(cls, days: Iterable[dt.date], today: dt.date, cells: int) -> Axis:
        """Return the axis that holds all ``days``, today, and the year before it.

        What lies further off than anybody's years at work doesn't stretch it.
        """
        first, last = today - _LONGEST, today + _AHEAD
        known = [*(day for day in days if first <= day <= last), today, today - _SHORTEST]
        return cls(_quarter(min(known)), max(known), today, max(cells, 1))

    def at(self, day: dt.date) -> int:
        """Return the cell of a day; one off the axis is at its end."""
        length = (self.last - self.first).days + 1
        cell = (day - self.first).days * self.cells // length
        return min(max(cell, 0), self.cells - 1)

    def quarters(self) -> Iterator[dt.date]:
        """Yield the first day of each quarter, oldest first."""
        day = self.first
        while day <= self.last:
            yield day
            day = _quarter(day + dt.timedelta(days=100))

    def line(self, cells: dict[int, Cell]) -> Content:
        """Return a line with these cells on it, over a faint rule for each new year and today."""
        rules = {self.at(day): ("┊", "$border") for day in self.quarters() if day.month == 1}
        drawn = rules | {self.at(self.today): ("│", "$muted")} | cells
        signs = (drawn.get(number, (" ", "")) for number in range(self.cells))
        runs = groupby(signs, key=lambda cell: cell[1])
        return Content.assemble(
            *(("".join(sign for sign, _colour in run), colour) for colour, run in runs)
        )

    def scale(self) -> list[Content]:
        """Return the years, and below them the quarters by their first months, and today."""
        today = _("today")
        at = max(min(self.at(self.today), self.cells - len(today)), 0)
        before = {
            day: name
            for day, name in self._quarter_names().items()
            if self.at(day) + len(name) < at
        }
        return [
            Content.styled(self._labels(self._year_names()), "bold"),
            Content.assemble((self._labels(before).ljust(at), "$muted"), (today, "$time")),
        ]

    def _year_names(self) -> dict[dt.date, str]:
        """Return each year, or where that is too narrow each second, fifth, tenth or twentieth."""
        years = [day for day in self.quarters() if day.month == 1]
        for step in (1, 2, 5, 10, 20):
            named = [day for day in years if day.year % step == 0]
            if all(self.at(two) - self.at(one) >= _YEAR for one, two in pairwise(named)):
                break
        if not named or self.at(named[0]) >= _YEAR:
            named = [self.first, *named]
        return {day: str(day.year) for day in named if self.at(day) + _YEAR <= self.cells + 1}

    def _quarter_names(self) -> dict[dt.date, str]:
        """Return each quarter by its first month, or where that is too narrow by a tick."""
        starts = list(self.quarters())
        if self.cells >= _MONTH * len(starts):
            return {day: month_name(day)[:3] for day in starts}
        return dict.fromkeys(starts, "╵") if self.cells >= 2 * len(starts) else {}

    def _labels(self, labels: dict[dt.date, str]) -> str:
        """Return the labels at their days on one line."""
        line = ""
        for day, label in sorted(labels.items()):
            line = line.ljust(self.at(day)) + label
        return line


@dataclass(frozen=True)
class Held:
    """A talk, or one that is to come."""

    on: dt.date
    annual: bool
    closed: bool


def head_rows(axis: Axis, talks: Sequence[Held], width: int) -> list[Content]:
    """Return the scale, and below it the talks."""
    label = label_width(width)
    rows = [Content.assemble(" " * label, line) for line in axis.scale()]
    marks = {True: ("◆", "◇"), False: ("●", "○")}
    for annual, words in ((True, _("Talks")), (False, _("Follow-ups"))):
        some = [one for one in talks if one.annual == annual]
        held, coming = marks[annual]
        cells = {axis.at(one.on): (coming, "$time") for one in some if not one.closed}
        cells |= {axis.at(one.on): (held, "") for one in some if one.closed}
        rows.append(_labelled(f"{held} {words}", len(some), label, axis.line(cells)))
    return rows


def log_rows(axis: Axis, log: Sequence[LogEntry], folded: bool, width: int) -> list[Content]:
    """Return praise and concerns; ``folded`` where ``log`` holds only what is shared."""
    kinds: tuple[tuple[LogKind, str, str], ...] = (
        ("praise", _("Praise"), _("Praise, shared")),
        ("concern", _("Concerns"), _("Concerns, shared")),
    )
    rows = []
    for kind, words, words_shared in kinds:
        days = [entry.on for entry in log if entry.kind == kind]
        if days or not folded:
            label = f"{LOG_MARKS[kind][0]} {words_shared if folded else words}"
            cells = _counted(axis, days, LOG_MARKS[kind])
            rows.append(_labelled(label, len(days), label_width(width), axis.line(cells)))
    return rows


def label_width(width: int) -> int:
    """Return the cells that the labels before the axis take, of ``width``."""
    return max(min(width * 2 // 5, 36), width * 3 // 10)


def axis_width(width: int) -> int:
    """Return the cells that are left for the axis, of ``width``."""
    return width - label_width(width) - (_WORDS + 1) * (width >= WIDE)


def goal_row(thread: Thread, axis: Axis, width: int) -> Content:
    """Return one goal as a bar from the talk that agreed on it to its end, or until today."""
    goal, label, ended = thread.goal, label_width(width), thread.ended is not None
    mark = STEP_MARKS[thread.steps[-1].what if ended else "agreed"]
    row = Content.assemble(
        (mark[0] + " ", mark[1]),
        fit(goal.text, label - 3, "$muted" if ended else "bold"),
        " ",
        axis.line(_bar(thread, axis)),
    )
    if width < WIDE:
        return row
    words = thread_words(thread, axis.today)
    return Content.assemble(row, " ", fit(words, _WORDS, "$muted", "right"))


def in_view(threads: Iterable[Thread]) -> list[Thread]:
    """Return the goals as they are looked for: those that stand open, then the latest ended."""
    newest = sorted(threads, key=lambda one: (one.ended or one.began, one.began), reverse=True)
    return sorted(newest, key=lambda one: one.ended is not None)


def goals_words(threads: Sequence[Thread]) -> str:
    """Return how many goals stand open, were reached and were dropped."""
    ends = Counter(one.steps[-1].what if one.ended else "agreed" for one in threads)
    parts = [
        ngettext("{n} open", "{n} open", ends["agreed"]),
        ngettext("{n} reached", "{n} reached", ends["reached"]),
        ngettext("{n} dropped", "{n} dropped", ends["dropped"]),
    ]
    counts = (ends["agreed"], ends["reached"], ends["dropped"])
    return " · ".join(part for part, count in zip(parts, counts, strict=True) if count)


def _labelled(words: str, count: int, label: int, line: Content) -> Content:
    number = str(count)
    return Content.assemble(fit(words, label - len(number) - 2), " ", (number, "$muted"), " ", line)


def _bar(thread: Thread, axis: Axis) -> dict[int, Cell]:
    """Return the cells of a goal's bar, with a mark where something happened to it."""
    end = axis.at(thread.ended or axis.today)
    start = axis.at(thread.began)
    colour = "" if thread.ended is None else "$muted"
    cells: dict[int, Cell] = dict.fromkeys(range(start, end + 1), ("━", colour))
    if thread.ended is None:
        cells[end] = ("▸", colour)
    return cells | {axis.at(step.on): STEP_MARKS[step.what] for step in thread.steps}


def _counted(axis: Axis, days: Iterable[dt.date], mark: Cell) -> dict[int, Cell]:
    """Return the mark where there is one note, the number where more share a cell."""
    counts = Counter(map(axis.at, days))
    sign, colour = mark
    return {
        cell: (sign if count == 1 else str(count) if count < 10 else "#", colour)
        for cell, count in counts.items()
    }


def _quarter(day: dt.date) -> dt.date:
    """Return the first day of the quarter that a day is in."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
