"""The search through the user's own folders: the index finds, the records themselves decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from storage.cipher import Cipher
from storage.errors import could_not_save
from storage.progress import Progress
from storage.search import SEARCHED, Hit, hit, person_of, persons_meant
from storage.search_index import INDEX, SearchIndex
from storage.search_query import Query
from storage.word_database import Found

if TYPE_CHECKING:
    from storage.cards import Name
    from storage.tables import Tables
    from storage.tombstones import Tombstones


class LocalSearch:
    """Searches the tables of one store."""

    def __init__(self, state: Path, tables: Tables, tombstones: Tombstones, cipher: Cipher) -> None:
        """Keep the index in the state folder ``state``."""
        folders = {kind: tables.folder(kind) for kind in SEARCHED}
        self._path = state / "search"
        self._index = SearchIndex(self._path / INDEX, folders, tombstones, tables.find, cipher)
        self._tables = tables

    def hits(
        self, query: Query, names: Iterable[Name], shared_with: str | None, page: int
    ) -> Iterator[Hit]:
        """Go through what fits, see `Store.search`; the index is asked for a ``page`` at a time."""
        persons = persons_meant(query, names, shared_with)
        shared = shared_with is not None
        for one in self._candidates(query, persons, shared=shared, page=page):
            record = self._tables.find(one.kind, one.id)
            found = hit(record, query, shared=shared) if record is not None else None
            if found and (persons is None or person_of(found.record) in persons):
                yield found

    def get_ready(self, on_progress: Progress) -> bool:
        """See `Store.get_ready_to_search`."""
        return self._index.refresh(on_progress)

    def flush(self) -> None:
        """Write down what makes the next search quick."""
        self._index.flush()

    @property
    def outdated(self) -> bool:
        """Whether there is something to write down."""
        return self._index.outdated

    def drop(self) -> None:
        """Forget all words before something is erased: they can't be taken out one by one.

        Raises:
            StoreError: They can't be removed from the disk.
        """
        try:
            self._index.drop()
        except OSError as error:
            raise could_not_save(self._path, error) from error

    def _candidates(
        self, query: Query, persons: Collection[str] | None, *, shared: bool, page: int
    ) -> Iterator[Found]:
        """Go through the records that may fit, the newest first."""
        below = None
        while found := self._index.find(query, persons, shared=shared, limit=page, below=below):
            yield from found
            below = found[-1].row
