"""The store in the user's own folders: TinyDB for the documents, a catalog for the lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storage.access_log import AccessLog
from storage.cards import LogCard, Name, PersonEntry, TalkEntry
from storage.catalog import Catalog
from storage.cipher import PLAIN, Cipher
from storage.conflicts import Copy, Versions
from storage.errors import StoreError, could_not_save
from storage.folder import Folders, Problem
from storage.half_written import HalfWritten
from storage.inventory import Inventory
from storage.journals import Journals
from storage.known_exports import KnownExports
from storage.progress import Progress, counted, untold
from storage.quarantine import Quarantine
from storage.records import Conversation, LogEntry, Person, Record, UnitGoal
from storage.revisions import Revisions
from storage.sitting import OneWriter
from storage.store import MOST_HITS, OfPerson, R, Store
from storage.tables import TABLES, Tables
from storage.tombstones import Tombstones
from storage.vault import Vault

if TYPE_CHECKING:
    from storage.card_file import Times
    from storage.home import Home
    from storage.journal import Journal
    from storage.local_search import LocalSearch
    from storage.search import Hit
    from storage.search_query import Query


class LocalStore(Store):
    """One file a record, in the folders of a `Home`.

    May be called from several threads: records are read without waiting, and written one at a
    time.
    """

    def __init__(
        self,
        home: Home,
        now: Callable[[], dt.datetime],
        cipher: Cipher = PLAIN,
        *,
        read_only: bool = False,
        tidy: bool = True,
    ) -> None:
        """Open the store in ``home``; see `open_store`.

        Raises:
            StoreError: The folders can't be made.
        """
        self.home = home
        self.cipher = cipher
        self.access_log = AccessLog(home.state, now)
        self.known_exports = KnownExports(home.state, cipher)
        self._one_writer = OneWriter(Vault(home.data), cipher, home.state, read_only=read_only)
        self.tombstones = Tombstones(home.data, cipher)
        quarantine = home.state / "quarantine"
        self.folders = Folders(home.data, quarantine, cipher, read_only=read_only, tidy=tidy)
        self.journals = Journals(
            home.state / "journal",
            Quarantine(quarantine / TABLES[Conversation], cipher, read_only=read_only),
            cipher,
            self._one_writer.check_lock,
        )
        self.half_written = HalfWritten(home.state, cipher, self._one_writer.check_right)
        self.tables = Tables(self.folders, self.tombstones)
        self._revisions = Revisions(self.tables, now)
        self.inventory = Inventory(
            home.state / "inventory",
            {table: self.folders.folder(table) for table in TABLES.values()},
            self.tombstones,
            cipher,
        )
        self.catalog = Catalog(
            home.state / "catalog",
            {kind: self.tables.folder(kind) for kind in (Person, Conversation, LogEntry)},
            self.tables.find,
            self.inventory,
            cipher,
            lambda done, of_all: self.progress(done, of_all),
        )
        if not read_only:
            self._make_folders()

    # Lists

    def people(self) -> list[PersonEntry]:
        """See `Store.people`."""
        return [entry.by(self.cadence) for entry in self.catalog.people()]

    def names(self) -> list[Name]:
        """See `Store.names`."""
        return self.catalog.names()

    def talks(self, person_id: str) -> list[TalkEntry]:
        """See `Store.talks`."""
        return self.catalog.talks(person_id)

    # Records

    def read(self, kind: type[R], id_: str) -> R:
        """See `Store.read`."""
        record = self.tables.read(kind, id_)
        self._opened(kind, id_, id_ if kind is Person else getattr(record, "person", ""))
        return record

    def all(self, kind: type[R]) -> list[R]:
        """See `Store.all`."""
        self._opened(kind)
        return list(self.tables.all(kind))

    def of_person(self, kind: type[OfPerson], person_id: str) -> list[OfPerson]:
        """See `Store.of_person`."""
        if kind is LogEntry:
            ids: Iterable[str] = self.catalog.log(person_id)
        else:
            ids = sorted(talk.id for talk in self.catalog.talks(person_id))
        self._opened(kind, person_id=person_id)
        found = (self.tables.find(kind, id_) for id_ in ids)
        return [record for record in found if record and record.person == person_id]

    def has(self, kind: type[Record], id_: str) -> bool:
        """See `Store.has`."""
        return self.tables.has(kind, id_)

    def notes(self, person_id: str) -> list[LogCard]:
        """See `Store.notes`."""
        return self.catalog.notes(person_id)

    def save(self, record: Record) -> None:
        """See `Store.save`."""
        with self.writing():
            document, times = self._revisions.next(record), self.catalog.times()
            self.tables.write(type(record), record.id, document)
            self._kept(record, document, times)

    def save_all(self, records: Sequence[Record], progress: Progress = untold) -> None:
        """See `Store.save_all`; they are waited for together."""
        with self.writing():
            documents = [self._revisions.next(record) for record in records]
            times = self.catalog.times()
            together = zip(map(type, records), documents, strict=True)
            self.tables.write_together(counted(together, len(records), progress))
            for record, document in zip(records, documents, strict=True):
                self._kept(record, document, times)

    def search(
        self, query: Query, shared_with: str | None = None, limit: int = MOST_HITS
    ) -> list[Hit]:
        """See `Store.search`."""
        from storage.search import person_of

        if query.empty:
            return []
        names = self.names() if query.person else []
        hits = list(islice(self.local_search.hits(query, names, shared_with, limit), limit))
        for one in hits:
            self._opened(type(one.record), one.record.id, person_of(one.record))
        return hits

    def get_ready_to_search(self, on_progress: Progress) -> bool:
        """See `Store.get_ready_to_search`."""
        return self.local_search.get_ready(on_progress)

    def erase(self, kind: type[Record], id_: str) -> None:
        """See `Store.erase`."""
        from storage.removal import erase

        erase(self, kind, id_)

    def erased(self, kind: type[Record]) -> Collection[str]:
        """See `Store.erased`."""
        return self.tombstones.ids(TABLES[kind])

    def wrote(self, file: Path, content: bytes, person_id: str, talk_id: str = "") -> None:
        """See `Store.wrote`."""
        with suppress(StoreError, OSError), self._one_writer.held():
            self.known_exports.add(file, content, person_id, talk_id)

    # When something went wrong

    @property
    def problems(self) -> list[Problem]:
        """See `Store.problems`."""
        from storage.mending import find_problems

        return find_problems(self)

    def earlier(self, kind: type[R], id_: str) -> R:
        """See `Store.earlier`."""
        return self.tables.earlier(kind, id_)

    def restore(self, problem: Problem) -> None:
        """See `Store.restore`."""
        from storage.mending import restore

        restore(self, problem)

    @property
    def copies(self) -> list[Copy]:
        """See `Store.copies`."""
        from storage.settling import find_copies

        return find_copies(self)

    def versions(self, copy: Copy) -> Versions[Record]:
        """See `Store.versions`."""
        from storage.settling import read_versions

        return read_versions(self, copy)

    def settle(self, versions: Versions[R], result: R, beside: R | None = None) -> None:
        """See `Store.settle`."""
        from storage.settling import settle

        settle(self, versions, result, beside)

    def keep_beside(self, record: Record, instead_of: str = "") -> str:
        """See `Store.keep_beside`."""
        from storage.settling import keep_beside

        return keep_beside(self, record, instead_of)

    def journal_path(self, conversation_id: str) -> Path:
        """See `Store.journal_path`."""
        return self.journals.path(conversation_id)

    def open_journal(self, conversation_id: str) -> Journal:
        """See `Store.open_journal`."""
        self._one_writer.check_right()
        return self.journals.open(conversation_id)

    def read_journal(self, conversation_id: str) -> dict[str, bytes]:
        """See `Store.read_journal`."""
        return self.journals.read(conversation_id)

    def under_way(self) -> list[str]:
        """See `Store.under_way`."""
        erased = self.tombstones.ids(TABLES[Conversation])
        return [id_ for id_ in self.journals.ids() if id_ not in erased]

    # Coming and going

    def flush_catalog(self) -> None:
        """See `Store.flush_catalog`."""
        if self._one_writer.read_only:
            return
        searched = "local_search" in vars(self) and self.local_search.outdated
        if searched or self.catalog.outdated or self.inventory.outdated:
            with suppress(StoreError), self.writing():
                self._flush()

    def close(self) -> None:
        """See `Store.close`."""
        self.flush_catalog()

    # Within

    @cached_property
    def local_search(self) -> LocalSearch:
        """The search; its index is read from the disk once it is asked for."""
        from storage.local_search import LocalSearch

        return LocalSearch(self.home.state, self.tables, self.tombstones, self.cipher)

    def _make_folders(self) -> None:
        try:
            self.home.prepare()
        except OSError as error:
            raise could_not_save(Path(error.filename or self.home.data), error) from error

    def _kept(self, record: Record, document: Mapping[str, Any], times: Times) -> None:
        """Let ``record`` be the revision that was written; ``times`` are from before that."""
        self._revisions.kept(record, document)
        if isinstance(record, Person | Conversation | LogEntry):
            self.catalog.saved(record, times)

    def _flush(self) -> None:
        """Write down what is there: first what will be missed, then what can be made anew."""
        self.inventory.flush()
        self.catalog.flush()
        if "local_search" in vars(self):
            self.local_search.flush()

    def writing(self) -> AbstractContextManager[None]:
        """Be the only one who changes the store; see `OneWriter.writing`."""
        return self._one_writer.writing()

    def _opened(self, kind: type[Record], id_: str = "", person_id: str = "") -> None:
        """Note that somebody opened a record, or all of a kind."""
        if self.through and kind is not UnitGoal:
            self.access_log.note(TABLES[kind], id_, person_id, self.through)
