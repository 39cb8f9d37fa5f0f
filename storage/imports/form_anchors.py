"""Where the words of a form stand in a text that came back.

A question is known by its words alone: whatever is a heading, a list, bold, quoted or wrapped now,
they are the same. ``form_likeness`` finds one that was changed a little.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from storage.forms.form import FEWEST_WORDS, Form, Group, Section
from storage.forms.wording import bare
from storage.imports.form_lines import Line, reference_of

Kind = Literal["field", "group", "section", "closing", "details", "words"]
"""``words`` and ``details`` are what the form says without asking for an answer."""

_CHOSEN = re.compile(r"[*_~]|\[\s*x\s*\]", re.IGNORECASE)
"""How one of the words that are proposed is marked."""
_LONGEST = 40
"""Lines that the words of one question may be wrapped to."""


class Anchor(NamedTuple):
    """Words of the form, and what follows them."""

    kind: Kind
    label: str
    section: int = -1
    """The number of its section."""
    place: str = ""
    """Where the text that follows belongs."""
    words: tuple[str, ...] = ()
    proposed: bool = False
    """Whether the words that are proposed for an answer are among them, at the end."""

    @property
    def item(self) -> str:
        """The part of the place that tells which goal or action it is about."""
        return self.place.rpartition("/")[0]


class Spot(NamedTuple):
    """Words of the form in a text."""

    anchor: Anchor
    start: int
    end: int
    """The line after the last one that they stand on."""
    rest: str = ""
    """What was written behind them on the same line."""
    depth: int = 0
    """How deep they are quoted."""


def anchors_of(form: Form) -> list[Anchor]:
    """Return all words of a form, those with the most first."""
    found = [_anchor("words", words) for words in (form.title, form.subtitle, form.greeting)]
    undated = form.labels.when, form.labels.no_date  # as it was sent, if the day was set since
    found += [_anchor("words", f"{label} {words}") for label, words in (*form.frame, undated)]
    for number, section in enumerate(form.sections):
        found += _of_section(section, number)
        found.append(_anchor("words", form.labels.think_of, number))
    found.append(_anchor("closing", form.closing))
    return sorted((one for one in found if one.words), key=lambda one: -len(one.words))


def _anchor(
    kind: Kind, label: str, section: int = -1, place: str = "", proposed: str = ""
) -> Anchor:
    words = bare(f"{label} {proposed}")
    return Anchor(kind, label, section, place, tuple(words.split()), bool(proposed))


def _of_section(section: Section, number: int) -> Iterator[Anchor]:
    yield _anchor("section", section.title, number)
    for words in (section.lead, *section.thoughts):
        yield _anchor("words", words, number)
    for group in section.groups:
        yield from _of_group(group, number)


def _of_group(group: Group, number: int) -> Iterator[Anchor]:
    if group.title:
        yield _anchor("group", group.title, number, group.fields[-1].place)
        yield _anchor("details", group.details, number, group.fields[-1].place)
    for field in group.fields:
        yield _anchor("field", field.label, number, field.place)
        if field.proposed:
            words = ", ".join(field.proposed)
            yield _anchor("field", field.label, number, field.place, words)


class Finder:
    """Finds the words of a form in lines."""

    def __init__(self, lines: Sequence[Line], anchors: Sequence[Anchor]) -> None:
        self._lines = lines
        self._anchors = anchors
        self._by_first = defaultdict(list)
        for anchor in anchors:
            self._by_first[anchor.words[0]].append(anchor)
        self._wordless = {
            anchor.words[0].replace("\\", ""): anchor
            for anchor in anchors
            if len(anchor.words) == 1
        }

    def spots(self) -> list[Spot]:
        """Return where the form's words stand, from top to bottom."""
        found: list[Spot] = []
        at, asked = 0, False
        while at < len(self._lines):
            spot = self._at(at, found[-1] if found else None) or self._reference(at, asked)
            if spot is None:
                at += 1
                continue
            found.append(spot)
            asked = asked or spot.anchor.kind == "field"
            at = spot.end
        return found

    def _reference(self, at: int, asked: bool) -> Spot | None:
        """Return the line with the reference; after the questions it ends the form."""
        line = self._lines[at]
        if line.is_answer or len(line.words) > 2 + FEWEST_WORDS or not reference_of(line.seen):
            return None
        return Spot(Anchor("closing" if asked else "words", ""), at, at + 1)

    def _at(self, at: int, before: Spot | None) -> Spot | None:
        """Return the longest words of the form that a line begins with."""
        line = self._lines[at]
        if line.is_answer or line.blank:
            return None
        starts = [
            (skipped, line.words[skipped].text)
            for skipped in {0, line.numbered}
            if skipped < len(line.words)
        ]
        spots = [
            spot
            for skipped, first in starts
            for anchor in self._by_first.get(first, ())
            if (spot := self._matched(anchor, at, skipped)) and self._is_sure(spot, before)
        ]
        if not line.words and (
            anchor := self._wordless.get(bare(line.seen.lstrip("#*-+• ")).replace("\\", ""))
        ):
            spots.append(Spot(anchor, at, at + 1, depth=line.depth))
        order = ("field", "group", "section", "closing", "details", "words")
        return max(
            spots,
            key=lambda one: (len(one.anchor.words), -order.index(one.anchor.kind)),
            default=None,
        )

    def _matched(self, anchor: Anchor, at: int, skipped: int) -> Spot | None:
        """Return the spot if the words of ``anchor`` stand from line ``at`` on."""
        done = 0
        for number in range(at, min(at + _LONGEST, len(self._lines))):
            line = self._lines[number]
            words = line.words[skipped:] if number == at else line.words
            if line.blank or line.is_answer:
                return None
            part = anchor.words[done : done + len(words)]
            if tuple(word.text for word in words[: len(part)]) != part:
                return None
            done += len(part)
            if done == len(anchor.words):
                rest = self._rest(anchor, line, len(part) + (skipped if number == at else 0))
                if rest is None:
                    return None
                return Spot(anchor, at, number + 1, rest, self._lines[at].depth)
        return None

    def _rest(self, anchor: Anchor, line: Line, count: int) -> str | None:
        """Return what stands on the line behind the words; None if they are part of something."""
        if anchor.kind in ("section", "words", "details"):
            return "" if count == len(line.words) else None
        if anchor.kind == "closing" or not count:
            return ""
        word = line.words[count - 1]
        if not anchor.proposed:
            return line.after(word, anchor.label)
        rest = line.after(word, f"{word.text})", open_ended=True) or ""
        chosen = line.seen[: word.end].rpartition("(")[2]
        return f"{chosen} {rest}".strip() if _CHOSEN.search(chosen) else rest

    def _is_sure(self, spot: Spot, before: Spot | None) -> bool:
        """Whether words that may as well be an answer are the form's."""
        anchor, first = spot.anchor, self._lines[spot.start]
        above = before.anchor if before is not None else None
        below = next((at for at in range(spot.end, len(self._lines)) if self._there(at)), None)
        if anchor.kind == "details":
            title = above is not None and (above.kind, above.place) == ("group", anchor.place)
            long = len(anchor.words) > FEWEST_WORDS + 1
            return long or title or (below is not None and self._leads_to(below, anchor))
        if anchor.kind != "section" and len(anchor.words) >= FEWEST_WORDS:
            return True
        if anchor.kind == "words" and above is not None and above.kind == "words":
            return True
        asked = anchor.kind == "field" and anchor.label.endswith("?") and "?" in first.seen
        if (
            asked
            or first.marked
            or first.numbered
            or (below == spot.end and self._lines[below].underline)
        ):
            return True
        if below is None:
            return False
        if anchor.kind == "section":
            apart = below > spot.end and (spot.start == 0 or not self._there(spot.start - 1))
            return (apart and len(anchor.words) >= FEWEST_WORDS) or self._leads_to(below, anchor)
        return bool(self._lines[below].answers)

    def _there(self, at: int) -> bool:
        return not self._lines[at].blank

    def _leads_to(self, at: int, above: Anchor) -> bool:
        """Whether what comes below some words of the form stands at a line."""
        line = self._lines[at]
        return any(
            self._matched(anchor, at, skipped)
            for skipped in {0, line.numbered}
            if skipped < len(line.words)
            for anchor in self._by_first.get(line.words[skipped].text, ())
            if anchor.section == above.section
            and anchor.kind != "section"
            and (above.kind == "section" or anchor.item == above.item)
        )
