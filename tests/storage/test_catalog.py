from __future__ import annotations

import datetime as dt
import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage import catalog_changes
from storage.cards import PersonEntry
from storage.catalog import FORMAT
from storage.home import Home
from storage.records import Conversation, LogEntry, Person, new_id
from storage.store import Store, StoreError, open_store
from tests.storage.breaking import disk
from tests.storage.made_up import MONDAY, a_full_talk, a_held_talk


@pytest.fixture
def home_at(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "samtale")


def opened(home: Home) -> Store:
    return open_store(home, lambda: MONDAY)


def rename(home: Home, person_id: str) -> None:
    """Give a person another name, in a sitting that does not write its lists down."""
    other = opened(home)
    person = other.read(Person, person_id)
    person.name = "New name"
    other.save(person)


@pytest.fixture
def people(home_at: Home) -> list[PersonEntry]:
    """Fill a store, close it, and return its list of people."""
    store = opened(home_at)
    for number in range(3):
        person = Person(name=f"Person {number}")
        store.save(person)
        store.save(a_held_talk(person, dt.date(2026, 3, 2)))
        store.save(a_full_talk(person))
        store.save(LogEntry(person=person.id, on=dt.date(2026, 1, 1), kind="praise", text="x"))
    store.close()
    return opened(home_at).people()


