"""The unit's goals from a Markdown file: a heading with a year, and a list below it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from agendas.blocks import Block, placeless, read_blocks
from agendas.words import _
from storage.imports.trouble import PlanError, Trouble
from storage.text import clean

MAX_BYTES = 256 * 1024
"""The largest file that is read."""
YEARS = range(2000, 2101)
"""The years that a unit can have goals for."""

_YEAR = re.compile(r"(?<![0-9])(?:20[0-9]{2}|2100)(?![0-9])")
_HEADING = re.compile(r"h[1-6]")


class UnitGoalsError(PlanError):
    """Why a file holds no goals of a unit, in one line: ``file:line: reason``."""


class Read(NamedTuple):
    """One goal of a file."""

    year: int
    text: str
    line: int


def read_unit_goals_file(path: Path) -> list[Read]:
    """Return the goals in a file, in its order.

    Raises UnitGoalsError, with the line, where it is anything else; OSError where it can't be read.
    """
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    try:
        if len(data) > MAX_BYTES:
            words = _("the file is too large; at most {size} KB are read")
            raise Trouble(1, words.format(size=MAX_BYTES // 1024))
        return read_unit_goals(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnitGoalsError(str(path), line, _("the file is not UTF-8 text")) from error
    except Trouble as trouble:
        raise UnitGoalsError(str(path), trouble.line, trouble.reason) from trouble


def read_unit_goals(text: str) -> list[Read]:
    """Return the goals in a text.

    A heading without a year divides the goals of the year above it. Raises Trouble for the first
    thing that is no heading with a year and no goal: nothing is left out in silence.
    """
    year: int | None = None
    found: list[Read] = []
    for block in read_blocks(text):
        if _HEADING.fullmatch(block.kind):
            year = _year_in(block) or year
        elif block.kind != "bullet_list":
            raise Trouble(block.line, placeless(block, _('goals stand in a list, as "- …"')))
        elif year is None:
            raise Trouble(block.line, _('expected a heading with a year first, as "# Goals 2027"'))
        else:
            found += [Read(year, _goal(item), item.line) for item in block.children]
    if not found:
        raise Trouble(1, _('expected a heading with a year, and below it goals as "- …"'))
    return found


def _year_in(heading: Block) -> int | None:
    years = {int(year) for year in _YEAR.findall(heading.text)}
    if len(years) > 1:
        raise Trouble(heading.line, _("expected one year in this heading, not several"))
    return next(iter(years), None)


def _goal(item: Block) -> str:
    paragraphs = [child.kind for child in item.children] == ["paragraph"]
    text = clean(item.children[0].text).strip() if paragraphs else ""
    if not text:
        raise Trouble(item.line, _('a goal is one paragraph of text, as "- Answer the same day"'))
    return text
