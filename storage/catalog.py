"""The list that the first screen reads: what is known of every document, without its text.

The catalog is disposable. Each change of a document is a rename in its table's folder, so the
folders' times tell whether the catalog still fits; where one doesn't, only the files that have
changed are read again. People lie in a file of their own, so the first screen doesn't wait for
the talks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from storage.cards import (
    Card,
    LogCard,
    Name,
    OpenAction,
    PersonCard,
    PersonEntry,
    TalkEntry,
    card_of,
    person_of,
    summed_up,
)
from storage.cipher import PLAIN, Cipher
from storage.errors import StoreError, could_not_save
from storage.files import make_folder, remove, sweep
from storage.folder import Folder, Stamp
from storage.inventory import Inventory
from storage.records import Conversation, LogEntry, Person
from storage.state_file import read_state, write_state

__all__ = ["Catalog", "OpenAction", "PersonEntry", "TalkEntry"]

FORMAT = 5
"""The version of the catalog; one of another is made anew."""

Kind = type[Person] | type[Conversation] | type[LogEntry]
Times = dict[str, int]
"""When each table's folder last changed, in nanoseconds."""


class _People(msgspec.Struct):
    format: int
    times: Times
    people: list[PersonEntry]


class _Named(msgspec.Struct):
    id: str
    name: str


class _Names(msgspec.Struct):
    """The file of people, read for their names alone: with hundreds of people that counts."""

    format: int
    times: Times
    people: list[_Named]


class _Cards(msgspec.Struct):
    format: int
    times: Times
    stamps: dict[str, dict[str, Stamp]]
    people: list[PersonCard] = []
    conversations: list[TalkEntry] = []
    log: list[LogCard] = []
    missing: dict[str, set[str]] = {}
    """The ids of the documents, by table, whose files were gone."""


_File = TypeVar("_File", _People, _Names, _Cards)


