"""A list of people comes in from the command line: shown first, then all of it or nothing."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import batch
from storage.home import Home
from storage.records import Person
from tests.tui.conftest import Cli, opened

LIST = (
    "Navn;Stilling;E-post;Siste samtale;Kommune\n"
    "Ida Moe;Sjef;ida@x.no;1.3.2026;Oslo\n"
    "Per Ås;;;31.2.2026;\n"
    "KARI NORDMANN;;kari@x.no;;\n"
    "Ida Moe;;ida2@x.no;;\n"
)
Names = Callable[[], list[str]]


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Return a list of people: one who is new, one broken, one who is here, one who is doubtful."""
    path = tmp_path / "people.csv"
    path.write_bytes(LIST.encode("cp1252"))
    return path


@pytest.fixture
def names(cli: Cli) -> Names:
    """Return a function that lists who is kept."""
    return lambda: [one["name"] for one in json.loads(cli("people", "--json")[1])]


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let somebody be there who gives these answers; return what is asked."""
    asked: list[str] = []
    given = iter(answers)

    def answer(question: str) -> str:
        asked.append(question)
        return next(given)

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    return asked


def test_nothing_is_kept_where_nobody_agrees(
    cli: Cli, team: Home, people: Path, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names()
    status, out, err = cli("import", people)
    assert status == 2
    assert "--yes" in err
    head, *lines, total = [line for line in out.splitlines() if line]
    assert "semicolons" in head and "Windows-1252" in head and "Kommune" in head
    assert [line.split()[:2] for line in lines] == [["2", "+"], ["3", "!"], ["4", "~"], ["5", "?"]]
    assert "last talk 1 March" in lines[0]
    assert "31.2" not in lines[1] and "no such day" in lines[1]
    assert total == "1 to add · 1 to fill in · 1 left out · 1 line can't be read"

    assert cli("import", people, "--dry-run")[:2] == (0, out)
    status, out, err = cli("import", people, "--yes")
    assert status == 1
    assert f"{people}:3: Last talk" in err and "--skip-unreadable" in err
    answering(monkeypatch, "", "", "n")
    assert cli("import", people)[0] == 0
    assert names() == before


def test_what_was_agreed_is_kept(cli: Cli, team: Home, people: Path, now: dt.datetime) -> None:
    status, out, err = cli("import", people, "--yes", "--skip-unreadable")
    assert (status, err) == (0, "")
    assert out.splitlines()[-1] == "1 person was added, 1 filled in."
    kept = {one.name: one for one in opened(team, now).all(Person)}
    assert (kept["Ida Moe"].title, kept["Ida Moe"].email) == ("Sjef", "ida@x.no")
    assert kept["Kari Nordmann"].email == "kari@x.no"
    entry = next(one for one in opened(team, now).people() if one.name == "Ida Moe")
    assert (entry.last_talk, entry.next_talk) == (dt.date(2026, 3, 1), dt.date(2027, 3, 1))

    out = cli("import", people, "--yes", "--skip-unreadable")[1]
    assert out.splitlines()[-1] == "Nothing was imported."


def test_each_who_is_like_somebody_is_asked_about(
    cli: Cli, team: Home, people: Path, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, "x", "l", "a", "y")
    status, out, _err = cli("import", people)
    assert status == 0
    assert len(asked) == 4
    assert "S, A and L go for all the rest" in out
    assert asked[0] == asked[1]
    assert asked[1].startswith("line 4: KARI NORDMANN, the same name as Kari Nordmann here")
    assert asked[2].startswith("line 5: Ida Moe, the same name as Ida Moe in line 2")
    assert asked[-1].startswith("2 to add · 1 left out")
    assert names().count("Ida Moe") == 2
    assert '"kari@x.no"' not in cli("people", "--json")[1]

    asked = answering(monkeypatch, "L")
    assert "Nothing was imported." in cli("import", people)[1]
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("duplicates", "moes", "address"),
    [("same", 1, True), ("another", 2, False), ("leave", 1, False)],
)
def test_a_script_says_beforehand_who_they_are(
    cli: Cli, team: Home, people: Path, names: Names, duplicates: str, moes: int, address: bool
) -> None:
    words = ("--yes", "--skip-unreadable", "--json", "--duplicates", duplicates)
    said = json.loads(cli("import", people, *words)[1])
    assert (said["imported"], said["encoding"], said["separator"]) == (True, "Windows-1252", ";")
    assert [one["line"] for one in said["unreadable"]] == [3]
    assert [one["line"] for one in said["lines"]] == [2, 4, 5]
    assert names().count("Ida Moe") == moes
    kari = next(one for one in json.loads(cli("people", "--json")[1]) if one["name"][:4] == "Kari")
    assert (kari["email"] == "kari@x.no") is address


def test_a_team_moves_to_another_home(
    cli: Cli, team: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported, file = cli("people", "--csv")[1], tmp_path / "team.csv"
    file.write_text(exported, encoding="utf-8", newline="")
    assert cli("import", file, "--yes")[1].splitlines()[-1] == "Nothing was imported."
    monkeypatch.setenv("SAMTALE_HOME", str(tmp_path / "elsewhere"))
    assert cli("import", file, "--yes")[0] == 0
    again = cli("people", "--csv")[1]

    def without_actions(text: str) -> list[list[str]]:
        return [row.split(",")[:6] + row.split(",")[8:-2] for row in text.splitlines()]

    assert without_actions(again) == without_actions(exported)


def test_a_list_is_known_by_its_name_or_by_how_it_begins(
    cli: Cli, team: Home, people: Path, tmp_path: Path
) -> None:
    text = tmp_path / "list.txt"
    for content, known in (
        (LIST, True),
        ("BEGIN:VCARD\nFN:Ida\nEND:VCARD\n", True),
        ("Navn\nIda\n", False),
        ("# Hei\n", False),
    ):
        text.write_text(content)
        status, _out, err = cli("import", text, "--dry-run")
        assert (status, "--people" in err) == ((0, False) if known else (2, True))
    text.write_text("Navn\nIda\n")
    assert cli("import", text, "--people", "--dry-run")[0] == 0
    assert cli("import", text, "--people", "--yes", "--json", "--duplicates", "none")[0] == 2
    status, _out, err = cli("import", tmp_path / "none.csv")
    assert status == 1
    assert "none.csv" in err


def test_a_failure_leaves_nobody_half_imported(
    cli: Cli, team: Home, people: Path, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names()
    write_new, written = batch.write_new, []

    def full(path: Path, data: bytes) -> None:
        if written:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        write_new(path, data)

    monkeypatch.setattr("storage.batch.write_new", full)
    status, _out, err = cli("import", people, "--yes", "--skip-unreadable")
    assert (status, len(written)) == (1, 1)
    assert "No space left" in err
    assert names() == before
    assert not list(team.data.rglob("*.tmp*"))


def test_a_team_is_kept_in_one_batch(
    cli: Cli, tmp_path: Path, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    sync_folder = batch.sync_folder
    monkeypatch.setattr(
        "storage.batch.sync_folder", lambda path: [synced.append(path), sync_folder(path)]
    )
    file = tmp_path / "large.csv"
    people = [f"Person {n};p{n}@x.no" for n in range(60)]
    file.write_text("\n".join(["Navn;E-post", *people]))
    assert cli("import", file, "--yes")[1].splitlines()[-1] == "60 people were added."
    assert [path.name for path in synced] == ["people"]
    assert len(set(names())) == 60
