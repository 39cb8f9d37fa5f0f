"""Searching all that is kept: records that fit a query, with the place and the words around."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from storage.passages import Passage, passages
from storage.records import Conversation, LogEntry, Person, Preparation
from storage.search_query import Query, fits, folded, tokens_of

AROUND = 40
"""How many characters of the text are shown before the first match."""


class Hit(NamedTuple):
    """A record that fits, and where in it."""

    record: Person | Conversation | Preparation | LogEntry
    passage: Passage
    """The text that is shown: the first one in which something matches."""
    marks: tuple[tuple[int, int], ...]
    """Where the matches stand in that text: first character, and the one after the last."""


def hit(record: Person | Conversation | Preparation | LogEntry, query: Query) -> Hit | None:
    """Return the record as a hit, or None where it doesn't fit the query's words and phrases."""
    found = passages(record)
    if not fits(query, [one.text for one in found]):
        return None
    marked = [(one, marks(one.text, query)) for one in found]
    best = max(marked, key=lambda one: len(one[1]), default=(Passage("", ""), ()))
    return Hit(record, *best)


def marks(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """Return where words of the query stand in a text."""
    words = {word for phrase in query.phrases for word in phrase}
    return tuple(
        (start, end)
        for start, end in _words(text)
        for word in tokens_of(text[start:end])
        if word in words or any(word.startswith(one) for one in query.words)
    )


def excerpt(text: str, found: tuple[tuple[int, int], ...]) -> tuple[int, str]:
    """Return where to begin so that the first match is seen, and the text from there."""
    start = max(found[0][0] - AROUND, 0) if found else 0
    if start:
        start = text.find(" ", start, found[0][0]) + 1 or start
    return start, text[start:]


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Go through the words of a text by their places."""
    start = None
    for at, character in enumerate([*text, " "]):
        inside = any(one.isalnum() for one in folded(character)) or not folded(character)
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            yield start, at
            start = None
