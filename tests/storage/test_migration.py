"""Documents of older versions: opened, read as they were meant, and written in the new shape."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from storage.envelope import unpack
from storage.home import Home
from storage.migration import brought_up
from storage.records import SCHEMA, Conversation, LogEntry, Person, Raising, Record
from storage.store import Store, open_store
from tests.storage import first_version
from tests.storage.made_up import MONDAY


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
