"""What an erasure takes, what it leaves, and what the proof says where something is left."""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest

from storage.backup import back_up
from storage.cipher import PLAIN, Age
from storage.erasure import erase_person, gather
from storage.home import Home
from storage.local_store import LocalStore
from storage.records import LogEntry, Person, Preparation
from storage.traces import search, traces
from tests.storage.made_up import MONDAY, a_full_talk

TODAY = MONDAY.date()
NOTE = "Vil lede et kundeprosjekt"
STRANGER = Age(pyrage.x25519.Identity.generate(), b"")


@pytest.fixture
def cipher(tmp_path: Path) -> Age:
    """Return the cipher of a locked store whose passphrase is nobody's."""
    seal = STRANGER.encrypt(b"a key")
    file = Home.at(tmp_path).data / "identity.age"
    file.parent.mkdir()
    file.write_bytes(seal)
    return Age(pyrage.x25519.Identity.generate(), seal)


@pytest.fixture
def store(tmp_path: Path, cipher: Age) -> LocalStore:
    return LocalStore(Home.at(tmp_path), lambda: MONDAY, cipher)


@pytest.fixture
def kari(store: LocalStore) -> Person:
    """Return a person with a record of each kind, beside a colleague of the same wording."""
    for name in ("Kari", "Ola"):
        person = Person(name=f"{name} Nordmann")
        talk = a_full_talk(person)
        store.save(person)
        store.save(talk)
        store.save(Preparation(id=talk.id, person=person.id, text=NOTE))
        store.save(LogEntry(person=person.id, on=TODAY, text=NOTE))
        if name == "Kari":
            kari = person
    store.flush_catalog()
    return kari


def test_a_locked_store_is_searched_through_its_key(
    store: LocalStore, kari: Person, cipher: Age
) -> None:
    home = store.home
    held = gather(store, kari.id)
    told = traces(held)
    before = search(home, cipher, told, [], [])
    places = sorted(file.parent.name for file in before.hits)
    records = ["conversations", "log", "people", "preparations"]
    assert places == sorted([*records, "catalog", "catalog", "inventory"])
    assert before.unreadable == []

    erase_person(store, held, TODAY)
    after = search(home, cipher, told, [], [])
    assert (after.hits, after.mentions, after.unreadable) == ([], [], [])
    assert after.files > 4 and after.size > 1000
    assert [one.name for one in store.people()] == ["Ola Nordmann"]
    assert [one.text for one in store.all(LogEntry)] == [NOTE]

    (home.state / "odd.json").write_bytes(STRANGER.encrypt(b"who knows"))
    assert search(home, cipher, told, [], []).unreadable == [home.state / "odd.json"]


def test_a_backup_that_lies_in_the_home_is_searched_as_well(
    store: LocalStore, kari: Person, cipher: Age
) -> None:
    home, held = store.home, gather(store, kari.id)
    backup, sealed, foreign = (home.state / name for name in ("a.tar.gz", "b.tar.gz.age", "c.zip"))
    for target, lock in ((backup, PLAIN), (sealed, cipher)):
        back_up(home, cipher, target, now=lambda: MONDAY, program="1", sealed_with=lock)
    foreign.write_bytes(b"PK\x03\x04" + bytes(100))
    erase_person(store, held, TODAY)
    found = search(home, cipher, traces(held), [], [])
    assert found.hits == [backup, sealed]
    assert found.unreadable == [foreign]


def test_a_damaged_file_that_names_nobody_is_found_by_what_was_written(
    store: LocalStore, kari: Person, cipher: Age
) -> None:
    held = gather(store, kari.id)
    place = store.home.state / "quarantine" / "log"
    place.mkdir(parents=True)
    stray = place / "01J00000000000000000000009.json"
    stray.write_bytes(f'{{"document": {{"text": "{NOTE.upper()}'.encode())
    erase_person(store, held, TODAY)
    assert search(store.home, cipher, traces(held), [], []).hits == [stray]
