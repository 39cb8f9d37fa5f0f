"""Columns and lines of text for the screen, made safe and cut with a sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Literal

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from storage.text import one_line

_PART = re.compile(r"[^/\\_-]*[/\\_-]+|[^/\\_-]+")
"""A part of a path or of a long name, with the separator after it."""
Align = Literal["left", "right"]
MEASURE = 88
"""The most cells that a line of prose takes, on the widest screen too: longer ones tire."""


def styled(text: str, style: str = "") -> Content:
    """Return ``text`` on one line, as long as it is."""
    return Content.styled(one_line(text), style) if style else Content(one_line(text))


def at_separators(text: str, width: int) -> str:
    """Return ``text`` with new lines in what is too long for one line and has parts, as a path.

    So no number and no name in it is torn, as long as there is room for them.
    """

    def broken(word: re.Match[str]) -> str:
        lines = [""]
        for part in _PART.findall(word[0]):
            if lines[-1] and cell_len(lines[-1] + part) > width:
                lines.append("")
            lines[-1] += part
        return "\n".join(lines)

    return re.sub(rf"\S{{{width + 1},}}", broken, text)


def fit(text: str, width: int, style: str = "", align: Align = "left") -> Content:
    """Return ``text`` on one line of exactly ``width`` cells, shortened with … where too long."""
    content = shorten(text, width, style)
    padding = " " * max(width - content.cell_length, 0)
    return Content.assemble(padding, content) if align == "right" else content + padding


def shorten(text: str, width: int, style: str = "") -> Content:
    """Return ``text`` on one line of at most ``width`` cells, shortened with … where too long."""
    return styled(text, style).truncate(max(width, 0), ellipsis=True)


def hanging(text: str, width: int, indent: int, style: str = "") -> list[Content]:
    """Return ``text`` wrapped to ``width`` cells, every line set in by ``indent``."""
    room = min(max(width - indent, 8), MEASURE)
    content = at_separators(one_line(text), room)
    lines = (Content.styled(content, style) if style else Content(content)).wrap(room)
    return [Content.assemble(" " * indent, line.rstrip()) for line in lines]


def marked(
    mark: tuple[str, str], text: str, width: int, indent: int, style: str = ""
) -> list[Content]:
    """Return ``text`` wrapped under its first word, behind a mark of two cells."""
    lines = hanging(text, width, indent + 2, style)
    lines[0] = Content.assemble(" " * indent, mark, lines[0][indent + 2 :])
    return lines


def link(action: str) -> Style:
    """Return the style that runs ``action`` when it is clicked."""
    return Style.from_meta({"@click": action})


def first_to_fit(texts: Sequence[Content], width: int) -> Content:
    """Return the first text that fits ``width`` cells, else the last one, cut with a sign."""
    fitting = (text for text in texts if text.cell_length <= width)
    return next(fitting, texts[-1].truncate(max(width, 0), ellipsis=True))


def spread(left: Content, right: Content, width: int) -> Content:
    """Return one line with ``left`` and ``right`` at its ends; the left one gives way."""
    room = max(width - right.cell_length - 2, 0)
    left = left.truncate(room, ellipsis=True)
    return Content.assemble(left, " " * max(width - left.cell_length - right.cell_length, 0), right)


def packed(parts: Iterable[Content], width: int) -> list[Content]:
    """Return short remarks beside each other, on as many lines of ``width`` cells as they need."""
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + 3 + part.cell_length <= width:
            lines[-1] = Content.assemble(lines[-1], "   ", part)
        else:
            lines.append(part)
    return lines


def beside(
    left: Sequence[Content], right: Sequence[Content], column: int, first: Content
) -> list[Content]:
    """Return two texts side by side, the left one ``column`` cells wide.

    ``first`` stands between them on the first line, as many spaces on the others.
    """
    rows = []
    for number, (one, other) in enumerate(zip_longest(left, right, fillvalue=Content(""))):
        between = first if number == 0 else Content(" " * first.cell_length)
        pad = " " * max(column - one.cell_length, 0)
        rows.append(Content.assemble(one, pad, between, other))
    return rows
