"""Rows for a spreadsheet, as CSV (RFC 4180, UTF-8), in which no text is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from storage.text import one_line

_FORMULA = re.compile(r'(^|[;,|\t])(?=[\s"\'`]*[=+\-@＝＋－＠])')
"""Where a cell could begin and a formula follows.

A spreadsheet that is set up for another country parts the cells at another mark, so the inside
of a text counts as well.
"""


def to_csv(rows: Iterable[Sequence[object]]) -> str:
    """Return the rows as CSV; texts go through `cell`, None is an empty cell."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_MINIMAL)
    for row in rows:
        writer.writerow([cell(value) if isinstance(value, str) else value for value in row])
    return file.getvalue()


def cell(text: str) -> str:
    """Return a text on one line, with an apostrophe before what would make it a formula."""
    return _FORMULA.sub(r"\1'", one_line(text))
