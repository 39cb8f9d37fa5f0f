"""All that the store writes passes through its cipher, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.autosave import Autosave
from storage.cipher import AGE_HEADER, Cipher, is_encrypted
from storage.errors import Damaged, Locked
from storage.home import Home
from storage.parts import parts
from storage.records import Conversation, LogEntry, Person
from storage.store import open_store
from storage.vault import LockChanged, Vault
from tests.storage.made_up import MONDAY, a_talk
from tests.storage.quick_age import quick_locks

__all__ = ["quick_locks"]


class Flipped(Cipher):
    """As good as no encryption, but enough to see what has passed through it."""

    def encrypt(self, data: bytes) -> bytes:
        return AGE_HEADER + bytes(byte ^ 0xFF for byte in data)

    def decrypt(self, data: bytes) -> bytes:
        if not is_encrypted(data):
            return data
        if data.endswith(b"!"):
            raise ValueError("it can't be decrypted")
        return bytes(byte ^ 0xFF for byte in data.removeprefix(AGE_HEADER))


@pytest.fixture
def home_at(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "samtale")


def kept_files(home: Home) -> list[Path]:
    """Return all files but the locks, which hold nothing."""
    files = (path for path in home.data.parent.rglob("*") if path.is_file())
    return [path for path in files if path.suffix != ".lock"]


def test_every_file_is_encrypted_with_the_journal_of_a_talk_under_way(home_at: Home) -> None:
    store = open_store(home_at, lambda: MONDAY, Flipped())
    person = Person(name="Kari")
    talk = a_talk(person)
    for record in (person, talk, LogEntry(person=person.id, on=MONDAY.date(), text="hush")):
        store.save(record)
    store.close()
    store = open_store(home_at, lambda: MONDAY, Flipped())
    store.save(person)
    store.flush_catalog()
    journal = store.open_journal(talk.id)
    journal.append({"notes/0": b'{"manager":"secret","employee":""}'}, MONDAY)
    journal.append({"notes/1": b'{"manager":"later","employee":""}'}, MONDAY)

    files = kept_files(home_at)
    assert {path.parent.name for path in files} >= {"people", "earlier", "catalog", "journal"}
    assert all(is_encrypted(path.read_bytes()) for path in files)

    store = open_store(home_at, lambda: MONDAY, Flipped())
    assert [one.name for one in store.people()] == ["Kari"]
    notes = store.recover(talk.id).notes
    assert (notes[0].manager, notes[1].manager) == ("secret", "later")
    assert store.earlier(Person, person.id).name == "Kari"


def test_a_plain_document_is_encrypted_when_it_is_set_aside(home_at: Home) -> None:
    store = open_store(home_at, lambda: MONDAY)
    person = Person(name="Kari")
    store.save(person)
    path = home_at.data / "people" / f"{person.id}.json"
    path.write_bytes(path.read_bytes()[:-9])

    store = open_store(home_at, lambda: MONDAY, Flipped())
    with pytest.raises(Damaged):
        store.read(Person, person.id)
    (problem,) = store.problems
    assert is_encrypted(problem.file.read_bytes())


def test_without_the_key_a_document_is_left_as_it_is(home_at: Home) -> None:
    person = Person(name="Kari")
    open_store(home_at, lambda: MONDAY, Flipped()).save(person)

    store = open_store(home_at, lambda: MONDAY)
    with pytest.raises(Locked):
        store.read(Person, person.id)
    (problem,) = store.problems
    assert problem.file == home_at.data / "people" / f"{person.id}.json"
    with pytest.raises(Locked):
        store.save(Person(id=person.id, name="Somebody else"))


def test_a_journal_that_cannot_be_decrypted_is_named_and_the_talk_can_still_be_held(
    home_at: Home,
) -> None:
    store = open_store(home_at, lambda: MONDAY, Flipped())
    talk = a_talk(Person(name="Kari"))
    store.save(talk)
    store.open_journal(talk.id).append({"summary": b'"x"'}, MONDAY)
    path = store.journal_path(talk.id)
    damaged = path.read_bytes() + b"!"
    path.write_bytes(damaged)

    with pytest.raises(Damaged, match="can't be decrypted"):
        store.recover(talk.id)
    (problem,) = store.problems
    assert problem.file.read_bytes() == damaged
    assert str(problem.file) in str(problem)
    assert store.recover(talk.id) == talk
    talk.summary = "held on"
    Autosave(store, talk, lambda: MONDAY, lambda _status: None).close()
    assert store.read(Conversation, talk.id).summary == "held on"
    path.write_bytes(damaged + b"!")
    talk.summary = "held on again"
    store.open_journal(talk.id).append(parts(talk), MONDAY)
    assert store.recover(talk.id).summary == "held on again"
    (problem,) = store.problems
    assert problem.file.read_bytes() == damaged + b"!"
    store.open_journal(talk.id).remove()
    assert store.under_way() == []


def test_with_a_key_that_was_forgotten_nothing_is_set_aside_or_written(
    home_at: Home, quick_locks: None
) -> None:
    home_at.prepare()
    cipher, _recovery_key = Vault(home_at.data).make("riktig hest", MONDAY)
    store = open_store(home_at, lambda: MONDAY, cipher)
    talk = a_talk(Person(name="Kari"))
    store.open_journal(talk.id).append(parts(talk), MONDAY)
    cipher.forget()
    with pytest.raises(LockChanged):
        store.open_journal(talk.id)
    with pytest.raises(LockChanged):
        store.recover(talk.id)
    assert store.under_way() == [talk.id]
