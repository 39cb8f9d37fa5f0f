"""What every store must do, whatever stands behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage.home import Home
from storage.journal import Journal
from storage.parts import parts
from storage.records import (
    Conversation,
    LogEntry,
    Person,
    Preparation,
    Raising,
    Record,
    UnitGoal,
    new_id,
)
from storage.store import NotFound, StaleError, Store, StoreError, open_store
from tests.storage.made_up import MONDAY, a_full_talk, a_held_talk, a_talk
from tests.storage.memory_store import MemoryStore

Reopen = Callable[[Store], Store]


def local(tmp_path: Path) -> tuple[Store, Reopen]:
    def open_it() -> Store:
        return open_store(Home.at(tmp_path / "samtale"), lambda: MONDAY)

    def reopen(store: Store) -> Store:
        store.close()
        return open_it()

    return open_it(), reopen


def local_after_a_crash(tmp_path: Path) -> tuple[Store, Reopen]:
    def open_it(_store: Store | None = None) -> Store:
        return open_store(Home.at(tmp_path / "samtale"), lambda: MONDAY)

    return open_it(), open_it


def in_memory(tmp_path: Path) -> tuple[Store, Reopen]:
    def reopen(store: Store) -> Store:
        assert isinstance(store, MemoryStore)
        return store.reopened()

    return MemoryStore(tmp_path / "journals"), reopen


@pytest.fixture(params=[local, local_after_a_crash, in_memory])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Store, Reopen]:
    made: tuple[Store, Reopen] = request.param(tmp_path)
    return made


@pytest.fixture
def store(made: tuple[Store, Reopen]) -> Store:
    return made[0]


@pytest.fixture
def reopen(made: tuple[Store, Reopen]) -> Reopen:
    return made[1]


@pytest.fixture
def person(store: Store) -> Person:
    person = Person(name="Kari")
    store.save(person)
    return person


def one_of_each(person: Person) -> list[Record]:
    talk = a_full_talk(person)
    return [
        Person(
            name="[b]Ola[/b]\x1b]52;\x07",
            title="\N{RIGHT-TO-LEFT OVERRIDE}",
            started_on=dt.date.min,
        ),
        talk,
        Preparation(id=talk.id, person=person.id, text="private\n" * 1000),
        LogEntry(person=person.id, on=dt.date(2026, 3, 2), kind="praise", text="👩‍🏫 well done"),
        UnitGoal(text="", year=2027),
    ]


def test_what_is_saved_is_read_now_and_later(store: Store, reopen: Reopen, person: Person) -> None:
    records = one_of_each(person)
    for record in records:
        store.save(record)
    for look in (store, reopen(store)):
        for record in records:
            assert look.read(type(record), record.id) == record
            assert record in look.all(type(record))


def test_what_is_read_is_a_copy(store: Store, person: Person) -> None:
    person.name = "changed"
    store.read(Person, person.id).name = "changed too"

    assert store.read(Person, person.id).name == "Kari"


def test_each_save_gives_a_new_revision_that_knows_its_parent(store: Store) -> None:
    person = Person(name="Kari")
    seen = [""]
    for _ in range(3):
        store.save(person)
        assert person.parent_rev == seen[-1]
        assert len(person.rev) == 26 and person.rev not in seen
        assert store.read(Person, person.id) == person
        seen.append(person.rev)


def test_what_was_made_from_an_older_revision_is_refused(store: Store, person: Person) -> None:
    older = store.read(Person, person.id)
    person.name = "newer"
    store.save(person)
    older.name = "older"
    before = older.rev, older.parent_rev
    with pytest.raises(StaleError) as raised:
        store.save(older)

    assert isinstance(raised.value, StoreError) and "\n" not in str(raised.value)
    assert (older.rev, older.parent_rev) == before
    with pytest.raises(StaleError):
        store.save(Person(id=person.id, name="never read"))
    assert store.read(Person, person.id).name == "newer"


@pytest.mark.parametrize(
    "id_", ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "", "../people/x", "x" * 300, "a\nb"]
)
def test_what_is_not_there_is_not_found(store: Store, id_: str) -> None:
    for kind in (Person, Conversation, Preparation, LogEntry, UnitGoal):
        with pytest.raises(NotFound) as raised:
            store.read(kind, id_)
        assert isinstance(raised.value, StoreError)
    with pytest.raises(NotFound):
        store.earlier(Person, id_)
    store.erase(Person, id_)


def test_records_of_one_person_are_found_by_kind_oldest_first(
    store: Store, reopen: Reopen, person: Person
) -> None:
    other = Person(name="Ola")
    store.save(other)
    made: dict[Any, list[Any]] = {Conversation: [], Preparation: [], LogEntry: []}
    for one in (person, other, person):
        talk = a_talk(one)
        prepared = Preparation(id=talk.id, person=one.id)
        logged = LogEntry(person=one.id, on=dt.date(2026, 1, 1), text="x")
        for record in (talk, prepared, logged):
            store.save(record)
            if one is person:
                made[type(record)].append(record)
    for look in (store, reopen(store)):
        for kind, records in made.items():
            assert look.of_person(kind, person.id) == records
            assert look.of_person(kind, new_id()) == []


def test_people_and_talks_are_listed(store: Store, reopen: Reopen, person: Person) -> None:
    held = a_held_talk(person, dt.date(2026, 3, 2))
    older = a_held_talk(person, dt.date(2025, 3, 2))
    planned = a_talk(person, planned_at=MONDAY)
    for record in (held, older, planned, a_talk(Person(name="gone"))):
        store.save(record)
    for look in (store, reopen(store)):
        assert [one.name for one in look.people()] == ["Kari"]
        assert look.people()[0].last_talk == dt.date(2026, 3, 2)
        assert [one.id for one in look.talks(person.id)] == [planned.id, held.id, older.id]
        assert look.talks(new_id()) == []


def test_lists_follow_every_change(store: Store, person: Person) -> None:
    assert store.people()[0].live is None and store.talks(person.id) == []
    talk = a_talk(person, state="live")
    store.save(talk)
    assert store.people()[0].live == talk.id
    concern = LogEntry(person=person.id, on=dt.date(2026, 1, 1), kind="concern", text="x")
    store.save(concern)
    assert store.people()[0].unraised == 1
    concern.raised = Raising(dt.date(2026, 2, 1))
    store.save(concern)
    assert store.people()[0].unraised == 0
    talk.person = new_id()
    store.save(talk)
    assert store.people()[0].live is None
    store.erase(LogEntry, concern.id)
    person.name = "Kari N."
    store.save(person)
    assert store.people()[0].name == "Kari N."
    store.erase(Person, person.id)
    assert store.people() == []


def test_what_is_erased_is_gone_with_all_its_versions(
    store: Store, reopen: Reopen, person: Person
) -> None:
    store = reopen(store)
    person = store.read(Person, person.id)
    store.save(person)
    assert store.earlier(Person, person.id)
    store.erase(Person, person.id)
    for look in (store, reopen(store)):
        with pytest.raises(NotFound):
            look.read(Person, person.id)
        with pytest.raises(NotFound):
            look.earlier(Person, person.id)
        assert look.all(Person) == [] and look.people() == [] and look.problems == []


def test_a_talk_is_erased_with_its_journal(store: Store, person: Person) -> None:
    talk = a_talk(person)
    store.save(talk)
    Journal(store.journal_path(talk.id)).close()
    assert store.under_way() == [talk.id]
    store.erase(Conversation, talk.id)

    assert store.under_way() == []


def test_the_version_from_before_the_sitting_can_be_had_and_put_back(
    store: Store, reopen: Reopen, person: Person
) -> None:
    with pytest.raises(NotFound):
        store.earlier(Person, person.id)
    store = reopen(store)
    changed = store.read(Person, person.id)
    for name in ("second", "third"):
        changed.name = name
        store.save(changed)
    earlier = store.earlier(Person, person.id)
    assert earlier == person

    with pytest.raises(StaleError):
        store.save(earlier)
    earlier.rev = changed.rev
    store.save(earlier)
    assert store.read(Person, person.id).name == "Kari"


def test_a_talk_is_recovered_from_its_document_and_its_journal(
    store: Store, reopen: Reopen, person: Person
) -> None:
    talk = a_talk(person)
    store.save(talk)
    assert store.under_way() == []
    assert store.recover(talk.id) == talk
    rev = talk.rev
    talk.notes[1].employee = "typed before the crash"
    journal = Journal(store.journal_path(talk.id))
    journal.append({"notes/1": parts(talk)["notes/1"]}, MONDAY)
    journal.close()

    store = reopen(store)
    assert store.under_way() == [talk.id]
    assert store.recover(talk.id) == talk
    assert store.read(Conversation, talk.id).notes[1].employee == ""
    recovered = store.recover(talk.id)
    assert recovered.rev == rev
    store.save(recovered)
    with pytest.raises(NotFound):
        store.recover(new_id())
