"""Questions of a form whose words were changed a little on the way: a slip, a letter that is lost.

One that is nearly the same is taken for the question, but never where two could be meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from storage.forms.form import FEWEST_WORDS
from storage.imports.form_anchors import Anchor, Spot
from storage.imports.form_lines import Line

SIMILAR = 0.9
"""How alike a line and a question must be, by `SequenceMatcher.ratio`: a wrong letter or two, or a
short word too many."""
AHEAD = 3
"""How many times further off any other question must be. Questions of one form differ by as little
as a word (“more of”, “less of”; “action 1”, “action 2”), so a line that has such a word wrong is
about as far from both, and is taken for neither."""
_WRAPPED = 3
"""Lines that a question may be wrapped to that isn't known by its very words."""
_FAR = 0.6
"""What is less alike is not looked at closer."""
_MOST_SIMILAR = 300
"""Lines that are held against the questions for likeness."""
_LONGEST_SIMILAR = 400
"""Letters."""


class Likeness:
    """Finds in lines what is nearly a question that isn't there by its very words."""

    def __init__(self, lines: Sequence[Line], anchors: Sequence[Anchor]) -> None:
        self._lines = lines
        self._anchors = anchors

    def spots(self, known: Sequence[Spot]) -> list[Spot]:
        """Return where questions stand whose words were changed a little; see `SIMILAR`."""
        found = {spot.anchor.place for spot in known if spot.anchor.kind == "field"}
        titles = {spot.anchor.place for spot in known if spot.anchor.kind == "group"}
        missing = [
            one
            for one in self._anchors
            if (one.kind == "field" and one.place not in found)
            or (one.kind == "group" and one.place not in titles)
        ]
        taken = {at for spot in known for at in range(spot.start, spot.end)}
        tried = 0
        more: list[Spot] = []
        for at, line in enumerate(self._lines):
            if not missing or tried >= _MOST_SIMILAR:
                break
            if at in taken or not self._may_ask(at, line):
                continue
            tried += 1
            if spot := self._most_similar(at, missing, taken):
                more.append(spot)
                missing = [one for one in missing if one.place != spot.anchor.place]
        return more

    def _may_ask(self, at: int, line: Line) -> bool:
        """Whether a line looks like the first of a question of the form."""
        if line.blank or line.is_answer or len(line.words) <= FEWEST_WORDS:
            return False
        below = [one for one in self._lines[at + 1 : at + 6] if not one.blank][:_WRAPPED]
        wrapped = takewhile(lambda one: not one.blank, self._lines[at : at + _WRAPPED])
        return (
            line.marked
            or any(one.asks or "?" in one.seen for one in wrapped)
            or any(one.answers for one in below)
        )

    def _most_similar(self, at: int, missing: Sequence[Anchor], taken: set[int]) -> Spot | None:
        """Return the one question that the lines from ``at`` on are nearly the same as."""
        near: list[tuple[float, Spot]] = []
        text = ""
        for number in range(at, min(at + _WRAPPED, len(self._lines))):
            line = self._lines[number]
            if line.blank or line.is_answer or number in taken:
                break
            words = line.words[line.numbered :] if number == at else line.words
            signs = [place for sign in "?:" if (place := line.seen.find(sign)) > 0]
            for end in {len(line.seen), *signs}:
                whole = " ".join([text, *(word.text for word in words if word.end <= end)]).strip()
                nearest = self._nearest(whole) if len(whole) <= _LONGEST_SIMILAR else None
                if nearest and nearest[1] in missing:
                    rest = line.seen[end:].lstrip("?:*_\\ \t")
                    spot = Spot(nearest[1], at, number + 1, rest, self._lines[at].depth)
                    near.append((nearest[0], spot))
            text = " ".join([text, *(word.text for word in words)]).strip()
        return min(near, key=lambda one: (one[0], -len(one[1].rest)), default=(0, None))[1]

    def _nearest(self, text: str) -> tuple[float, Anchor] | None:
        """Return what the form asks nearly like this, and how far off, if all else is further."""
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(text)
        near: dict[str, tuple[float, Anchor]] = {}
        for anchor in self._anchors:
            if anchor.kind in ("closing", "details"):
                continue
            matcher.set_seq1(" ".join(anchor.words))
            if matcher.real_quick_ratio() < _FAR or matcher.quick_ratio() < _FAR:
                continue
            known, distance = anchor.place or anchor.label, 1 - matcher.ratio()
            if known not in near or distance < near[known][0]:
                near[known] = distance, anchor
        ranked = sorted(near.values(), key=lambda one: one[0])
        if not ranked or ranked[0][1].kind not in ("field", "group"):
            return None
        distance = ranked[0][0]
        too_near = len(ranked) > 1 and ranked[1][0] < AHEAD * distance
        return None if distance > 1 - SIMILAR or too_near else ranked[0]
