"""A list of people as a spreadsheet writes it: which mark parts its cells, which line is which.

The lines are those that an editor counts; a cell in quotation marks may go over several.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from agendas.words import _
from storage.imports.columns import Columns, columns_of
from storage.imports.trouble import Trouble

SEPARATORS = (";", ",", "\t")
_HEAD = 6
"""The names of the columns stand in one of the first lines that say anything."""
_SEP_LINE = re.compile(r"\s*\"?sep=(.)\"?[;,\t]*\r?\n?", re.IGNORECASE)
"""Tells Excel which mark parts the cells."""


class Line(NamedTuple):
    """One line of the list, or several where a cell has line breaks."""

    number: int
    cells: list[str]
    trouble: str = ""
    """Why it can't be taken apart."""


class Sheet(NamedTuple):
    """The list, taken apart."""

    columns: Columns
    separator: str
    lines: list[Line]
    """All below the names of the columns that say anything."""


def read_sheet(text: str, most: int) -> Sheet:
    """Take a text apart; ``most`` is how many lines it may have.

    Raises:
        Trouble: No line names the columns, a quotation mark is never closed, or it is too long.
    """
    said = _SEP_LINE.match(text)
    skipped = 1 if said else 0
    body = text[said.end() :] if said else text
    separators = (said[1],) if said and said[1] in SEPARATORS else SEPARATORS
    heads = [(_head(body, one, skipped), one) for one in separators]
    head, separator = max(heads, key=lambda found: len(found[0][1].places))
    if not head[1].named:
        words = _("no column is called Name; the first line names the columns, such as {example}")
        raise Trouble(1 + skipped, words.format(example="Navn;Stilling;E-post;Siste samtale"))
    lines: list[Line] = []
    for line in _lines(body, separator, skipped):
        if line.number <= head[0] or not (line.trouble or any(map(str.strip, line.cells))):
            continue
        if len(lines) == most:
            words = _("more than {n} people are too many; import them in parts")
            raise Trouble(line.number, words.format(n=most))
        lines.append(line)
    return Sheet(head[1], separator, lines)


def _head(text: str, separator: str, skipped: int) -> tuple[int, Columns]:
    """Return the line that names the most columns where cells are parted so, and the columns."""
    best = (0, columns_of(()))
    first = (line for line in _lines(text, separator, skipped) if any(map(str.strip, line.cells)))
    try:
        for line in islice(first, _HEAD):
            columns = columns_of(line.cells)
            if columns.named and len(columns.places) > len(best[1].places):
                best = (line.number, columns)
    except Trouble:
        return best
    return best


def _lines(text: str, separator: str, skipped: int) -> Iterator[Line]:
    """Go through the lines; one that can't be taken apart says why.

    Raises:
        Trouble: A quotation mark is never closed, so nobody knows where its line ends.
    """
    file = io.StringIO(text, newline="")
    rows = csv.reader(file, delimiter=separator, strict=True)
    while True:
        before = rows.line_num
        try:
            yield Line(before + 1 + skipped, next(rows))
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                words = _("a quotation mark is opened here and never closed")
                raise Trouble(before + 1 + skipped, words) from error
            words = _("its quotation marks or its length are not those of CSV")
            yield Line(before + 1 + skipped, [], words)
