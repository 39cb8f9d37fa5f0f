"""A store that is broken in every way: each breakage found, mended once, and clean after that."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import msgspec
import pytest
from msgspec.structs import replace
from pyrage.x25519 import Identity

from storage import doctor
from storage.card_file import read_cards, write_cards
from storage.cipher import PLAIN, Age
from storage.conversion import finish_locking
from storage.envelope import pack
from storage.findings import Finding, Report
from storage.home import Home
from storage.journal import Journal
from storage.local_store import LocalStore
from storage.parts import parts
from storage.records import SCHEMA, Conversation, LogEntry, Person, Preparation, Record, new_id
from storage.removal import bury
from storage.tables import TABLES
from tests.storage.made_up import MONDAY, a_talk

TODAY = dt.date(2026, 11, 23)


@dataclass
class Clinic:
    """A store that was used in two sittings, and what to break in it."""

    home: Home
    kari: Person = field(default_factory=lambda: Person(name="Kari"))
    records: list[Record] = field(default_factory=list)

    def opened(self, *, read_only: bool = False) -> LocalStore:
        return LocalStore(self.home, lambda: MONDAY, read_only=read_only)

    def examined(self, *, mend: bool = True) -> Report:
        store = self.opened(read_only=not mend)
        report = doctor.examine(store, TODAY, mend=mend)
        store.close()
        return report

    def file(self, record: Record, folder: str = "") -> Path:
        return self.home.data / TABLES[type(record)] / folder / f"{record.id}.json"

    @property
    def talk(self) -> Conversation:
        (talk,) = [one for one in self.records if isinstance(one, Conversation)]
        return talk


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    """Return a store that was used in two sittings, to be copied by each test."""
    clinic = Clinic(Home.at(tmp_path_factory.mktemp("clinic") / "samtale"))
    talk = a_talk(clinic.kari)
    clinic.records = [
        clinic.kari,
        talk,
        Preparation(id=talk.id, person=clinic.kari.id),
        LogEntry(person=clinic.kari.id, on=TODAY, text="praise"),
    ]
    for _sitting in range(2):
        store = clinic.opened()
        for record in clinic.records:
            store.save(record)
        store.close()
    return clinic


@pytest.fixture
def clinic(healthy: Clinic, tmp_path: Path) -> Clinic:
    whole = tmp_path / "samtale"
    shutil.copytree(healthy.home.data.parent, whole)
    return Clinic(Home.at(whole), healthy.kari, healthy.records)


def states(report: Report) -> list[str]:
    return [one.state for one in report.told()]


def only(report: Report) -> Finding:
    """Return the one thing that was found."""
    assert len(report.findings) == 1, [str(one) for one in report.findings]
    return report.findings[0]


def bytes_of(home: Home) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.data.parent.rglob("*") if path.is_file()}


def test_a_healthy_store_is_told_to_be_so(clinic: Clinic) -> None:
    for mend in (False, True):
        report = clinic.examined(mend=mend)
        assert report.findings == [] and report.well
        assert report.documents == 4
        assert report.bytes == sum(clinic.file(one).stat().st_size for one in clinic.records)


# What is mended


def cut(clinic: Clinic) -> None:
    file = clinic.file(clinic.talk)
    file.write_bytes(file.read_bytes()[:-20])


def flip(clinic: Clinic) -> None:
    file = clinic.file(clinic.kari)
    file.write_bytes(file.read_bytes().replace(b"Kari", b"Kasi"))


def another_document(clinic: Clinic) -> None:
    clinic.file(clinic.kari).write_bytes(pack({"id": new_id(), "name": "x"}))


def damage_without_earlier(clinic: Clinic) -> None:
    cut(clinic)
    clinic.file(clinic.talk, "earlier").unlink()
    beside(clinic, clinic.talk, summary="from the other machine")


def damaged_earlier(clinic: Clinic) -> None:
    clinic.file(clinic.kari, "earlier").write_bytes(b"no")


def erased_and_back(clinic: Clinic) -> None:
    file = clinic.file(clinic.records[3])
    content = file.read_bytes()
    bury(clinic.opened(), [("log", clinic.records[3].id)], TODAY)
    file.touch(0o600)
    file.write_bytes(content)


def copy_of_what_was_erased(clinic: Clinic) -> None:
    file = clinic.file(clinic.records[3])
    bury(clinic.opened(), [("log", clinic.records[3].id)], TODAY)
    file.with_name(f"{file.stem} (1).json").touch(0o600)


def temporary_file(clinic: Clinic) -> None:
    (clinic.home.state / "catalog" / ".people.json.12ab.tmp").write_bytes(b"half")


def open_to_others(clinic: Clinic) -> None:
    clinic.file(clinic.kari).chmod(0o644)


def open_folder(clinic: Clinic) -> None:
    clinic.home.state.chmod(0o755)


def the_same_twice(clinic: Clinic) -> None:
    beside(clinic, clinic.kari)


def wrong_list(clinic: Clinic) -> None:
    say_otherwise(clinic.home.state / "catalog" / "people.json", b"Kari", b"Kasi")


def wrong_card(clinic: Clinic) -> None:
    path = clinic.home.state / "catalog" / "cards.json"
    cards = read_cards(path, PLAIN)
    assert cards is not None
    pieces = [
        (one, cards.piece(one).replace(b"Development", b"Devilment")) for one in cards.persons
    ]
    write_cards(path, PLAIN, cards.times, cards.missing, iter(pieces))


def say_otherwise(file: Path, old: bytes, new: bytes) -> None:
    """Let the catalog be whole, but wrong."""
    data = file.read_bytes().partition(b"\n")[2]
    changed = data.replace(old, new)
    assert changed != data
    file.write_bytes(b"%08x\n%b" % (crc32(changed), changed))


def journal(clinic: Clinic, torn: bytes = b"") -> None:
    talk = replace(clinic.talk, summary="typed before the crash")
    writing = Journal(clinic.opened().journal_path(talk.id))
    writing.append({"head": parts(talk)["head"]}, MONDAY)
    writing.close()
    writing.path.write_bytes(writing.path.read_bytes() + torn)


def torn_journal(clinic: Clinic) -> None:
    journal(clinic, b"\x09\x00")


def damaged_form(clinic: Clinic) -> None:
    clinic.opened().half_written.put(clinic.kari.id, "Tok ansvar")
    (file,) = (clinic.home.state / "half-written").iterdir()
    file.write_bytes(file.read_bytes().replace(b"Tok", b"Tak"))


def beside(clinic: Clinic, record: Record, **fields: object) -> None:
    """Put a second version beside a document."""
    file = clinic.file(record)
    other = replace(record, **fields)
    second = file.with_name(f"{file.stem}.sync-conflict-20261123-101530-ABC1234.json")
    second.touch(0o600)
    second.write_bytes(pack(msgspec.to_builtins(other)))


MENDED: dict[Callable[[Clinic], None], str] = {
    cut: "put back as it was Monday 23 November 2026",
    flip: "checksum",
    another_document: "isn't what this kind of document holds",
    damage_without_earlier: "a second version was put in its place",
    damaged_earlier: "earlier",
    erased_and_back: "erased again",
    copy_of_what_was_erased: "erased again",
    temporary_file: "half written",
    open_to_others: "open to other users (0644)",
    open_folder: "open to other users (0755)",
    the_same_twice: "says the same",
    wrong_list: "made anew",
    wrong_card: "made anew",
    journal: "journal",
    torn_journal: "cut off in the middle",
    damaged_form: "set aside",
}


@pytest.mark.parametrize("breakage", MENDED, ids=lambda one: one.__name__)
def test_each_breakage_is_found_and_mended_once(
    clinic: Clinic, breakage: Callable[[Clinic], None]
) -> None:
    breakage(clinic)
    before = bytes_of(clinic.home)
    checked = clinic.examined(mend=False)
    assert (checked.well, only(checked).state) == (False, "mendable")
    assert bytes_of(clinic.home) == before

    mended = clinic.examined()
    assert mended.well and only(mended).state == "mended"
    assert MENDED[breakage] in str(only(mended)) and "\n" not in str(only(mended))
    assert "mended: " in str(only(mended))
    for report in (clinic.examined(mend=False), clinic.examined()):
        assert report.well and set(states(report)) <= {"note"}
    store = clinic.opened()
    assert store.problems == [] and store.copies == []
    assert [one.name for one in store.people()] == ["Kari"]
    assert len(store.talks(clinic.kari.id)) == 1


def test_what_was_typed_before_a_crash_is_saved_with_the_talk(clinic: Clinic) -> None:
    torn_journal(clinic)
    clinic.examined()
    assert clinic.opened().read(Conversation, clinic.talk.id).summary == "typed before the crash"


def test_the_damaged_bytes_stay_in_the_quarantine(clinic: Clinic) -> None:
    cut(clinic)
    damaged = clinic.file(clinic.talk).read_bytes()
    clinic.examined()
    (aside,) = (clinic.home.state / "quarantine" / "conversations").glob("*.json")
    assert aside.read_bytes() == damaged
    assert "a good version is in its place" in str(only(clinic.examined()))


# What is named and left to somebody


def damage_for_good(clinic: Clinic) -> None:
    clinic.file(clinic.records[3], "earlier").unlink()
    clinic.file(clinic.records[3]).write_bytes(b"no")


def newer(clinic: Clinic) -> None:
    file = clinic.file(clinic.records[3])
    file.write_bytes(file.read_bytes().replace(b'"format": 1', b'"format": 2'))


def gone(clinic: Clinic) -> None:
    clinic.file(clinic.records[3]).unlink()


def second_version(clinic: Clinic) -> None:
    beside(clinic, clinic.kari, title="Lead")


def encrypted_journal(clinic: Clinic) -> None:
    path = clinic.home.state / "journal" / f"{clinic.talk.id}.log"
    path.parent.mkdir(0o700, exist_ok=True)
    path.touch(0o600)
    path.write_bytes(b"age-encryption.org/v1\nno")


def newer_second_version(clinic: Clinic) -> None:
    beside(clinic, clinic.kari, schema=SCHEMA + 1)


OPEN: dict[Callable[[Clinic], None], str] = {
    damage_for_good: "put back a copy from a backup",
    newer: "upgrade",
    gone: "samtale doctor --forget",
    second_version: "compare the two",
    newer_second_version: "upgrade",
    encrypted_journal: "encrypted",
}


@pytest.mark.parametrize("breakage", OPEN, ids=lambda one: one.__name__)
def test_what_cannot_be_mended_is_named_each_time(
    clinic: Clinic, breakage: Callable[[Clinic], None]
) -> None:
    breakage(clinic)
    for mend in (False, True, True):
        report = clinic.examined(mend=mend)
        assert not report.well
        assert only(report).state == "open"
        assert OPEN[breakage] in str(only(report)) and "\n" not in str(only(report))


@pytest.mark.parametrize("content", [b"age-encryption.org/v1\n-> X25519 a\nno", None])
def test_what_stands_beside_a_document_that_can_t_be_read_now_stops_nothing(
    clinic: Clinic, content: bytes | None
) -> None:
    beside(clinic, clinic.kari, title="Lead")
    file = clinic.file(clinic.kari)
    newer = pack(msgspec.to_builtins(replace(clinic.kari, schema=SCHEMA + 1)))
    file.write_bytes(content or newer)
    gone(clinic)
    report = clinic.examined(mend=True)
    assert {one.state for one in report.findings} == {"open"}
    assert any("--forget" in str(one) for one in report.findings)
    assert list(file.parent.glob("*sync-conflict*"))


def test_what_points_nowhere_is_named_and_kept(clinic: Clinic) -> None:
    store = clinic.opened()
    lost, lost_talk = new_id(), new_id()
    entry = LogEntry(person=lost, on=TODAY, text="x", conversation=lost_talk)
    talk = a_talk(clinic.kari, previous=lost_talk)
    for record in (entry, talk, Preparation(person=clinic.kari.id)):
        store.save(record)
    store.close()

    report = clinic.examined()
    assert states(report) == ["note", "note", "open", "open"]
    words = "\n".join(map(str, report.told()))
    assert f"a person who isn't there ({lost})" in words
    assert "prepares a talk that isn't there" in words
    assert words.count(f"looks back on a talk that isn't there ({lost_talk})") == 2
    assert report.documents == 7


def test_a_loss_that_is_accepted_is_not_missed_any_more(clinic: Clinic) -> None:
    clinic.file(clinic.kari).unlink()
    assert [one.id for one in clinic.examined().findings] == [clinic.kari.id]
    assert doctor.forget(clinic.opened(), clinic.kari.id, TODAY) == 1
    assert doctor.forget(clinic.opened(), clinic.talk.id, TODAY) == 0

    report = clinic.examined()
    assert all("about a person who isn't there" in one.what for one in report.findings)
    assert clinic.opened().people() == []
    assert clinic.opened().tombstones.is_erased("people", clinic.kari.id)


def test_links_and_strange_files_are_named_and_never_followed(
    clinic: Clinic, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "open.txt").write_text("x", "utf-8")
    people = clinic.home.data / "people"
    (people / f"{new_id()}.json").symlink_to(outside / "open.txt")
    (clinic.home.data / "linked").symlink_to(outside)
    for strange in (people / "notes.txt", clinic.home.data / "Desktop.txt"):
        strange.touch(0o600)
    (clinic.home.data / ".stfolder").mkdir(0o700)
    (people / f"{clinic.kari.id} (1).json").touch(0o600)

    report = clinic.examined()
    assert states(report) == ["note"] * 5 and report.well
    assert sum("not followed" in str(one) for one in report.findings) == 2
    assert sum("left alone" in str(one) for one in report.findings) == 4
    assert (outside / "open.txt").stat().st_mode & 0o044


def test_a_locked_store_is_examined_through_its_key(clinic: Clinic) -> None:
    cipher = Age(Identity.generate(), b"age-encryption.org/v1 as a stand-in")
    for name in ("identity.age", "recovery.age"):
        (clinic.home.data / name).touch(0o600)
        (clinic.home.data / name).write_bytes(cipher.seal)
    finish_locking(clinic.home, cipher)
    beside(clinic, clinic.kari, title="Lead")
    second = next(clinic.file(clinic.kari).parent.glob("*sync*"))
    second.write_bytes(cipher.encrypt(second.read_bytes()))
    clinic.file(clinic.records[3]).write_bytes(pack(msgspec.to_builtins(clinic.records[3])))
    (clinic.home.data / "recovery.age").unlink()

    store = LocalStore(clinic.home, lambda: MONDAY, cipher)
    report = doctor.examine(store, TODAY, mend=True)
    assert report.documents == 4
    words = "\n".join(map(str, report.told()))
    assert "1 file of the locked store was not encrypted: mended: encrypted" in words
    assert "recovery.age is missing" in words and "compare the two" in words
    assert len(report.findings) == 3

    without_key = doctor.examine(clinic.opened(), TODAY, mend=False)
    assert "4 documents are encrypted, and their key isn't here" in "\n".join(
        map(str, without_key.told())
    )
    assert not without_key.well


def test_everything_at_once(clinic: Clinic) -> None:
    erased_and_back(clinic)
    for breakage in (open_folder, temporary_file, damaged_earlier, torn_journal, wrong_list, cut):
        breakage(clinic)
    second_version(clinic)
    report = clinic.examined()
    assert states(report).count("mended") >= 6
    assert [one.state for one in report.findings if one.state == "open"] == ["open"]
    (left,) = [one for one in clinic.examined().findings if one.state != "note"]
    assert left.state == "open" and left.id == clinic.kari.id
    assert json.dumps([str(one) for one in report.told()])


def test_progress_is_told_document_by_document(clinic: Clinic) -> None:
    told: list[tuple[int, int]] = []
    store = clinic.opened(read_only=True)
    doctor.examine(store, TODAY, mend=False, progress=lambda *how: told.append(how))
    assert told == [(number, 4) for number in range(1, 5)]


def test_what_the_disk_refuses_is_left_open_with_the_reason(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    open_to_others(clinic)
    monkeypatch.setattr(Path, "chmod", refuse)
    assert "Operation not permitted" in str(only(clinic.examined()))