class Reads:
    """Counts the files that are read and the folders that are gone through."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.files: list[Path] = []
        self.scans: list[Path] = []
        scan, open_ = os.scandir, Path.open
        patch.setattr(
            Path,
            "open",
            lambda path, *how, **more: (self.files.append(path), open_(path, *how, **more))[1],
        )
        patch.setattr(os, "scandir", lambda path: (self.scans.append(path), scan(path))[1])


@pytest.fixture
def reads(people: list[PersonEntry], monkeypatch: pytest.MonkeyPatch) -> Reads:
    return Reads(monkeypatch)


def test_the_first_screen_reads_one_file_and_no_folder(
    people: list[PersonEntry], home_at: Home, reads: Reads
) -> None:
    assert opened(home_at).people() == people
    assert [path.name for path in reads.files] == ["people.json"]
    assert not reads.scans


def test_a_persons_talks_are_listed_without_reading_them(
    people: list[PersonEntry], home_at: Home, reads: Reads
) -> None:
    assert len(opened(home_at).talks(people[0].id)) == 2
    assert [path.name for path in reads.files] == ["people.json", "cards.json", "cards.json"]


def test_only_what_has_changed_is_read_again(
    people: list[PersonEntry], home_at: Home, reads: Reads
) -> None:
    rename(home_at, people[1].id)
    reads.files.clear()

    found = opened(home_at).people()
    assert [one.name for one in found] == ["Person 0", "New name", "Person 2"]
    assert {path.stem for path in reads.files} == {"people", "changes", "cards"}
    assert not reads.scans

    (home_at.state / "catalog" / "changes").unlink()
    reads.files.clear()
    assert opened(home_at).people() == found
    assert {path.stem for path in reads.files} == {"people", "changes", "cards", people[1].id}


@pytest.mark.parametrize("harm", ["torn", "damaged", "lost", "another", "between"])
def test_changes_that_do_not_tell_all_are_not_enough(
    people: list[PersonEntry], home_at: Home, harm: str
) -> None:
    changes = home_at.state / "catalog" / "changes"
    note = LogEntry(person=people[0].id, on=dt.date(2026, 1, 1), kind="praise", text="x")
    opened(home_at).save(note)
    if harm == "between":
        os.utime(home_at.data / "log", ns=(1, 1))
    opened(home_at).save(LogEntry(person=people[0].id, on=note.on, kind="concern", text="y"))
    written = changes.read_bytes()
    assert written.count(b"\n") == 2
    match harm:
        case "torn":
            changes.write_bytes(written[:-9])
        case "damaged":
            changes.write_bytes(written.replace(b"concern", b"praises"))
        case "lost":
            changes.write_bytes(written.splitlines(keepends=True)[1])
        case "another":
            (home_at.data / "log" / f"{note.id}.json").unlink()

    found = opened(home_at).people()[0]
    assert (found.praise, found.unraised) == (1 if harm == "another" else 2, 1)
    assert opened(home_at).talks(people[0].id)


def test_a_piece_that_is_damaged_has_the_catalog_made_anew(
    people: list[PersonEntry], home_at: Home
) -> None:
    cards = home_at.state / "catalog" / "cards.json"
    whole = cards.read_bytes()
    cards.write_bytes(whole.replace(b"Development", b"Devilopment"))
    store = opened(home_at)
    assert {one.title for one in store.talks(people[1].id)} == {"Development talk"}
    assert store.people() == people
    store.close()
    assert sorted(cards.read_bytes()) == sorted(whole)


def test_names_are_had_without_a_look_at_talks_though_people_have_changed(
    people: list[PersonEntry], home_at: Home, reads: Reads
) -> None:
    rename(home_at, people[1].id)
    (home_at.data / "people" / f"{people[0].id}.json").unlink()
    reads.files.clear()

    names = opened(home_at).names()
    assert {path.stem for path in reads.files} <= {"people", *(one.id for one in people), "known"}
    assert [one.name for one in names] == ["Person 0", "New name", "Person 2"]
    assert [one.name for one in opened(home_at).people()] == ["Person 0", "New name", "Person 2"]


def test_what_another_program_writes_is_seen_at_once(
    people: list[PersonEntry], home_at: Home
) -> None:
    store, other = opened(home_at), opened(home_at)
    assert store.people() == other.people()
    praise = LogEntry(person=people[0].id, on=dt.date(2026, 1, 1), kind="praise", text="x")
    other.save(praise)
    assert store.people()[0].praise == 2
    other.erase(LogEntry, praise.id)
    assert store.people()[0].praise == 1


@pytest.mark.parametrize("name", ["people.json", "cards.json"])
@pytest.mark.parametrize("content", [b"", b"\xff", b"[" * 5000, b'{"format": 99}', None])
def test_a_catalog_that_cannot_be_used_is_made_anew(
    people: list[PersonEntry], home_at: Home, name: str, content: bytes | None
) -> None:
    path = home_at.state / "catalog" / name
    whole = path.read_bytes()
    path.unlink() if content is None else path.write_bytes(content)

    store = opened(home_at)
    assert store.people() == people
    assert len(store.talks(people[0].id)) == 2
    store.close()
    assert len(path.read_bytes()) == len(whole)
    assert opened(home_at).people() == people


def test_two_files_of_different_writings_are_not_mixed(
    people: list[PersonEntry], home_at: Home
) -> None:
    old = (home_at.state / "catalog" / "people.json").read_bytes()
    store = opened(home_at)
    person = store.read(Person, people[0].id)
    person.name = "New name"
    store.save(person)
    store.close()
    (home_at.state / "catalog" / "people.json").write_bytes(old)

    assert opened(home_at).people()[0].name == "New name"


def test_a_document_that_was_replaced_from_outside_is_read_again(
    people: list[PersonEntry], home_at: Home
) -> None:
    folder = home_at.data / "people"
    file = folder / f"{people[0].id}.json"
    away = home_at.state / "away.json"
    file.rename(away)
    assert [one.missing for one in opened(home_at).people()] == [True, False, False]
    away.rename(file)
    assert opened(home_at).people() == people


def test_a_damaged_document_is_left_out_of_the_lists(
    people: list[PersonEntry], home_at: Home
) -> None:
    talks = home_at.data / "conversations"
    damaged = sorted(talks.glob("*.json"))[0]
    damaged.write_bytes(b"no")
    os.utime(talks)

    store = opened(home_at)
    assert len(store.people()) == 3
    assert len(store.talks(people[0].id)) == 1
    assert [problem.id for problem in store.problems] == [damaged.stem]


def test_nothing_is_written_where_nothing_has_changed(
    people: list[PersonEntry], home_at: Home
) -> None:
    store = opened(home_at)
    store.people()
    with disk() as calls:
        store.close()
    assert calls.calls == 0


def test_a_catalog_that_cannot_be_written_is_no_error(home_at: Home) -> None:
    store = opened(home_at)
    store.save(Person(name="Kari"))
    with disk(1, forever=True):
        store.close()

    assert [one.name for one in opened(home_at).people()] == ["Kari"]


def test_saving_does_not_write_the_catalog_but_a_line_beside_it(
    people: list[PersonEntry], home_at: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog_changes, "MOST_BYTES", 3000)
    catalog = home_at.state / "catalog"
    files = [catalog / "people.json", catalog / "cards.json"]
    before = [file.read_bytes() for file in files]
    store = opened(home_at)
    store.people()
    talk = store.read(Conversation, store.talks(people[0].id)[0].id)
    for number in range(20):
        talk.clock, talk.purpose = None, f"{number}"
        store.save(talk)
        if store.catalog.outdated:
            break
    assert 5 < number < 19
    assert [file.read_bytes() for file in files] == before
    assert (catalog / "changes").stat().st_size < 4000
    store.flush_catalog()
    assert [file.read_bytes() for file in files] != before
    assert not (catalog / "changes").exists()


def test_the_first_screen_waits_for_no_heavy_module(
    people: list[PersonEntry], home_at: Home
) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from storage.home import Home; from storage.store import open_store\n"
        "store = open_store(Home.at(Path(sys.argv[1])), None)\n"
        "print(len(store.people()), len(store.problems))\n"
        "print([name for name in ('tinydb', 'pendulum', 'yaml') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, home_at.data.parent],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "3 0\n[]\n"


def test_a_folder_that_cannot_be_read_is_said_in_one_line(
    people: list[PersonEntry], home_at: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    os.utime(home_at.data / "people")
    monkeypatch.setattr(os, "scandir", refused)
    store = opened(home_at)
    with pytest.raises(StoreError) as raised:
        store.people()
    assert "\n" not in str(raised.value) and "people" in str(raised.value)
    store.close()

    monkeypatch.undo()
    assert opened(home_at).people() == people


def test_a_catalog_of_another_format_is_not_believed(
    people: list[PersonEntry], home_at: Home
) -> None:
    for path in (home_at.state / "catalog").iterdir():
        this, another = (f'"format":{number}'.encode() for number in (FORMAT, FORMAT + 1))
        content = path.read_bytes()
        assert this in content
        other = content.replace(this, another)
        path.write_bytes(other.replace(b"Person 0", b"Somebody"))

    assert opened(home_at).people() == people


def test_what_a_crash_has_left_beside_catalog_and_journals_is_swept(
    people: list[PersonEntry], home_at: Home
) -> None:
    journals = home_at.state / "journal"
    journals.mkdir()
    left = [folder / ".x.12ab.tmp" for folder in (journals, home_at.state / "catalog")]
    for path in left:
        path.write_bytes(b"half")
    store = opened(home_at)
    store.save(Person(name="Kari"))
    store.close()
    store.open_journal(new_id()).close()

    assert not any(path.exists() for path in left)
