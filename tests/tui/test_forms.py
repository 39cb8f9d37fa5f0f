"""The employee's form from the command line: written, sent back, taken in, or refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from storage.home import Home
from storage.records import Conversation, Person
from storage.store import Store
from tests.tui.conftest import Cli, opened

FIRST = "### What has gone well since last time?"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def person(store: Store, name: str) -> str:
    return next(one.id for one in store.people() if one.name.startswith(name))


def talk_of(store: Store, name: str) -> Conversation:
    open_ones = [one for one in store.talks(person(store, name)) if not one.closed]
    return store.read(Conversation, open_ones[0].id)


def answered(file: Path, answer: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert f"{FIRST}\n\nAnswer:\n" in text
    file.write_text(
        text.replace(f"{FIRST}\n\nAnswer:\n", f"{FIRST}\n\nAnswer: {answer}\n"), "utf-8"
    )


def test_a_form_is_written_filled_in_and_taken_in(
    team: Home, cli: Cli, now: dt.datetime, here: Path
) -> None:
    status, out, err = cli("prep", "kari")
    assert (status, err) == (0, "")
    file = here / out.strip()
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Before the talk: Kari Nordmann\n")
    talk = talk_of(opened(team, now), "Kari")
    assert talk.id in text and talk.form_sent and talk.form_sent.on == now.date()
    assert cli("prep", "kari")[2].endswith("is there already; --force writes over it\n")
    assert cli("prep", "kari", "--force", "--format", "md")[0] == 0
    assert cli("prep", "kari", "--to", "-")[1] == text
    assert cli("prep", "nobody")[0] == 2

    answered(file, "Fjord\x1b[2J")
    assert cli("import", file) == (
        0, "Kari Nordmann's form was imported: 1 answer to 40 questions.\n", "",
    )  # fmt: skip
    answered_again = file.read_text(encoding="utf-8").replace("Fjord", "Hi [b]!\nNord")
    file.write_text(f"See below\x07\n\n{answered_again}", encoding="utf-8")
    assert cli("import", file) == (
        0,
        "Kari Nordmann's form was imported: 1 answer to 40 questions.\n"
        "\n"
        "What has gone well since last time?\n"
        "  earlier: Fjord␛[2J\n"
        "  now: Hi [b]!\n"
        "       Nord␛[2J\n"
        "\n"
        "This could not be placed, and is kept beside the answers:\n"
        "  See below␇\n",
        "",
    )
    kept = talk_of(opened(team, now), "Kari").employee_form
    assert kept and kept.answers[0].answer == "Hi [b]!\nNord\x1b[2J"
    assert cli("import", file)[1].split("\n")[1] == "No answer is another than before."


def test_where_no_talk_is_planned_one_is_and_the_form_is_in_the_employees_language(
    team: Home, cli: Cli, now: dt.datetime, here: Path
) -> None:
    store = opened(team, now)
    tuva = store.read(Person, person(store, "Tuva"))
    tuva.language, tuva.retention_months = "nb", 24
    store.save(tuva)
    for one in store.talks(tuva.id):
        if not one.closed:
            store.erase(Conversation, one.id)
    store.close()
    status, out, _err = cli("prep", "tuva", "--to", here)
    assert status == 0
    text = Path(out.strip()).read_text(encoding="utf-8")
    assert text.startswith("# Før samtalen: Tuva Vik\n")
    assert "- Hvor lenge det lagres: 24 måneder etter samtalen." in text
    assert "## Fjorårets plan" in text and "### Tiltak 1: " in text
    talk = talk_of(opened(team, now), "Tuva")
    assert talk.agenda.language == "nb" and talk.previous and talk.id in text


def test_what_is_refused_is_named_with_the_reason_and_changes_nothing(
    team: Home, cli: Cli, now: dt.datetime, here: Path
) -> None:
    file = here / cli("prep", "kari")[1].strip()
    answered(file, "Fjord")
    text = file.read_text(encoding="utf-8")
    store = opened(team, now)
    talk = talk_of(store, "Kari")

    def refused(changed: str, words: str) -> None:
        file.write_text(changed, encoding="utf-8")
        status, out, err = cli("import", file)
        assert (status, out) == (1, "") and str(file) in err and words in err

    refused(text.replace(talk.id, f"{talk.id[:-1]}X"), "is not kept here, so nothing was imported")
    refused(text.replace("talk: Kari Nordmann", "talk: Lars Moe"), "names somebody else")
    refused(text.replace("samtale_", ""), "no form with its reference")
    refused(text + f"\nReference: samtale_{person(store, 'Lars')}\n", "names two talks")
    refused(f"Reference: samtale_{talk.id}\n", ":1: none of the form's questions")
    assert talk_of(opened(team, now), "Kari").employee_form is None

    talk.state = "live"
    store.save(talk)
    store.close()
    refused(text, "has begun, so nothing was imported")
    status, _out, err = cli("prep", "kari", "--force")
    assert status == 1 and "has begun" in err


def test_an_erasure_knows_the_file_that_was_written(
    team: Home, cli: Cli, now: dt.datetime, here: Path
) -> None:
    file = here / cli("prep", "kari")[1].strip()
    assert file.exists()
    assert cli("erase", "kari", "--yes", "Kari Nordmann")[0] == 0
    assert not file.exists()
