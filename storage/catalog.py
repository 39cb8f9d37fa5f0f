"""The list that the first screen reads: what is known of every document, without its text.

The catalog is disposable. Each change of a document is a rename in its table's folder, so the
folders' times tell whether the catalog still fits; what was saved since it was written down stands
in a list of changes beside it, and where a folder has changed besides, only its files that have
changed are read again. People lie in a file of their own, so the first screen doesn't wait for
the talks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from storage.card_file import FORMAT, Times, Unreadable, read_cards, write_cards
from storage.card_index import CardIndex
from storage.cards import (
    Card,
    LogCard,
    Name,
    OpenAction,
    PersonEntry,
    TalkEntry,
    card_of,
)
from storage.catalog_changes import CatalogChanges, Change
from storage.cipher import PLAIN, Cipher
from storage.errors import StoreError, could_not_save
from storage.files import make_folder, remove, sweep
from storage.folder import Folder
from storage.inventory import Inventory
from storage.people_file import read_names, read_people, write_people
from storage.progress import Progress, counted, untold
from storage.records import Conversation, LogEntry, Person

__all__ = ["FORMAT", "Catalog", "OpenAction", "PersonEntry", "TalkEntry"]

Kind = type[Person] | type[Conversation] | type[LogEntry]
Rest = ParamSpec("Rest")
Result = TypeVar("Result")
Asked = Callable[Concatenate["Catalog", Rest], Result]


def made_anew_if_unreadable(ask: Asked[Rest, Result]) -> Asked[Rest, Result]:
    """Let one at a time ask, and ask again of a catalog made anew where cards can't be read."""

    @wraps(ask)
    def asked(self: Catalog, /, *words: Rest.args, **named: Rest.kwargs) -> Result:
        with self._turn:
            try:
                return ask(self, *words, **named)
            except Unreadable:
                self._forget()
                self._believed = False
                return ask(self, *words, **named)

    return asked


