"""The words of all records, in SQLite's full-text engine (FTS5), kept in step with the folders.

The index holds which words stand in which record, without their places: that is a fifth of the
text, and what else is asked is asked of the record itself. It lives in memory and is written
down as one file through the store's cipher, so a locked store has no plain word of it on disk.
It is disposable: one that can't be read is made anew. Words of a text that was changed since may
linger in it until it is; an erasure drops the whole of it.

A row's number is made of the record's day, so that the newest come first without sorting.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from storage.cipher import Cipher, Encrypted
from storage.errors import StoreError
from storage.files import make_folder, remove, write_atomically
from storage.passages import passages
from storage.records import Conversation, LogEntry, Person, Preparation
from storage.search_query import Kind, Query, tokens_of

if TYPE_CHECKING:
    from storage.folder import Folder

FORMAT = 1
"""The version of the index; one of another is made anew."""

Searched = Person | Conversation | Preparation | LogEntry
SEARCHED: tuple[type[Searched], ...] = (Person, Conversation, Preparation, LogEntry)
"""The kinds of record that can be searched."""

_PER_DAY = 2**20
_SCHEMA = """
CREATE TABLE records (
  row INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL, person TEXT NOT NULL,
  what TEXT NOT NULL, open INTEGER NOT NULL, shared INTEGER NOT NULL,
  time INTEGER NOT NULL, size INTEGER NOT NULL);
CREATE UNIQUE INDEX by_id ON records (id, kind);
CREATE VIRTUAL TABLE words USING fts5 (
  text, content='', detail=none, prefix='1 2', tokenize='unicode61 remove_diacritics 0');
"""


class Found(NamedTuple):
    """A record that may fit a query."""

    kind: type[Searched]
    id: str


class SearchIndex:
    """Which words stand in which record; may be asked from several threads."""

    def __init__(
        self,
        path: Path,
        folders: Mapping[type[Searched], Folder],
        load: Callable[[type[Searched], str], Searched | None],
        cipher: Cipher,
    ) -> None:
        """Keep the index in the file ``path``, and ``load`` what it lacks."""
        self._path = path
        self._folders = folders
        self._load = load
        self._cipher = cipher
        self._turn = threading.RLock()
        self._memory: sqlite3.Connection | None = None
        self._times: dict[str, int] = {}
        self._changed = False

    def find(
        self,
        query: Query,
        persons: Collection[str] | None = None,
        *,
        shared: bool = False,
        limit: int = -1,
    ) -> list[Found]:
        """Return the records that hold all words of the query, the newest first, or ``limit``.

        A phrase is taken as its words. ``persons`` are the ids of those that the records must
        be about; ``shared`` leaves away what is private.
        """
        with self._turn:
            memory = self._fresh()
            statement, values = _statement(query, persons, shared=shared)
            rows = memory.execute(f"{statement} LIMIT ?", [*values, limit])
            return [Found(SEARCHED[kind], id_) for kind, id_ in rows]

    def refresh(self, on_progress: Callable[[int, int], None] = lambda done, all_: None) -> None:
        """Bring the index in step with the folders; tell how many records of how many are read."""
        with self._turn:
            self._fresh(on_progress)

    def saved(self, record: Searched) -> None:
        """Take over what has just been saved."""
        with self._turn:
            if self._memory is None:
                return
            folder = self._folders[type(record)]
            if (stamp := folder.stamp(record.id)) is not None:
                self._put(self._memory, record, stamp)
                self._memory.commit()
                self._times[folder.path.name] = folder.changed_at()

    def drop(self) -> None:
        """Forget everything, in memory and on disk: something was erased.

        Raises:
            OSError: The file can't be removed.
        """
        with self._turn:
            if self._memory is not None:
                self._memory.close()
                self._memory = None
            remove(self._path)

    def flush(self) -> None:
        """Write the index down if it has changed; one that can't be is made anew next time."""
        with self._turn, suppress(OSError):
            if self._memory is None or not self._changed:
                return
            make_folder(self._path.parent)
            write_atomically(self._path, self._cipher.encrypt(bytes(self._memory.serialize())))
            self._changed = False

    # Within

    def _fresh(
        self, on_progress: Callable[[int, int], None] = lambda done, all_: None
    ) -> sqlite3.Connection:
        if self._memory is None:
            self._memory = self._read() or _new()
            self._times = {}
        for number, (kind, folder) in enumerate(self._folders.items()):
            changed_at = folder.changed_at()
            if self._times.get(folder.path.name) != changed_at:
                with suppress(StoreError):
                    self._catch_up(self._memory, number, kind, on_progress)
                    self._times[folder.path.name] = changed_at
        return self._memory

    def _catch_up(
        self,
        memory: sqlite3.Connection,
        number: int,
        kind: type[Searched],
        on_progress: Callable[[int, int], None],
    ) -> None:
        stamps = self._folders[kind].stamps()
        rows = memory.execute("SELECT id, time, size FROM records WHERE kind = ?", (number,))
        known = {id_: (time, size) for id_, time, size in rows}
        for id_ in known.keys() - stamps.keys():
            self._take(memory, number, id_)
        missing = [id_ for id_, stamp in stamps.items() if known.get(id_) != stamp]
        for done, id_ in enumerate(missing):
            record = self._load(kind, id_)
            if record is not None:
                self._put(memory, record, stamps[id_])
            if done % 100 == 0:
                on_progress(done, len(missing))
        memory.commit()

    def _put(self, memory: sqlite3.Connection, record: Searched, stamp: tuple[int, int]) -> None:
        number = SEARCHED.index(type(record))
        self._take(memory, number, record.id)
        first = _day(record).toordinal() * _PER_DAY
        newest = memory.execute(
            "SELECT max(row) FROM records WHERE row BETWEEN ? AND ?", (first, first + _PER_DAY - 1)
        ).fetchone()[0]
        row = first if newest is None else newest + 1
        words = " ".join(token for one in passages(record) for token in tokens_of(one.text))
        memory.execute(
            "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (row, number, record.id, _person(record), _what(record), *_standing(record), *stamp),
        )
        memory.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row, words))
        self._changed = True

    def _take(self, memory: sqlite3.Connection, number: int, id_: str) -> None:
        gone = memory.execute("DELETE FROM records WHERE kind = ? AND id = ?", (number, id_))
        self._changed = self._changed or gone.rowcount > 0

    def _read(self) -> sqlite3.Connection | None:
        memory = sqlite3.connect(":memory:", check_same_thread=False)
        try:
            memory.deserialize(self._cipher.decrypt(self._path.read_bytes()))
            if memory.execute("PRAGMA user_version").fetchone()[0] == FORMAT:
                memory.execute(
                    "SELECT (SELECT max(row) FROM records), (SELECT max(rowid) FROM words)"
                )
                return memory
        except (OSError, ValueError, Encrypted, sqlite3.Error):
            pass
        memory.close()
        return None


