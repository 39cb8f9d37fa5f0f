"""The store in the user's own folders: TinyDB for the documents, a catalog for the lists."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from agendas.words import _
from storage.access_log import AccessLog
from storage.cards import LogCard, Name, PersonEntry, TalkEntry
from storage.catalog import Catalog
from storage.cipher import PLAIN, Cipher
from storage.conflicts import Copy, Versions
from storage.errors import ReadOnly, StoreError, could_not_save
from storage.folder import Folders, Problem
from storage.inventory import Inventory
from storage.journals import Journals
from storage.known_exports import KnownExports
from storage.quarantine import Quarantine
from storage.records import Conversation, LogEntry, Person, Record, UnitGoal
from storage.sitting import WriteLock
from storage.store import MOST_HITS, OfPerson, R, Store
from storage.tables import TABLES, Tables
from storage.tombstones import Tombstones
from storage.ulids import ulid_at
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

        A revision tells by its time when it was saved.

        Raises:
            StoreError: The folders can't be made.
        """
        self.home = home
        self.cipher = cipher
        self.access_log = AccessLog(home.state, now)
        self.known_exports = KnownExports(home.state, cipher)
        self._now = now
        self._vault = Vault(home.data)
        self._read_only = read_only
        self._thread = threading.RLock()
        self._write_lock = WriteLock(home.state)
        self._unsure: dict[tuple[type[Record], str], set[str]] = {}
        self._bases: dict[tuple[type[Record], str], str] = {}
        self.tombstones = Tombstones(home.data, cipher)
        quarantine = home.state / "quarantine"
        self.folders = Folders(home.data, quarantine, cipher, read_only=read_only, tidy=tidy)
        self.journals = Journals(
            home.state / "journal",
            Quarantine(quarantine / TABLES[Conversation], cipher, read_only=read_only),
            cipher,
            lambda: self._vault.check(cipher.seal),
        )
        self.tables = Tables(self.folders, self.tombstones)
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
        )
        if read_only:
            return
        try:
            home.prepare()
        except OSError as error:
            raise could_not_save(Path(error.filename or home.data), error) from error

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
            document, times = self._next_revision(record), self.catalog.times()
            self.tables.write(type(record), record.id, document)
            self._kept(record, document, times)

    def save_all(self, records: Sequence[Record]) -> None:
        """See `Store.save_all`; they are waited for together."""
        with self.writing():
            documents = [self._next_revision(record) for record in records]
            times = self.catalog.times()
            self.tables.write_together(zip(map(type, records), documents, strict=True))
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

    def get_ready_to_search(self, on_progress: Callable[[int, int], None]) -> bool:
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
        with suppress(StoreError, OSError), self._thread, self._write_lock.held():
            self._vault.check(self.cipher.seal)
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

    def journal_path(self, conversation_id: str) -> Path:
        """See `Store.journal_path`."""
        return self.journals.path(conversation_id)

    def open_journal(self, conversation_id: str) -> Journal:
        """See `Store.open_journal`."""
        self._refuse_if_read_only()
        self._vault.check(self.cipher.seal)
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
        if self._read_only:
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

    def _next_revision(self, record: Record) -> dict[str, Any]:
        """Return the document of ``record`` as it is to be written."""
        key = (type(record), record.id)
        self.tables.check_fresh(record, self._unsure.get(key, set()))
        rev, base = ulid_at(self._now()), self._bases.setdefault(key, record.rev)
        self._unsure.setdefault(key, set()).add(rev)
        revisions = {"rev": rev, "parent_rev": record.rev, "base_rev": base}
        return {**msgspec.to_builtins(record), **revisions}

    def _kept(self, record: Record, document: Mapping[str, Any], times: Times) -> None:
        """Let ``record`` be the revision that was written; ``times`` are from before that."""
        del self._unsure[type(record), record.id]
        record.base_rev, record.parent_rev = document["base_rev"], document["parent_rev"]
        record.rev = document["rev"]
        if isinstance(record, Person | Conversation | LogEntry):
            self.catalog.saved(record, times)

    def _flush(self) -> None:
        """Write down what is there: first what will be missed, then what can be made anew."""
        self.inventory.flush()
        self.catalog.flush()
        if "local_search" in vars(self):
            self.local_search.flush()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only one, in this process and on this machine, who changes the store.

        Raises:
            ReadOnly: Nothing may be changed, or somebody else is too slow.
            LockChanged: It was locked or unlocked meanwhile, so this key isn't the one to use.
            StoreError: The lock can't be had.
        """
        self._refuse_if_read_only()
        with self._thread, self._write_lock.held():
            self._vault.check(self.cipher.seal)
            yield

    def _refuse_if_read_only(self) -> None:
        if self._read_only:
            words = _("Samtale is open in another window, so nothing is saved here.")
            raise ReadOnly(words)

    def _opened(self, kind: type[Record], id_: str = "", person_id: str = "") -> None:
        """Note that somebody opened a record, or all of a kind."""
        if self.through and kind is not UnitGoal:
            self.access_log.note(TABLES[kind], id_, person_id, self.through)
