"""The words of all records as a database in memory, with SQLite's full-text engine (FTS5).

It holds which words, and which two in a row, stand in which record, without their places; what
else is asked is asked of the record itself. The engine can't take words out again, so those of a
record that was taken out linger.

A row's number is made of the record's day, so that the newest come first without sorting; people
come before everything else. The words are folded already, and what is folded has no character
that the tokenizer named ``ascii`` would part them at (https://sqlite.org/fts5.html).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from storage.passages import passages
from storage.search import SEARCHED, Searched, day_of, is_open, is_private, kind_of, person_of
from storage.search_query import Query, tokens_of

if TYPE_CHECKING:
    from storage.folder import Stamp

FORMAT = 1
"""The version of the database; one of another is of no use."""

_PER_DAY = 2**20
PAIR = "¦"
"""Stands before each of two words that are in the database as one."""
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


class Found(NamedTuple):
    """A record that may fit a query."""

    kind: type[Searched]
    id: str
    row: int
    """Its number in the database; those that were found later have smaller ones."""


class WordDatabase:
    """Which words stand in which record; used by one thread at a time."""

    def __init__(self, data: bytes | None = None) -> None:
        """Begin with nothing, or with what was `serialized`, of whatever version."""
        self._memory = sqlite3.connect(":memory:", check_same_thread=False)
        if data is not None:
            self._memory.deserialize(data)
        else:
            self._memory.executescript(_SCHEMA)
            self._memory.execute(f"PRAGMA user_version = {FORMAT}")

    def serialized(self) -> bytes:
        """Return it as it is written down."""
        return self._memory.serialize()

    def close(self) -> None:
        """Let it go; calling it again does nothing."""
        self._memory.close()

    @property
    def is_current(self) -> bool:
        """Whether it is of the version that this program makes."""
        (found,) = self._memory.execute("PRAGMA user_version").fetchone()
        return bool(found == FORMAT)

    def lingering(self, few: int) -> bool:
        """Return whether most texts are such as they were once, and more of them than ``few``."""
        (found,) = self._memory.execute(_LINGERING, (few,)).fetchone()
        return bool(found)

    def find(
        self,
        query: Query,
        persons: Collection[str] | None,
        *,
        shared: bool,
        limit: int,
        below: int | None,
    ) -> list[Found]:
        """Return the records that hold all words of the query; see `SearchIndex.find`."""
        statement, values = _statement(query, persons, shared=shared, below=below)
        rows = self._memory.execute(f"{statement} LIMIT ?", [*values, limit])
        return [Found(SEARCHED[kind], id_, row) for kind, id_, row in rows]

    def known(self, kind: type[Searched]) -> dict[str, Stamp]:
        """Return the stamps of a kind's documents as they were when they were put in, by id."""
        number = SEARCHED.index(kind)
        rows = self._memory.execute("SELECT id, time, size FROM records WHERE kind = ?", (number,))
        return {id_: (time, size) for id_, time, size in rows}

    def put(self, record: Searched, stamp: Stamp) -> None:
        """Put a record in that isn't there."""
        first = _first_row(day_of(record) or dt.date.max)
        newest = self._memory.execute(
            "SELECT max(id) FROM words_docsize WHERE id BETWEEN ? AND ?",
            (first, first + _PER_DAY - 1),
        ).fetchone()[0]
        row = first if newest is None else newest + 1
        texts = [tokens_of(one.text) for one in passages(record)]
        words = {word for text in texts for word in (*text, *_pairs(text))}
        number = SEARCHED.index(type(record))
        standing = (kind_of(record), is_open(record), is_private(record))
        self._memory.execute(
            "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (row, number, record.id, person_of(record), *standing, *stamp),
        )
        together = " ".join(sorted(words))
        self._memory.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row, together))

    def take(self, kind: type[Searched], id_: str) -> None:
        """Take a record out, if it is there."""
        number = SEARCHED.index(kind)
        self._memory.execute("DELETE FROM records WHERE kind = ? AND id = ?", (number, id_))

    def join_pieces(self) -> None:
        """Make it a third smaller where much was put in a little at a time."""
        self._memory.execute("INSERT INTO words (words) VALUES ('optimize')")

    def commit(self) -> None:
        """End what was begun with the last change."""
        self._memory.commit()


def _pairs(text: Sequence[str]) -> list[str]:
    """Return each two words that follow each other, as one that nobody can type."""
    return [f"{PAIR}{one}{PAIR}{other}" for one, other in pairwise(text)]


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
