"""The records as they lie in their tables: read, checked, and refused where they must be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from agendas.words import _
from storage.disclosure import Disclosure
from storage.errors import Damaged, NotFound, StaleError, StoreError, could_not_save
from storage.folder import Folder, Folders, Problem, is_ulid
from storage.migration import is_newer
from storage.records import Conversation, LogEntry, Person, Preparation, Record, UnitGoal
from storage.tombstones import Erased, Resurrected, Tombstones

if TYPE_CHECKING:
    from storage.documents import Documents, DocumentTable

R = TypeVar("R", bound=Record)

TABLES: dict[type[Record], str] = {
    Person: "people",
    Conversation: "conversations",
    Preparation: "preparations",
    LogEntry: "log",
    UnitGoal: "unit_goals",
    Disclosure: "disclosures",
}
"""The table that each kind of record is kept in."""


class Tables:
    """The tables of a store, through TinyDB."""

    def __init__(self, folders: Folders, tombstones: Tombstones) -> None:
        """Read and write the tables in ``folders``; what ``tombstones`` name isn't there."""
        self._folders = folders
        self._tombstones = tombstones

    def folder(self, kind: type[Record]) -> Folder:
        """Return the folder of a kind's table."""
        return self._folders.folder(TABLES[kind])

    def has(self, kind: type[Record], id_: str) -> bool:
        """Return whether a record is there, be it one that can't be read."""
        there = self.folder(kind).file(id_).exists()
        return there and not self._tombstones.is_erased(TABLES[kind], id_)

    def read(self, kind: type[R], id_: str) -> R:
        """Return one record; see `Store.read`."""
        return self._record(kind, id_, self._table(kind).read(id_))

    def find(self, kind: type[R], id_: str) -> R | None:
        """Return one record, or None where there is none that can be read."""
        try:
            return self.read(kind, id_)
        except StoreError:
            return None

    def all(self, kind: type[R]) -> Iterator[R]:
        """Go through the records of one kind that can be read, oldest first."""
        for document in self._table(kind):
            with suppress(StoreError):
                yield self._record(kind, cast(str, document.doc_id), document)

    def earlier(self, kind: type[R], id_: str) -> R:
        """Return a record as it was before the last sitting; see `Store.earlier`."""
        document = self.folder(kind).others.earlier(id_)
        try:
            return msgspec.convert(document, kind)
        except msgspec.ValidationError as error:
            words = _("The earlier version can't be read either. Put back a copy from a backup.")
            raise NotFound(words) from error

    def write(self, kind: type[Record], id_: str, document: dict[str, Any]) -> None:
        """Put a document in its table.

        Raises:
            StoreError: It can't be written.
        """
        from tinydb.table import Document

        self._table(kind).put(Document(document, cast(int, id_)))

    def write_together(self, documents: Iterable[tuple[type[Record], dict[str, Any]]]) -> None:
        """Put many documents in their tables: all are durable before the first is in its place.

        Raises:
            StoreError: Not all of them can be written.
        """
        from storage.batch import batch
        from storage.envelope import pack

        try:
            with batch() as write:
                for kind, document in documents:
                    folder = self.folder(kind)
                    folder.make()
                    folder.write(document["id"], pack(document), write)
        except OSError as error:
            place = Path(error.filename) if error.filename else self.folder(Person).path
            raise could_not_save(place, error) from error

    def kept_of(self, record: Record, unsure: set[str]) -> dict[str, Any]:
        """Return the document that ``record`` was made from as it is kept; empty if none is.

        Writes that were reported as failed may have reached the disk all the same; ``unsure`` are
        the revisions that they wrote.

        Raises:
            Erased: It was erased.
            Newer: A newer version of the program has written it.
            StaleError: Another revision is kept.
        """
        kind = type(record)
        self._refuse_erased(kind, record.id)
        try:
            document = self._table(kind).read(record.id)
        except (NotFound, Damaged):
            return {}
        except StoreError as error:
            if not isinstance(error.__cause__, OSError):
                raise
            place = self.folder(kind).file(record.id)
            raise could_not_save(place, error.__cause__) from error
        self._refuse_newer(kind, record.id, document)
        if document.get("rev") not in {record.rev, *unsure}:
            from storage.late_form import takes_form

            if isinstance(record, Conversation) and takes_form(record, document):
                return document
            words = _("{file} was changed elsewhere after it was opened. Open it again first.")
            raise StaleError(words.format(file=self.folder(kind).file(record.id)))
        return document

    @property
    def problems(self) -> list[Problem]:
        """What can't be read, and what was erased and is there again."""
        found: list[Problem] = []
        for kind, table in TABLES.items():
            folder, erased = self.folder(kind), self._tombstones.ids(table)
            found += [one for one in folder.problems() if one.id not in erased]
            found += [
                Resurrected(table, id_, folder.file(id_), "", has_earlier=False)
                for id_ in sorted(erased)
                if is_ulid(id_) and folder.file(id_).exists()
            ]
        return found

    # Within

    @cached_property
    def _documents(self) -> Documents:
        from storage.documents import Documents

        return Documents(self._folders)

    def _table(self, kind: type[Record]) -> DocumentTable:
        return cast("DocumentTable", self._documents.table(TABLES[kind]))

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
            raise self.folder(kind).set_aside(id_, reason)
        return record

    def _refuse_erased(self, kind: type[Record], id_: str) -> None:
        if self._tombstones.is_erased(TABLES[kind], id_):
            words = _("{file} was erased and can't be kept again.")
            raise Erased(words.format(file=self.folder(kind).file(id_)))

    def _refuse_newer(self, kind: type[Record], id_: str, document: dict[str, Any]) -> None:
        if is_newer(document):
            raise self.folder(kind).refuse(id_)
