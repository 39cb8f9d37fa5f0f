"""What stands in a form and is not saved yet."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.cipher import PLAIN, Age, Cipher
from storage.conversion import finish_locking, plain_files
from storage.erasure import erase_person, gather
from storage.errors import StoreError
from storage.half_written import FOLDER, NOBODY, HalfWritten
from storage.home import Home
from storage.local_store import LocalStore
from storage.records import Person
from storage.traces import search, traces
from storage.ulids import new_ulid
from storage.vault import Vault
from tests.storage.made_up import MONDAY
from tests.storage.quick_age import quick_locks

__all__ = ["quick_locks"]

LOCKED = Age(pyrage.x25519.Identity.generate(), b"")
TEXT = "Tar ansvar når det \x1b[2J brenner\nog roer ned"


def in_state(state: Path, cipher: Cipher = PLAIN) -> HalfWritten:
    return HalfWritten(state, cipher, lambda: None)


@pytest.mark.parametrize("cipher", [PLAIN, LOCKED], ids=["plain", "locked"])
def test_a_text_is_there_until_it_is_taken(tmp_path: Path, cipher: Cipher) -> None:
    kept, kari = in_state(tmp_path, cipher), new_ulid()
    kept.put(kari, "Tar")
    kept.put(kari, TEXT)
    kept.put(NOBODY, "om ingen")
    kept.put(new_ulid(), "")
    file = tmp_path / FOLDER / f"{kari}.json"
    assert (b"brenner" in file.read_bytes()) == (cipher is PLAIN)
    assert in_state(tmp_path, cipher).take() == ([TEXT, "om ingen"], [])
    assert kept.take() == ([], [])
    assert list((tmp_path / FOLDER).iterdir()) == []


@given(st.lists(st.tuples(st.sampled_from("AB"), st.text(max_size=3)), max_size=6))
@settings(max_examples=30)
def test_what_was_put_last_is_what_is_taken(puts: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        kept = in_state(Path(folder))
        for person, text in puts:
            kept.put(person, text)
        last = dict(puts)
        assert kept.take() == ([last[one] for one in sorted(last) if last[one]], [])


def test_a_damaged_one_is_said_and_set_aside(tmp_path: Path) -> None:
    kept, kari = in_state(tmp_path), new_ulid()
    kept.put(kari, TEXT)
    (file,) = (tmp_path / FOLDER).iterdir()
    damaged = file.read_bytes().replace(b"brenner", b"brenNer")
    file.write_bytes(damaged)
    texts, (problem,) = kept.take()
    assert texts == []
    assert "brenner" not in problem
    (aside,) = (tmp_path / "quarantine" / FOLDER).iterdir()
    assert str(aside) in problem and aside.read_bytes() == damaged
    assert kept.take() == ([], [])
    kept.erase(kari)
    assert not aside.exists()


def test_what_can_not_be_put_is_said(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way")
    with pytest.raises(StoreError, match="Could not save"):
        in_state(tmp_path).put(NOBODY, TEXT)


@pytest.mark.usefixtures("quick_locks")
def test_an_erasure_takes_it_and_a_lock_encrypts_it(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    store = LocalStore(home, lambda: MONDAY)
    kari, ola = Person(name="Kari Nordmann"), Person(name="Ola Fjord")
    for person in (kari, ola):
        store.save(person)
        store.half_written.put(person.id, f"{person.name} tar ansvar")
    store.half_written.put(NOBODY, "Kari, kanskje")
    assert store.half_written.waits_for(kari.id)

    held = gather(store, kari.id)
    told = traces(held)
    erase_person(store, held, MONDAY.date())
    assert search(home, PLAIN, told, [], []).hits == []
    assert not store.half_written.waits_for(kari.id)
    assert store.half_written.waits_for(ola.id)

    cipher, _key = Vault(home.data).make("riktig hest på beite", MONDAY)
    finish_locking(home, cipher)
    assert plain_files(home) == []
    assert in_state(home.state, cipher).take() == (["Ola Fjord tar ansvar"], [])


def test_nothing_is_put_where_somebody_else_writes(tmp_path: Path) -> None:
    LocalStore(Home.at(tmp_path), lambda: MONDAY)
    reader = LocalStore(Home.at(tmp_path), lambda: MONDAY, read_only=True)
    with pytest.raises(StoreError):
        reader.half_written.put(NOBODY, TEXT)
