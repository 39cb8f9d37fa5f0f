"""A missing file is never a deletion."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from storage.home import Home
from storage.local_store import LocalStore
from storage.problems import Missing
from storage.records import (
    Conversation,
    LogEntry,
    Person,
    Preparation,
    Record,
    UnitGoal,
)
from storage.removal import bury
from storage.store import NotFound
from storage.tables import TABLES
from tests.storage.made_up import MONDAY, a_talk

KARI = "01J000000000000000000000A1"


@pytest.fixture
def home_at(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "samtale")


def opened(home: Home, *, read_only: bool = False) -> LocalStore:
    return LocalStore(home, lambda: MONDAY, read_only=read_only)


@pytest.fixture
def records(home_at: Home) -> list[Record]:
    """Return one record of each kind, kept in an earlier sitting."""
    person = Person(id=KARI, name="Kari")
    talk = a_talk(person, state="live")
    records: list[Record] = [
        person,
        talk,
        Preparation(id=talk.id, person=KARI),
        LogEntry(person=KARI, on=MONDAY.date(), text="x", kind="praise"),
        UnitGoal(text="x", year=2026),
    ]
    store = opened(home_at)
    for record in records:
        store.save(record)
    store.close()
    return records


def file_of(home: Home, record: Record) -> Path:
    return home.data / TABLES[type(record)] / f"{record.id}.json"


def test_each_kind_of_document_is_missed_until_its_file_is_back(
    home_at: Home, records: list[Record], tmp_path: Path
) -> None:
    for record in records:
        file = file_of(home_at, record)
        file.rename(tmp_path / "away")
        for look in (opened(home_at), opened(home_at, read_only=True)):
            (problem,) = look.problems
            assert isinstance(problem, Missing)
            assert (problem.file, problem.id, problem.has_earlier) == (file, record.id, False)
            assert "is missing" in str(problem) and "\n" not in str(problem)
            with pytest.raises(NotFound):
                look.read(type(record), record.id)
            look.close()
        (tmp_path / "away").rename(file)
        store = opened(home_at)
        assert store.problems == []
        assert store.read(type(record), record.id) == record


def test_who_and_what_is_missing_keeps_its_place_in_the_lists(
    home_at: Home, records: list[Record], tmp_path: Path
) -> None:
    before = opened(home_at).people(), opened(home_at).talks(KARI)
    person, talk = file_of(home_at, records[0]), file_of(home_at, records[1])
    person.rename(tmp_path / "person")
    talk.rename(tmp_path / "talk")
    running = opened(home_at)
    for _start in range(2):
        for store in (running, opened(home_at)):
            (entry,) = store.people()
            assert (entry.name, entry.missing, entry.praise, entry.live) == ("Kari", True, 1, None)
            assert [one.missing for one in store.talks(KARI)] == [True]
            assert store.of_person(Conversation, KARI) == []
            store.close()

    (tmp_path / "person").rename(person)
    (tmp_path / "talk").rename(talk)
    for store in (running, opened(home_at)):
        assert (store.people(), store.talks(KARI)) == before


def test_what_was_erased_is_not_missed(home_at: Home, records: list[Record]) -> None:
    store, other = opened(home_at), opened(home_at)
    assert store.people() and store.problems == []
    other.erase(LogEntry, records[3].id)
    bury(other, [("people", KARI), ("preparations", records[2].id)], dt.date(2026, 11, 23))
    for look in (store, other, opened(home_at)):
        assert look.problems == []
        assert look.people() == []


def test_what_is_damaged_is_named_once_and_keeps_its_place(
    home_at: Home, records: list[Record]
) -> None:
    file_of(home_at, records[0]).write_bytes(b"no")
    store = opened(home_at)
    assert store.tables.find(Person, KARI) is None
    (problem,) = store.problems
    assert not isinstance(problem, Missing)
    assert [one.missing for one in store.people()] == [True]


def test_without_the_catalog_it_is_still_missed_and_without_the_inventory_nothing_is_lost(
    home_at: Home, records: list[Record]
) -> None:
    file_of(home_at, records[0]).unlink()
    for name in ("people.json", "cards.json"):
        (home_at.state / "catalog" / name).unlink()
    store = opened(home_at)
    assert [one.id for one in store.problems] == [KARI]
    assert store.people() == []
    store.close()

    (home_at.state / "inventory" / "known.json").write_bytes(b"\xff")
    (home_at.state / "inventory" / "standing.json").unlink()
    store = opened(home_at)
    assert store.problems == []
    assert [one.id for one in store.talks(KARI)] == [records[1].id]
    assert len(store.of_person(LogEntry, KARI)) == 1


def test_a_folder_that_is_gone_is_said_in_one_line(home_at: Home, tmp_path: Path) -> None:
    store = opened(home_at)
    for number in range(8):
        store.save(Person(name=f"Person {number}"))
    store.close()
    home_at.data.rename(tmp_path / "away")

    store = opened(home_at)
    (problem,) = store.problems
    assert str(problem).startswith(f"8 documents missing from {home_at.data}.")
    assert len(store.people()) == 8


def test_nothing_is_written_while_nothing_changes(home_at: Home, records: list[Record]) -> None:
    def stamps() -> list[int]:
        return [one.stat().st_mtime_ns for one in (home_at.state / "inventory").iterdir()]

    before = stamps()
    for _start in range(2):
        store = opened(home_at)
        assert store.problems == []
        store.close()
    assert stamps() == before
