from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from storage import quarantine
from storage.envelope import pack
from storage.errors import Damaged, Newer, NotFound, StoreError
from storage.folder import Folder, Folders
from storage.records import new_id
from tests.storage.breaking import disk

ONE, TWO = "01J000000000000000000000A1", "01J000000000000000000000A2"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return opened(tmp_path)


def opened(tmp_path: Path) -> Folder:
    return Folders(tmp_path / "data", tmp_path / "quarantine").folder("people")


def test_only_strict_ids_are_documents(folder: Folder, tmp_path: Path) -> None:
    folder.write(ONE, pack({}))
    for name in (
        f"{ONE} (conflicted copy).json",
        f"{ONE}.json.bak",
        f"{TWO.lower()}.json",
        f"8{TWO[1:]}.json",
        f"{TWO[:-1]}U.json",
        "notes.json",
        ".DS_Store",
    ):
        (tmp_path / "data" / "people" / name).write_bytes(b"{}")

    assert folder.ids() == [ONE]
    assert list(folder.stamps()) == [ONE]
    assert not folder.problems()


@pytest.mark.parametrize("name", ["", "..", "../people", ONE + "\n", ONE.lower(), 5])
def test_nothing_else_ever_becomes_a_path(folder: Folder, name: str) -> None:
    with pytest.raises(ValueError):
        folder.write(name, pack({}))
    with pytest.raises(ValueError):
        folder.erase(name)
    with pytest.raises(NotFound):
        folder.read(name)
    with pytest.raises(NotFound):
        folder.others.earlier(name)


