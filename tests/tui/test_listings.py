"""The team and the agendas as they are listed, for people and for programs."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
from pathlib import Path

from agendas.shelf import Shelf
from agendas.writer import write_agenda
from storage.home import Home
from storage.records import Person
from tests.tui.conftest import Cli, opened


def test_people_are_listed_in_columns(cli: Cli, team: Home) -> None:
    status, out, err = cli("people")
    heading, *lines = out.splitlines()
    assert (status, err, len(lines)) == (0, "", 7)
    assert heading.split() == ["Name", "Title", "Last", "talk", "Next", "talk", "Open", "Overdue"]
    end = heading.index("Title")
    assert [line[:end].strip() for line in lines][:2] == ["Kari Nordmann", "Øystein Åsheim"]
    assert len({len(line) for line in lines}) == 1


def test_people_for_programs_are_json(cli: Cli, team: Home, now: dt.datetime) -> None:
    status, out, _err = cli("people", "--json")
    people = json.loads(out)
    assert status == 0
    assert out.isascii()
    assert [one["name"] for one in people][1] == "Øystein Åsheim"
    assert {one["next_talk"] < now.date().isoformat() for one in people} == {True, False}
    assert any(one["overdue_actions"] for one in people)
    assert all(one["overdue_actions"] <= one["open_actions"] for one in people)


def test_people_for_a_spreadsheet_are_csv(cli: Cli, team: Home, now: dt.datetime) -> None:
    opened(team, now).save(Person(name='=HYPERLINK("x")', title="A; B"))
    status, out, err = cli("people", "--csv")
    assert (status, err) == (0, "")
    rows = list(csv.DictReader(out.splitlines()))
    listed = json.loads(cli("people", "--json")[1])
    assert rows[-1]["name"] == """'=HYPERLINK("x")"""
    for row, one in zip(rows[:-1], listed[:-1], strict=True):
        assert row == {name: "" if value is None else str(value) for name, value in one.items()}
    assert cli("people", "--csv", "--json")[0] == 2


def test_nobody_is_no_failure(cli: Cli) -> None:
    assert cli("people", "--json") == (0, "[]\n", "")
    assert cli("people", "--csv")[1].startswith("id,name,title,")
    status, out, err = cli("people")
    assert (status, err) == (0, "")
    assert "Start samtale" in out


def test_a_name_never_commands_the_terminal(cli: Cli, now: dt.datetime) -> None:
    opened(Home.find(os.environ), now).save(Person(name="A\x1b[2Jb\u202e\nc" + "x" * 9999))
    for words in (("people",), ("people", "--json"), ("export", "a"), ("x\x1b[2J",)):
        _status, out, err = cli(*words)
        assert not set(out + err) & {"\x1b", "\u202e"}
        if words == ("people",):
            assert len(out.splitlines()) == 2
            assert max(map(len, out.splitlines())) < 120


def test_archived_people_are_left_out(cli: Cli, now: dt.datetime) -> None:
    store = opened(Home.find(os.environ), now)
    store.save(Person(name="Old Hand", archived=True))
    store.save(Person(name="New Hand"))
    assert "Old Hand" not in cli("people")[1]
    assert [one["archived"] for one in json.loads(cli("people", "--json")[1])] == [True, False]


def test_agendas_are_listed_shown_and_checked(cli: Cli, tmp_path: Path) -> None:
    status, out, _err = cli("agendas", "list")
    assert status == 0
    ids = [line.split()[0] for line in out.splitlines()[1:]]
    listed = json.loads(cli("agendas", "list", "--json")[1])
    assert [one["id"] for one in listed] == ids
    assert listed[0]["minutes"] == 60
    for id in ids:
        status, out, _err = cli("agendas", "show", id)
        assert (status, out) == (0, write_agenda(Shelf(None).get(id, "en")))
        path = tmp_path / f"{id}.md"
        path.write_text(out, encoding="utf-8")
        status, out, err = cli("agendas", "check", path)
        assert (status, err) == (0, "")
        assert out.startswith(f"{path}: ")


def test_an_agenda_that_is_not_there_is_wrong_use(cli: Cli) -> None:
    status, out, err = cli("agendas", "show", "none")
    assert (status, out) == (2, "")
    assert "medarbeidersamtale" in err


def test_a_broken_agenda_is_named_with_its_line_and_the_rest_is_listed(
    cli: Cli, team: Home
) -> None:
    own = team.config / "agendas"
    own.mkdir(parents=True)
    broken = own / "broken.md"
    broken.write_text("---\nid: broken\nlanguage: en\n---\n# Title\n\n## No minutes\n")
    status, out, err = cli("agendas", "list")
    assert status == 0
    assert "medarbeidersamtale" in out
    assert f"{broken}:7: " in err
    status, out, err = cli("agendas", "check", broken)
    assert (status, out) == (1, "")
    assert f"{broken}:7: " in err
