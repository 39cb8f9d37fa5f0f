"""The command that examines a store."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from storage.home import Home
from storage.records import Person
from storage.sitting import Sitting
from tests.tui.conftest import Cli, opened


@pytest.fixture
def team(now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Write a store of ten people, and leave it as the app does."""
    monkeypatch.setattr("tui.keeping.local_now", lambda: now)
    home = Home.find(os.environ)
    store = opened(home, now)
    for number in range(10):
        store.save(Person(name=f"Person {number}"))
    store.close()
    return home


@pytest.fixture
def first(team: Home) -> Path:
    """Return the file of the first person."""
    return min((team.data / "people").glob("*.json"))


def test_a_healthy_store_is_told_in_one_line(team: Home, first: Path, cli: Cli) -> None:
    for words in ((), ("--check",)):
        status, out, err = cli("doctor", *words)
        assert (status, err, out.count("\n")) == (0, "", 1)
        assert out.endswith("All is well.\n")
    told = json.loads(cli("doctor", "--json")[1])
    assert (told["well"], told["findings"]) == (True, [])
    assert told["documents"] == 10 and told["bytes"] > 4_000 and told["seconds"] >= 0


def test_what_is_broken_is_told_mended_and_counted(team: Home, first: Path, cli: Cli) -> None:
    team.data.chmod(0o755)
    content = first.read_bytes()
    first.unlink()
    status, out, _err = cli("doctor", "--check")
    *lines, last = out.splitlines()
    assert (status, len(lines)) == (1, 2)
    assert last.endswith("2 things are left to look after.")

    status, out, _err = cli("doctor")
    *lines, last = out.splitlines()
    assert (status, len(lines)) == (1, 2)
    assert "mended: closed to all but you" in lines[0]
    assert f"samtale doctor --forget {first.stem}" in lines[1]
    assert last.endswith("1 thing is left to look after.")
    told = json.loads(cli("doctor", "--json")[1])
    assert [(one["state"], one["id"]) for one in told["findings"]] == [("open", first.stem)]

    first.touch(0o600)
    first.write_bytes(content)
    assert cli("doctor")[0] == 0


def test_a_loss_can_be_accepted(team: Home, first: Path, cli: Cli) -> None:
    status, _out, err = cli("doctor", "--forget", first.stem)
    assert (status, err.count(first.stem)) == (2, 1)
    first.unlink()
    status, out, _err = cli("doctor", "--forget", first.stem)
    assert (status, out) == (0, "1 document isn't missed any more.\n")
    assert "is missing" not in cli("doctor")[1]


def test_nothing_is_mended_while_the_app_is_open_but_it_can_be_checked(
    team: Home, first: Path, cli: Cli, now: dt.datetime
) -> None:
    sitting = Sitting(team.state, now)
    status, out, err = cli("doctor")
    assert (status, out) == (1, "")
    assert "Close it there first" in err
    assert cli("doctor", "--check")[0] == 0
    sitting.end()


@pytest.mark.parametrize("option", ["--check", "--json"])
def test_a_loss_is_accepted_with_no_other_option(
    option: str, team: Home, first: Path, cli: Cli
) -> None:
    first.unlink()
    status, out, err = cli("doctor", option, "--forget", first.stem)
    assert (status, out) == (2, "") and "--forget" in err
    assert "is missing" in cli("doctor", "--check")[1]
