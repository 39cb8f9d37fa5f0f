"""What the store in the user's own folders adds to the contract."""

from __future__ import annotations

import stat
import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest

from agendas.words import speak
from storage.envelope import pack, unpack
from storage.home import Home
from storage.journal import Journal
from storage.parts import parts
from storage.records import SCHEMA, Conversation, Person, Record, UnitGoal, new_id
from storage.recovery import recover_talks
from storage.store import Damaged, Newer, NotFound, Store, StoreError, open_store
from storage.tables import TABLES
from storage.ulids import made_at
from tests.storage.breaking import disk, each_failure
from tests.storage.made_up import MONDAY, a_talk


@pytest.fixture
def home_at(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "samtale")


@pytest.fixture
def store(home_at: Home) -> Store:
    return opened(home_at)


@pytest.fixture
def person(store: Store) -> Person:
    person = Person(name="Kari")
    store.save(person)
    return person


def opened(home: Home) -> Store:
    return open_store(home, lambda: MONDAY)


def file_of(home: Home, record: Record) -> Path:
    return home.data / TABLES[type(record)] / f"{record.id}.json"


def test_one_file_a_record_closed_to_others(home_at: Home, store: Store, person: Person) -> None:
    store.save(a_talk(person))
    store.close()
    for path in home_at.data.parent.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    assert unpack(file_of(home_at, person).read_bytes()) == msgspec.to_builtins(person)


def test_no_name_of_a_file_comes_from_what_people_write(home_at: Home, store: Store) -> None:
    store.save(Person(name="Secret Name", email="secret@example.org"))
    store.close()

    assert not [path for path in home_at.data.parent.rglob("*") if "ecret" in str(path)]


def test_nothing_that_was_erased_can_be_found_in_any_file(home_at: Home, store: Store) -> None:
    person = Person(name="Secret")
    store.save(person)
    store.close()
    store = opened(home_at)
    assert [one.name for one in store.people()] == ["Secret"]
    store.erase(Person, person.id)

    files = [path for path in home_at.data.parent.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert b"Secret" not in path.read_bytes() and person.id.encode() not in path.read_bytes()


def test_a_revision_tells_when_it_was_saved(person: Person) -> None:
    assert made_at(person.rev) == MONDAY


def test_a_record_knows_the_revision_from_before_its_sitting(
    home_at: Home, store: Store, person: Person
) -> None:
    store.save(person)
    assert person.base_rev == ""
    before = person.rev
    store = opened(home_at)
    person = store.read(Person, person.id)
    for _time in range(3):
        store.save(person)
        assert person.base_rev == before == store.earlier(Person, person.id).rev


def test_whichever_call_fails_the_old_or_the_new_stands_and_can_be_saved_again(
    home_at: Home, store: Store, person: Person
) -> None:
    sitting = [opened(home_at)]
    record = [sitting[0].read(Person, person.id)]
    raised: list[str] = []

    def save() -> None:
        record[0].name = "new"
        try:
            sitting[0].save(record[0])
        except StoreError as error:
            raised.append(str(error))

    failures = 0
    for _disk in each_failure(save):
        failures += 1
        assert len(raised) == failures and "\n" not in raised[-1]
        assert record[0].rev == person.rev
        fresh = opened(home_at)
        assert fresh.read(Person, person.id).name in ("Kari", "new")
        assert fresh.problems == []
        sitting[0].save(record[0])
        assert opened(home_at).read(Person, person.id) == record[0]
        assert sitting[0].earlier(Person, person.id) == person
        assert not list(home_at.data.rglob("*.tmp"))

        store.erase(Person, person.id)
        person.rev = person.parent_rev = ""
        person.name = "Kari"
        store.save(person)
        sitting[0] = opened(home_at)
        record[0] = sitting[0].read(Person, person.id)
    assert failures >= 10


DAMAGES: dict[str, Any] = {
    "cut short": lambda data: data[:-10],
    "empty": lambda data: b"",
    "one bit": lambda data: data.replace(b"Kari", b"Kasi"),
    "no record": lambda data: pack({"id": unpack(data)["id"], "schema": 1}),
    "of another type": lambda data: pack({**unpack(data), "name": 5}),
    "another's": lambda data: pack({**unpack(data), "id": new_id()}),
}


def test_what_cannot_be_saved_over_what_cannot_be_read_is_said_as_that_in_the_users_language(
    home_at: Home, store: Store, person: Person
) -> None:
    folder = file_of(home_at, person).parent
    folder.rename(folder.with_name("aside"))
    folder.write_text("in the way")
    speak("nb")
    try:
        with pytest.raises(StoreError) as caught:
            store.save(person)
    finally:
        speak("en")
    said = f"Kunne ikke lagre i {folder}: det ligger noe annet der mappen skal være."
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_record_is_set_aside_named_and_its_earlier_version_offered(
    home_at: Home, store: Store, person: Person, damage: Any
) -> None:
    other = Person(name="Ola")
    store.save(other)
    store = opened(home_at)
    newer = store.read(Person, person.id)
    newer.title = "Newer"
    store.save(newer)
    file = file_of(home_at, person)
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)

    store = opened(home_at)
    assert store.all(Person) == [other]
    assert [one.name for one in store.people()] == ["Ola"]
    (problem,) = store.problems
    assert problem.file.read_bytes() == damaged
    assert problem.id == person.id and problem.has_earlier
    with pytest.raises(NotFound):
        store.read(Person, person.id)

    earlier = store.earlier(Person, person.id)
    assert earlier == person
    store.save(earlier)
    assert store.problems == []
    assert [one.name for one in opened(home_at).people()] == ["Kari", "Ola"]


