"""Rows for a spreadsheet, as CSV (RFC 4180, UTF-8), in which no text is a formula.

`uncell` reads back what `cell` has written, so a list that was exported comes back as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from storage.exports.escape import noted, unnoted

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


_MADE_A_TEXT = re.compile(r'(^|[;,|\t])\'(?=[\s"\'`]*[=+\-@＝＋－＠])')
_AT_ENDS = re.compile(r"[\n\t]|\A\s+|\s+\Z")


def cell(text: str) -> str:
    """Return a text on one line, with an apostrophe before what would make it a formula.

    Line breaks, what can't be seen, and spaces at the ends are written out: ``\\u{a}``.
    """
    line = _AT_ENDS.sub(
        lambda found: "".join(f"\\u{{{ord(char):x}}}" for char in found[0]), noted(text)
    )
    return _FORMULA.sub(r"\1'", line)


def uncell(text: str) -> str:
    """Return text as it was before `cell`."""
    return unnoted(_MADE_A_TEXT.sub(r"\1", text))
