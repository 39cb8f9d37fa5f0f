"""What the command line does, says and returns, on a made-up team."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from agendas.shelf import Shelf
from agendas.writer import write_agenda
from storage.errors import StoreError
from storage.home import Home
from storage.local_store import LocalStore
from storage.records import Conversation, Person, Record
from storage.store import Store, open_store
from tui.cli import run
from tui.demo import write_demo
from tui.settings import write_setting

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def team(now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Write the demo team to the test's home; commands speak English there."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr("tui.keeping.local_now", lambda: now)
    home = Home.find(os.environ)
    write_demo(home, people=7, years=2, seed=1, now=now, language="en")
    return home


@pytest.fixture
def cli(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Return a function that runs a command: its status, standard output and standard error."""
    monkeypatch.setenv("LANGUAGE", "en")

    def run_it(*words: str | Path) -> tuple[int, str, str]:
        try:
            status = run([str(word) for word in words])
        except SystemExit as leaving:
            assert isinstance(leaving.code, int)
            status = leaving.code
        out, err = capfd.readouterr()
        assert not err or (err.count("\n") == 1 and err.startswith("samtale"))
        return status, out, err

    return run_it


def opened(home: Home, now: dt.datetime) -> Store:
    return open_store(home, now=lambda: now)


# Listing


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


def test_nobody_is_no_failure(cli: Cli) -> None:
    assert cli("people", "--json") == (0, "[]\n", "")
    status, out, err = cli("people")
    assert (status, err) == (0, "")
    assert "press n" in out


def test_a_name_never_commands_the_terminal(cli: Cli, now: dt.datetime) -> None:
    opened(Home.find(os.environ), now).save(Person(name="A\x1b[2Jb\u202e\nc" + "x" * 9999))
    for words in (("people",), ("people", "--json"), ("export", "a")):
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


# Export


def test_export_writes_a_new_file_and_prints_its_path(cli: Cli, team: Home) -> None:
    status, out, err = cli("export", "oystein")
    path = Path(out.strip())
    assert (status, err) == (0, "")
    assert path.read_text(encoding="utf-8").startswith("---\nsamtale: ")
    assert path.parent == Path()

    status, out, err = cli("export", "oystein")
    assert (status, out) == (1, "")
    assert "--force" in err

    path.write_text("")
    assert cli("export", "oystein", "--force")[0] == 0
    assert path.read_text(encoding="utf-8")


