"""Two versions of a record, read and made one again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from storage.conflicts import Copy
from storage.envelope import pack
from storage.home import Home
from storage.local_store import LocalStore
from storage.merging import merged
from storage.problems import Missing
from storage.records import Conversation, LogEntry, Person, Preparation, Record, new_id
from storage.removal import bury
from storage.settling import on_its_own
from storage.store import NotFound, StaleError, StoreError
from storage.tables import TABLES
from tests.storage.breaking import each_failure
from tests.storage.made_up import MONDAY, a_talk
from tests.storage.memory_store import MemoryStore

SYNCED = " (conflicted copy 2026-11-23 101530).json"


@pytest.fixture
def home_at(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "samtale")


def opened(home: Home) -> LocalStore:
    return LocalStore(home, lambda: MONDAY)


@pytest.fixture
def store(home_at: Home) -> LocalStore:
    """Return a store with Kari in it, in a sitting after that in which she was added."""
    opened(home_at).save(Person(name="Kari"))
    return opened(home_at)


def kari(store: LocalStore) -> Person:
    (person,) = store.all(Person)
    return person


def two_machines(store: LocalStore, here: dict[str, object], there: dict[str, object]) -> Copy:
    """Change Kari on two machines between two syncs; return the copy of the other's version."""
    other = replace(kari(store), **there)
    other.base_rev, other.parent_rev, other.rev = other.rev, new_id(), new_id()
    store.save(replace(kari(store), **here))
    return beside(store, other)


def beside(store: LocalStore, other: Record) -> Copy:
    """Put a second version beside its document, and return what the store says of it."""
    folder = store.folders.folder(TABLES[type(other)])
    (folder.path / f"{other.id}{SYNCED}").write_bytes(pack(msgspec.to_builtins(other)))
    (copy,) = store.copies
    return copy


def files_in(home: Home) -> set[str]:
    return {path.name for path in home.data.rglob("*.json")}


def test_a_copy_is_a_second_version_and_never_a_document(home_at: Home, store: LocalStore) -> None:
    assert store.copies == []
    person = kari(store)
    copy = two_machines(store, {"title": "Lead"}, {"name": "Kari Nordmann"})
    assert (copy.table, copy.id, copy.person) == ("people", person.id, person.id)
    versions = store.versions(copy)
    assert versions.mine == kari(store)
    assert isinstance(versions.other, Person) and versions.other.name == "Kari Nordmann"
    assert versions.base == person

    assert [one.name for one in store.people()] == ["Kari"]
    before = files_in(home_at)
    store.save(kari(store))
    store.close()
    assert files_in(home_at) == before
    assert opened(home_at).copies == [copy]


def test_only_a_readable_version_of_the_document_it_is_named_by_counts(store: LocalStore) -> None:
    person = kari(store)
    folder = store.folders.folder("people")
    for number, content in enumerate(
        (b"", b"not whole", pack({"id": new_id(), "name": "x"}), pack({"name": "x"}))
    ):
        (folder.path / f"{person.id} {number}.json").write_bytes(content)
    assert store.copies == []
    assert store.problems == []


def test_the_one_in_use_is_kept(home_at: Home, store: LocalStore) -> None:
    copy = two_machines(store, {"title": "Lead"}, {"title": "Boss"})
    versions = store.versions(copy)
    before = kari(store)
    store.settle(versions, versions.mine)

    assert kari(store) == before
    assert_settled(home_at, store, ["Boss"])


def test_the_other_is_kept(home_at: Home, store: LocalStore) -> None:
    copy = two_machines(store, {"title": "Lead"}, {"title": "Boss"})
    rev = kari(store).rev
    versions = store.versions(copy)
    store.settle(versions, versions.other)

    assert (kari(store).title, kari(store).parent_rev) == ("Boss", rev)
    assert_settled(home_at, store, ["Lead"])


def test_both_are_merged(home_at: Home, store: LocalStore) -> None:
    copy = two_machines(store, {"title": "Lead"}, {"name": "Kari N."})
    versions = store.versions(copy)
    store.settle(versions, merged(versions.mine, versions.other, versions.base))

    assert (kari(store).name, kari(store).title) == ("Kari N.", "Lead")
    assert_settled(home_at, store, ["", "Lead"])


