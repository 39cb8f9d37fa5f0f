"""Documents of older versions: opened, read as they were meant, and written in the new shape."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from storage.backup_file import Backup
from storage.cipher import PLAIN, Cipher, is_encrypted
from storage.envelope import unpack
from storage.home import Home
from storage.local_store import LocalStore
from storage.migration import brought_up, is_behind
from storage.records import SCHEMA, Conversation, LogEntry, Person, Raising, Record
from storage.removal import bury
from storage.restore import restore
from storage.store import Store, open_store
from storage.upgrade import Progress, copies, upgrade
from tests.storage import first_version
from tests.storage.breaking import disk
from tests.storage.made_up import MONDAY
from tests.storage.test_cipher import Flipped


@pytest.fixture
def old(tmp_path: Path) -> Home:
    """Return a home as the first version left it."""
    return Home.at(shutil.copytree(first_version.HOME, tmp_path / "old"))


def opened(home: Home) -> Store:
    return open_store(home, lambda: MONDAY)


def without_revisions(record: Record) -> Record:
    return msgspec.structs.replace(record, rev="", parent_rev="")


def test_every_document_of_the_first_version_says_what_it_said(old: Home) -> None:
    store = opened(old)
    said = first_version.records()
    assert len(said) == len(list(old.data.glob("*/*.json")))
    for record in said:
        kept = store.read(type(record), record.id)
        assert kept.rev
        assert without_revisions(kept) == record

    before = store.earlier(Person, first_version.ASE)
    assert without_revisions(before) == first_version.earlier()
    talk = store.recover(first_version.LIVE)
    assert talk.employee_preparation == first_version.IN_JOURNAL
    counted = {one.id: one.unraised for one in store.people()}
    assert counted == {first_version.ASE: 0, first_version.OYVIND: 1}
    assert store.problems == []


def test_a_document_that_is_saved_is_written_in_the_new_shape_alone(old: Home) -> None:
    store = opened(old)
    entry = store.read(LogEntry, first_version.RAISED)
    assert entry.raised is not None
    entry.raised = Raising(entry.raised.on, "Tok det fint")
    store.save(entry)

    written = unpack((old.data / "log" / f"{entry.id}.json").read_bytes())
    assert written == msgspec.to_builtins(entry)
    assert written["schema"] == SCHEMA


def test_a_document_is_brought_up_once_and_what_it_has_besides_is_kept() -> None:
    first = {"schema": 1, "raised_on": None, "added": [1]}
    now = brought_up("log", first)
    assert now == {"schema": SCHEMA, "raised": None, "added": [1]}
    assert brought_up("log", now) is now
    assert first["schema"] == 1
    for strange in ({}, {"schema": "1"}, {"schema": 0}, {"schema": SCHEMA + 1}):
        assert brought_up("log", strange) is strange


def test_a_talk_of_the_first_version_still_matches_what_was_answered(old: Home) -> None:
    from storage.agreement import fingerprint

    talk = opened(old).read(Conversation, first_version.AGREED)
    assert {answer.fingerprint for answer in talk.answers} == {fingerprint(talk)}


def upgraded(home: Home, cipher: Cipher = PLAIN, **options: Progress) -> list[str]:
    return upgrade(home, cipher, now=lambda: MONDAY, program="2", **options)


def documents(home: Home) -> dict[str, dict[str, object]]:
    """Return all documents as they stand on the disk, but for journals."""
    return {
        str(path.relative_to(home.data)): unpack(path.read_bytes())
        for path in home.data.rglob("*.json")
    }


def test_a_store_is_brought_up_at_once_after_a_copy_was_made(old: Home, tmp_path: Path) -> None:
    before = documents(old)
    assert is_behind(old.state)
    (said,) = upgraded(old)
    copy = old.state / "backups" / f"before-schema-{SCHEMA}-2026-11-23.tar.gz"
    assert said == f"10 documents were brought up to this version. {copy} is a copy from before."

    now = documents(old)
    assert {document["schema"] for document in now.values()} == {SCHEMA}
    assert {name: document["rev"] for name, document in now.items()} == {
        name: document["rev"] for name, document in before.items()
    }
    test_every_document_of_the_first_version_says_what_it_said(old)

    again = Home.at(tmp_path / "again")
    restore(again, PLAIN, Backup(copy))
    for record in first_version.records():
        if record.id != first_version.LIVE:  # there the copy has what the journal knew
            assert opened(again).read(type(record), record.id).rev
    assert not is_behind(old.state)
    assert upgraded(old) == []


def test_an_upgrade_that_stops_anywhere_goes_on_and_keeps_the_first_copy(
    old: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.batch.MOST", 4)

    class Killed(Exception):
        pass

    def killed(done: int, of_all: int) -> None:
        if done == 4:
            raise Killed

    with pytest.raises(Killed):
        upgraded(old, progress=killed)
    assert is_behind(old.state)
    (copy,) = copies(old.state)
    first = copy.read_bytes()
    assert {document["schema"] for document in documents(old).values()} == {1, SCHEMA}
    assert opened(old).read(LogEntry, first_version.RAISED).raised

    (said,) = upgraded(old)
    assert said.startswith("6 documents")
    assert copies(old.state) == [copy] and copy.read_bytes() == first
    assert {document["schema"] for document in documents(old).values()} == {SCHEMA}


def test_a_full_disk_stops_the_upgrade_and_not_the_program(old: Home) -> None:
    before = documents(old)
    with disk(1, forever=True):
        (said,) = upgraded(old)
    assert "No space left" in said
    assert documents(old) == before
    assert is_behind(old.state)


def test_the_copy_of_a_locked_store_is_encrypted_to_its_own_key(old: Home) -> None:
    cipher = Flipped()
    for path in old.data.rglob("*.json"):
        path.write_bytes(cipher.encrypt(path.read_bytes()))
    upgraded(old, cipher)
    (copy,) = copies(old.state)
    assert copy.suffix == ".age" and is_encrypted(copy.read_bytes())
    assert Backup(copy, cipher).documents == 9
    assert all(is_encrypted(path.read_bytes()) for path in old.data.rglob("*.json"))


def test_three_copies_are_kept_and_none_of_what_is_erased(old: Home) -> None:
    folder = old.state / "backups"
    folder.mkdir()
    for schema in (SCHEMA + 1, SCHEMA + 2, SCHEMA + 3, SCHEMA + 4):
        copy = folder / f"before-schema-{schema}-x.tar.gz"
        copy.write_bytes(b"")
        os.utime(copy, (schema, schema))
    upgraded(old)
    assert [copy.name[:15] for copy in copies(old.state)] == [
        f"before-schema-{schema}" for schema in (SCHEMA + 3, SCHEMA + 4, SCHEMA)
    ]

    bury(LocalStore(old, lambda: MONDAY), [("log", first_version.RAISED)], MONDAY.date())
    assert copies(old.state) == []


def test_a_new_store_is_noted_as_brought_up(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "new")
    assert upgraded(home) == []
    assert not is_behind(home.state)
    assert copies(home.state) == []
