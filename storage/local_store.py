"""The store in the user's own folders: TinyDB for the documents, a catalog for the lists."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from agendas.words import _
from storage import journal
from storage.access_log import AccessLog
from storage.cards import Name, PersonEntry, TalkEntry
from storage.catalog import Catalog
from storage.cipher import PLAIN, Cipher, Encrypted
from storage.conflicts import Copy, Versions
from storage.disclosure import Disclosure
from storage.errors import Damaged, NotFound, ReadOnly, StaleError, StoreError, could_not_save
from storage.files import remove
from storage.folder import Folder, Folders, Problem, is_ulid
from storage.inventory import Inventory
from storage.known_exports import KnownExports
from storage.problems import ManyMissing, Missing
from storage.records import (
    SCHEMA,
    Conversation,
    LogEntry,
    Person,
    Preparation,
    Record,
    UnitGoal,
)
from storage.sitting import WriteLock
from storage.store import OfPerson, R, Store
from storage.tombstones import Erased, Resurrected, Tombstones
from storage.vault import Vault

if TYPE_CHECKING:
    from storage.documents import Documents, DocumentTable
    from storage.home import Home
    from storage.journal import Journal

TABLES: dict[type[Record], str] = {
    Person: "people",
    Conversation: "conversations",
    Preparation: "preparations",
    LogEntry: "log",
    UnitGoal: "unit_goals",
    Disclosure: "disclosures",
}
"""The table that each kind of record is kept in."""
MOST_NAMED = 5
"""How many missing documents are named one by one."""


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
        self._cipher = cipher
        self._vault = Vault(home.data)
        self._read_only = read_only
        self._thread = threading.RLock()
        self._write_lock = WriteLock(home.state)
        self._unsure: dict[tuple[type[Record], str], set[str]] = {}
        self._bases: dict[tuple[type[Record], str], str] = {}
        self._journals = home.state / "journal"
        self.tombstones = Tombstones(home.data, cipher)
        quarantine = home.state / "quarantine"
        self.folders = Folders(home.data, quarantine, cipher, read_only=read_only)
        self.inventory = Inventory(
            home.state / "inventory",
            {table: self.folders.folder(table) for table in TABLES.values()},
            self.tombstones,
            cipher,
        )
        self._catalog = Catalog(
            home.state / "catalog",
            {kind: self._folder(kind) for kind in (Person, Conversation, LogEntry)},
            self._load,
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
        return [entry.by(self.cadence) for entry in self._catalog.people()]

    def names(self) -> list[Name]:
        """See `Store.names`."""
        return self._catalog.names()

    def talks(self, person_id: str) -> list[TalkEntry]:
        """See `Store.talks`."""
        return self._catalog.talks(person_id)

    # Records

    def read(self, kind: type[R], id_: str) -> R:
        """See `Store.read`."""
        record = self._read(kind, id_)
        self._opened(kind, id_, id_ if kind is Person else getattr(record, "person", ""))
        return record

    def all(self, kind: type[R]) -> list[R]:
        """See `Store.all`."""
        records = []
        self._opened(kind)
        for document in self._table(kind):
            with suppress(StoreError):
                records.append(self._record(kind, cast(str, document.doc_id), document))
        return records

    def of_person(self, kind: type[OfPerson], person_id: str) -> list[OfPerson]:
        """See `Store.of_person`."""
        if kind is LogEntry:
            ids: Iterable[str] = self._catalog.log(person_id)
        else:
            ids = sorted(talk.id for talk in self._catalog.talks(person_id))
        self._opened(kind, person_id=person_id)
        found = (self._load(kind, id_) for id_ in ids)
        return [record for record in found if record and record.person == person_id]

    def save(self, record: Record) -> None:
        """See `Store.save`."""
        from tinydb.table import Document

        kind = type(record)
        with self.writing():
            self._refuse_erased(kind, record.id)
            self._check_fresh(record)
            rev = self._new_revision()
            base = self._bases.setdefault((kind, record.id), record.rev)
            revisions = {"rev": rev, "parent_rev": record.rev, "base_rev": base}
            document = {**msgspec.to_builtins(record), **revisions}
            self._unsure.setdefault((kind, record.id), set()).add(rev)
            self._table(kind).upsert(Document(document, cast(int, record.id)))
            del self._unsure[kind, record.id]
            record.base_rev, record.parent_rev, record.rev = base, record.rev, rev
            if isinstance(record, Person | Conversation | LogEntry):
                self._catalog.saved(record)

    def erase(self, kind: type[Record], id_: str) -> None:
        """See `Store.erase`."""
        if not is_ulid(id_):
            return
        with self.writing():
            self.inventory.forget([(TABLES[kind], id_)])
            self._erase(TABLES[kind], id_)
            self._flush()

    def bury(self, documents: Iterable[tuple[str, str]], on: dt.date) -> None:
        """Erase documents for good, in this order; a tombstone tells that they were.

        ``documents`` are tables with ids.

        Raises:
            StoreError: Something could not be removed; what came before it is erased.
        """
        with self.writing():
            for table, id_ in documents:
                if not self.tombstones.is_erased(table, id_):
                    self.tombstones.lay(table, id_, on)
                self._erase(table, id_)
            self._flush()

    def wrote(self, file: Path, content: bytes, person_id: str, talk_id: str = "") -> None:
        """See `Store.wrote`."""
        with suppress(StoreError, OSError), self._thread, self._write_lock.held():
            self.known_exports.add(file, content, person_id, talk_id)

    def forget(self, person_id: str, exports: Iterable[str]) -> None:
        """Forget who has opened what of a person, and files that were written.

        Raises:
            StoreError: A list can't be written.
        """
        with self.writing():
            try:
                self.access_log.forget(person_id)
                self.known_exports.forget(exports)
            except OSError as error:
                raise could_not_save(self.home.state / "access", error) from error

    def _erase(self, table: str, id_: str) -> None:
        self.folders.folder(table).erase(id_)
        if table == TABLES[Conversation]:
            path = self.journal_path(id_)
            try:
                remove(path)
            except OSError as error:
                raise could_not_save(path, error) from error

    # When something went wrong

    @property
    def problems(self) -> list[Problem]:
        """See `Store.problems`."""
        found = [problem for kind in TABLES for problem in self._problems_of(kind)]
        return [*found, *self._missing({(problem.table, problem.id) for problem in found})]

    def earlier(self, kind: type[R], id_: str) -> R:
        """See `Store.earlier`."""
        document = self._folder(kind).read_earlier(id_)
        try:
            return msgspec.convert(document, kind)
        except msgspec.ValidationError as error:
            words = _("The earlier version can't be read either. Put back a copy from a backup.")
            raise NotFound(words) from error

    def restore(self, problem: Problem) -> None:
        """See `Store.restore`."""
        kind = next(kind for kind, table in TABLES.items() if table == problem.table)
        self.save(self.earlier(kind, problem.id))

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
        if not is_ulid(conversation_id):
            raise ValueError(f"not a ULID: {conversation_id!r}")
        return self._journals / f"{conversation_id}.log"

    def open_journal(self, conversation_id: str) -> Journal:
        """See `Store.open_journal`."""
        self._refuse_if_read_only()
        self._vault.check(self._cipher.seal)
        return journal.open_journal(self.journal_path(conversation_id), self._cipher)

    def read_journal(self, conversation_id: str) -> dict[str, bytes]:
        """See `Store.read_journal`."""
        path = self.journal_path(conversation_id)
        try:
            return journal.read(path, self._cipher)
        except (ValueError, Encrypted) as error:
            reason = str(error) or _("it is encrypted")
            words = _("Could not read {file}: {reason}. Put back a copy from a backup.")
            raise Damaged(words.format(file=path, reason=reason)) from error

    def under_way(self) -> list[str]:
        """See `Store.under_way`."""
        ids = (path.stem for path in self._journals.glob("*.log") if is_ulid(path.stem))
        return sorted(
            id_ for id_ in ids if not self.tombstones.is_erased(TABLES[Conversation], id_)
        )

    # Coming and going

    def flush_catalog(self) -> None:
        """See `Store.flush_catalog`."""
        if not self._read_only and (self._catalog.outdated or self.inventory.outdated):
            with suppress(StoreError), self.writing():
                self._flush()

    def close(self) -> None:
        """See `Store.close`."""
        self.flush_catalog()

    # Within

    def _flush(self) -> None:
        """Write down what is there: first what will be missed, then what is listed."""
        self.inventory.flush()
        self._catalog.flush()

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
            self._vault.check(self._cipher.seal)
            yield

    def _refuse_if_read_only(self) -> None:
        if self._read_only:
            words = _("Samtale is open in another window, so nothing is saved here.")
            raise ReadOnly(words)

    @cached_property
    def _documents(self) -> Documents:
        from storage.documents import Documents

        return Documents(self.folders)

    def _table(self, kind: type[Record]) -> DocumentTable:
        return cast("DocumentTable", self._documents.table(TABLES[kind]))

    def _folder(self, kind: type[Record]) -> Folder:
        return self.folders.folder(TABLES[kind])

    def _load(self, kind: type[R], id_: str) -> R | None:
        try:
            return self._read(kind, id_)
        except StoreError:
            return None

    def _read(self, kind: type[R], id_: str) -> R:
        """Return one record that nobody gets to see; see `Store.read`."""
        return self._record(kind, id_, self._table(kind).read(id_))

    def _opened(self, kind: type[Record], id_: str = "", person_id: str = "") -> None:
        """Note that somebody opened a record, or all of a kind."""
        if self.through and kind is not UnitGoal:
            self.access_log.note(TABLES[kind], id_, person_id, self.through)

    def _record(self, kind: type[R], id_: str, document: dict[str, Any]) -> R:
        """Return what ``document`` holds, or set it aside.

        Raises:
            Damaged: It doesn't hold what it should.
            Erased: It was erased.
            Newer: A newer version of the program has written it.
        """
        self._refuse_erased(kind, id_)
        self._refuse_newer(kind, id_, document)
        try:
            record = msgspec.convert(document, kind)
        except msgspec.ValidationError:
            record = None
        if record is None or record.id != id_:
            reason = _("its content isn't what this kind of document holds")
            raise self._folder(kind).set_aside(id_, reason)
        return record

    def _problems_of(self, kind: type[Record]) -> list[Problem]:
        """Return what can't be read, and what was erased and is there again."""
        table, folder = TABLES[kind], self._folder(kind)
        erased = self.tombstones.ids(table)
        back = [id_ for id_ in sorted(erased) if is_ulid(id_) and folder.file(id_).exists()]
        unreadable = [one for one in folder.problems() if one.id not in erased]
        return unreadable + [
            Resurrected(table, id_, folder.file(id_), "", has_earlier=False) for id_ in back
        ]

    def _missing(self, known: set[tuple[str, str]]) -> list[Problem]:
        """Return the documents that are gone, but for those that are ``known`` problems."""
        try:
            gone = [one for one in self.inventory.missing() if one not in known]
        except StoreError:
            return []
        if len(gone) > MOST_NAMED:
            return [ManyMissing("", "", self.home.data, "", has_earlier=False, count=len(gone))]
        files = [(table, id_, self.folders.folder(table).file(id_)) for table, id_ in gone]
        return [Missing(*one, "", has_earlier=False) for one in files]

    def _refuse_erased(self, kind: type[Record], id_: str) -> None:
        if self.tombstones.is_erased(TABLES[kind], id_):
            words = _("{file} was erased and can't be kept again.")
            raise Erased(words.format(file=self._folder(kind).file(id_)))

    def _refuse_newer(self, kind: type[Record], id_: str, document: dict[str, Any]) -> None:
        schema = document.get("schema")
        if isinstance(schema, int) and schema > SCHEMA:
            raise self._folder(kind).refuse(id_)

    def _check_fresh(self, record: Record) -> None:
        """Make sure that ``record`` was made from what is kept.

        Writes that were reported as failed may have reached the disk all the same; what they
        wrote is known by its revision.
        """
        kind = type(record)
        try:
            document = self._table(kind).read(record.id)
        except (NotFound, Damaged):
            return
        self._refuse_newer(kind, record.id, document)
        unsure = self._unsure.get((kind, record.id), set())
        if document.get("rev") not in {record.rev, *unsure}:
            words = _("{file} was changed elsewhere after it was opened. Open it again first.")
            raise StaleError(words.format(file=self._folder(kind).file(record.id)))

    def _new_revision(self) -> str:
        from ulid import ULID

        return str(ULID.from_datetime(self._now()))
