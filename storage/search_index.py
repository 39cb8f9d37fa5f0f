"""The words of all records, in SQLite's full-text engine (FTS5), kept in step with the folders.

The index holds which words, and which two in a row, stand in which record, without their places;
what else is asked is asked of the record itself. It lives in memory and is written down as one
gzip file, a fraction of the text, through the store's cipher, so a locked store has no plain word
of it on disk. It is disposable: one that can't be read is made anew. The engine can't take
words out again, so those of a text that was changed since linger in it until they outweigh the
rest; where a record has gone, or most were written anew as a new version of the program does, all
of it is made anew, and an erasure drops it.

A row's number is made of the record's day, so that the newest come first without sorting; people
come before everything else. The words are folded already, and what is folded has no character
that the tokenizer named ``ascii`` would part them at (https://sqlite.org/fts5.html).
"""

from __future__ import annotations

import datetime as dt
import gzip
import sqlite3
import threading
import weakref
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from storage.cipher import Cipher, Encrypted
from storage.errors import StoreError
from storage.files import make_folder, remove, sweep, write_atomically
from storage.passages import passages
from storage.search import SEARCHED, Searched, day_of, is_open, is_private, kind_of, person_of
from storage.search_query import Query, tokens_of

if TYPE_CHECKING:
    from storage.folder import Folder, Stamp
    from storage.tombstones import Tombstones

INDEX = "index"
"""The name of its file."""
FORMAT = 1
"""The version of the index; one of another is made anew."""

Progress = Callable[[int, int], None]
"""Is told how many records of how many are read."""

MOST_BYTES = 2**30
"""What an index may unpack to; one of more is cut, and of no use."""

_PER_DAY = 2**20
PAIR = "¦"
"""Stands before each of two words that are in the index as one."""
_SCHEMA = """
CREATE TABLE records (
  row INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL, person TEXT NOT NULL,
  what TEXT NOT NULL, open INTEGER NOT NULL, private INTEGER NOT NULL,
  time INTEGER NOT NULL, size INTEGER NOT NULL);
CREATE UNIQUE INDEX by_id ON records (id, kind);
CREATE VIRTUAL TABLE words USING fts5 (
  text, content='', detail=none, prefix='1 2', tokenize='ascii');
"""
_LINGERING = """
SELECT (SELECT count(*) FROM words_docsize) > 2 * (SELECT count(*) FROM records) + ?
"""
"""Whether most words are of texts as they were once, and of more than a few."""
FEW = 1000
"""How many texts as they were once don't matter."""


class Found(NamedTuple):
    """A record that may fit a query."""

    kind: type[Searched]
    id: str
    row: int
    """Its number in the index; those that were found later have smaller ones."""


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
        self._memory: sqlite3.Connection | None = None
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
            memory = self._fresh()
            statement, values = _statement(query, persons, shared=shared, below=below)
            rows = memory.execute(f"{statement} LIMIT ?", [*values, limit])
            return [Found(SEARCHED[kind], id_, row) for kind, id_, row in rows]

    def refresh(self, on_progress: Progress = lambda done, all_: None) -> bool:
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
            if self._memory is None or not self._changed or self._times != self._times_now():
                return
            data = gzip.compress(self._memory.serialize(), compresslevel=1, mtime=0)
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

    def _fresh(self, on_progress: Progress = lambda done, all_: None) -> sqlite3.Connection:
        if self._memory is None:
            self._memory = self._held(self._read() or _new())
        times = self._times_now()
        with suppress(StoreError):
            stale = [kind for kind in SEARCHED if self._times.get(kind) != times[kind]]
            stamps = {kind: self._stamps(kind) for kind in stale}
            known = {kind: _known(self._memory, kind) for kind in stale}
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
            self._take_in(self._memory, missing, on_progress)
            self._times = times
        return self._memory

    def _take_in(
        self,
        memory: sqlite3.Connection,
        missing: list[tuple[type[Searched], str, Stamp]],
        on_progress: Progress,
    ) -> None:
        for done, (kind, id_, stamp) in enumerate(missing):
            if done % 100 == 0:
                memory.commit()
                on_progress(done, len(missing))
            record = self._load(kind, id_)
            _take(memory, kind, id_)
            if record is not None:
                _put(memory, record, stamp)
            self._changed = True
        if len(missing) > FEW:  # what was written in many pieces is a third larger
            memory.execute("INSERT INTO words (words) VALUES ('optimize')")
        memory.commit()
        on_progress(len(missing), len(missing))

    def _times_now(self) -> dict[type[Searched], int]:
        """Return a number for each folder that grows when a document or tombstone comes or goes."""
        return {
            kind: folder.changed_at() + self._tombstones.changed_at(folder.path.name)
            for kind, folder in self._folders.items()
        }

    def _stamps(self, kind: type[Searched]) -> dict[str, Stamp]:
        folder = self._folders[kind]
        erased = self._tombstones.ids(folder.path.name)
        return {id_: stamp for id_, stamp in folder.stamps().items() if id_ not in erased}

    def _forget(self) -> None:
        """Begin anew with nothing."""
        if self._memory is not None:
            self._memory.close()
        self._memory, self._times, self._changed = self._held(_new()), {}, True

    def _held(self, memory: sqlite3.Connection) -> sqlite3.Connection:
        """Return ``memory``, to be closed when the index goes."""
        weakref.finalize(self, memory.close)
        return memory

    def _read(self) -> sqlite3.Connection | None:
        """Return the index as it was written down, or None where it is of no use."""
        try:
            data = unpacked(self._cipher.decrypt(self._path.read_bytes()))
        except (FileNotFoundError, Encrypted):
            return None
        except (OSError, ValueError):
            self._damaged = True
            return None
        memory = _connect()
        memory.deserialize(data)
        (format_,) = memory.execute("PRAGMA user_version").fetchone()
        if format_ == FORMAT:
            (lingering,) = memory.execute(_LINGERING, (FEW,)).fetchone()
            if not lingering:
                return memory
        memory.close()
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


