"""Two people's notes to a topic as numbered lines: the manager's first, then the employee's."""

from __future__ import annotations

from typing import NamedTuple

from storage.lift import MARK
from storage.records import Side, TopicNotes


class Line(NamedTuple):
    """A line in which something stands."""

    side: Side
    row: int
    text: str
    """What stands there, without the mark."""
    lifted: bool
    """Whether it was lifted into the plan."""


def lines_of(notes: TopicNotes) -> list[Line]:
    """Return the lines in which something stands, in the order of their numbers."""
    texts: tuple[tuple[Side, str], ...] = (("manager", notes.manager), ("employee", notes.employee))
    return [
        Line(side, row, line.removesuffix(MARK), line.endswith(MARK))
        for side, text in texts
        for row, line in enumerate(text.split("\n"))
        if line.strip()
    ]


def with_line(text: str, line: str) -> str:
    """Return a text with a line after those that stand there."""
    return f"{text}\n{line}" if text and not text.endswith("\n") else text + line


def with_other_line(text: str, row: int, line: str | None) -> str:
    """Return a text with another line in the place of one, or with none there."""
    rows = text.split("\n")
    rows[row : row + 1] = [] if line is None else [line]
    return "\n".join(rows)