def assert_settled(home: Home, store: LocalStore, put_by: list[str]) -> None:
    """Check that nothing is left to settle, and what was put by."""
    assert store.copies == [] and opened(home).copies == []
    assert store.problems == []
    documents = store.folders.folder("people").others.unchosen(kari(store).id)
    assert sorted(document["title"] for document in documents) == put_by
    assert len(list(home.data.rglob("*conflicted*"))) == 0


def test_a_version_that_was_put_by_can_be_the_base_of_the_next_merge(store: LocalStore) -> None:
    first = store.versions(two_machines(store, {"title": "Lead"}, {"title": "Boss"}))
    store.settle(first, first.other)
    mine, put_by = kari(store), first.mine
    assert put_by is not None
    again = beside(store, replace(put_by, email="x", rev=new_id(), parent_rev=put_by.rev))
    assert mine.parent_rev == put_by.rev
    assert store.versions(again).base == put_by


def test_both_are_kept_as_records_of_their_own(store: LocalStore) -> None:
    talk = a_talk(kari(store))
    entry = LogEntry(person=talk.person, on=dt.date(2026, 1, 1), text="one")
    for record in (talk, entry):
        store.save(record)
        copy = beside(store, replace(record, rev=new_id()))
        versions = store.versions(copy)
        second = on_its_own(versions.other, "A note")
        store.settle(versions, versions.mine, second)
        found = store.of_person(type(record), talk.person)
        assert [one.id for one in found] == sorted([record.id, versions.other.rev])
    notes = [one.notes[0].manager for one in store.of_person(Conversation, talk.person)]
    assert sorted(notes) == ["", "A note"]
    texts = [one.text for one in store.of_person(LogEntry, talk.person)]
    assert sorted(texts) == ["one", "one\nA note"]
    for record in (kari(store), Preparation(id=talk.id, person=talk.person)):
        assert on_its_own(record, "A note") is None


def test_a_copy_stands_in_for_a_document_that_is_gone(home_at: Home, store: LocalStore) -> None:
    copy = two_machines(store, {"title": "Lead"}, {"title": "Boss"})
    store.close()
    store.folders.folder("people").file(copy.id).unlink()
    (problem,) = store.problems
    assert isinstance(problem, Missing)
    versions = store.versions(copy)
    assert versions.mine is None
    store.settle(versions, versions.other)

    assert kari(store).title == "Boss"
    assert_settled(home_at, store, [])


def test_what_changed_while_it_was_looked_at_is_not_overwritten(store: LocalStore) -> None:
    copy = two_machines(store, {"title": "Lead"}, {"title": "Boss"})
    versions = store.versions(copy)
    store.save(replace(kari(store), title="Director"))
    with pytest.raises(StaleError):
        store.settle(versions, versions.other)

    assert kari(store).title == "Director"
    assert store.copies == [copy]


def test_a_copy_of_what_was_erased_is_not_shown_and_erased_with_it(
    home_at: Home, store: LocalStore
) -> None:
    copy = two_machines(store, {"title": "Lead"}, {"title": "Boss"})
    versions = store.versions(copy)
    store.settle(versions, versions.mine)
    beside(store, versions.other)
    bury(store, [("people", copy.id)], dt.date(2026, 11, 23))
    assert store.copies == []
    for path in (home_at.data.parent).rglob("*"):
        assert not path.is_file() or b"Boss" not in path.read_bytes()


def test_whichever_call_fails_both_versions_are_somewhere(home_at: Home) -> None:
    def titles() -> set[str]:
        texts = [path.read_text("utf-8") for path in home_at.data.parent.rglob("*.json")]
        return {title for title in ("Lead", "Boss") if any(title in text for text in texts)}

    opened(home_at).save(Person(name="Kari"))
    store = opened(home_at)
    raised: list[StoreError] = []

    def settle() -> None:
        try:
            versions = store.versions(store.copies[0])
            store.settle(versions, versions.other)
        except StoreError as error:
            raised.append(error)

    two_machines(store, {"title": "Lead"}, {"title": "Boss"})
    failures = 0
    for _disk in each_failure(settle):
        failures += 1
        assert titles() == {"Lead", "Boss"}
        store = opened(home_at)
        if not store.copies:
            assert kari(store).title == "Boss"
            two_machines(store, {"title": "Lead"}, {"title": "Boss"})
    assert failures >= 10


def test_a_store_that_no_program_syncs_has_no_copies(tmp_path: Path) -> None:
    store = MemoryStore(tmp_path)
    assert store.copies == []
    with pytest.raises(NotFound):
        store.versions(Copy("people", new_id(), "x", ""))
