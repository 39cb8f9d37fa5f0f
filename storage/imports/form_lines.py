"""The lines of a form that came back, each with what mail programs and editors put before it."""

from __future__ import annotations

import html
import re
from functools import cache, cached_property
from typing import NamedTuple

from storage.exports.form import INDENT, SAVED
from storage.forms.labels import ALL
from storage.forms.wording import Word, seen, tail, words_in
from storage.text import clean

_REFERENCE = re.compile(
    rf"samtale[\\_\-–\s*]{{0,4}}([0-9A-HJKMNP-TV-Z]{{26}})(\\?{SAVED})?(?![0-9A-Z])", re.IGNORECASE
)
_ESCAPED_REFERENCE = re.compile(r"samtale\\_[0-9A-Z]{26}", re.IGNORECASE)
_SAYS_SO = re.compile(
    rf"[\W_]*(?:{'|'.join({one.reference: '' for one in ALL})})[\W_]*samtale", re.IGNORECASE
)
DEEPEST = 40
"""How many marks of quoting are taken from a line."""
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_QUOTES_BEFORE = re.compile(rf"(?:[ \t]*>[ \t]?){{1,{DEEPEST}}}")
_NUMBER = re.compile(r"[\W_]*(?:\d{1,3}|[a-zA-Z])\\?[.)](?=[\W_])")
_HEADING = re.compile(r"#{1,6}\s*\S|(\*{1,3}|_{1,3})(?![\s*_]).+\1[:.]?\s*$")
_UNDERLINE = re.compile(r"\s*\\?(={3,}|-{3,})\s*$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ANSWER = re.compile(
    rf"[\W_]*(?:{'|'.join(re.escape(one.answer.rstrip(':')) for one in ALL)})[*_\s]*:[*_]*[ \t]*",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:on|den|på|kl|fra|from|i|am|le)\b.{4,200}\b(?:wrote|skrev|skreiv|schrieb|écrit)\b.{0,120}:\s*$"
    r"|-{3,}\s*(?:original message|opprinnelig melding|opphavleg melding)\s*-{3,}\s*$",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"--\s*$"
    r"|(?:(?:med|m\.)?\s*(?:vennlig|venleg|vennleg|beste|gode?)\s+(?:hilsen|helsing))\b.{0,60}$"
    r"|(?:hilsen|helsing|mvh|vh|klem)\b.{0,40}$"
    r"|(?:(?:kind|best|warm)\s+)?regards\b.{0,40}$|best wishes\b.{0,40}$"
    r"|(?:sent from my|sendt fra|sendt frå|get outlook for|hent outlook for)\b.{0,60}$",
    re.IGNORECASE,
)
_QUOTES = "»«”“„\"'’‘"
LONGEST_SIGNATURE = 12
"""Lines."""


class Reference(NamedTuple):
    """Which talk a line says that the form is of."""

    talk: str
    saved: bool
    """Whether a program has written the answers."""
    escaped: bool
    """Whether the text is Markdown that a word processor made, with its signs escaped."""


