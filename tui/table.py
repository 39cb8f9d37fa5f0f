"""Columns that line up on a terminal, whatever people are called."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from functools import cache

GAP = "  "


def table(rows: Sequence[Sequence[str]], *, right: Collection[int] = (), widest: int = 40) -> str:
    """Return rows of one-line texts as lines with aligned columns.

    ``right`` are the columns that are aligned to the right; no column is wider than ``widest``
    terminal cells, longer texts end in ``…``.
    """
    short = [[shortened(text, widest) for text in row] for row in rows]
    widths = [max(map(cells, column)) for column in zip(*short, strict=True)]
    lines = []
    for row in short:
        padded = [
            " " * room + text if number in right else text + " " * room
            for number, text in enumerate(row)
            for room in [widths[number] - cells(text)]
        ]
        lines.append(GAP.join(padded).rstrip())
    return "\n".join(lines)


def cells(text: str) -> int:
    """Return how many cells of a terminal ``text`` fills."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def shortened(text: str, width: int) -> str:
    """Return ``text`` in at most ``width`` cells, cut with ``…`` where it is longer."""
    if cells(text) <= width:
        return text
    room = width - 1
    kept = ""
    for char in text:
        room -= _cells(char)
        if room < 0:
            break
        kept += char
    return f"{kept.rstrip()}…"


@cache
def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