class Catalog:
    """What is known of all people, talks and log entries."""

    def __init__(
        self,
        path: Path,
        folders: Mapping[Kind, Folder],
        load: Callable[[Kind, str], Person | Conversation | LogEntry | None],
        inventory: Inventory,
        cipher: Cipher = PLAIN,
        progress: Progress = untold,
    ) -> None:
        """Keep the catalog in the folder ``path``, and ``load`` what it lacks.

        Documents that have a tombstone are not in it; those that the ``inventory`` misses keep
        their place. ``progress`` is told of each table of which much is read anew.
        """
        self._path = path
        self._cipher = cipher
        self._folders = folders
        self._load = load
        self._inventory = inventory
        self._tombstones = inventory.tombstones
        self._progress = progress
        self._turn = threading.RLock()
        self._changes = CatalogChanges(path / "changes", cipher)
        self._entries: dict[str, PersonEntry] = {}
        self._changed: set[str] = set()
        """The persons whose cards have changed since they were summed up."""
        self._times: Times | None = None
        """When the folders were as ``_entries`` says; None before these were filled."""
        self._times_on_disk: Times | None = None
        """When the folders were as is written down, with the changes."""
        self._index: CardIndex | None = None
        self._believed = True
        """Whether what is written down was not found to be damaged."""
        self._given_up = False
        """Whether reading anew was left in the midst; then it isn't gone on with at the end."""

    @made_anew_if_unreadable
    def people(self) -> list[PersonEntry]:
        """Return all people, in the order in which they were added."""
        if self._times is None:
            self._take_up()
        if self._times != self._times_now():
            self._refresh()
        entries = self._summed_up()
        return [entries[id_] for id_ in sorted(entries)]

    def names(self) -> list[Name]:
        """Return who everybody is; takes no look at anything else of them."""
        with self._turn:
            folder = self._folders[Person]
            file = read_names(self._path / "people.json", self._cipher)
            now = self._tombstones.time_of(folder)
            if file is not None and file.times.get(folder.path.name) == now:
                return file.names
            if self._times is not None:
                return [Name(entry.id, entry.name) for entry in self.people()]
            return self._names_in(folder, file.names if file else [])

    @made_anew_if_unreadable
    def talks(self, person: str) -> list[TalkEntry]:
        """Return a person's talks, newest first."""
        talks = self._fresh_index().of(person, TalkEntry)
        return sorted(talks, key=lambda talk: (talk.day, talk.id), reverse=True)

    @made_anew_if_unreadable
    def log(self, person: str) -> list[str]:
        """Return the ids of a person's log entries, oldest first."""
        return sorted(card.id for card in self._fresh_index().of(person, LogCard))

    @made_anew_if_unreadable
    def notes(self, person: str) -> list[LogCard]:
        """Return what is known of a person's log entries."""
        return list(self._fresh_index().of(person, LogCard))

    def times(self) -> Times:
        """Return for each table a number that grows with each change, for `saved`."""
        return self._times_now()

    def saved(self, record: Person | Conversation | LogEntry, times: Times) -> None:
        """Take over what has just been saved; ``times`` are those from before, and brought up."""
        with self._turn:
            folder = self._folders[type(record)]
            table, stamp, card = folder.path.name, folder.stamp(record.id), card_of(record)
            before, after = times[table], self._tombstones.time_of(folder)
            times[table] = after
            if stamp is not None:
                change = Change.to(card, table, stamp, before, after)
                known = self._times_on_disk
                if self._changes.append(change) and known and known.get(table) == before:
                    known[table] = after
            if self._times is None or self._times.get(table) != before:
                return
            with suppress(Unreadable):
                index = self._index or self._read_index()
                if self._times is not None:
                    self._changed |= index.put(table, record.id, card, stamp)
                    self._index, self._times = index, {**self._times, table: after}

    @property
    def outdated(self) -> bool:
        """Whether what is written down isn't in step with the folders."""
        return self._times_on_disk != self._times_now()

    def flush(self) -> None:
        """Write the catalog down, if it isn't in step with the folders.

        A catalog that can't be written is made anew next time, so that is no error.
        """
        if not self._given_up:
            with suppress(OSError, StoreError):
                self._flush()

    @made_anew_if_unreadable
    def _flush(self) -> None:
        if not self.outdated:
            return
        index = self._refresh()
        times = self._times or {}
        make_folder(self._path)
        sweep(self._path)
        pieces = index.pieces()
        write_cards(self._path / "cards.json", self._cipher, times, index.all_missing, pieces)
        people = list(self._summed_up().values())
        write_people(self._path / "people.json", self._cipher, times, people)
        self._changes.remove()
        self._times_on_disk, self._believed = dict(times), True

    def flush_or_remove(self) -> None:
        """Write the catalog down, or remove it: it must not go on naming what was erased.

        Raises:
            StoreError: It can neither be written nor removed.
        """
        self.flush()
        if self.outdated:
            for path in (self._path / name for name in ("people.json", "cards.json", "changes")):
                try:
                    remove(path)
                except OSError as error:
                    raise could_not_save(path, error) from error

    @made_anew_if_unreadable
    def agrees_with(
        self, cards: Mapping[tuple[str, str], Card], *, but: Collection[tuple[str, str]]
    ) -> bool:
        """Return whether the catalog says what ``cards``, by table and id, say of the documents.

        They are those of all documents ``but`` some, and the missing ones.
        """
        entries = {entry.id: entry for entry in self.people()}
        index = self._fresh_index()
        self._changed |= index.persons()
        found = {key: card for key, card in index.cards().items() if key not in but}
        wrong = entries.items() ^ self._summed_up().items()
        return found == cards and all(("people", id_) in but for id_, _entry in wrong)

    @made_anew_if_unreadable
    def rebuild(self) -> None:
        """Make the catalog anew from the documents; those that are missing keep their place."""
        index = self._index or self._read_index()
        index.keep_stamps_of_the_missing()
        self._index, self._times, self._times_on_disk = index, None, None
        self._refresh()
        self.flush()

    def _names_in(self, folder: Folder, written: list[Name]) -> list[Name]:
        """Return who everybody is by their own documents; of the missing, by what is ``written``.

        That takes as long as there are people, however many talks there are.
        """
        table = folder.path.name
        there = self._tombstones.left(folder).keys()
        missing = self._inventory.known(table) - there
        names = {entry.id: entry.name for entry in written if entry.id in missing}
        for id_ in there:
            if isinstance(record := self._load(Person, id_), Person):
                names[id_] = record.name
        return [Name(id_, names[id_]) for id_ in sorted(names)]

    def _take_up(self) -> None:
        """Read what is written down of the people, and what was saved since."""
        path = self._path / "people.json"
        file = read_people(path, self._cipher) if self._believed else None
        if file is None:
            return
        self._entries = {entry.id: entry for entry in file.people}
        self._times, self._times_on_disk = file.times, dict(file.times)
        if self._times == (now := self._times_now()):
            return
        changes, times = [], dict(file.times)
        for change in self._changes.all():
            if times.get(change.table) == change.before:
                times[change.table] = change.after
                changes.append(change)
        if times != now:
            return
        index = self._read_index()
        if self._times is not None:
            self._index, self._times, self._times_on_disk = index, times, dict(times)
            for one in changes:
                self._changed |= index.put(one.table, one.card.id, one.card, one.stamp)

    def _fresh_index(self) -> CardIndex:
        if self._times is None:
            self._take_up()
        if self._times is not None and self._index is None:
            self._index = self._read_index()
        if self._index is None or self._times != self._times_now():
            return self._refresh()
        return self._index

    def _refresh(self) -> CardIndex:
        """Read what has changed since the catalog was last in step with the folders."""
        times = self._times_now()
        index = self._index or self._read_index()
        before = self._times or {}
        concerned: set[str] = set() if self._times else index.persons()
        self._given_up = True
        try:
            for kind, folder in self._folders.items():
                table = folder.path.name
                if before.get(table) != times[table] or index.all_missing.get(table):
                    concerned |= self._refresh_table(index, kind, folder)
        except BaseException:
            self._forget()
            raise
        self._given_up = False
        self._changed |= concerned
        self._index, self._times = index, times
        return index

    def _refresh_table(self, index: CardIndex, kind: Kind, folder: Folder) -> set[str]:
        """Read what has changed of one table; return the persons concerned."""
        table, stamps = folder.path.name, self._tombstones.left(folder)
        known = index.stamps(table)
        gone = known.keys() - stamps.keys()
        missing = gone & self._inventory.known(table) if gone else set()
        concerned = index.miss(table, missing)
        for id_ in gone - missing:
            concerned |= index.take(table, id_)
        new = [id_ for id_, stamp in stamps.items() if known.get(id_) != stamp]
        for id_ in counted(new, len(new), self._progress):
            record = self._load(kind, id_)
            concerned |= index.take(table, id_)
            if record is not None:
                concerned |= index.put(table, id_, card_of(record), stamps[id_])
        return concerned

    def _read_index(self) -> CardIndex:
        """Return the cards as they were written down, or none.

        Entries of another writing than the cards' are forgotten, to be summed up anew.
        """
        path = self._path / "cards.json"
        file = read_cards(path, self._cipher) if self._believed else None
        if file is None or file.times != self._times:
            self._forget()
        return CardIndex(file)

    def _forget(self) -> None:
        """Let everything be read anew."""
        self._entries, self._changed, self._index = {}, set(), None
        self._times = self._times_on_disk = None

    def _summed_up(self) -> dict[str, PersonEntry]:
        """Return the entries, after those whose cards have changed were summed up anew."""
        while self._changed and self._index is not None:
            person = self._changed.pop()
            if (entry := self._index.entry(person)) is not None:
                self._entries[person] = entry
            else:
                self._entries.pop(person, None)
        return self._entries

    def _times_now(self) -> Times:
        folders = self._folders.values()
        return {folder.path.name: self._tombstones.time_of(folder) for folder in folders}