def test_export_goes_where_it_is_told(cli: Cli, team: Home, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    assert cli("export", "oystein", "--to", folder)[0] == 0
    (inside,) = folder.iterdir()
    status, out, _err = cli("export", "oystein", "--to", "-")
    assert (status, out.encode()) == (0, inside.read_bytes())
    assert cli("export", "oystein", "--to", tmp_path / "none" / "x.md")[0] == 1


def test_export_takes_the_newest_plan_or_the_one_asked_for(
    cli: Cli, team: Home, now: dt.datetime
) -> None:
    store = opened(team, now)
    kari = next(entry for entry in store.people() if entry.name == "Kari Nordmann")
    closed = [entry for entry in store.talks(kari.id) if entry.closed]
    assert f"id: {closed[0].id}" in cli("export", "kari", "--to", "-")[1]
    assert f"id: {closed[-1].id}" in cli("export", "kari", "--to", "-", "--talk", closed[-1].id)[1]
    status, _out, err = cli("export", "kari", "--talk", "nonsense")
    assert status == 2
    assert closed[-1].id in err


def test_export_without_a_plan_says_so(cli: Cli, team: Home) -> None:
    status, out, err = cli("export", "jonas")
    assert (status, out) == (1, "")
    assert "Jonas Lie Pettersen has no closed talk" in err


@pytest.mark.parametrize(("part", "said"), [("ka", "fits"), ("nobody", "Nobody is called")])
def test_a_person_who_is_not_found_is_wrong_use(
    cli: Cli, team: Home, now: dt.datetime, part: str, said: str
) -> None:
    opened(team, now).save(Person(name="Karl"))
    status, out, err = cli("export", part)
    assert (status, out) == (2, "")
    assert said in err


# Import and verify


@pytest.fixture
def plan(cli: Cli, team: Home, tmp_path: Path) -> Path:
    """Return Kari's plan, exported."""
    path = tmp_path / "plan.md"
    assert cli("export", "kari", "--to", path)[0] == 0
    return path


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Go to another home, which is empty; what is asked for must come after ``plan``."""
    monkeypatch.setenv("SAMTALE_HOME", str(tmp_path / "elsewhere"))
    return Home.find(os.environ)


def test_a_plan_comes_back_whole(cli: Cli, plan: Path, elsewhere: Home) -> None:
    status, out, err = cli("import", plan)
    assert (status, err) == (0, "")
    assert "Kari Nordmann" in out
    assert [one["name"] for one in json.loads(cli("people", "--json")[1])] == ["Kari Nordmann"]
    assert cli("export", "kari", "--to", "-")[1].encode() == plan.read_bytes()
    assert cli("verify", plan)[0] == 0


def test_the_same_plan_again_changes_nothing(cli: Cli, plan: Path, team: Home) -> None:
    before = {path: path.read_bytes() for path in team.data.rglob("*.json")}
    status, out, err = cli("import", plan)
    assert (status, err) == (0, "")
    assert "nothing was changed" in out
    assert {path: path.read_bytes() for path in team.data.rglob("*.json")} == before


def test_a_person_is_known_by_the_exact_name(
    cli: Cli, plan: Path, elsewhere: Home, now: dt.datetime
) -> None:
    kari = Person(name="Kari Nordmann")
    opened(elsewhere, now).save(kari)
    assert cli("import", plan)[0] == 0
    (entry,) = opened(elsewhere, now).people()
    assert entry.id == kari.id
    assert entry.last_contact
    assert "nothing was changed" in cli("import", plan)[1]


def test_a_name_that_two_have_is_not_guessed_at(
    cli: Cli, plan: Path, elsewhere: Home, now: dt.datetime
) -> None:
    for _ in range(2):
        opened(elsewhere, now).save(Person(name="Kari Nordmann"))
    status, _out, err = cli("import", plan)
    assert status == 1
    assert "2 people are called Kari Nordmann" in err


def test_a_plan_with_another_text_is_refused(
    cli: Cli, plan: Path, team: Home, now: dt.datetime
) -> None:
    store = opened(team, now)
    (id,) = [line[4:] for line in plan.read_text().splitlines() if line.startswith("id: ")]
    talk = store.read(Conversation, id)
    talk.summary = "Something else"
    store.save(talk)
    status, out, err = cli("import", plan)
    assert (status, out) == (1, "")
    assert "with another text" in err
    assert cli("verify", plan)[0] == 1


def test_a_plan_with_other_answers_is_refused(
    cli: Cli, plan: Path, team: Home, now: dt.datetime
) -> None:
    store = opened(team, now)
    (id,) = [line[4:] for line in plan.read_text().splitlines() if line.startswith("id: ")]
    talk = store.read(Conversation, id)
    talk.answers = talk.answers[:1]
    store.save(talk)
    status, _out, err = cli("import", plan)
    assert status == 1
    assert "other answers or outcomes" in err


def changed(plan: Path, old: str, new: str) -> Path:
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new, 1), encoding="utf-8")
    return plan


def test_a_changed_text_is_neither_imported_nor_verified(
    cli: Cli, plan: Path, elsewhere: Home
) -> None:
    changed(plan, "\n> ", "\n> Never mind: ")
    assert cli("verify", plan)[0] == 1
    status, _out, err = cli("import", plan)
    assert status == 1
    assert "nothing was imported" in err
    assert cli("people", "--json")[1] == "[]\n"


@pytest.mark.parametrize("field", ["id", "person", "previous"])
def test_an_id_that_is_a_path_is_refused(cli: Cli, plan: Path, elsewhere: Home, field: str) -> None:
    (line,) = [one for one in plan.read_text().splitlines() if one.startswith(f"{field}: ")]
    changed(plan, line, f'{field}: "../../somewhere"')
    for command in ("import", "verify"):
        status, _out, err = cli(command, plan)
        assert status == 1
        assert "plan.md" in err


@pytest.mark.parametrize("content", [b"# Hello\n", b"\xff\xfe", b""])
def test_what_is_no_plan_is_named_with_its_line(cli: Cli, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(content)
    for command in ("import", "verify"):
        status, out, err = cli(command, path)
        assert (status, out) == (1, "")
        assert f"{path}:1: " in err


def test_a_missing_file_is_named(cli: Cli) -> None:
    for words in (("import",), ("verify",), ("agendas", "check")):
        status, _out, err = cli(*words, "none.md")
        assert status == 1
        assert "none.md: " in err


def test_nothing_is_half_imported(
    cli: Cli, plan: Path, elsewhere: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = LocalStore.save

    def fail_with_talks(store: LocalStore, record: Record) -> None:
        if isinstance(record, Conversation):
            raise StoreError("the disk is full")
        save(store, record)

    monkeypatch.setattr(LocalStore, "save", fail_with_talks)
    status, out, err = cli("import", plan)
    assert (status, out, err) == (1, "", "samtale: the disk is full\n")
    assert cli("people", "--json")[1] == "[]\n"


# Agendas


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


# The demo


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


# Use and misuse


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("--nonsense",),
        ("export",),
        ("agendas",),
        ("people", "--jso"),
        ("talk", "kari"),
        ("talk",),
        ("demo",),
        (),
    ],
)
def test_wrong_use_is_one_line_and_status_2(
    cli: Cli, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    status, out, err = cli(*words)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


def test_a_wrong_setting_is_said_and_the_command_works(cli: Cli, team: Home) -> None:
    team.config.mkdir(parents=True, exist_ok=True)
    (team.config / "settings.toml").write_text('theme = "puce"\n')
    status, out, err = cli("people")
    assert status == 0
    assert len(out.splitlines()) == 8
    assert "settings.toml, theme: " in err


def test_the_setting_chooses_the_language(cli: Cli, team: Home) -> None:
    (id,) = {one["id"] for one in json.loads(cli("agendas", "list", "--json")[1])[:1]}
    write_setting(team.config / "settings.toml", "language", "nb")
    listed = json.loads(cli("agendas", "list", "--json")[1])
    assert (listed[0]["id"], listed[0]["language"]) == (id, "nb")
