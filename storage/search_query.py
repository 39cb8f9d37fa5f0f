"""What is searched for: words, phrases and filters, as they are typed into one line.

``kurs "mer ansvar" person:kari kind:praise year:2024 is:open``: all of it must hold. Words are
compared without case and accents, and a word fits all that begins with it. What is in quotation
marks stands like that, whole words, in one text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "talk", "preparation", "praise", "concern", "observation"]

KIND_WORDS: dict[str, Kind] = {
    "person": "person",
    "medarbeider": "person",
    "medarbeidar": "person",
    "talk": "talk",
    "samtale": "talk",
    "preparation": "preparation",
    "forberedelse": "preparation",
    "førebuing": "preparation",
    "praise": "praise",
    "ros": "praise",
    "concern": "concern",
    "bekymring": "concern",
    "uro": "concern",
    "observation": "observation",
    "observasjon": "observation",
}
"""What may stand after ``kind:``, in the languages of the program."""

OPEN_WORDS = ("open", "apen", "apent", "apne", "ope")
"""What may stand after ``is:``, folded."""

_FILTERS = {"person": "person", "kind": "kind", "slag": "kind", "type": "kind"}
_FILTERS |= {"year": "year", "år": "year", "is": "is", "er": "is"}
_PARTS = re.compile(r'"([^"]*)"?|(\w+):("[^"]*"?|\S*)|(\S+)')
_TOKEN = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ŧ": "t", "ŋ": "n", "ł": "l", "ð": "d"})
"""Letters that Unicode does not take apart into a base and an accent."""


@dataclass(frozen=True)
class Query:
    """What one search asks for; every part of it must hold."""

    words: tuple[str, ...] = ()
    """Beginnings of words, folded."""
    phrases: tuple[tuple[str, ...], ...] = ()
    """Whole words that follow each other, folded."""
    person: str = ""
    """A part of the person's name, folded."""
    kind: Kind | None = None
    year: int | None = None
    is_open: bool = False
    """Whether something of it must still be open: an action, a concern never raised."""
    unknown: tuple[str, ...] = ()
    """What looks like a filter and says nothing that is known, as it was typed."""

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for yet."""
        return not (self.words or self.phrases or self.person or self.kind or self.year) and (
            not self.is_open
        )


def read_query(text: str) -> Query:
    """Return what ``text`` asks for; there is no text that can't be read."""
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    unknown: list[str] = []
    filters: dict[str, object] = {}
    for phrase, name, value, word in _PARTS.findall(text):
        if name and name.casefold() in _FILTERS:
            field, said = _filter(_FILTERS[name.casefold()], value.strip('"'))
            if said is None and value:
                unknown.append(f"{name}:{value}")
            elif said is not None:
                filters[field] = said
        elif phrase:
            tokens = tuple(tokens_of(phrase))
            phrases += [tokens] if tokens else []
        else:
            words += tokens_of(word or f"{name}:{value}")
    return Query(tuple(words), tuple(phrases), unknown=tuple(unknown), **filters)  # type: ignore[arg-type]


def folded(text: str) -> str:
    """Return text without case and accents: ``Øystein Ås`` is ``oystein as``."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    return bare.casefold().translate(_LETTERS)


def tokens_of(text: str) -> list[str]:
    """Return the words of a text, folded, in their order."""
    return _TOKEN.findall(folded(text))


def fits(query: Query, texts: Sequence[Sequence[str]]) -> bool:
    """Return whether words and phrases of the query stand in a record's texts, taken as tokens."""
    every = {token for one in texts for token in one}
    return all(any(one.startswith(word) for one in every) for word in query.words) and all(
        any(_holds(one, phrase) for one in texts) for phrase in query.phrases
    )


def matches(query: Query, text: Sequence[str]) -> int:
    """Return how much of the query stands in a text, taken as tokens."""
    words = sum(one.startswith(query.words) for one in text) if query.words else 0
    return words + sum(_holds(text, phrase) for phrase in query.phrases)


def _holds(tokens: Sequence[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(tokens[at : at + size]) == phrase for at in range(len(tokens) - size + 1))


def _filter(name: str, value: str) -> tuple[str, object]:
    """Return the field of a query and what it is to be; None where ``value`` says nothing."""
    match name:
        case "person":
            return "person", folded(value) or None
        case "kind":
            return "kind", KIND_WORDS.get(value.casefold())
        case "year":
            return "year", int(value) if re.fullmatch(r"[12]\d{3}", value) else None
        case _:
            return "is_open", True if folded(value) in OPEN_WORDS else None
