"""The index of all words, kept in step with the folders and written down between two sittings.

It lives in memory (`storage.word_database`) and is written down as one gzip file, a fraction of
the text, through the store's cipher, so a locked store has no plain word of it on disk. It is
disposable: one that can't be read is made anew. Words of a text that was changed since linger in
it until they outweigh the rest; where a record has gone, or most were written anew as a new
version of the program does, all of it is made anew, and an erasure drops it.
"""

from __future__ import annotations

import gzip
import threading
import weakref
import zlib
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from storage.cipher import Cipher, Encrypted
from storage.errors import StoreError
from storage.files import make_folder, remove, sweep, write_atomically
from storage.progress import Progress, untold
from storage.search import SEARCHED, Searched
from storage.search_query import Query
from storage.word_database import Found, WordDatabase

if TYPE_CHECKING:
    from storage.folder import Folder, Stamp
    from storage.tombstones import Tombstones

INDEX = "index"
"""The name of its file."""

MOST_BYTES = 2**30
"""What an index may unpack to; one of more is cut, and of no use."""

FEW = 1000
"""How many texts as they were once don't matter."""


class SearchIndex:
    """Which words stand in which record; may be asked from several threads."""

    def __init__(
        self,
        path: Path,
        folders: Mapping[type[Searched], Folder],
        tombstones: Tombstones,
        load: Callable[[type[Searched], str], Searched | None],
        cipher: Cipher,
    ) -> None:
        """Keep the index in the file ``path``, and ``load`` what it lacks.

        Documents that have one of the ``tombstones`` are not in it.
        """
        self._path = path
        self._folders = folders
        self._tombstones = tombstones
        self._load = load
        self._cipher = cipher
        self._turn = threading.RLock()
        self._words: WordDatabase | None = None
        self._times: dict[type[Searched], int] = {}
        """When the folders were as the index has them."""
        self._changed = self._damaged = False

    def find(
        self,
        query: Query,
        persons: Collection[str] | None = None,
        *,
        shared: bool = False,
        limit: int = -1,
        below: int | None = None,
    ) -> list[Found]:
        """Return the records that hold all words of the query, the newest first, or ``limit``.

        A phrase is taken as its pairs of words. ``persons`` are the ids of those that the records
        must be about; ``shared`` leaves away what is private. ``below`` goes on after a row.
        """
        with self._turn:
            words = self._fresh()
            return words.find(query, persons, shared=shared, limit=limit, below=below)

    def refresh(self, on_progress: Progress = untold) -> bool:
        """Bring the index in step; return whether the one that was there could not be read.

        What is raised by ``on_progress`` interrupts it; the next one goes on from there.
        """
        with self._turn:
            self._fresh(on_progress)
            damaged, self._damaged = self._damaged, False
            return damaged

    @property
    def outdated(self) -> bool:
        """Whether there is something to write down."""
        return self._changed

    def flush(self) -> None:
        """Write the index down, unless something was changed since it was last asked.

        One that can't be written is made anew next time, so that is no error.
        """
        with self._turn, suppress(OSError):
            if self._words is None or not self._changed or self._times != self._times_now():
                return
            data = gzip.compress(self._words.serialized(), compresslevel=4, mtime=0)
            make_folder(self._path.parent)
            sweep(self._path.parent)
            write_atomically(self._path, self._cipher.encrypt(data))
            self._changed = False

    def drop(self) -> None:
        """Forget everything, in memory and on disk: something is to be erased.

        Raises:
            OSError: The file can't be removed.
        """
        with self._turn:
            self._forget()
            if self._path.parent.is_dir():
                sweep(self._path.parent)
            remove(self._path)
            self._changed = False

    # Keeping in step

    def _fresh(self, on_progress: Progress = untold) -> WordDatabase:
        if self._words is None:
            self._words = self._held(self._read() or WordDatabase())
        times = self._times_now()
        with suppress(StoreError):
            stale = [kind for kind in SEARCHED if self._times.get(kind) != times[kind]]
            stamps = {kind: self._tombstones.left(self._folders[kind]) for kind in stale}
            known = {kind: self._words.known(kind) for kind in stale}
            missing = [
                (kind, id_, stamp)
                for kind in stale
                for id_, stamp in stamps[kind].items()
                if known[kind].get(id_) != stamp
            ]
            gone = any(known[kind].keys() - stamps[kind].keys() for kind in stale)
            rewritten = sum(id_ in known[kind] for kind, id_, _stamp in missing)
            if gone or rewritten > max(FEW, sum(map(len, known.values())) // 2):
                self._forget()
                return self._fresh(on_progress)
            self._take_in(self._words, missing, on_progress)
            self._times = times
        return self._words

    def _take_in(
        self,
        words: WordDatabase,
        missing: list[tuple[type[Searched], str, Stamp]],
        on_progress: Progress,
    ) -> None:
        for done, (kind, id_, stamp) in enumerate(missing):
            if done % 100 == 0:
                words.commit()
                on_progress(done, len(missing))
            record = self._load(kind, id_)
            words.take(kind, id_)
            if record is not None:
                words.put(record, stamp)
            self._changed = True
        if len(missing) > FEW:
            words.join_pieces()
        words.commit()
        on_progress(len(missing), len(missing))

    def _times_now(self) -> dict[type[Searched], int]:
        return {kind: self._tombstones.time_of(folder) for kind, folder in self._folders.items()}

    def _forget(self) -> None:
        """Begin anew with nothing."""
        if self._words is not None:
            self._words.close()
        self._words, self._times, self._changed = self._held(WordDatabase()), {}, True

    def _held(self, words: WordDatabase) -> WordDatabase:
        """Return ``words``, to be closed when the index goes."""
        weakref.finalize(self, words.close)
        return words

    def _read(self) -> WordDatabase | None:
        """Return the index as it was written down, or None where it is of no use."""
        try:
            data = unpacked(self._cipher.decrypt(self._path.read_bytes()))
        except (FileNotFoundError, Encrypted):
            return None
        except (OSError, ValueError):
            self._damaged = True
            return None
        words = WordDatabase(data)
        if words.is_current and not words.lingering(FEW):
            return words
        words.close()
        return None


def unpacked(packed: bytes) -> bytes:
    """Return the database of an index as it lies on the disk, decrypted.

    Raises:
        ValueError: It is damaged, or no index.
    """
    try:
        with gzip.open(BytesIO(packed)) as file:
            data = file.read(MOST_BYTES)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError("not what was written down") from error
    if not data.startswith(b"SQLite format 3"):
        raise ValueError("no index")
    return data
