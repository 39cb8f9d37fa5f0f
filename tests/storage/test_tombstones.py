"""What was erased stays erased, whoever brings its file back."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from storage.errors import NotFound
from storage.home import Home
from storage.local_store import LocalStore
from storage.records import Conversation, LogEntry, Person, Preparation
from storage.tombstones import Erased, Resurrected, Tombstones
from tests.storage.made_up import a_talk

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path)


@pytest.fixture
def store(home):
    return LocalStore(home, lambda: NOW)


def test_a_document_that_comes_back_after_its_erasure_is_not_shown_but_named(home, store):
    person = Person(name="Kari")
    store.save(person)
    entry = LogEntry(person=person.id, on=TODAY, text="Reddet leveransen")
    store.save(entry)
    file = home.data / "log" / f"{entry.id}.json"
    shutil.copy(file, home.data / "kept-elsewhere")
    assert store.of_person(LogEntry, person.id)

    store.tombstones.lay("log", entry.id, TODAY)
    store.erase(LogEntry, entry.id)
    assert store.problems == []
    shutil.move(home.data / "kept-elsewhere", file)

    assert store.of_person(LogEntry, person.id) == store.all(LogEntry) == []
    with pytest.raises(NotFound):
        store.read(LogEntry, entry.id)
    (problem,) = store.problems
    assert isinstance(problem, Resurrected)
    assert str(file) in str(problem)
    assert LocalStore(home, lambda: NOW).people()[0].praise == 0


def test_a_tombstone_that_is_brought_along_takes_its_document_off_the_lists(home, store):
    person = Person(name="Kari")
    store.save(person)
    store.flush_catalog()
    Tombstones(home.data).lay("people", person.id, TODAY)

    assert store.people() == []
    assert LocalStore(home, lambda: NOW).people() == []


def test_what_was_erased_can_not_be_saved_again(store):
    person = Person(name="Kari")
    store.save(person)
    store.tombstones.lay("people", person.id, TODAY)
    with pytest.raises(Erased):
        store.save(person)


def test_a_journal_of_an_erased_talk_brings_nothing_back(store):
    talk = a_talk(Person(name="Kari"))
    store.open_journal(talk.id).close()
    assert store.under_way() == [talk.id]
    store.tombstones.lay("conversations", talk.id, TODAY)
    assert store.under_way() == []


def test_a_talk_and_its_preparation_are_erased_each_on_its_own(store):
    talk = a_talk(Person(name="Kari"))
    preparation = Preparation(id=talk.id, person=talk.person, text="…")
    store.save(talk)
    store.save(preparation)
    store.tombstones.lay("preparations", talk.id, TODAY)
    assert store.read(Conversation, talk.id).id == talk.id
    with pytest.raises(NotFound):
        store.read(Preparation, talk.id)


def test_a_tombstone_that_can_not_be_read_holds_all_the_same(home, store):
    person = Person(name="Kari")
    store.tombstones.lay("people", person.id, TODAY)
    stone = store.tombstones.read("people", person.id)
    assert (stone.table, stone.id, stone.erased_on) == ("people", person.id, TODAY)

    store.tombstones.file("people", person.id).write_bytes(b"{")
    assert store.tombstones.read("people", person.id) is None
    assert store.tombstones.is_erased("people", person.id)
