"""TinyDB on storage of our own: one file a document, written atomically, read when asked for.

TinyDB's default storage reads and writes the whole database at each change, in place. Here a
change writes the documents that it touches and no others, a lookup by id reads one file, and
no document stays in memory. Ids are ULIDs, so documents come in the order in which they were
made. ``Query``, operations and the methods of tables work as TinyDB documents them.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, MutableMapping
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from storage.envelope import encode, pack
from storage.errors import NotFound
from storage.folder import Folder, Folders, is_ulid
from storage.records import new_id

Body = dict[str, Any]


class Bodies(Mapping[str, Body]):
    """The documents of a folder, each read when it is asked for; what can't be is left out."""

    def __init__(self, folder: Folder) -> None:
        """Look at ``folder``."""
        self.folder = folder

    def __getitem__(self, id_: str) -> Body:
        document = self.folder.find(id_) if is_ulid(id_) else None
        if document is None:
            raise KeyError(id_)
        return document

    def __iter__(self) -> Iterator[str]:
        return iter(self.folder.ids())

    def __len__(self) -> int:
        return len(self.folder.ids())

    def items(self) -> ItemsView[str, Body]:
        """Return the documents that can be read, with their ids."""
        return _Readable(self)


class _Readable(ItemsView[str, Body]):
    _mapping: Bodies

    def __iter__(self) -> Iterator[tuple[str, Body]]:
        for id_ in self._mapping:
            document = self._mapping.folder.find(id_)
            if document is not None:
                yield id_, document


class Changes(MutableMapping[str, Body]):
    """A table while it is being changed: the disk, and over it what is to be written.

    TinyDB changes documents in place as it goes through a table. The one that it holds at a
    time is compared with what it was when TinyDB turns to the next, so only documents that
    differ are kept and written.
    """

    def __init__(self, folder: Folder) -> None:
        """Stand over ``folder``, with nothing changed yet."""
        self._folder = folder
        self._changed: dict[str, Body] = {}
        self._removed: set[str] = set()
        self._held: tuple[str, Body, bytes] | None = None

    def __getitem__(self, id_: str) -> Body:
        if id_ in self._changed:
            return self._changed[id_]
        if self._held is None or self._held[0] != id_:
            self._let_go()
            self._held = self._read(id_)
        return self._held[1]

    def __setitem__(self, id_: str, document: Body) -> None:
        self._folder.file(id_)
        self._let_go()
        self._changed[id_] = document
        self._removed.discard(id_)

    def __delitem__(self, id_: str) -> None:
        if id_ not in self:
            raise KeyError(id_)
        self._held = None
        self._changed.pop(id_, None)
        self._removed.add(id_)

    def __contains__(self, id_: object) -> bool:
        """Return whether the document is there, be it one that can't be read.

        A document of a newer version, or one that the disk won't give out, is there: nothing
        may be put in its place.
        """
        if id_ in self._changed:
            return True
        if not is_ulid(id_) or id_ in self._removed:
            return False
        file = self._folder.file(cast(str, id_))
        return self._folder.find(cast(str, id_)) is not None or file.exists()

    def __iter__(self) -> Iterator[str]:
        """Go through the documents that can be read, so that TinyDB may look at each."""
        for id_ in sorted({*self._folder.ids(), *self._changed} - self._removed):
            if id_ in self._changed or self._folder.find(id_) is not None:
                yield id_

    def __len__(self) -> int:
        return len({*self._folder.ids(), *self._changed} - self._removed)

    def clear(self) -> None:
        """Remove all documents."""
        self._held = None
        self._changed.clear()
        self._removed.update(self._folder.ids())

    def write(self) -> None:
        """Put what has changed on the disk, one document after the other.

        Raises:
            TypeError: A document holds something that JSON can't; nothing was written.
            StoreError: A document can't be written; those before it have been.
        """
        self._let_go()
        packed = {id_: pack(document) for id_, document in self._changed.items()}
        for id_, data in packed.items():
            self._folder.write(id_, data)
        for id_ in sorted(self._removed):
            self._folder.erase(id_)

    def _read(self, id_: str) -> tuple[str, Body, bytes]:
        if id_ in self._removed or not is_ulid(id_):
            raise KeyError(id_)
        try:
            document = self._folder.read(id_)
        except NotFound as error:
            raise KeyError(id_) from error
        return id_, document, encode(document)

    def _let_go(self) -> None:
        if self._held is not None:
            id_, document, before = self._held
            if encode(document) != before:
                self._changed[id_] = document
        self._held = None


class FileStorage(Storage):
    """TinyDB's storage: the folders of all tables."""

    def __init__(self, folders: Folders) -> None:
        """Keep tables in ``folders``."""
        self.folders = folders

    def read(self) -> dict[str, Any]:
        """Return all tables, the documents of each to be read when asked for."""
        return {name: Bodies(self.folders.folder(name)) for name in self.folders.names()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the tables those of ``data``: what isn't in it is removed.

        Raises:
            StoreError: Something can't be written; what came before it has been.
        """
        for name in self.read().keys() - data.keys():
            self.folders.folder(name).drop()
        for name, documents in data.items():
            if not isinstance(documents, Bodies):
                changes = Changes(self.folders.folder(name))
                changes.clear()
                changes.update(documents)
                changes.write()


class DocumentTable(Table):
    """A table that hands the storage only the documents that a change touches.

    Found documents aren't kept unless a ``cache_size`` is asked for, as they are read anew
    from files that others may have changed.
    """

    document_id_class = str  # type: ignore[assignment] # TinyDB's is an int, ours a ULID

    def __init__(
        self, storage: FileStorage, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        """Open the table ``name``; see TinyDB for the other arguments."""
        self._folder = storage.folders.folder(name)
        super().__init__(storage, name, cache_size, persist_empty)

    def read(self, doc_id: str) -> Document:
        """Return one document as `get` does, but say why where there is none to return.

        Raises:
            StoreError: It isn't there, is damaged, or can't be had; see `Folder.read`.
        """
        return Document(self._folder.read(doc_id), cast(int, doc_id))

    def put(self, document: Document) -> None:
        """Put a whole document in the place of the one with its id, without reading that.

        `upsert` puts the fields of a document over those that are there, and reads them for it.

        Raises:
            StoreError: It can't be written.
        """
        self._update_table(lambda table: table.update({document.doc_id: dict(document)}))

    def _read_table(self) -> dict[str, Mapping[Any, Any]]:
        return cast(dict[str, Mapping[Any, Any]], Bodies(self._folder))

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        changes = Changes(self._folder)
        updater(changes)
        self._folder.make()
        try:
            changes.write()
        finally:
            self.clear_cache()

    def _get_next_id(self) -> str:
        return new_id()


class Documents(TinyDB):
    """The database: ``table(name)`` gives a table, see TinyDB."""

    table_class: type[Table] = DocumentTable

    def __init__(self, folders: Folders) -> None:
        """Open the tables that lie in ``folders``."""
        self.folders = folders
        super().__init__(folders, storage=FileStorage)
