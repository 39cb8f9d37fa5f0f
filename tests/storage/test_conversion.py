"""A store that is locked and unlocked, also when that is interrupted."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.cipher import Encrypted
from storage.conversion import (
    Stopped,
    encrypted_files,
    finish_locking,
    is_half_unlocked,
    lock,
    plain_files,
    unlock,
)
from storage.errors import Locked
from storage.home import Home
from storage.records import Conversation, Person
from storage.store import open_store
from storage.vault import LockChanged, Vault
from tests.faults.age_tool import wrong_with_age
from tests.faults.locking import (
    PASSPHRASE,
    SENTINEL,
    Direction,
    contents,
    filled,
    holding,
    interrupted,
    locked,
)
from tests.storage.made_up import MONDAY, a_talk
from tests.storage.quick_age import quick_locks

__all__ = ["quick_locks"]

pytestmark = pytest.mark.usefixtures("quick_locks")


def test_a_lock_leaves_nothing_plain_and_unlocking_brings_every_byte_back(tmp_path: Path) -> None:
    home = filled(tmp_path)
    places = {file.parent.name for file in holding(home)}
    assert places >= {"people", "conversations", "earlier", "log", "journal", "catalog", "state"}
    own = home.config / "agendas" / "own.md"
    own.parent.mkdir()
    own.write_text("# Own\n")
    before = contents(home)
    shown: list[tuple[str, bool]] = []
    steps: list[tuple[int, int]] = []

    done = lock(
        home,
        PASSPHRASE,
        MONDAY,
        lambda key: shown.append((key, Vault(home.data).locked)),
        lambda *step: steps.append(step),
    )
    assert holding(home) == []
    assert plain_files(home) == []
    assert done == len(before) == len(encrypted_files(home))
    assert steps[0] == (0, done)
    assert steps[-1] == (done, done)
    ((recovery_key, was_locked),) = shown
    assert was_locked
    store = open_store(home, lambda: MONDAY, Vault(home.data).open(recovery_key))
    assert [one.name for one in store.people()] == ["zzHemmelig Nordmann"]
    (talk,) = store.all(Conversation)
    assert store.recover(talk.id).notes[0].manager == "zzHemmelig"

    assert unlock(home, Vault(home.data).open(PASSPHRASE)) == (done, [])
    assert contents(home) == before
    assert own.read_text() == "# Own\n"
    assert not Vault(home.data).locked
    assert not is_half_unlocked(home)


def test_every_file_opens_with_the_key_alone_and_that_with_the_recovery_key(tmp_path: Path) -> None:
    opened, wrong = wrong_with_age(tmp_path, None)
    assert opened >= 12
    assert wrong == []


def test_all_files_of_a_batch_wait_once_for_their_folder_and_a_full_disk_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = filled(tmp_path)
    synced: list[Path] = []

    def full(folder: Path) -> None:
        synced.append(folder)
        if folder == home.data / "conversations":
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.batch.sync_folder", full)
    with pytest.raises(Stopped, match=r"Stopped at \S*: "):
        locked(home)
    assert home.data / "conversations" in synced
    assert len(synced) == len(set(synced))


def test_what_has_become_plain_again_is_encrypted_by_going_on(tmp_path: Path) -> None:
    home = filled(tmp_path)
    cipher = locked(home)
    brought = home.data / "people" / "from elsewhere.json"
    brought.write_bytes(SENTINEL)
    assert plain_files(home) == [brought]
    assert finish_locking(home, cipher) == 1
    assert cipher.decrypt(brought.read_bytes()) == SENTINEL


def test_what_the_key_does_not_open_is_left_and_named(tmp_path: Path) -> None:
    home = filled(tmp_path)
    cipher = locked(home)
    (talk,) = home.data.glob("conversations/??????????????????????????.json")
    talk.write_bytes(talk.read_bytes()[:-3])
    before = talk.read_bytes()
    _done, left = unlock(home, cipher)
    assert left == [talk]
    assert talk.read_bytes() == before
    assert not Vault(home.data).locked


@pytest.mark.parametrize("forever", [False, True], ids=["once", "until it ends"])
@pytest.mark.parametrize("direction", ["lock", "unlock"])
def test_whatever_call_fails_all_can_be_read_and_the_next_attempt_goes_on(
    tmp_path: Path, direction: Direction, forever: bool
) -> None:
    begin = {("lock", False): 3, ("lock", True): 17, ("unlock", False): 29, ("unlock", True): 8}
    tried = interrupted(tmp_path, direction, forever=forever, numbers=[begin[direction, forever]])
    assert list(tried) == [[]]


def test_a_store_that_was_opened_before_the_lock_changed_writes_nothing_more(
    tmp_path: Path,
) -> None:
    home = Home.at(tmp_path)
    plain = open_store(home, lambda: MONDAY)
    person = Person(name="zzHemmelig")
    talk = a_talk(person)
    for record in (person, talk):
        plain.save(record)
    cipher = locked(home)
    second = open_store(home, lambda: MONDAY, cipher)
    second.save(second.read(Person, person.id))
    unlock(home, cipher)
    third = locked(home)

    for store in (plain, second):
        with pytest.raises((LockChanged, Locked)):
            store.save(person)
        with pytest.raises(LockChanged):
            store.save(Person(name="zzHemmelig"))
        with pytest.raises(LockChanged):
            store.open_journal(talk.id)
        store.close()
    assert holding(home) == []
    assert finish_locking(home, third) == 0
    with pytest.raises(LockChanged):
        lock(home, PASSPHRASE, MONDAY, lambda _key: None)
    with pytest.raises(LockChanged):
        finish_locking(home, cipher)


def test_a_file_of_another_key_is_left_alone_until_its_earlier_version_is_wanted(
    tmp_path: Path,
) -> None:
    home = filled(tmp_path / "one")
    cipher = locked(home)
    other = locked(filled(tmp_path / "other"))
    with pytest.raises(Encrypted, match="another key"):
        cipher.decrypt(other.encrypt(b"x"))
    person = Person(name="Kari")
    for _sitting in range(2):
        store = open_store(home, lambda: MONDAY, cipher)
        store.save(person)
    file = home.data / "people" / f"{person.id}.json"
    file.write_bytes(other.protect(cipher.decrypt(file.read_bytes())))
    with pytest.raises(Locked, match="another key"):
        store.read(Person, person.id)
    kept = file.read_bytes()
    (problem,) = [one for one in store.problems if one.id == person.id]
    store.restore(problem)
    assert store.read(Person, person.id).name == "Kari"
    assert kept in [one.read_bytes() for one in home.state.glob("quarantine/people/*")]
