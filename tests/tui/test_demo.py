"""A kept demo is a home like any other, the same for the same seed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from storage.home import Home
from storage.records import Conversation, Person
from tests.tui.conftest import Cli, opened
from tui.demo import write_demo


def test_a_kept_demo_is_a_home_with_its_manager(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "a team's"
    status, out, err = cli("demo", "--keep", folder, "--people", "3", "--years", "1")
    assert (status, err) == (0, "")
    assert out == f"SAMTALE_HOME='{tmp_path}/a team'\"'\"'s' samtale\n"
    assert 'name = "Siri Berg"' in (folder / "config" / "settings.toml").read_text()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(list((folder / "data" / "people").glob("*.json"))) == 3

    status, out, err = cli("demo", "--keep", folder)
    assert (status, out) == (2, "")
    assert "not an empty folder" in err


def test_the_same_seed_keeps_the_same_files(now: dt.datetime, tmp_path: Path) -> None:
    def files(name: str) -> dict[Path, bytes]:
        home = Home.at(tmp_path / name)
        write_demo(home, people=4, years=2, seed=5, now=now, language="nb")
        return {
            path.relative_to(home.data): path.read_bytes() for path in home.data.rglob("*.json")
        }

    assert files("one") == files("other")


def test_every_record_of_the_demo_can_be_read(team: Home, now: dt.datetime) -> None:
    store = opened(team, now)
    for entry in store.people():
        person = store.read(Person, entry.id)
        store.save(person)
        for talk in store.talks(entry.id):
            store.read(Conversation, talk.id)
    assert store.problems == []


@pytest.mark.parametrize("words", [("--people", "0"), ("--years", "x"), ("--seed", "-1")])
def test_a_senseless_size_is_wrong_use(cli: Cli, tmp_path: Path, words: tuple[str, str]) -> None:
    status, out, err = cli("demo", "--keep", tmp_path / "x", *words)
    assert (status, out) == (2, "")
    assert "whole number" in err
    assert not (tmp_path / "x").exists()