class Line:
    """One line, without the marks of quoting in front of it."""

    def __init__(self, text: str, *, answer: bool = False) -> None:
        self._whole = text
        self.is_answer = answer
        """Whether a program has written it as part of an answer."""
        quoted = None if answer else _QUOTES_BEFORE.match(text)
        before = quoted[0] if quoted else ""
        self.depth = before.count(">")
        self.content = text[len(before) :]

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.content.strip()

    @cached_property
    def seen(self) -> str:
        """What stands on it as it is compared."""
        return seen(self.content)

    @cached_property
    def words(self) -> list[Word]:
        """The words on it; none of an answer that a program has written."""
        return [] if self.is_answer else words_in(self.seen)

    @cached_property
    def numbered(self) -> int:
        """How many of its words are a number in front."""
        number = _NUMBER.match(self.seen)
        return sum(word.end <= number.end() for word in self.words) if number else 0

    @property
    def marked(self) -> bool:
        """Whether it looks like a heading."""
        return not self.is_answer and bool(_HEADING.match(self._signs.strip()))

    @property
    def hashed(self) -> bool:
        """Whether it begins as a heading does in Markdown."""
        return not self.is_answer and self._signs.lstrip().startswith("#")

    @property
    def asks(self) -> bool:
        """Whether it ends as a question, or what leads to an answer, does."""
        return not self.is_answer and self._signs.rstrip().rstrip("*_# ").endswith(("?", ":"))

    @property
    def _signs(self) -> str:
        return self.content.replace("\\", "")

    @property
    def underline(self) -> bool:
        """Whether it is the line below a heading, or across the page."""
        return not self.is_answer and bool(_UNDERLINE.match(self.content))

    @property
    def answers(self) -> re.Match[str] | None:
        """The word before an answer, if the line begins with it."""
        return None if self.is_answer else _ANSWER.match(self.content)

    @property
    def wrote(self) -> bool:
        """Whether it is a mail program's line about who wrote what follows."""
        return not self.is_answer and bool(_WROTE.match(self.content.strip()))

    @property
    def leaves(self) -> bool:
        """Whether it is how one ends a letter."""
        return not self.is_answer and bool(_LEAVE.match(self.content.strip()))

    def inside(self, depth: int) -> str:
        """Return what stands on it, for somebody who is quoted ``depth`` deep."""
        text = self._whole
        for _level in range(min(depth, self.depth)):
            quote = _QUOTE.match(text)
            assert quote
            text = text[quote.end() :]
        return text.rstrip() if not self.is_answer else text

    def after(self, word: Word, label: str, *, open_ended: bool = False) -> str | None:
        """Return what stands behind ``word``, which ends a question that is worded ``label``.

        None where that goes on the same sentence, unless it is ``open_ended``: then it isn't the
        question.
        """
        rest = re.sub(r"\s+#+\s*$", "", self.seen[word.end :])
        if not rest.strip().strip("*_\\.?!: "):
            return ""
        own = _tail(label).match(rest)
        if own and own.end():
            return rest[own.end() :].strip()
        found = re.match(r"[*_]*\s*[:–—-]+[*_]*", rest)
        if found or open_ended or rest.startswith(("\t", "  ", " (")):
            return rest[found.end() if found else 0 :].strip()
        return None


@cache
def _tail(label: str) -> re.Pattern[str]:
    """Return what matches the signs that a question ends in, and marks around them."""
    signs = "".join(tail(label).split())
    parts = [f"[{_QUOTES}]" if sign in _QUOTES else re.escape(sign) for sign in signs]
    between = r"[*_\\\s]*"
    whole = between.join(parts)
    return re.compile(rf"{between}{whole}[*_\\]*:?[*_]*" if whole else "")


def reference_of(text: str) -> Reference | None:
    """Return the reference in ``text``, if there is one."""
    found = _REFERENCE.search(text)
    if not found:
        return None
    escaped = bool(_ESCAPED_REFERENCE.search(text))
    return Reference(found[1].upper(), bool(found[2]), escaped)


def references_in(text: str) -> list[Reference]:
    """Return the references in a text, each talk's first: those on lines that say so, if any do."""
    lines = [(line, found) for line in text.split("\n") if (found := reference_of(line))]
    if any(found.saved for _line, found in lines):
        lines = [(line, found) for line, found in lines if not line.startswith(INDENT)]
    said = [(line, found) for line, found in lines if _SAYS_SO.match(line)]
    return list({found.talk: found for _line, found in reversed(said or lines)}.values())


def lines_of(text: str, *, saved: bool) -> list[Line]:
    """Return the lines of a form's text."""
    raw = clean(text).split("\n")
    if not saved:
        return [Line(line) for line in raw]
    return [
        Line(line[len(INDENT) :], answer=True) if line.startswith(INDENT) else Line(line)
        for line in raw
    ]


def unescaped(text: str) -> str:
    """Return Markdown that a word processor made as the text that it was."""
    plain = re.sub(r"\\\n", "\n", text).removesuffix("\\")
    return html.unescape(_ESCAPE.sub(r"\1", plain))
