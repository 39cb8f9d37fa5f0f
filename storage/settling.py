"""Two versions of a document made one again: what a sync program has put beside it, settled.

Nothing is lost by a wrong choice: before a version goes, it is put by in the quarantine, and the
conflict copy goes last, when the result is durable. Asked for again after a crash, all of it may
be done twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec.structs import replace

from agendas.words import _, day_in_full
from storage.conflicts import Copy, Versions, copies_of
from storage.errors import Damaged, NotFound
from storage.merging import common_base, differing, merged
from storage.names import ID_LENGTH, SUFFIX, is_ulid
from storage.records import Conversation, LogEntry, Person, Record, TopicNotes, new_id
from storage.tables import TABLES
from storage.ulids import made_at

if TYPE_CHECKING:
    from storage.folder import Folder
    from storage.local_store import LocalStore

R = TypeVar("R", bound=Record)


def find_copies(store: LocalStore) -> list[Copy]:
    """Return the second versions that can be read, of documents that weren't erased."""
    found = []
    for table, name in store.inventory.copies():
        id_ = name[:ID_LENGTH]
        document = store.folders.folder(table).others.copy(name)
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
    found = _records(kind, [folder.others.copy(copy.name)])
    if not found:
        raise _gone(folder.path / copy.name)
    other: Record = found[0]
    try:
        mine: Record = store.read(kind, copy.id)
    except (Damaged, NotFound):
        return Versions(copy, None, other, None)
    return Versions(copy, mine, other, common_base(mine, other, _kept(folder, kind, copy.id)))


def settle(store: LocalStore, versions: Versions[R], result: R, beside: R | None = None) -> None:
    """Keep ``result`` in the place of both versions, and ``beside`` as a record of its own.

    Raises:
        NotFound: One of the versions is gone.
        StaleError: The record was changed after the versions were read.
        StoreError: Something could not be kept; both versions are still there.
    """
    copy = versions.copy
    folder = store.folders.folder(copy.table)
    mine, other = versions.mine, versions.other
    needed = [folder.path / copy.name, *([folder.file(copy.id)] if mine is not None else [])]
    with store.writing():
        for file in needed:
            if not file.exists():
                raise _gone(file)
        if mine is None or differing(mine, result):
            if mine is not None:
                folder.others.put_by(copy.id + SUFFIX)
            store.save(replace(result, rev=mine.rev if mine is not None else ""))
        if beside is not None and not folder.file(beside.id).exists():
            store.save(replace(beside, rev=""))
        if differing(other, result):
            folder.others.put_by(copy.name)
        folder.others.remove_copy(copy.name)


def keep_beside(store: LocalStore, record: Record, instead_of: str = "") -> str:
    """Keep a version of a record beside the one in use, as a sync program does; once is enough.

    Return the revision that it has there. ``instead_of`` is that of the version that was kept
    before, whose place it takes.

    Raises:
        StoreError: It can't be kept.
    """
    folder, kind = store.folders.folder(TABLES[type(record)]), type(record)
    with store.writing():
        names = [one.name for one in copies_of(folder.path, record.id)]
        there = {name: one for name in names for one in _records(kind, [folder.others.copy(name)])}
        same = next((one.rev for one in there.values() if not differing(one, record)), None)
        if same is not None:
            return same
        revisions = {"rev": new_id(), "parent_rev": record.rev}
        folder.others.add_copy({**msgspec.to_builtins(record), **revisions})
        for name in (name for name, one in there.items() if one.rev == instead_of):
            folder.others.remove_copy(name)
        return revisions["rev"]


def both_kept(versions: Versions[R], zone: dt.tzinfo | None) -> tuple[R, R | None] | None:
    """Return what keeps both versions: a record, and beside it another where that can be.

    Of what can't be two, all texts stand in one. None where that can't be either. Times are told
    in ``zone``.
    """
    mine, other = versions.mine, versions.other
    if mine is None or isinstance(mine, Person):
        return None
    saved = saved_at(other)
    when = f"{day_in_full(saved.astimezone(zone).date())}" if saved else "?"
    words = _("This is a second version, saved {when} on another machine.")
    beside = on_its_own(other, words.format(when=when))
    return (merged(mine, other, None), None) if beside is None else (mine, beside)


def saved_at(record: Record) -> dt.datetime | None:
    """Return when a version was saved, in UTC, or None where its revision doesn't tell."""
    return made_at(record.rev)


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


def _gone(file: Path) -> NotFound:
    words = _("{file} is gone, or can't be read any more.")
    return NotFound(words.format(file=file))


def _kept(folder: Folder, kind: type[R], id_: str) -> list[R]:
    """Return the versions of a record that are kept beside it."""
    documents: list[dict[str, Any] | None] = [*folder.others.unchosen(id_)]
    with suppress(NotFound):
        documents.append(folder.others.earlier(id_))
    return _records(kind, documents)


def _records(kind: type[R], documents: Iterable[dict[str, Any] | None]) -> list[R]:
    """Return what those of ``documents`` hold that are of this kind."""
    found = []
    for document in documents:
        with suppress(msgspec.ValidationError):
            found.append(msgspec.convert(document, kind))
    return found
