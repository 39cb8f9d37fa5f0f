"""What a crash has left of a talk goes over the version it was written from, and over no other."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from storage.autosave import Autosave
from storage.backup import back_up
from storage.backup_file import Backup
from storage.cipher import PLAIN
from storage.envelope import pack, unpack
from storage.home import Home
from storage.late_form import keep_form
from storage.local_store import LocalStore
from storage.parts import over, parts
from storage.records import Conversation, EmployeeForm, Person, new_id
from storage.recovery import recover_talks
from storage.restore import restore
from tests.storage.breaking import disk
from tests.storage.made_up import MONDAY, a_talk


@pytest.fixture
def home_at(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "samtale")


@pytest.fixture
def talk(home_at: Home) -> Conversation:
    """Return a talk that is kept, with a line of notes."""
    store = opened(home_at)
    person = Person(name="Kari")
    store.save(person)
    talk = a_talk(person)
    talk.notes[0].manager = "before"
    store.save(talk)
    return talk


def opened(home: Home) -> LocalStore:
    return LocalStore(home, lambda: MONDAY)


def crashed(store: LocalStore, talk: Conversation, words: str) -> None:
    """Write in a talk, and crash before it is quiet."""
    talk.notes[0].manager += words
    journal = store.open_journal(talk.id)
    journal.append(over(talk.rev) | {"notes/0": parts(talk)["notes/0"]}, MONDAY)
    journal.close()


def synced(home: Home, talk: Conversation, words: str) -> None:
    """Bring what another machine has made of the same version, as a sync program does."""
    file = home.data / "conversations" / f"{talk.id}.json"
    document = unpack(file.read_bytes())
    document |= {"parent_rev": document["rev"], "rev": new_id()}
    document["notes"][0]["manager"] += words
    file.write_bytes(pack(document))


def notes_in(store: LocalStore, talk: Conversation) -> tuple[str, list[str]]:
    """Return what the manager's notes say, and what they say in the second versions."""
    others = [store.versions(copy).other for copy in store.copies]
    kept = store.read(Conversation, talk.id)
    return kept.notes[0].manager, [
        one.notes[0].manager for one in others if isinstance(one, Conversation)
    ]


def test_what_is_left_goes_over_the_version_it_was_written_from(
    home_at: Home, talk: Conversation
) -> None:
    crashed(opened(home_at), talk, " here")
    store = opened(home_at)
    assert recover_talks(store) == []
    assert notes_in(store, talk) == ("before here", [])
    assert not store.under_way()


def test_what_another_machine_has_written_meanwhile_becomes_a_second_version(
    home_at: Home, talk: Conversation
) -> None:
    crashed(opened(home_at), talk, " here")
    synced(home_at, talk, " there")
    store = opened(home_at)
    with disk(1, forever=True):
        assert len(recover_talks(store)) == 1
    assert store.under_way() == [talk.id]
    assert recover_talks(store) == []
    assert notes_in(store, talk) == ("before there", ["before here"])
    (copy,) = store.copies
    base = store.versions(copy).base
    assert base is None or base.rev == talk.rev
    assert not store.under_way()


def test_after_a_crash_between_the_copy_and_the_end_of_the_journal_there_is_one_copy(
    home_at: Home, talk: Conversation
) -> None:
    crashed(opened(home_at), talk, " here")
    synced(home_at, talk, " there")
    journal = opened(home_at).journal_path(talk.id)
    left = journal.read_bytes()
    recover_talks(opened(home_at))
    journal.write_bytes(left)
    store = opened(home_at)
    assert recover_talks(store) == []
    assert notes_in(store, talk) == ("before there", ["before here"])


def test_what_autosave_could_not_save_over_another_version_becomes_a_second_one(
    home_at: Home, talk: Conversation
) -> None:
    store = opened(home_at)
    autosave = Autosave(store, talk, lambda: MONDAY, lambda _status: None)
    autosave.settle()
    assert autosave.flush().problem is None
    synced(home_at, talk, " there")
    talk.notes[0].manager += " here"
    assert autosave.close().problem is not None

    again = opened(home_at)
    assert recover_talks(again) == []
    assert notes_in(again, talk) == ("before there", ["before here"])


def test_a_crash_between_the_document_and_the_end_of_its_journal_makes_no_second_version(
    home_at: Home, talk: Conversation
) -> None:
    store = opened(home_at)
    crashed(store, talk, " here")
    store.save(talk)
    again = opened(home_at)
    assert recover_talks(again) == []
    assert notes_in(again, talk) == ("before here", [])


def test_a_form_that_came_meanwhile_is_taken_along(home_at: Home, talk: Conversation) -> None:
    store = opened(home_at)
    crashed(store, replace(talk, notes=talk.notes), " here")
    with_form = store.read(Conversation, talk.id)
    with_form.employee_form = EmployeeForm(imported_at=MONDAY)
    keep_form(store, with_form)
    again = opened(home_at)
    assert recover_talks(again) == []
    assert notes_in(again, talk) == ("before here", [])
    assert again.read(Conversation, talk.id).employee_form is not None


def test_a_journal_of_an_older_program_goes_over_what_is_kept(
    home_at: Home, talk: Conversation
) -> None:
    journal = opened(home_at).open_journal(talk.id)
    talk.notes[0].manager += " here"
    journal.append({"notes/0": parts(talk)["notes/0"]}, MONDAY)
    journal.close()
    store = opened(home_at)
    store.save(msgspec.structs.replace(store.read(Conversation, talk.id), summary="kept"))
    assert recover_talks(store) == []
    assert notes_in(store, talk) == ("before here", [])


def test_a_backup_holds_both_versions(home_at: Home, talk: Conversation, tmp_path: Path) -> None:
    crashed(opened(home_at), talk, " here")
    synced(home_at, talk, " there")
    file, empty = tmp_path / "all.tar.gz", Home.at(tmp_path / "empty")
    made = back_up(home_at, PLAIN, file, now=lambda: MONDAY, program="1")
    assert made.missing == []
    restore(empty, PLAIN, Backup(file))
    assert notes_in(opened(empty), talk) == ("before there", ["before here"])
