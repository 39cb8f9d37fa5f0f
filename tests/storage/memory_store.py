"""A store that keeps all in memory: shows that the contract is one for any store."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec

from storage.cards import PersonEntry, TalkEntry, card_of, summed_up
from storage.errors import NotFound, StaleError
from storage.folder import Problem
from storage.records import Conversation, LogEntry, Person, Record, new_id
from storage.search import SEARCHED, Hit, day_of, hit, person_of, persons_meant
from storage.search_query import Query
from storage.store import MOST_HITS, OfPerson, R, Store


class MemoryStore(Store):
    """Keeps records as builtins, one set of them by kind."""

    def __init__(self, journals: Path) -> None:
        self.kept: dict[tuple[type[Record], str], Any] = {}
        self.before: dict[tuple[type[Record], str], Any] = {}
        self.before_sitting: dict[tuple[type[Record], str], Any] = {}
        self.journals = journals

    def reopened(self) -> MemoryStore:
        """Return the same store in a new sitting."""
        store = MemoryStore(self.journals)
        store.kept, store.before, store.before_sitting = self.kept, self.before, dict(self.kept)
        return store

    def people(self) -> list[PersonEntry]:
        return [
            summed_up(
                card_of(person),  # type: ignore[arg-type]
                self.talks(person.id),
                (card_of(one) for one in self.of_person(LogEntry, person.id)),  # type: ignore[misc]
            ).by(self.cadence)
            for person in self.all(Person)
        ]

    def talks(self, person_id: str) -> list[TalkEntry]:
        cards: list[Any] = [card_of(one) for one in self.of_person(Conversation, person_id)]
        return sorted(cards, key=lambda card: (card.day, card.id), reverse=True)

    def read(self, kind: type[R], id_: str) -> R:
        if (kind, id_) not in self.kept:
            raise NotFound(id_)
        return msgspec.convert(self.kept[kind, id_], kind)

    def save(self, record: Record) -> None:
        key = type(record), record.id
        if key in self.kept and self.kept[key]["rev"] != record.rev:
            raise StaleError(record.id)
        if key in self.before_sitting:
            self.before[key] = self.before_sitting.pop(key)
        record.parent_rev, record.rev = record.rev, new_id()
        self.kept[key] = msgspec.to_builtins(record)

    def of_person(self, kind: type[OfPerson], person_id: str) -> list[OfPerson]:
        return [record for record in self.all(kind) if record.person == person_id]

    def all(self, kind: type[R]) -> list[R]:
        return [self.read(kind, id_) for one, id_ in sorted(self.kept, key=str) if one is kind]

    def search(
        self, query: Query, shared_with: str | None = None, limit: int = MOST_HITS
    ) -> list[Hit]:
        if query.empty:
            return []
        persons = persons_meant(query, self.names(), shared_with)
        found = [
            hit(one, query, shared=shared_with is not None)
            for kind in SEARCHED
            for one in self.all(kind)
            if persons is None or person_of(one) in persons
        ]
        newest = sorted(
            filter(None, found),
            key=lambda one: day_of(one.record) or dt.date.max,
            reverse=True,
        )
        return newest[:limit]

    def erase(self, kind: type[Record], id_: str) -> None:
        for kept in (self.kept, self.before, self.before_sitting):
            kept.pop((kind, id_), None)
        if kind is Conversation:
            self.journal_path(id_).unlink(missing_ok=True)

    def earlier(self, kind: type[R], id_: str) -> R:
        if (kind, id_) not in self.before:
            raise NotFound(id_)
        return msgspec.convert(self.before[kind, id_], kind)

    @property
    def problems(self) -> list[Problem]:
        return []

    def journal_path(self, conversation_id: str) -> Path:
        return self.journals / f"{conversation_id}.log"

    def under_way(self) -> list[str]:
        return sorted(path.stem for path in self.journals.glob("*.log"))

    def flush_catalog(self) -> None:
        pass

    def close(self) -> None:
        pass
