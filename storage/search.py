"""Searching all that is kept: records that fit a query, with the place and the words around."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from storage.passages import Passage, passages
from storage.records import Conversation, LogEntry, Person, Preparation
from storage.search_query import Kind, Query, fits, folded, matches, tokens_of
from storage.ulids import made_at

if TYPE_CHECKING:
    from storage.cards import Name

AROUND = 40
"""How many characters of the text are shown before the first match."""
CUT = "… "
"""Stands where the beginning of a text is left away."""

Searched = Person | Conversation | Preparation | LogEntry
SEARCHED: tuple[type[Searched], ...] = (Person, Conversation, Preparation, LogEntry)
"""The kinds of record that can be searched."""


class Hit(NamedTuple):
    """A record that fits, and where in it."""

    record: Searched
    passage: Passage
    """The text that is shown: the first of those in which most matches, or an open action's."""
    marks: tuple[tuple[int, int], ...]
    """Where the matches stand in that text: first character, and the one after the last."""


def hit(record: Searched, query: Query, *, shared: bool = False) -> Hit | None:
    """Return the record as a hit, or None where it doesn't fit or, ``shared``, may not be seen.

    Whose record it is, is not asked here: it knows no name; see `persons_meant`.
    """
    if not is_let_through(record, query):
        return None
    if shared:
        if is_private(record):
            return None
        record = _without_asides(record)
    found = [(one, tokens_of(one.text)) for one in passages(record)]
    if not fits(query, [tokens for _one, tokens in found]):
        return None
    waiting = _waiting(record) if query.is_open else ()
    nothing: tuple[Passage, list[str]] = (Passage("", ""), [])
    best, _tokens = max(
        found,
        key=lambda one: (matches(query, one[1]), one[0].place in waiting),
        default=nothing,
    )
    return Hit(record, best, marks(best.text, query))


def is_let_through(record: Searched, query: Query) -> bool:
    """Return whether a record is of the kind, the year and the standing that a query names."""
    if query.kind not in (None, kind_of(record)) or (query.is_open and not is_open(record)):
        return False
    day = day_of(record)
    return query.year is None or (day is not None and day.year == query.year)


def persons_meant(
    query: Query, names: Iterable[Name], shared_with: str | None
) -> Collection[str] | None:
    """Return the ids of those whose records are asked for and may be seen; None for everybody's."""
    if not query.person:
        return None if shared_with is None else {shared_with}
    meant = {one.id for one in names if query.person in folded(one.name)}
    return meant if shared_with is None else meant & {shared_with}


# What is asked of a record


def person_of(record: Searched) -> str:
    """Return the id of the person that a record is about."""
    return record.id if isinstance(record, Person) else record.person


def kind_of(record: Searched) -> Kind:
    """Return what kind of thing a record is."""
    match record:
        case Person():
            return "person"
        case Conversation():
            return "talk"
        case Preparation():
            return "preparation"
        case LogEntry():
            return record.kind


def day_of(record: Searched) -> dt.date | None:
    """Return the day that a record belongs to; a person belongs to none."""
    match record:
        case Person():
            return None
        case LogEntry():
            return record.on
        case Conversation():
            moment = record.ended_at or record.started_at or record.planned_at
            return moment.date() if moment else _made(record.id)
        case Preparation():
            return _made(record.id)


def is_open(record: Searched) -> bool:
    """Return whether something of it waits: an action that was agreed, a concern not raised."""
    match record:
        case Conversation():
            return record.closed and any(one.is_open for one in record.plan.actions)
        case LogEntry():
            return record.waits
        case _:
            return False


def _waiting(record: Searched) -> Collection[str]:
    """Return the places of the actions of a talk that are open."""
    actions = record.plan.actions if isinstance(record, Conversation) else ()
    return [f"action/{one.id}" for one in actions if one.is_open]


def is_private(record: Searched) -> bool:
    """Return whether a record is for the manager alone."""
    match record:
        case LogEntry():
            return not record.shared
        case _:
            return not isinstance(record, Person | Conversation)


def _without_asides(record: Searched) -> Searched:
    """Return an entry without what the manager has noted about raising it."""
    if isinstance(record, LogEntry):
        return msgspec.structs.replace(record, raised=None, set_aside=None)
    return record


def _made(id_: str) -> dt.date:
    """Return when a record was made: its id, a ULID, tells."""
    moment = made_at(id_)
    return moment.date() if moment else dt.date.min


# The words around


def marks(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """Return where words and phrases of the query stand in a text."""
    if not (query.words or query.phrases):
        return ()
    tokens = [(place, token) for place in _words(text) for token in tokens_of(text[slice(*place)])]
    found = {place for place, token in tokens if token.startswith(query.words)}
    for phrase in query.phrases:
        for at in range(len(tokens) - len(phrase) + 1):
            part = tokens[at : at + len(phrase)]
            if tuple(token for _place, token in part) == phrase:
                found.update(place for place, _token in part)
    return tuple(sorted(found))


def excerpt(hit: Hit) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text from the line of the first match, or within it, on one line, with the places.

    A new line is a ``↵`` with a space on both sides, so that no word looks like another.
    """
    text, first = hit.passage.text, hit.marks[0][0] if hit.marks else 0
    start, cut = text.rfind("\n", 0, first) + 1, ""
    if first - start > AROUND:
        start, cut = text.find(" ", first - AROUND, first) + 1 or first - AROUND, CUT

    def shown(end: int) -> str:
        return cut + text[start:end].replace("\n", " ↵ ")

    return shown(len(text)), tuple((len(shown(one)), len(shown(last))) for one, last in hit.marks)


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Go through the words of a text by their places."""
    start = None
    for at, character in enumerate(text):
        inside = _is_inside(character)
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(text)


@cache
def _is_inside(character: str) -> bool:
    """Return whether a character is a part of a word: a letter, a digit, or an accent on one."""
    bare = folded(character)
    return any(one.isalnum() for one in bare) or bool(unicodedata.combining(character))