def test_reading_a_damaged_record_says_so(home_at: Home, store: Store, person: Person) -> None:
    file_of(home_at, person).write_bytes(b"no")
    with pytest.raises(Damaged) as raised:
        store.read(Person, person.id)

    assert "\n" not in str(raised.value) and person.id in str(raised.value)
    assert "quarantine" in str(raised.value)


def test_what_a_newer_program_has_written_is_left_as_it_is(
    home_at: Home, store: Store, person: Person
) -> None:
    file = file_of(home_at, person)
    newer = pack(
        {**unpack(file.read_bytes()), "schema": SCHEMA + 1, "name": {"of": "another shape"}}
    )
    file.write_bytes(newer)

    store = opened(home_at)
    with pytest.raises(Newer, match="upgrade"):
        store.read(Person, person.id)
    with pytest.raises(Newer):
        store.save(person)
    assert store.all(Person) == [] and store.people() == []
    assert [problem.id for problem in store.problems] == [person.id]
    assert file.read_bytes() == newer


def test_fields_that_a_newer_program_has_added_survive(
    home_at: Home, store: Store, person: Person
) -> None:
    file = file_of(home_at, person)
    file.write_bytes(pack({**unpack(file.read_bytes()), "added": [1]}))
    known = store.read(Person, person.id)
    for name, save in (("Changed", store.save), ("Again", lambda one: store.save_all([one]))):
        known.name = name
        save(known)
        kept = unpack(file.read_bytes())
        assert (kept["name"], kept["added"]) == (name, [1])


def test_half_a_surrogate_pair_does_not_keep_a_record_from_being_saved(store: Store) -> None:
    person = Person(name="Kari\ud83d")
    store.save(person)

    assert store.read(Person, person.id).name == "Kari\N{REPLACEMENT CHARACTER}"


def test_a_record_that_is_gone_from_the_disk_is_put_back_by_saving_it(
    home_at: Home, store: Store, person: Person
) -> None:
    file_of(home_at, person).unlink()
    store.save(person)

    assert store.read(Person, person.id) == person


@pytest.mark.parametrize("state", ["torn", "zeros", "flipped", "empty"])
def test_a_damaged_journal_still_gives_what_is_whole(
    home_at: Home, store: Store, person: Person, state: str
) -> None:
    talk = a_talk(person)
    store.save(talk)
    path = store.journal_path(talk.id)
    journal = Journal(path)
    for text in ("first", "second"):
        talk.summary = text
        journal.append({"head": parts(talk)["head"]}, MONDAY)
    journal.close()
    whole = path.read_bytes()
    damaged = {
        "torn": whole[:-3],
        "zeros": whole + bytes(100),
        "flipped": whole[:-3] + b"?" + whole[-2:],
        "empty": b"",
    }
    path.write_bytes(damaged[state])

    expected = {"torn": "first", "zeros": "second", "flipped": "first", "empty": ""}
    assert opened(home_at).recover(talk.id).summary == expected[state]


def test_a_journal_is_copied_before_what_stands_behind_its_damage_is_cut_off(
    home_at: Home, store: Store, person: Person
) -> None:
    talk = a_talk(person)
    store.save(talk)
    path = store.journal_path(talk.id)
    writing = store.open_journal(talk.id)
    for text in ("first", "second", "third"):
        talk.summary = text
        writing.append({"head": parts(talk)["head"]}, MONDAY)
    writing.close()
    damaged = path.read_bytes().replace(b"second", b"s?cond")
    path.write_bytes(damaged)

    read_only = open_store(home_at, lambda: MONDAY, read_only=True)
    assert read_only.recover(talk.id).summary == "first"
    assert read_only.problems == []
    with disk(1, forever=True), pytest.raises(Damaged):
        opened(home_at).open_journal(talk.id)
    assert path.read_bytes() == damaged

    assert recover_talks(store) == []
    assert store.read(Conversation, talk.id).summary == "first"
    (problem,) = store.problems
    assert problem.file.read_bytes() == damaged
    assert problem.file.is_relative_to(home_at.state / "quarantine")

    path.write_bytes(damaged)
    opened(home_at).open_journal(talk.id).close()
    assert len(list(problem.file.parent.glob("*"))) == 1
    path.write_bytes(damaged[:-1])
    store.open_journal(talk.id).close()
    assert len(list(problem.file.parent.glob("*"))) == 1
    store.erase(Conversation, talk.id)
    assert not problem.file.exists()


def test_a_journal_that_is_no_talks_is_said_and_stops_nothing(
    home_at: Home, store: Store, person: Person
) -> None:
    talk = a_talk(person)
    store.save(talk)
    journal = Journal(store.journal_path(talk.id))
    journal.append({"plan": b"[]"}, MONDAY)
    journal.close()
    (store.journal_path(talk.id).parent / "other.log").write_bytes(b"")

    with pytest.raises(Damaged):
        store.recover(talk.id)
    assert store.read(Conversation, talk.id) == talk
    assert store.under_way() == [talk.id]
    with pytest.raises(ValueError):
        store.journal_path("../people")


def test_a_home_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "samtale").write_text("a file in the way")
    with pytest.raises(StoreError) as raised:
        opened(Home.at(tmp_path / "samtale"))

    assert "\n" not in str(raised.value) and str(tmp_path) in str(raised.value)


def test_several_threads_may_use_it(store: Store, person: Person) -> None:
    def work() -> None:
        for _ in range(10):
            goal = UnitGoal(text="x", year=2027)
            store.save(goal)
            talk = a_talk(person)
            store.save(talk)
            store.people()
            assert talk.id in {one.id for one in store.talks(person.id)}
            assert store.read(UnitGoal, goal.id) == goal
        finished.append(True)

    finished: list[bool] = []
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(finished) == 4
    assert len(store.all(UnitGoal)) == len(store.talks(person.id)) == 40
