"""Two versions of a document made one again: what a sync program has put beside it, settled.

Nothing is lost by a wrong choice: before a version goes, it is put by in the quarantine, and the
conflict copy goes last, when the result is durable. Asked for again after a crash, all of it may
be done twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec.structs import replace

from agendas.words import _
from storage.conflicts import Copy, Versions
from storage.errors import NotFound, StoreError
from storage.local_store import TABLES
from storage.merging import common_base, differing
from storage.names import ID_LENGTH, SUFFIX, is_ulid
from storage.records import Conversation, LogEntry, Record, TopicNotes, new_id

if TYPE_CHECKING:
    from storage.folder import Folder
    from storage.local_store import LocalStore

R = TypeVar("R", bound=Record)


def find_copies(store: LocalStore) -> list[Copy]:
    """Return the second versions that can be read, of documents that weren't erased."""
    found = []
    for table, name in store.inventory.copies():
        id_ = name[:ID_LENGTH]
        document = store.folders.folder(table).read_copy(name)
        if document is not None and not store.tombstones.is_erased(table, id_):
            about = id_ if table == "people" else document.get("person", "")
            found.append(Copy(table, id_, name, str(about)))
    return found


def read_versions(store: LocalStore, copy: Copy) -> Versions[Record]:
    """Return both versions of a record.

    Raises:
        NotFound: The copy is gone, or holds no such record.
        StoreError: The record can't be had now.
    """
    kind = next(kind for kind, table in TABLES.items() if table == copy.table)
    folder = store.folders.folder(copy.table)
    found = _records(kind, [folder.read_copy(copy.name)])
    if not found:
        words = _("{file} is gone, or can't be read any more.")
        raise NotFound(words.format(file=folder.path / copy.name))
    other: Record = found[0]
    try:
        mine: Record = store.read(kind, copy.id)
    except StoreError:
        if folder.file(copy.id).exists():
            raise
        return Versions(copy, None, other, None)
    return Versions(copy, mine, other, common_base(mine, other, _kept(folder, kind, copy.id)))


def settle(store: LocalStore, versions: Versions[R], result: R, beside: R | None = None) -> None:
    """Keep ``result`` in the place of both versions, and ``beside`` as a record of its own.

    Raises:
        StaleError: The record was changed after the versions were read.
        StoreError: Something could not be kept; both versions are still there.
    """
    copy = versions.copy
    folder = store.folders.folder(copy.table)
    mine, other = versions.mine, versions.other
    with store.writing():
        if mine is None or differing(mine, result):
            if mine is not None:
                folder.put_by(copy.id + SUFFIX)
            store.save(replace(result, rev=mine.rev if mine is not None else ""))
        if beside is not None and not folder.file(beside.id).exists():
            store.save(replace(beside, rev=""))
        if differing(other, result):
            folder.put_by(copy.name)
        folder.remove_copy(copy.name)


def on_its_own(record: R, note: str) -> R | None:
    """Return a talk or a log entry as one of its own, with a note; None for what can't be two.

    Its id comes from its revision, so that it is made once.
    """
    id_ = record.rev if is_ulid(record.rev) else new_id()
    if isinstance(record, LogEntry):
        return replace(record, id=id_, text=f"{record.text}\n{note}")
    if isinstance(record, Conversation):
        first, *rest = record.notes or [TopicNotes()]
        manager = "\n".join(filter(None, (first.manager, note)))
        return replace(record, id=id_, notes=[replace(first, manager=manager), *rest])
    return None


def _kept(folder: Folder, kind: type[R], id_: str) -> list[R]:
    """Return the versions of a record that are kept beside it."""
    documents: list[dict[str, Any] | None] = [*folder.read_unchosen(id_)]
    with suppress(NotFound):
        documents.append(folder.read_earlier(id_))
    return _records(kind, documents)


def _records(kind: type[R], documents: Iterable[dict[str, Any] | None]) -> list[R]:
    """Return what those of ``documents`` hold that are of this kind."""
    found = []
    for document in documents:
        with suppress(msgspec.ValidationError):
            found.append(msgspec.convert(document, kind))
    return found
