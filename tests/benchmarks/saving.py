"""What it takes to make one change durable: ours, a bare append, and what others do."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from tinydb import TinyDB

from storage.autosave import Autosave
from storage.home import Home
from storage.local_store import LocalStore
from storage.records import Conversation
from tests.benchmarks.figures import Figure, ratio
from tests.benchmarks.outside import Measured
from tui.keeping import local_now


def timed(act: Callable[[int], object], times: int) -> Measured:
    """Return how long each of many calls takes, after a few to warm up."""
    for number in range(3):
        act(number)
    found = Measured()
    for number in range(times):
        began = time.perf_counter()
        act(number)
        found.times.append(1000 * (time.perf_counter() - began))
    return found


def appending(place: Path) -> Callable[[int], object]:
    """Return what appends a kilobyte to a file and waits for the disk."""
    file = os.open(place / "appended", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def append(_number: int) -> None:
        os.write(file, b"x" * 1024)
        os.fsync(file)

    return append


def saving(home: Path) -> Callable[[int], object]:
    """Return what changes one conversation in a store and waits until it is durable."""
    store = LocalStore(Home.at(home), local_now)
    store.people()
    talk = store.read(Conversation, _some_id(home))

    def save(number: int) -> None:
        talk.summary = f"{number}"
        store.save(talk)

    return save


def changing(home: Path) -> Callable[[int], object]:
    """Return what changes a talk under way and waits until that is durable, as each key does."""
    store = LocalStore(Home.at(home), local_now)
    talk = store.read(Conversation, _some_id(home))
    autosave = Autosave(store, talk, local_now, lambda _status: None)

    def change(number: int) -> None:
        talk.summary = f"{number}"
        assert not autosave.flush().problem

    return change


def tiny(place: Path, conversations: list[dict[str, object]]) -> Callable[[int], object]:
    """Return what changes one conversation of a TinyDB with its own storage."""
    table = TinyDB(place / "tiny.json").table("conversations")
    ids = table.insert_multiple(conversations)

    def update(number: int) -> None:
        table.update({"summary": f"{number}"}, doc_ids=[ids[0]])

    return update


def sqlite(place: Path, conversations: list[dict[str, object]]) -> Callable[[int], object]:
    """Return what changes one conversation of an SQLite database with a write-ahead log."""
    database = sqlite3.connect(place / "sqlite.db")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE conversations (id TEXT PRIMARY KEY, document TEXT)")
    rows = [(str(one["id"]), msgspec.json.encode(one).decode()) for one in conversations]
    database.executemany("INSERT INTO conversations VALUES (?, ?)", rows)
    database.commit()

    def update(number: int) -> None:
        words = (
            "UPDATE conversations SET document = json_set(document, '$.summary', ?) WHERE id = ?"
        )
        database.execute(words, (f"{number}", rows[0][0]))
        database.commit()

    return update


def documents(home: Path) -> list[dict[str, object]]:
    """Return all conversations of a store as they are written."""
    store = LocalStore(Home.at(home), local_now, read_only=True)
    return [msgspec.to_builtins(one) for one in store.all(Conversation)]


def measured(large: Path, small: Path, place: Path, times: int) -> Iterator[Figure]:
    """Go through the figures; ``place`` is a folder on the same disk."""
    append, ours, few = timed(appending(place), times), Measured(), Measured()
    save_large, save_small = saving(large), saving(small)
    for number in range(times + 3):
        for save, found in ((save_large, ours), (save_small, few)):
            began = time.perf_counter()
            save(number)
            if number >= 3:
                found.times.append(1000 * (time.perf_counter() - began))
    change = timed(changing(large), times)
    synced = "1 KB appended and synced"
    yield ratio("a change in a talk, durable, 95 of 100", change.p95, append.p95, 6, of=synced)
    yield ratio("a whole record saved, 95 of 100", ours.p95, append.p95, 6, of=synced)
    yield ratio("the same, large store beside small", ours.median, few.median, 1.1, of="ten talks")


def _some_id(home: Path) -> str:
    return min(file.stem for file in Home.at(home).data.glob("conversations/*.json"))
