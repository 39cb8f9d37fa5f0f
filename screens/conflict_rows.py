"""Two versions of a record side by side: what differs, line by line."""

from __future__ import annotations

import datetime as dt
from difflib import SequenceMatcher
from itertools import zip_longest

from textual.content import Content

from agendas.words import _, day_in_full
from screens.painting import hanging
from screens.record_words import texts_of
from storage.conflicts import Versions
from storage.names import ID_LENGTH
from storage.records import Record
from storage.settling import saved_at

NARROWEST = 24
"""The cells that a column has at least; below that the versions stand under each other."""
_GAP = 3
_MARK = "+ "
_MOST_LINES = 2000
"""Longer texts are not compared line by line, for that takes too long."""


def conflict_rows(versions: Versions[Record], zone: dt.tzinfo | None, width: int) -> list[Content]:
    """Return the two versions for ``width`` cells: when each was saved, then what differs."""
    mine, other = versions.mine, versions.other
    column = (width - _GAP) // 2
    beside = column >= NARROWEST
    left = [_("Left: the one in use"), _saved(mine, zone)]
    right = [
        _("Right: the second version"),
        _saved(other, zone),
        f"…{versions.copy.name[ID_LENGTH:]}",
    ]
    heads = [(_styled(left, column), _styled(right, column))]
    texts, theirs = texts_of(mine) if mine is not None else {}, texts_of(other)
    rows = _columns(heads, column) if beside else [*_styled(left, width), *_styled(right, width)]
    legend = _("+ stands in that version only")
    rows += [Content(""), *hanging(legend, width, 0, "$time")]
    for label in dict.fromkeys((*texts, *theirs)):
        ours, others = texts.get(label, ""), theirs.get(label, "")
        if ours != others:
            rows += [Content(""), *hanging(label, width, 0, "bold")]
            room = column if beside else width
            pairs = [
                (_marked(one, changed, room), _marked(two, changed, room))
                for one, two, changed in _pairs(ours, others)
            ]
            rows += _columns(pairs, column) if beside else _stacked(pairs, width)
    return rows


def _saved(record: Record | None, zone: dt.tzinfo | None) -> str:
    """Return when a version was saved, in words."""
    if record is None:
        return _("can't be read")
    at = saved_at(record)
    if at is None:
        return _("not known when it was saved")
    at = at.astimezone(zone)
    return _("saved {when}").format(when=f"{day_in_full(at.date())} {at:%H:%M}")


def _styled(lines: list[str], width: int) -> list[Content]:
    """Return the head of a column: a bold line, and muted ones under it."""
    first, *rest = lines
    muted = [row for line in rest for row in hanging(line, width, 0, "$muted")]
    return [*hanging(first, width, 0, "bold"), *muted]


def _pairs(ours: str, theirs: str) -> list[tuple[str | None, str | None, bool]]:
    """Return the lines of both, side by side, with whether they differ; None fills a gap."""
    one, two = ours.split("\n") if ours else [], theirs.split("\n") if theirs else []
    if max(len(one), len(two)) > _MOST_LINES:
        return [(left, right, True) for left, right in zip_longest(one, two)]
    pairs: list[tuple[str | None, str | None, bool]] = []
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        both = zip_longest(one[start:end], two[other_start:other_end])
        pairs += [(left, right, what != "equal") for left, right in both]
    return pairs


def _marked(line: str | None, changed: bool, width: int) -> list[Content]:
    """Return a line of text, with a mark and in colour where it is in one version alone."""
    if line is None:
        return []
    if not changed:
        return hanging(line, width, len(_MARK), "$muted")
    first, *rest = hanging(line, width, len(_MARK), "$time")
    return [Content.assemble((_MARK, "$time"), first[len(_MARK) :]), *rest]


def _columns(pairs: list[tuple[list[Content], list[Content]]], column: int) -> list[Content]:
    return [
        Content.assemble(one.pad_right(max(column - one.cell_length, 0)), " " * _GAP, two)
        for left, right in pairs
        for one, two in zip_longest(left, right, fillvalue=Content(""))
    ]


def _stacked(pairs: list[tuple[list[Content], list[Content]]], width: int) -> list[Content]:
    """Return the left version's lines, then the right one's."""
    rows = []
    for side, words in enumerate((_("Left"), _("Right"))):
        rows += hanging(words, width, 0, "$muted")
        rows += [line for pair in pairs for line in pair[side]]
    return rows