@pytest.mark.parametrize("name", ["", "..", "a/b", "People", "earlier.json", "x" * 40])
def test_a_table_is_never_named_by_chance(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        Folders(tmp_path, tmp_path).folder(name)


def test_ids_come_in_the_order_in_which_they_were_made(folder: Folder) -> None:
    made = [new_id() for _ in range(200)]
    for id_ in reversed(made[:5]):
        folder.write(id_, pack({}))

    assert made == sorted(made)
    assert folder.ids() == made[:5]


def test_the_version_from_before_the_sitting_is_kept(tmp_path: Path) -> None:
    folder = opened(tmp_path)
    folder.write(ONE, pack({"text": "first"}))
    folder.write(ONE, pack({"text": "second"}))
    with pytest.raises(NotFound):
        folder.others.earlier(ONE)

    folder = opened(tmp_path)
    for text in ("third", "fourth"):
        folder.write(ONE, pack({"text": text}))
    assert folder.read(ONE) == {"text": "fourth"}
    assert folder.others.earlier(ONE) == {"text": "second"}


@pytest.mark.parametrize("damage", [b"", b"not json", pack({"text": "x"})[:-9]])
def test_a_damaged_document_is_set_aside_and_named(tmp_path: Path, damage: bytes) -> None:
    folder = opened(tmp_path)
    folder.write(ONE, pack({"text": "first"}))
    folder = opened(tmp_path)
    folder.write(ONE, pack({"text": "second"}))
    folder.write(TWO, pack({"text": "other"}))
    folder.file(ONE).write_bytes(damage)

    with pytest.raises(Damaged) as raised:
        folder.read(ONE)
    (problem,) = folder.problems()
    assert str(raised.value) == str(problem)
    assert "\n" not in str(problem)
    assert str(problem.file) in str(problem)
    assert (problem.id, problem.table, problem.has_earlier) == (ONE, "people", True)
    assert problem.file.read_bytes() == damage
    assert problem.file.is_relative_to(tmp_path / "quarantine")
    assert not folder.file(ONE).exists()
    assert folder.others.earlier(ONE) == {"text": "first"}
    assert folder.read(TWO) == {"text": "other"}


def test_a_damaged_document_is_still_named_at_the_next_start(tmp_path: Path) -> None:
    folder = opened(tmp_path)
    folder.write(ONE, pack({}))
    folder.file(ONE).write_bytes(b"no")
    assert folder.find(ONE) is None
    (before,) = folder.problems()

    assert opened(tmp_path).problems() == [before]

    folder = opened(tmp_path)
    folder.write(ONE, pack({"new": True}))
    assert folder.problems() == []
    assert opened(tmp_path).problems() == []


def test_what_was_set_aside_before_is_never_overwritten(folder: Folder, tmp_path: Path) -> None:
    for damage in (b"one", b"two", b"three"):
        folder.write(ONE, pack({}))
        folder.file(ONE).write_bytes(damage)
        assert folder.find(ONE) is None

    kept = {path.read_bytes() for path in (tmp_path / "quarantine" / "people").iterdir()}
    assert kept == {b"one", b"two", b"three"}


def test_damage_never_takes_the_place_of_a_good_earlier_version(tmp_path: Path) -> None:
    opened(tmp_path).write(ONE, pack({"text": "first"}))
    opened(tmp_path).write(ONE, pack({"text": "second"}))
    folder = opened(tmp_path)
    folder.file(ONE).write_bytes(b"no")
    folder.write(ONE, pack({"text": "third"}))

    assert folder.others.earlier(ONE) == {"text": "first"}
    assert (tmp_path / "quarantine" / "people" / f"{ONE}.json").read_bytes() == b"no"


def test_damage_that_cannot_be_moved_stays_and_is_named_all_the_same(
    folder: Folder, tmp_path: Path
) -> None:
    folder.write(ONE, pack({}))
    folder.file(ONE).write_bytes(b"no")
    (tmp_path / "quarantine").write_bytes(b"in the way")

    for _ in range(2):
        with pytest.raises(Damaged):
            folder.read(ONE)
    (problem,) = folder.problems()
    assert problem.file == folder.file(ONE)
    assert folder.file(ONE).read_bytes() == b"no"


def test_damage_that_cannot_be_taken_away_is_not_copied_each_time_it_is_read(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(path: Path) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    folder.write(ONE, pack({}))
    folder.file(ONE).write_bytes(b"no")
    monkeypatch.setattr(quarantine, "remove", read_only)
    for _ in range(3):
        assert folder.find(ONE) is None

    assert not list((tmp_path / "quarantine" / "people").iterdir())
    (problem,) = folder.problems()
    assert problem.file == folder.file(ONE)


def test_a_newer_format_is_left_as_it_is(folder: Folder, tmp_path: Path) -> None:
    newer = pack({}).replace(b'"format": 1', b'"format": 2')
    folder.write(ONE, pack({}))
    folder.file(ONE).write_bytes(newer)

    with pytest.raises(Newer, match="upgrade"):
        folder.read(ONE)
    with pytest.raises(Newer):
        opened(tmp_path).write(ONE, pack({}))
    assert folder.file(ONE).read_bytes() == newer
    assert [problem.id for problem in folder.problems()] == [ONE]


def test_a_file_that_the_disk_does_not_give_out_is_no_damage(folder: Folder) -> None:
    folder.write(ONE, pack({"text": "here"}))
    with disk(1), pytest.raises(StoreError, match="No space") as raised:
        unreadable(folder)
    assert not isinstance(raised.value, Damaged)

    assert [problem.id for problem in folder.problems()] == [ONE]
    assert folder.read(ONE) == {"text": "here"}
    assert folder.problems() == []


def unreadable(folder: Folder) -> None:
    """Read a document through the call that the broken disk counts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda path: os.open(path, os.O_RDONLY))
        folder.read(ONE)


def test_erasing_leaves_no_copy(tmp_path: Path) -> None:
    opened(tmp_path).write(ONE, pack({"text": "first secret"}))
    folder = opened(tmp_path)
    folder.write(ONE, pack({"text": "second secret"}))
    folder.file(ONE).write_bytes(b"third secret")
    assert folder.find(ONE) is None
    folder.write(ONE, pack({"text": "fourth secret"}))
    folder.write(TWO, pack({}))
    (folder.path / f".{ONE}.json.12ab.tmp").write_bytes(b"fifth secret")
    for place in (folder.path, folder.path / "earlier"):
        (place / f"{ONE} (conflicted copy).json").write_bytes(b"sixth secret")

    folder = opened(tmp_path)
    folder.erase(ONE)
    folder.erase(ONE)
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert left == [folder.file(TWO)]


def test_what_a_crash_has_left_is_gone_after_the_next_write(tmp_path: Path) -> None:
    opened(tmp_path).write(ONE, pack({}))
    folder = opened(tmp_path)
    left = [folder.path / ".x.json.12ab.tmp", folder.path / "earlier" / ".x.json.12ab.tmp"]
    for path in left:
        path.write_bytes(b"half")
    folder.write(ONE, pack({}))

    assert not any(path.exists() for path in left)
