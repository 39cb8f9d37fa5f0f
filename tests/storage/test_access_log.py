"""Who opened what is noted: ids and screens, nothing else, and at no cost to anybody."""

from __future__ import annotations

import datetime as dt

import pytest

from storage.access_log import AccessLog
from storage.home import Home
from storage.local_store import LocalStore
from storage.records import Conversation, LogEntry, Person, new_id
from tests.storage.made_up import MONDAY, a_talk

SECRET = "Should not be read here"


@pytest.fixture
def clock():
    return [MONDAY]


@pytest.fixture
def log(tmp_path, clock):
    return AccessLog(tmp_path, lambda: clock[0])


def test_each_opening_is_a_line_without_content(tmp_path, clock):
    store = LocalStore(Home.at(tmp_path), lambda: clock[0])
    person = Person(name=SECRET, email=f"{SECRET}@example.org")
    talk = a_talk(person)
    entry = LogEntry(person=person.id, on=MONDAY.date(), text=SECRET)
    for record in (person, talk, entry):
        store.save(record)
    assert store.access_log.openings(person.id) == []  # nobody has opened anything yet

    store.through = "person"
    store.people()
    store.read(Person, person.id)
    store.read(Conversation, talk.id)
    store.of_person(LogEntry, person.id)
    store.through = "samtale export"
    store.read(Conversation, talk.id)

    lines = store.access_log.openings(person.id)
    assert [(one.table, one.id, one.through) for one in lines] == [
        ("people", person.id, "person"),
        ("conversations", talk.id, "person"),
        ("log", "", "person"),
        ("conversations", talk.id, "samtale export"),
    ]
    assert {(one.at, one.person) for one in lines} == {(MONDAY, person.id)}
    (file,) = store.access_log.files()
    assert SECRET.encode() not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_a_screen_that_reads_anew_adds_no_line(log, clock):
    for minutes in (0, 5, 9, 11):
        clock[0] = MONDAY + dt.timedelta(minutes=minutes)
        log.note("people", "P", "P", "person")
    assert [one.at.minute for one in log.openings("P")] == [0, 11]


def test_this_year_and_the_last_are_kept(log, clock, tmp_path):
    for year in (2024, 2025, 2026):
        clock[0] = MONDAY.replace(year=year)
        log.note("people", "P", "P", "person")
    assert [one.at.year for one in log.openings("P")] == [2025, 2026]


def test_a_disk_that_takes_no_line_disturbs_nobody(tmp_path):
    log = AccessLog(tmp_path / "nowhere", lambda: MONDAY)
    log.note("people", "P", "P", "person")
    assert log.openings("P") == []


def test_the_lines_about_one_person_can_be_taken_away(log):
    one, other = new_id(), new_id()
    log.note("people", one, one, "person")
    log.note("people", other, other, "person")
    (file,) = log.files()
    with file.open("ab") as torn:
        torn.write(b'{"at":')
    log.forget(one)
    assert log.openings(one) == []
    assert len(log.openings(other)) == 1
    assert one.encode() not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