def _new() -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    memory.executescript(_SCHEMA)
    memory.execute(f"PRAGMA user_version = {FORMAT}")
    return memory


def _statement(
    query: Query, persons: Collection[str] | None, *, shared: bool
) -> tuple[str, list[object]]:
    """Return the SQL that finds the records of a query, and its values."""
    source, conditions, values = "records", ["1"], list[object]()
    words = [f'"{word}"*' for word in query.words]
    words += [f'"{word}"' for phrase in query.phrases for word in phrase]
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
        first = dt.date(query.year, 1, 1).toordinal()
        values += [first * _PER_DAY, (dt.date(query.year, 12, 31).toordinal() + 1) * _PER_DAY - 1]
    if query.is_open:
        conditions.append("open")
    if shared:
        conditions.append("shared")
    order = "words.rowid" if words else "row"
    where = " AND ".join(conditions)
    return f"SELECT kind, id FROM {source} WHERE {where} ORDER BY {order} DESC", values


def _day(record: Searched) -> dt.date:
    """Return the day by which results are ordered."""
    match record:
        case LogEntry():
            return record.on
        case Conversation():
            moment = record.ended_at or record.started_at or record.planned_at
            return moment.date() if moment else _made(record)
        case _:
            return _made(record)


def _made(record: Searched) -> dt.date:
    """Return when the record was made: its id, a ULID, tells."""
    milliseconds = 0
    for character in record.id[:10]:
        milliseconds = milliseconds * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(character)
    try:
        return dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC).date()
    except (OverflowError, ValueError, OSError):
        return dt.date.min


def _person(record: Searched) -> str:
    return record.id if isinstance(record, Person) else record.person


def _what(record: Searched) -> Kind:
    match record:
        case Person():
            return "person"
        case Conversation():
            return "talk"
        case Preparation():
            return "preparation"
        case LogEntry():
            return record.kind


def _standing(record: Searched) -> tuple[bool, bool]:
    """Return whether something of it is still open, and whether it may be shown when shared."""
    match record:
        case Conversation():
            actions = record.plan.actions if record.closed else ()
            return any(one.is_open for one in actions), True
        case LogEntry():
            return record.waits, record.shared
        case Preparation():
            return False, False
        case Person():
            return False, True
