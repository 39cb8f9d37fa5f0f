"""A form that came back: what was written under each question, and what belongs to none.

The text may have been through mail programs, word processors and people. The words of the
questions say where an answer belongs; whatever stands between two of them is kept as it was
written. Nothing is guessed: text below something that may have been a question is not placed, and
shown as such, rather than put under the question before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from agendas.words import _
from storage.employee_form import Unplaced
from storage.exports.escape import unnoted
from storage.forms.form import Form
from storage.imports.form_anchors import Anchor, Finder, Spot, anchors_of
from storage.imports.form_likeness import Likeness
from storage.imports.form_lines import (
    LONGEST_SIGNATURE,
    Line,
    Reference,
    lines_of,
    references_in,
    unescaped,
)
from storage.imports.trouble import Trouble

MOST_LINES = 5_000
"""A form has some hundred; more are not read."""


class ReadForm(NamedTuple):
    """What a form holds."""

    form: Form
    """The one of those offered that it is."""
    texts: dict[str, str]
    """What was written, by the places of the fields."""
    unplaced: tuple[Unplaced, ...]


@dataclass
class _Block:
    """What stands below some words of the form, up to the next ones."""

    spot: Spot | None
    lines: list[Line] = field(default_factory=list)


def which_talk(text: str) -> Reference | None:
    """Return what a text says about the talk that it is a form of; None if it is no form.

    Raises Trouble where it names several talks.
    """
    found = references_in(text)
    if len(found) > 1:
        line = text[: text.upper().index(found[1].talk)].count("\n") + 1
        raise Trouble(line, _("this names two talks; put each form into a file of its own"))
    return found[0] if found else None


def read_form(text: str, forms: Sequence[Form], reference: Reference) -> ReadForm:
    """Return what a text holds, read as the one of ``forms`` that most of its words are of.

    Raises Trouble where none of its questions is there, or it is too large.
    """
    lines = lines_of(text, saved=reference.saved)
    if len(lines) > MOST_LINES:
        raise Trouble(MOST_LINES, _("this is far longer than a form; nothing was read"))
    tried: list[tuple[Form, list[Anchor], list[Spot]]] = []
    for form in forms:
        anchors = anchors_of(form)
        tried.append((form, anchors, Finder(lines, anchors).spots()))
        if _asked(tried[-1][2]) == len(list(form.fields())):
            break
    form, anchors, spots = max(tried, key=lambda one: (_asked(one[2]), len(one[2])))
    spots = sorted([*spots, *Likeness(lines, anchors).spots(spots)], key=lambda one: one.start)
    if not _asked(spots):
        raise Trouble(1, _("none of the form's questions stands in it any more"))
    return _Reader(form, lines, spots, escaped=reference.escaped).read()


def _asked(spots: Sequence[Spot]) -> int:
    return len({spot.anchor.place for spot in spots if spot.anchor.kind == "field"})


class _Reader:
    """Puts the lines of one text under the questions that they stand below."""

    def __init__(self, form: Form, lines: list[Line], spots: list[Spot], *, escaped: bool) -> None:
        self._form = form
        self._lines = lines
        self._spots = spots
        self._escaped = escaped
        self._asked = {spot.anchor.place for spot in spots if spot.anchor.kind == "field"}
        self._all_there = self._asked >= {one.place for one in form.fields()}
        self._ended = any(spot.anchor.kind == "closing" for spot in spots)
        self._texts: dict[str, list[str]] = {}
        self._unplaced: list[Unplaced] = []

    def read(self) -> ReadForm:
        """Return what stands in the lines."""
        blocks = self._blocks()
        for block in blocks:
            rest = self._own(block, last=block is blocks[-1])
            if rest is not None:
                self._leave(rest)
        texts = {place: "\n\n".join(dict.fromkeys(some)) for place, some in self._texts.items()}
        in_order = (one.place for one in self._form.fields())
        return ReadForm(
            self._form,
            {place: texts[place] for place in in_order if place in texts},
            tuple(dict.fromkeys(self._unplaced)),
        )

    def _blocks(self) -> list[_Block]:
        """Return the lines by the words of the form that they stand below."""
        blocks = [_Block(None)]
        at = 0
        for spot in self._spots:
            blocks[-1].lines += self._lines[at : spot.start]
            if spot.anchor.kind not in ("words", "details"):
                blocks.append(_Block(spot))
            at = spot.end
        blocks[-1].lines += self._lines[at:]
        return blocks

    def _own(self, block: _Block, *, last: bool) -> tuple[str, list[Line]] | None:
        """Keep what is the answer in a block; return what isn't, with what it stands below."""
        if block.spot is None:
            return "", block.lines
        anchor = block.spot.anchor
        if anchor.kind not in ("field", "group"):
            return anchor.label, block.lines
        if anchor.kind == "group" and not self._may_answer(block):
            return anchor.label, block.lines
        own, rest = self._cut(block, last=last and not self._ended)
        if text := self._answer(block.spot, own):
            self._texts.setdefault(anchor.place, []).append(text)
        if not rest:
            return None
        below = next((line.content.strip() for line in rest if not line.blank), "")
        return (below, rest[1:]) if len(rest) > 1 and rest[0].marked else (anchor.label, rest)

    def _may_answer(self, block: _Block) -> bool:
        """Whether what stands below a title is about it as a whole, not under a lost question."""
        assert block.spot
        item = block.spot.anchor.item
        there = [one.place in self._asked for one in self._form.fields() if one.item == item]
        return len(set(there)) == 1 and not any(line.answers for line in block.lines)

    def _cut(self, block: _Block, *, last: bool) -> tuple[list[Line], list[Line]]:
        """Part the lines where something else begins than the answer."""
        lines = block.lines
        ends = [
            at
            for at, line in enumerate(lines)
            if line.wrote or (not self._all_there and _begins_another(block, at))
        ]
        if last:
            first = max(len(lines) - LONGEST_SIGNATURE, 0)
            ends += [at for at in range(first, len(lines)) if lines[at].leaves]
        end = min(ends, default=len(lines))
        if end < len(lines) and lines[end].answers:
            end = _question_above(lines, end)
        return lines[:end], lines[end:]

    def _answer(self, spot: Spot, lines: list[Line]) -> str:
        """Return the answer that stands in the lines of a block, and behind its question."""
        if any(line.is_answer for line in lines):
            return _saved(lines)
        at = next((at for at, line in enumerate(lines) if line.answers), None)
        rows = [spot.rest]
        for number, line in enumerate(lines):
            text = line.inside(spot.depth)
            if number == 0 and line.underline:
                continue
            if number == at and (found := line.answers):
                text = line.content[found.end() :].rstrip()
            rows.append(text)
        while rows and (not rows[-1].strip() or _is_label(rows[-1])):
            rows.pop()
        return self._plain("\n".join(rows))

    def _leave(self, rest: tuple[str, list[Line]]) -> None:
        """Note what belongs to no question."""
        below, lines = rest
        kept = [
            line.content.rstrip()
            for line in lines
            if not line.underline and not _is_label(line.content)
        ]
        if text := self._plain("\n".join(kept)):
            self._unplaced.append(Unplaced(text, self._plain(below)))

    def _plain(self, text: str) -> str:
        return (unescaped(text) if self._escaped else text).strip()


