"""``samtale log``: a note through the year."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.home import Home
from storage.local_store import LocalStore
from storage.records import LogEntry, Person
from tests.tui.conftest import Cli, opened

Logged = list[LogEntry]


@pytest.fixture(autouse=True)
def kari(now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr("tui.keeping.local_now", lambda: now)
    store = opened(Home.find(os.environ), now)
    kari = Person(name="Kari Nordmann")
    for person in (kari, Person(name="Øystein Ås"), Person(name="Karin Fjeld")):
        store.save(person)
    store.close()
    return kari


def logged(now: dt.datetime) -> Logged:
    return opened(Home.find(os.environ), now).all(LogEntry)


def test_a_note_is_kept_as_it_was_said(cli: Cli, kari: Person, now: dt.datetime) -> None:
    status, out, err = cli("log", "kari n", "Reddet", "leveransen", "--praise", "--shared")
    assert (status, out, err) == (0, "Kept about Kari Nordmann, today.\n", "")
    (entry,) = logged(now)
    assert (entry.person, entry.text, entry.kind) == (kari.id, "Reddet leveransen", "praise")
    assert (entry.on, entry.shared, entry.raised) == (now.date(), True, None)


@pytest.mark.parametrize(
    "words",
    [
        ("kari n", "--praise", "Reddet", "leveransen"),
        ("--praise", "kari n", "Reddet", "leveransen"),
        ("kari n", "Reddet", "--praise", "leveransen"),
        ("--praise", "kari n", "--", "Reddet", "leveransen"),
    ],
)
def test_options_stand_wherever_one_thinks_of_them(
    cli: Cli, now: dt.datetime, words: tuple[str, ...]
) -> None:
    assert cli("log", *words)[0] == 0
    (entry,) = logged(now)
    assert (entry.text, entry.kind) == ("Reddet leveransen", "praise")


def test_an_option_that_there_is_not_is_no_part_of_a_note(cli: Cli, now: dt.datetime) -> None:
    status, _out, err = cli("log", "kari n", "--prais", "Bra")
    assert (status, err.count("\n"), logged(now)) == (2, 1, [])
    assert "usage: samtale log [" in cli("log", "kari n", "--help")[1]


def test_a_note_is_one_more_file_and_one_more_line(cli: Cli) -> None:
    def files() -> set[tuple[Path, int]]:
        found = [one for one in home.rglob("*") if one.is_file() and one.stat().st_size]
        return {(one, one.stat().st_mtime_ns) for one in found if one != changes}

    home = Path(os.environ["SAMTALE_HOME"])
    changes = home / "state" / "catalog" / "changes"
    for _first_and_next in range(2):
        assert cli("log", "kari n", "x")[0] == 0
    (home / "data" / "log" / ".x.json.12ab.tmp").write_text("left by a crash, not looked for")
    before = files()
    assert cli("log", "kari n", "x")[0] == 0
    ((added, _time),) = files() - before
    assert added.parent == home / "data" / "log"
    assert [added.stem in line for line in changes.read_text().splitlines()] == [False, True]


def test_the_note_after_a_new_version_leaves_a_catalog_that_is_in_step(
    cli: Cli, now: dt.datetime
) -> None:
    home = Home.find(os.environ)
    assert cli("log", "kari n", "x")[0] == 0
    (home.state / "schema").write_text("1\n")
    assert cli("log", "kari n", "x")[0] == 0
    store = LocalStore(home, lambda: now)
    assert store.people() and not store.catalog.outdated
    cli("log", "kari n", "y")
    assert store.catalog.outdated  # another time that is left to the next command


def test_keeping_a_note_waits_for_no_heavy_module(kari: Person) -> None:
    program = (
        "import sys; from tui.cli import run\n"
        "run(['log', 'kari n', 'x'])\n"
        "slow = 'asyncio', 'importlib.metadata', 'pendulum', 'subprocess', 'textual', 'yaml'\n"
        "print([name for name in slow if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[1:] == ["[]"]


def test_a_day_without_a_year_is_the_last_such_day(cli: Cli, now: dt.datetime) -> None:
    assert cli("log", "oystein as", "x", "--date", "24. desember", "--said")[0] == 0
    (entry,) = logged(now)
    assert entry.on == dt.date(2025, 12, 24)
    assert entry.raised is not None
    assert entry.raised.on == entry.on


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("log", "kari", "x"), "fits 2 people: Kari"),
        (("log", "nobody", "x"), "Nobody is called"),
        (("log", "kari n", "x", "--date", "24.12.2026"), "still to come"),
        (("log", "kari n", "x", "--date", "yes"), "That is not a date"),
        (("log", "kari n", "x", "--praise", "--concern"), "not allowed with"),
    ],
)
def test_what_cannot_be_kept_is_said(
    cli: Cli, now: dt.datetime, words: tuple[str, ...], said: str
) -> None:
    status, out, err = cli(*words)
    assert (status, out) == (2, "")
    assert said in err
    assert logged(now) == []


def test_a_note_is_read_from_standard_input(
    cli: Cli, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO("Én\r\nto \udcff".encode("utf-8", "replace")))
    )
    assert cli("log", "kari n")[0] == 0
    assert logged(now)[0].text == "Én\nto ?"


def test_nothing_said_is_nothing_kept(
    cli: Cli, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b" \n")))
    assert cli("log", "kari n", "-")[0] == 1
    assert logged(now) == []


def editor(tmp_path: Path, body: str) -> str:
    script = tmp_path / "editor"
    script.write_text(f"#!{sys.executable}\nimport os, sys\npath = sys.argv[-1]\n{body}\n")
    script.chmod(0o700)
    return f"'{script}' --wait"


def test_an_editor_gets_a_file_that_nobody_else_can_read_and_that_is_gone_afterwards(
    cli: Cli, now: dt.datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    body = (
        "folder = os.path.dirname(path)\n"
        f"open({str(seen)!r}, 'w').write('%s %o %o' % (path, os.stat(path).st_mode & 0o777, "
        "os.stat(folder).st_mode & 0o777))\n"
        "open(path, 'a').write(' og mer')"
    )
    monkeypatch.setenv("EDITOR", editor(tmp_path, body))
    assert cli("log", "kari n", "Bra", "--edit")[0] == 0
    assert logged(now)[0].text == "Bra og mer"
    path, *modes = seen.read_text().split()
    assert modes == ["600", "700"]
    assert not Path(path).parent.exists()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("", "set EDITOR"),
        ("/no/such/editor", "could not be started"),
        ("'/no/such/editor", "could not be started"),
        ("false", "status 1"),
    ],
)
def test_an_editor_that_fails_is_said(
    cli: Cli, now: dt.datetime, monkeypatch: pytest.MonkeyPatch, command: str, said: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    status, _out, err = cli("log", "kari n", "--edit")
    assert status == 1
    assert said in err
    assert logged(now) == []


def test_what_was_written_in_an_editor_is_handed_back_where_it_cannot_be_kept(
    cli: Cli, now: dt.datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = "open(path, 'a').write(' og\\n\\x1b[2J mer')\n"
    monkeypatch.setenv("EDITOR", editor(tmp_path, f"{writes}sys.exit(3)"))
    status, out, err = cli("log", "kari n", "Bra", "--edit")
    assert (status, out) == (1, "Bra og\n␛[2J mer\n")
    assert "status 3" in err

    monkeypatch.setenv("EDITOR", editor(tmp_path, "os.remove(path)"))
    status, out, err = cli("log", "kari n", "Bra", "--edit")
    assert (status, out) == (1, "")
    assert "left nothing to read" in err

    Path(os.environ["SAMTALE_HOME"], "data", "log").write_text("in the way")
    monkeypatch.setenv("EDITOR", editor(tmp_path, writes))
    status, out, err = cli("log", "kari n", "Bra", "--edit")
    assert (status, out) == (1, "Bra og\n␛[2J mer\n")
    assert "Could not" in err
