"""Plans leave as Markdown, come back whole or not at all, and are held against what was agreed."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from storage.errors import StoreError
from storage.home import Home
from storage.local_store import LocalStore
from storage.records import Conversation, Person, Record
from tests.tui.conftest import Cli, opened


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


@pytest.mark.parametrize(
    ("form", "begins", "said"),
    [
        ("html", "<!doctype html>\n", "Øystein Åsheim"),
        ("json", "{\n", "\\u00d8ystein \\u00c5sheim"),
    ],
)
def test_export_in_other_formats(cli: Cli, team: Home, form: str, begins: str, said: str) -> None:
    status, out, err = cli("export", "oystein", "--format", form)
    path = Path(out.strip())
    assert (status, err, path.suffix) == (0, "", f".{form}")
    text = path.read_bytes().decode()
    assert text.startswith(begins)
    assert said in text
    assert cli("export", "oystein", "--format", form)[0] == 1
    assert cli("export", "oystein", "--format", form, "--to", "-")[1] == text


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
