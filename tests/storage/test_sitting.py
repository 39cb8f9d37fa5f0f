"""One writer: the sitting of the app, and the lock around each change."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from storage.errors import ReadOnly
from storage.home import Home
from storage.records import Conversation, Person
from storage.sitting import InUse, Sitting
from storage.store import open_store
from tests.storage.made_up import MONDAY, a_talk

HOLDER = """
import datetime as dt, sys
from pathlib import Path
from storage.sitting import Sitting
sitting = Sitting(Path(sys.argv[1]), dt.datetime(2026, 11, 23, 10, 31, tzinfo=dt.UTC))
print("taken", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_told_who_has_the_sitting_and_gets_it_once_that_is_killed(
    tmp_path: Path,
) -> None:
    arguments = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "taken\n"
        with pytest.raises(InUse) as refused:
            Sitting(tmp_path, MONDAY)
        holder = refused.value.holder
        assert holder is not None
        assert holder.pid == other.pid
        assert f"process {other.pid}" in str(refused.value)
        assert "23.11. 10:31" in str(refused.value)
        other.kill()

    Sitting(tmp_path, MONDAY).end()


def test_a_sitting_that_is_ended_leaves_no_name_behind(tmp_path: Path) -> None:
    first = Sitting(tmp_path, MONDAY)
    with pytest.raises(InUse):
        Sitting(tmp_path, MONDAY)
    first.end()
    first.end()

    assert not (tmp_path / "sitting.json").exists()
    Sitting(tmp_path, MONDAY).end()


def test_a_note_that_cannot_be_read_keeps_the_lock_from_nothing(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path, MONDAY)
    (tmp_path / "sitting.json").write_bytes(b"\xff")
    with pytest.raises(InUse) as refused:
        Sitting(tmp_path, MONDAY)
    assert refused.value.holder is None
    sitting.end()


def test_a_store_that_is_only_read_refuses_every_change_and_leaves_damage_where_it_lies(
    tmp_path: Path,
) -> None:
    home = Home.at(tmp_path)
    store = open_store(home, lambda: MONDAY)
    person = Person(name="Kari")
    talk = a_talk(person)
    for record in (person, talk):
        store.save(record)
    store.close()
    damaged = home.data / "conversations" / f"{talk.id}.json"
    damaged.write_bytes(damaged.read_bytes()[:-9])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    reader = open_store(home, lambda: MONDAY, read_only=True)
    assert [one.name for one in reader.people()] == ["Kari"]
    assert reader.all(Conversation) == []
    assert [problem.file for problem in reader.problems] == [damaged]
    for change in (
        lambda: reader.save(person),
        lambda: reader.erase(Person, person.id),
        lambda: reader.open_journal(talk.id),
    ):
        with pytest.raises(ReadOnly):
            change()
    reader.close()

    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
