"""What is past its date is listed, what is still needed is not, and nothing goes by itself."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from storage.erasure import erase_expired
from storage.home import Home
from storage.local_store import LocalStore
from storage.points import from_note
from storage.records import Conversation, LogEntry, Person, Plan, Point, Preparation
from storage.retention import expired
from tests.storage.made_up import FOLLOW_UP, MONDAY, a_held_talk, a_talk, an_action

TODAY = MONDAY.date()
LONG_AGO, AGO, LATELY = dt.date(2023, 3, 1), dt.date(2025, 3, 1), dt.date(2026, 3, 1)


@pytest.fixture
def store(tmp_path):
    return LocalStore(Home.at(tmp_path), lambda: MONDAY)


def kept(store, *records):
    for record in records:
        store.save(record)
    return records


def listed(store, months=12, today=TODAY):
    return {(one.table, one.id) for one in expired(store, months, today)}


def test_talks_log_and_preparations_past_their_date_are_listed(store):
    person = Person(name="Kari")
    old, last = (a_held_talk(person, day) for day in (LONG_AGO, AGO))
    note = LogEntry(person=person.id, on=AGO, text="…")
    kept(store, person, old, last, note, LogEntry(person=person.id, on=LATELY, text="…"))
    kept(store, *(Preparation(id=talk.id, person=person.id, text="…") for talk in (old, last)))

    assert listed(store) == {
        ("conversations", old.id),
        ("preparations", last.id),
        ("log", note.id),
    }
    assert listed(store, months=240) == set()
    assert listed(store, months=None) == set()
    (first, *_rest) = expired(store, 12, TODAY)
    assert (first.day, first.due, first.name) == (LONG_AGO, dt.date(2024, 3, 1), "Kari")


def test_the_day_itself_is_not_past(store):
    person = Person(name="Kari")
    kept(store, person, LogEntry(person=person.id, on=AGO, text="…"))
    assert listed(store, today=dt.date(2026, 3, 1)) == set()
    assert len(listed(store, today=dt.date(2026, 3, 2))) == 1


def test_a_choice_for_the_person_wins_over_that_for_all(store):
    short, long = Person(name="A", retention_months=6), Person(name="B", retention_months=240)
    notes = [LogEntry(person=one.id, on=LATELY, text="…") for one in (short, long)]
    kept(store, short, long, *notes)
    assert listed(store, months=None) == listed(store, months=1) - {("log", notes[1].id)}
    assert listed(store, months=None) == {("log", notes[0].id)}
    assert expired(LocalStore(store.home, lambda: MONDAY), None, TODAY) != []


def test_what_the_next_talk_stands_on_stays(store):
    person = Person(name="Kari")
    yearly, follow_up, open_one, planned, live = (
        a_held_talk(person, LONG_AGO),
        a_held_talk(person, AGO, agenda=FOLLOW_UP, plan=Plan(actions=(an_action("done"),))),
        a_held_talk(person, LONG_AGO, agenda=FOLLOW_UP, plan=Plan(actions=(an_action(),))),
        a_talk(person, planned_at=MONDAY.replace(year=2023)),
        a_talk(person, state="live", started_at=MONDAY.replace(year=2023)),
    )
    kept(store, person, yearly, follow_up, open_one, planned, live)
    assert listed(store) == {("conversations", planned.id)}


def test_of_somebody_who_has_left_all_is_listed_as_one_when_the_last_of_it_is_past(store):
    person = Person(name="Kari", archived=True)
    talk, note = a_held_talk(person, AGO), LogEntry(person=person.id, on=LATELY, text="…")
    kept(store, person, talk, note)
    assert listed(store, months=12) == {("conversations", talk.id)}
    assert listed(store, months=6) == {("people", person.id)}


def test_what_is_erased_from_the_list_is_gone_for_good(store, tmp_path):
    person, other = Person(name="Kari"), Person(name="Ola", archived=True)
    old, last = (a_held_talk(person, day) for day in (LONG_AGO, AGO))
    preparation = Preparation(id=old.id, person=person.id, text="…")
    note = LogEntry(person=other.id, on=LONG_AGO, text="…")
    kept(store, person, other, old, last, preparation, note)
    whole, changed = tmp_path / "whole.md", tmp_path / "changed.md"
    for file in (whole, changed):
        store.wrote(file, b"plan", person.id, old.id)
        file.write_bytes(b"plan")
    changed.write_bytes(b"plan, with a note of mine")

    left = erase_expired(store, expired(store, 12, TODAY), TODAY)

    assert left == [changed]
    assert not whole.exists()
    assert expired(store, 12, TODAY) == []
    assert [one.id for one in store.people()] == [person.id]
    assert [one.id for one in store.all(Conversation)] == [last.id]
    assert store.all(Preparation) == store.all(LogEntry) == []
    assert store.tombstones.is_erased("preparations", old.id)
    assert [one.path for one in store.known_exports.all()] == [str(changed)]


def test_a_log_entry_takes_along_what_was_copied_from_it_into_a_preparation(store):
    person = Person(name="Kari")
    talk = a_talk(person)
    note, other = (LogEntry(person=person.id, on=on, text="Delte.") for on in (AGO, LATELY))
    note.text = "Kom for sent."
    mine = Point(kind="less", text="Møt tidsnok", example=from_note(note).example)
    points = (from_note(note), mine, from_note(other))
    preparation = Preparation(id=talk.id, person=person.id, points=points)
    kept(store, person, talk, note, other, preparation)
    file = store.folders.folder("preparations").file(talk.id)
    file.with_name(f"{talk.id}.sync-conflict-20261123-101530-ABC1234.json").write_bytes(
        file.read_bytes()
    )
    store = LocalStore(store.home, lambda: MONDAY)
    preparation.text = "…"
    store.save(preparation)  # another sitting: what was there before becomes the earlier version

    erase_expired(store, expired(store, 12, TODAY), TODAY)

    texts = [(one.text, one.example) for one in store.read(Preparation, talk.id).points]
    assert texts == [("Møt tidsnok", None), ("", points[2].example)]
    (copy,) = store.copies
    assert store.versions(copy).other.points == store.read(Preparation, talk.id).points
    files = [one for one in store.home.data.parent.rglob("*") if one.is_file()]
    assert not [one for one in files if b"Kom for sent" in one.read_bytes()]


@pytest.mark.parametrize("damaged", [False, True])
def test_a_log_entry_is_taken_out_of_what_a_preparation_was_before_where_that_is_gone(
    store, damaged
):
    person = Person(name="Kari")
    talk = a_talk(person)
    note = LogEntry(person=person.id, on=AGO, text="Kom for sent.")
    preparation = Preparation(id=talk.id, person=person.id, points=(from_note(note),))
    kept(store, person, talk, note, preparation)
    store = LocalStore(store.home, lambda: MONDAY)
    kept(store, replace(store.read(Preparation, talk.id), text="…"))  # the other becomes earlier
    file = store.folders.folder("preparations").file(talk.id)
    file.unlink() if not damaged else file.write_bytes(b"")

    erase_expired(store, expired(store, 12, TODAY), TODAY)

    files = [one for one in store.home.data.parent.rglob("*") if one.is_file()]
    assert not [one for one in files if b"Kom for sent" in one.read_bytes()]


def test_who_has_left_is_listed_whatever_is_kept(store):
    planned, nothing, elsewhere = (Person(name=name, archived=True) for name in "ABC")
    elsewhere.last_talk_elsewhere = dt.date(2030, 1, 1)
    kept(store, planned, a_talk(planned), nothing, elsewhere)
    later = TODAY + dt.timedelta(days=500)
    assert listed(store, today=later) == {("people", planned.id), ("people", nothing.id)}
    assert listed(store) == set()