def _connect() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", check_same_thread=False)


def _new() -> sqlite3.Connection:
    memory = _connect()
    memory.executescript(_SCHEMA)
    memory.execute(f"PRAGMA user_version = {FORMAT}")
    return memory


def _known(memory: sqlite3.Connection, kind: type[Searched]) -> dict[str, Stamp]:
    """Return the stamps of the documents that are in the index."""
    number = SEARCHED.index(kind)
    rows = memory.execute("SELECT id, time, size FROM records WHERE kind = ?", (number,))
    return {id_: (time, size) for id_, time, size in rows}


def _put(memory: sqlite3.Connection, record: Searched, stamp: Stamp) -> None:
    first = _first_row(day_of(record) or dt.date.max)
    newest = memory.execute(
        "SELECT max(id) FROM words_docsize WHERE id BETWEEN ? AND ?", (first, first + _PER_DAY - 1)
    ).fetchone()[0]
    row = first if newest is None else newest + 1
    texts = [tokens_of(one.text) for one in passages(record)]
    words = {word for text in texts for word in (*text, *_pairs(text))}
    number = SEARCHED.index(type(record))
    standing = (kind_of(record), is_open(record), is_private(record))
    memory.execute(
        "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (row, number, record.id, person_of(record), *standing, *stamp),
    )
    memory.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row, " ".join(sorted(words))))


def _pairs(text: Sequence[str]) -> list[str]:
    """Return each two words that follow each other, as one that nobody can type."""
    return [f"{PAIR}{one}{PAIR}{other}" for one, other in pairwise(text)]


def _take(memory: sqlite3.Connection, kind: type[Searched], id_: str) -> None:
    memory.execute("DELETE FROM records WHERE kind = ? AND id = ?", (SEARCHED.index(kind), id_))


def _first_row(day: dt.date) -> int:
    return day.toordinal() * _PER_DAY


def _statement(
    query: Query, persons: Collection[str] | None, *, shared: bool, below: int | None
) -> tuple[str, list[object]]:
    """Return the SQL that finds the records of a query, and its values."""
    source, conditions, values = "records", ["1"], list[object]()
    words = [f'"{word}"*' for word in query.words]
    for phrase in query.phrases:
        words += [f'"{word}"' for word in (_pairs(phrase) or phrase)]
    if words:
        source = "words JOIN records ON row = words.rowid"
        conditions.append("words MATCH ?")
        values.append(" AND ".join(words))
    if persons is not None:
        conditions.append(f"person IN ({', '.join('?' * len(persons))})")
        values += persons
    if query.kind is not None:
        conditions.append("what = ?")
        values.append(query.kind)
    if query.year is not None:
        conditions.append("row BETWEEN ? AND ?")
        first, after = dt.date(query.year, 1, 1), dt.date(query.year + 1, 1, 1)
        values += [_first_row(first), _first_row(after) - 1]
    if query.is_open:
        conditions.append("open")
    if shared:
        conditions.append("NOT private")
    row = "words.rowid" if words else "row"
    if below is not None:
        conditions.append(f"{row} < ?")
        values.append(below)
    where = " AND ".join(conditions)
    return f"SELECT kind, id, row FROM {source} WHERE {where} ORDER BY {row} DESC", values