def _is_label(text: str) -> bool:
    """Whether a line is the word before an answer alone."""
    found = Line(text).answers
    return found is not None and not text[found.end() :].strip()


def _begins_another(block: _Block, at: int) -> bool:
    """Whether a line may begin another question, which isn't known by its words any more."""
    line = block.lines[at]
    if line.is_answer:
        return False
    above = block.lines[:at]
    if line.answers:
        return bool(block.spot and block.spot.rest) or any(not one.blank for one in above)
    if not line.marked:
        return False
    below = next((one for one in block.lines[at + 1 :] if not one.blank), None)
    return line.hashed or line.asks or bool(below and below.answers)


def _question_above(lines: Sequence[Line], at: int) -> int:
    """Return where the paragraph above a line begins, if it looks like a question; else ``at``."""
    last = next((number for number in range(at - 1, -1, -1) if not lines[number].blank), None)
    if last is None or lines[last].answers:
        return at
    if not (lines[last].asks or lines[last].marked):
        return at
    first = last
    while first > 0 and not lines[first - 1].blank and not lines[first - 1].answers:
        first -= 1
    return first


def _saved(lines: Sequence[Line]) -> str:
    """Return an answer that a program has written, and below it what somebody has added."""
    rows = list(_rows(lines))
    added = [
        line.content.strip()
        for line in lines
        if not line.is_answer and not line.blank and not line.answers and not line.underline
    ]
    return "\n".join([unnoted("\n".join(rows)), *added])


def _rows(lines: Sequence[Line]) -> Iterator[str]:
    numbers = [at for at, line in enumerate(lines) if line.is_answer]
    for at in range(numbers[0], numbers[-1] + 1):
        if lines[at].is_answer or lines[at].blank:
            yield lines[at].content if lines[at].is_answer else ""
