"""Documents taken out of the user's own folders, with all that lies beside them.

The words that the search knows go first: they can't be taken out one by one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from storage.errors import could_not_save
from storage.files import remove
from storage.names import is_ulid
from storage.records import Conversation, Record
from storage.tables import TABLES
from storage.upgrade import copies

if TYPE_CHECKING:
    from storage.local_store import LocalStore


def erase(store: LocalStore, kind: type[Record], id_: str) -> None:
    """Erase one document as if it had never been; see `Store.erase`."""
    if not is_ulid(id_):
        return
    with store.writing():
        store.local_search.drop()
        store.inventory.forget([(TABLES[kind], id_)])
        _remove(store, TABLES[kind], id_)
        _flush(store)


def bury(store: LocalStore, documents: Iterable[tuple[str, str]], on: dt.date) -> None:
    """Erase documents for good, in this order; a tombstone tells that they were.

    ``documents`` are tables with ids.

    Raises:
        StoreError: Something could not be removed; what came before it is erased.
    """
    with store.writing():
        store.local_search.drop()
        for table, id_ in documents:
            if not store.tombstones.is_erased(table, id_):
                store.tombstones.lay(table, id_, on)
            _remove(store, table, id_)
        _flush(store)
        _drop_copies(store)


def forget(store: LocalStore, person_id: str, exports: Iterable[str]) -> None:
    """Forget who has opened what of a person, files that were written, and what was not saved.

    Raises:
        StoreError: A list can't be written.
    """
    with store.writing():
        store.half_written.erase(person_id)
        try:
            store.access_log.forget(person_id)
            store.known_exports.forget(exports)
        except OSError as error:
            raise could_not_save(store.home.state / "access", error) from error


def _remove(store: LocalStore, table: str, id_: str) -> None:
    """Remove a document with all its versions, and a talk's journal."""
    store.folders.folder(table).erase(id_)
    if table == TABLES[Conversation]:
        journal = store.journal_path(id_)
        try:
            remove(journal)
        except OSError as error:
            raise could_not_save(journal, error) from error


def _flush(store: LocalStore) -> None:
    store.inventory.flush()
    store.catalog.flush_or_remove()


def _drop_copies(store: LocalStore) -> None:
    """Remove the copies from before upgrades: what was erased is in them."""
    for copy in copies(store.home.state):
        try:
            remove(copy)
        except OSError as error:
            raise could_not_save(copy, error) from error