class Catalog:
    """What is known of all people, talks and log entries."""

    def __init__(
        self,
        path: Path,
        folders: Mapping[Kind, Folder],
        load: Callable[[Kind, str], Person | Conversation | LogEntry | None],
        inventory: Inventory,
        cipher: Cipher = PLAIN,
    ) -> None:
        """Keep the catalog in the folder ``path``, and ``load`` what it lacks.

        Documents that have a tombstone are not in it; those that the ``inventory`` misses keep
        their place.
        """
        self._path = path
        self._cipher = cipher
        self._folders = folders
        self._load = load
        self._inventory = inventory
        self._tombstones = inventory.tombstones
        self._turn = threading.RLock()
        self._entries: dict[str, PersonEntry] = {}
        self._times: Times | None = None
        """When the folders were as ``_entries`` says; None before these were filled."""
        self._times_on_disk: Times | None = None
        self._index: _Index | None = None

    def people(self) -> list[PersonEntry]:
        """Return all people, in the order in which they were added."""
        with self._turn:
            if self._times is None and (file := self._read("people.json", _People)):
                self._entries = {entry.id: entry for entry in file.people}
                self._times = self._times_on_disk = file.times
            if self._times != self._times_now():
                self._refresh()
            return [self._entries[id_] for id_ in sorted(self._entries)]

    def names(self) -> list[Name]:
        """Return who everybody is; takes no look at anything else of them."""
        with self._turn:
            folder = self._folders[Person]
            file = self._read("people.json", _Names)
            if file is not None and file.times.get(folder.path.name) == self._time_now(folder):
                return [Name(entry.id, entry.name) for entry in file.people]
            if self._times is not None:
                return [Name(entry.id, entry.name) for entry in self.people()]
            return self._names_in(folder, file.people if file else [])

    def talks(self, person: str) -> list[TalkEntry]:
        """Return a person's talks, newest first."""
        with self._turn:
            talks = self._fresh_index().of(person, TalkEntry)
            return sorted(talks, key=lambda talk: (talk.day, talk.id), reverse=True)

    def log(self, person: str) -> list[str]:
        """Return the ids of a person's log entries, oldest first."""
        with self._turn:
            return sorted(card.id for card in self._fresh_index().of(person, LogCard))

    def notes(self, person: str) -> list[LogCard]:
        """Return what is known of a person's log entries."""
        with self._turn:
            return list(self._fresh_index().of(person, LogCard))

    def saved(self, record: Person | Conversation | LogEntry) -> None:
        """Take over what has just been saved."""
        with self._turn:
            if self._index is None or self._times is None:
                return
            folder = self._folders[type(record)]
            table, stamp = folder.path.name, folder.stamp(record.id)
            concerned = self._index.put(table, record.id, card_of(record), stamp)
            self._sum_up(self._index, concerned)
            self._times = {**self._times, table: self._time_now(folder)}

    @property
    def outdated(self) -> bool:
        """Whether what is written down isn't in step with the folders."""
        return self._times_on_disk != self._times_now()

    def flush(self) -> None:
        """Write the catalog down, if it isn't in step with the folders.

        A catalog that can't be written is made anew next time, so that is no error.
        """
        with self._turn, suppress(OSError, StoreError):
            if not self.outdated:
                return
            index = self._refresh()
            times = self._times or {}
            people = _People(FORMAT, times, list(self._entries.values()))
            make_folder(self._path)
            sweep(self._path)
            self._write("cards.json", index.file(times))
            self._write("people.json", people)
            self._times_on_disk = times

    def flush_or_remove(self) -> None:
        """Write the catalog down, or remove it: it must not go on naming what was erased.

        Raises:
            StoreError: It can neither be written nor removed.
        """
        self.flush()
        if self.outdated:
            for path in (self._path / name for name in ("people.json", "cards.json")):
                try:
                    remove(path)
                except OSError as error:
                    raise could_not_save(path, error) from error

    def agrees_with(
        self, cards: Mapping[tuple[str, str], Card], *, but: Collection[tuple[str, str]]
    ) -> bool:
        """Return whether the catalog says what ``cards``, by table and id, say of the documents.

        They are those of all documents ``but`` some, and the missing ones.
        """
        with self._turn:
            entries = {entry.id: entry for entry in self.people()}
            index = self._fresh_index()
            self._sum_up(index, index.persons())
            found = {key: card for key, card in index.cards().items() if key not in but}
            wrong = entries.items() ^ self._entries.items()
            return found == cards and all(("people", id_) in but for id_, _entry in wrong)

    def rebuild(self) -> None:
        """Make the catalog anew from the documents; those that are missing keep their place."""
        with self._turn:
            index = self._index or self._read_index()
            index.stamps = {
                table: {id_: stamp for id_, stamp in stamps.items() if index.misses(table, id_)}
                for table, stamps in index.stamps.items()
            }
            self._index, self._times, self._times_on_disk = index, None, None
            self._refresh()
            self.flush()

    def _names_in(self, folder: Folder, written: list[_Named]) -> list[Name]:
        """Return who everybody is by their own documents; of the missing, by what is ``written``.

        That takes as long as there are people, however many talks there are.
        """
        table = folder.path.name
        there = folder.stamps().keys() - self._tombstones.ids(table)
        missing = self._inventory.known(table) - there
        names = {entry.id: entry.name for entry in written if entry.id in missing}
        for id_ in there:
            if isinstance(record := self._load(Person, id_), Person):
                names[id_] = record.name
        return [Name(id_, names[id_]) for id_ in sorted(names)]

    def _fresh_index(self) -> _Index:
        if self._index is None or self._times != self._times_now():
            return self._refresh()
        return self._index

    def _refresh(self) -> _Index:
        """Read what has changed since the catalog was last in step with the folders."""
        times = self._times_now()
        index = self._index or self._read_index()
        concerned: set[str] = set() if self._times else index.persons()
        for kind, folder in self._folders.items():
            table, stamps = folder.path.name, folder.stamps()
            for erased in self._tombstones.ids(table):
                stamps.pop(erased, None)
            known = index.stamps.get(table, {})
            gone = known.keys() - stamps.keys()
            missing = gone & self._inventory.known(table) if gone else set()
            concerned |= index.miss(table, missing)
            for id_ in gone - missing:
                concerned |= index.take(table, id_)
            for id_ in [id_ for id_, stamp in stamps.items() if known.get(id_) != stamp]:
                record = self._load(kind, id_)
                concerned |= index.take(table, id_)
                if record is not None:
                    concerned |= index.put(table, id_, card_of(record), stamps[id_])
        self._sum_up(index, concerned)
        self._index, self._times = index, times
        return index

    def _read_index(self) -> _Index:
        """Return the cards as they were written down, or none.

        Entries of another writing than the cards' are forgotten, to be summed up anew.
        """
        file = self._read("cards.json", _Cards)
        if file is None or file.times != self._times:
            self._entries = {}
            self._times = self._times_on_disk = None
        return _Index(file or _Cards(FORMAT, {}, {}))

    def _sum_up(self, index: _Index, persons: set[str]) -> None:
        for person in persons:
            card = next(index.of(person, PersonCard), None)
            if card is None:
                self._entries.pop(person, None)
            else:
                talks, log = index.of(person, TalkEntry), index.of(person, LogCard)
                entry = summed_up(card, talks, log)
                missing = index.misses("people", person)
                self._entries[person] = msgspec.structs.replace(entry, missing=missing)

    def _times_now(self) -> Times:
        return {folder.path.name: self._time_now(folder) for folder in self._folders.values()}

    def _time_now(self, folder: Folder) -> int:
        """Return a number that grows when a document or a tombstone comes or goes."""
        return folder.changed_at() + self._tombstones.changed_at(folder.path.name)

    def _read(self, name: str, kind: type[_File]) -> _File | None:
        return read_state(self._path / name, kind, FORMAT, self._cipher)

    def _write(self, name: str, file: _File) -> None:
        write_state(self._path / name, file, self._cipher)


