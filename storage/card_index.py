"""All cards by person; those that were written down are read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import msgspec

from storage.card_file import CardFile, PersonCards
from storage.cards import (
    Card,
    LogCard,
    PersonCard,
    PersonEntry,
    TalkEntry,
    person_of,
    summed_up,
)
from storage.envelope import encode
from storage.folder import Stamp

SomeCard = TypeVar("SomeCard", PersonCard, TalkEntry, LogCard)


class CardIndex:
    """All cards by person, with the stamps of the files that they were made from.

    Any call may raise `storage.card_file.Unreadable`: the index is then to be made anew.
    """

    def __init__(self, file: CardFile | None = None) -> None:
        """Start with what ``file`` holds, or empty."""
        self._file = file
        self._waiting = set(file.persons) if file else set()
        """The persons whose cards are still in the file."""
        self._missing = file.missing if file else {}
        self._by_person: dict[str, dict[str, Card]] = {}
        self._person: dict[tuple[str, str], str] = {}
        self._stamps: dict[str, dict[str, Stamp]] = {}

    @property
    def all_missing(self) -> dict[str, set[str]]:
        """The ids of the documents that are missing, by table."""
        return self._missing

    def stamps(self, table: str) -> dict[str, Stamp]:
        """Return the stamps of a table's documents, by id."""
        self._read_all()
        return self._stamps.setdefault(table, {})

    def pieces(self) -> Iterator[tuple[str, bytes]]:
        """Go through what is to be written down, by person."""
        persons: dict[str, dict[str, dict[str, Stamp]]] = {}
        for table, stamps in self._stamps.items():
            for id_, stamp in stamps.items():
                if person := self._person.get((table, id_)):
                    persons.setdefault(person, {}).setdefault(table, {})[id_] = stamp
        for person in sorted(self._waiting):
            assert self._file is not None
            yield person, self._file.piece(person)
        for person, cards in self._by_person.items():
            written = PersonCards(persons.get(person, {}))
            for card in cards.values():
                match card:
                    case PersonCard():
                        written.people.append(card)
                    case TalkEntry():
                        written.conversations.append(card)
                    case LogCard():
                        written.log.append(card)
            if cards:
                yield person, encode(written)

    def persons(self) -> set[str]:
        """Return the ids of all that cards are about."""
        return self._waiting | set(self._by_person)

    def of(self, person: str, kind: type[SomeCard]) -> Iterator[SomeCard]:
        """Go through the cards of one kind that are about one person."""
        self._read(person)
        for card in self._by_person.get(person, {}).values():
            if isinstance(card, kind):
                if isinstance(card, TalkEntry) and self.misses("conversations", card.id):
                    yield msgspec.structs.replace(card, missing=True)
                else:
                    yield card

    def entry(self, person: str) -> PersonEntry | None:
        """Return a person's cards summed up, or None where the person's own isn't among them."""
        card = next(self.of(person, PersonCard), None)
        if card is None:
            return None
        entry = summed_up(card, self.of(person, TalkEntry), self.of(person, LogCard))
        return msgspec.structs.replace(entry, missing=self.misses("people", person))

    def miss(self, table: str, ids: set[str]) -> set[str]:
        """Let the documents ``ids``, and no others, be missing; return the persons concerned."""
        changed = self._missing.get(table, set()) ^ ids
        self._missing[table] = ids
        if changed:
            self._read_all()
        return {self._person[table, id_] for id_ in changed if (table, id_) in self._person}

    def misses(self, table: str, id_: str) -> bool:
        """Return whether a document is missing."""
        return id_ in self._missing.get(table, ())

    def cards(self) -> dict[tuple[str, str], Card]:
        """Return the cards of all documents that are there, by table and id."""
        self._read_all()
        return {
            (table, id_): self._by_person[person][f"{table}/{id_}"]
            for (table, id_), person in self._person.items()
            if not self.misses(table, id_)
        }

    def keep_stamps_of_the_missing(self) -> None:
        """Forget the stamps of all documents that are there, so that they are read again."""
        self._read_all()
        for table, stamps in self._stamps.items():
            self._stamps[table] = {
                id_: stamp for id_, stamp in stamps.items() if self.misses(table, id_)
            }

    def put(self, table: str, id_: str, card: Card, stamp: Stamp | None) -> set[str]:
        """Put a document's card in place; return the persons concerned."""
        self._read(person_of(card))
        concerned = self.take(table, id_)
        if stamp is not None:
            self._stamps.setdefault(table, {})[id_] = stamp
        self._add(table, card)
        return concerned | {person_of(card)}

    def take(self, table: str, id_: str) -> set[str]:
        """Take a document's card away, if it was read; return the persons concerned."""
        self._stamps.get(table, {}).pop(id_, None)
        person = self._person.pop((table, id_), None)
        if person is None:
            return set()
        self._by_person[person].pop(f"{table}/{id_}")
        return {person}

    def _read_all(self) -> None:
        for person in list(self._waiting):
            self._read(person)

    def _read(self, person: str) -> None:
        if person not in self._waiting or self._file is None:
            return
        cards = self._file.cards(person)
        self._waiting.discard(person)
        for table, stamps in cards.stamps.items():
            self._stamps.setdefault(table, {}).update(stamps)
        for table, some in (
            ("people", cards.people),
            ("conversations", cards.conversations),
            ("log", cards.log),
        ):
            for card in some:
                self._add(table, card)

    def _add(self, table: str, card: Card) -> None:
        self._person[table, card.id] = person_of(card)
        self._by_person.setdefault(person_of(card), {})[f"{table}/{card.id}"] = card