_SomeCard = TypeVar("_SomeCard", PersonCard, TalkEntry, LogCard)


class _Index:
    """All cards by person, with the stamps of the files that they were made from."""

    def __init__(self, file: _Cards) -> None:
        self.stamps = file.stamps
        self._by_person: dict[str, dict[str, Card]] = {}
        self._person: dict[tuple[str, str], str] = {}
        self._missing = file.missing
        for table, cards in (
            ("people", file.people),
            ("conversations", file.conversations),
            ("log", file.log),
        ):
            for card in cards:
                self._add(table, card)

    def file(self, times: Times) -> _Cards:
        """Return what is to be written down."""
        file = _Cards(FORMAT, times, self.stamps, missing=self._missing)
        for cards in self._by_person.values():
            for card in cards.values():
                match card:
                    case PersonCard():
                        file.people.append(card)
                    case TalkEntry():
                        file.conversations.append(card)
                    case LogCard():
                        file.log.append(card)
        return file

    def persons(self) -> set[str]:
        """Return the ids of all that cards are about."""
        return set(self._by_person)

    def of(self, person: str, kind: type[_SomeCard]) -> Iterator[_SomeCard]:
        """Go through the cards of one kind that are about one person."""
        for card in self._by_person.get(person, {}).values():
            if isinstance(card, kind):
                if isinstance(card, TalkEntry) and self.misses("conversations", card.id):
                    yield msgspec.structs.replace(card, missing=True)
                else:
                    yield card

    def miss(self, table: str, ids: set[str]) -> set[str]:
        """Let the documents ``ids``, and no others, be missing; return the persons concerned."""
        changed = self._missing.get(table, set()) ^ ids
        self._missing[table] = ids
        return {self._person[table, id_] for id_ in changed if (table, id_) in self._person}

    def cards(self) -> dict[tuple[str, str], Card]:
        """Return the cards of all documents that are there, by table and id."""
        return {
            (table, id_): self._by_person[person][f"{table}/{id_}"]
            for (table, id_), person in self._person.items()
            if not self.misses(table, id_)
        }

    def misses(self, table: str, id_: str) -> bool:
        """Return whether a document is missing."""
        return id_ in self._missing.get(table, ())

    def put(self, table: str, id_: str, card: Card, stamp: Stamp | None) -> set[str]:
        """Put a document's card in place; return the persons concerned."""
        concerned = self.take(table, id_)
        if stamp is not None:
            self.stamps.setdefault(table, {})[id_] = stamp
        self._add(table, card)
        return concerned | {person_of(card)}

    def take(self, table: str, id_: str) -> set[str]:
        """Take a document's card away; return the persons concerned."""
        self.stamps.get(table, {}).pop(id_, None)
        person = self._person.pop((table, id_), None)
        if person is None:
            return set()
        self._by_person[person].pop(f"{table}/{id_}")
        return {person}

    def _add(self, table: str, card: Card) -> None:
        self._person[table, card.id] = person_of(card)
        self._by_person.setdefault(person_of(card), {})[f"{table}/{card.id}"] = card
