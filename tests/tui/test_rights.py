"""The person written about gets all that is kept, and can have it erased so that it is gone."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import msgspec
import pytest

from storage.access import Access
from storage.disclosure import Disclosure
from storage.erasure import erase_person, gather
from storage.errors import StoreError
from storage.holdings import KINDS
from storage.home import Home
from storage.local_store import LocalStore
from storage.records import Example, LogEntry, Person, Point, Preparation
from storage.removal import bury
from storage.sitting import Sitting
from storage.unfinished import unfinished
from tests.access_schema import FILE, schema
from tests.faults.erasure import PARTS, PERSON, erased, fill
from tests.storage.filled import text_fields
from tests.tui.conftest import Cli, opened

ONLY_FOR_PROGRAMS = {"agenda", "form_sent", "language"}
"""Text fields that stand in the JSON file and not in the Markdown."""


@pytest.fixture
def full(now: dt.datetime, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Return the test's home with a sentinel in each text that is kept on one person."""
    monkeypatch.setattr("tui.keeping.local_now", lambda: now)
    home = Home.find(os.environ)
    fill(home)
    return home


def test_all_that_is_kept_is_given_out_in_both_forms(cli: Cli, full: Home) -> None:
    status, out, _err = cli("access", PERSON, "--to", full.exports, "--force")
    assert status == 0
    markdown, data = (Path(line).read_text("utf-8") for line in out.splitlines())
    given = msgspec.json.decode(data, type=Access, strict=True)
    assert data.isascii()
    assert set(json.loads(data)) == set(schema()["$defs"]["Access"]["properties"])

    assert given.person is not None and given.person.id == PERSON
    for kind in KINDS.values():
        for path in text_fields(kind):
            if path == "manager_name" or not ONLY_FOR_PROGRAMS.isdisjoint(path.split(".")):
                continue
            sentinel = _text_at(kind, path, given)
            assert sentinel in markdown, path
    assert {one.where for one in given.copies} == {
        *("earlier", "copy", "quarantine", "journal", "temporary")
    }
    assert any(one.unreadable for one in given.copies)
    assert "checksum" in markdown
    assert [Path(one.path).suffix for one in given.exports] == [".md", ".md", ".json"]
    assert "samtale export" in {one.through for one in given.openings}


def test_nothing_is_given_out_while_a_text_is_not_saved_yet(
    cli: Cli, full: Home, now: dt.datetime
) -> None:
    store = LocalStore(full, lambda: now)
    store.half_written.put(PERSON, "Tok ansvar")
    store.close()
    status, out, err = cli("access", PERSON, "--to", full.exports, "--force")
    assert (status, out) == (1, "")
    assert "not saved yet" in err and "ansvar" not in err


def test_the_published_schema_is_in_step() -> None:
    assert json.loads(FILE.read_text("utf-8")) == schema()


def test_private_records_are_withheld_one_by_one_each_for_a_reason(
    cli: Cli, team: Home, now: dt.datetime
) -> None:
    store = opened(team, now)
    kari = next(one.id for one in store.people() if one.name == "Kari Nordmann")
    private, *others = [one for one in store.of_person(LogEntry, kari) if not one.shared]
    shared = next(one for one in store.of_person(LogEntry, kari) if one.shared)
    private.text += " as was said"
    store.save(private)
    example = Example(private.id, private.on, private.text)
    store.save(Preparation(person=kari, points=(Point(kind="strength", example=example),)))
    words = ("access", "kari", "--json", "-", "--withhold", private.id)

    assert cli(*words)[0] == 2
    assert cli(*words, "--reason", " ")[0] == 2
    status, _out, err = cli("access", "kari", "--withhold", shared.id, "--reason", "…")
    assert (status, shared.id in err, private.id in err) == (2, True, True)

    status, out, _err = cli(*words, "--reason", "It names a colleague")
    given = msgspec.json.decode(out, type=Access)
    assert status == 0
    assert [(one.id, one.reason) for one in given.withheld] == [
        (private.id, "It names a colleague")
    ]
    assert private.text not in out and private.text.removesuffix(" as was said") not in out
    assert others[0].text in (one.text for one in given.log)
    (disclosure,) = store.all(Disclosure)
    assert (disclosure.person, disclosure.at) == (kari, now)
    assert disclosure.withheld == tuple(given.withheld)
    assert "It names a colleague" in cli("access", "kari", "--markdown", "-")[1]


def test_nothing_is_left_of_a_person_who_was_erased(tmp_path: Path, now: dt.datetime) -> None:
    found = erased(tmp_path / "erased")
    assert (found.hits, found.status) == ([], 0)
    assert found.sentinels > 40
    home = Home.at(tmp_path / "left")
    found = erased(home.data.parent, without=PARTS)
    assert found.status == 1
    for left in PARTS.values():
        assert any(left(file, home) for file in found.hits)


def test_a_person_is_erased_only_after_two_answers(
    cli: Cli, team: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def erase(*answers: str) -> int:
        given = iter(answers)
        monkeypatch.setattr("builtins.input", lambda _question: next(given))
        return cli("erase", "kari")[0]

    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert cli("erase", "kari")[0] == 2
    assert cli("erase", "kari", "--yes", "kari")[0] == 2
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert erase("n") == erase("y", "kari") == erase("") == 1
    assert "Kari Nordmann" in cli("people")[1]

    with_sitting = Sitting(team.state, dt.datetime.now(dt.UTC))
    assert erase("y", "Kari Nordmann") == 1
    with_sitting.end()
    assert erase("y", "Kari Nordmann") == 0
    assert "Kari Nordmann" not in cli("people")[1]
    assert cli("erase", "kari")[0] == 2


def test_an_export_that_was_changed_is_left_unless_it_is_asked_for(cli: Cli, team: Home) -> None:
    for number, name in enumerate(("Kari Nordmann", "Tuva Vik")):
        file = Path(cli("export", name)[1].strip())
        file.write_text(file.read_text("utf-8") + "\nMy own note\n", "utf-8")
        too = ("--changed-too",) if number else ()
        status, out, _err = cli("erase", name, "--yes", name, *too)
        assert (status, file.exists()) == ((0, False) if number else (1, True))
        assert ("still here" in out) == file.exists()


def test_a_colleague_who_names_the_person_is_told_and_left_alone(
    cli: Cli, team: Home, now: dt.datetime
) -> None:
    store = opened(team, now)
    tuva = next(one.id for one in store.people() if one.name == "Tuva Vik")
    entry = LogEntry(person=tuva, on=now.date(), text="Hjalp kari nordmann med Fjord")
    store.save(entry)
    status, out, _err = cli("erase", "kari", "--yes", "Kari Nordmann")
    assert status == 0
    assert entry.id in out
    assert store.read(LogEntry, entry.id).text == entry.text


def test_an_erasure_that_is_interrupted_is_known_and_can_be_finished(
    cli: Cli, full: Home, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = LocalStore(full, lambda: now)

    def broken(store, documents, on):
        bury(store, list(documents)[:2], on)
        raise StoreError("full")

    with monkeypatch.context() as patch, pytest.raises(StoreError):
        patch.setattr("storage.erasure.bury", broken)
        erase_person(store, gather(store, PERSON), now.date())
    (known,) = unfinished(full.state)
    assert known.person == PERSON
    assert {table for table, _id in known.documents} == set(KINDS)
    content = next(full.state.glob("erasing-*")).read_bytes()
    assert b"entinel" not in content
    assert store.read(Person, PERSON)  # the last to go
    assert PERSON in str(known)
    store.close()

    assert cli("erase", PERSON, "--yes", "Sentinelname Ærlig", "--changed-too")[0] == 0
    assert unfinished(full.state) == []


def _text_at(kind: type, path: str, given: Access) -> str:
    """Return the text of one field in what was given out."""
    found: object = {
        "people": [given.person],
        "conversations": given.conversations,
        "preparations": given.preparations,
        "log": given.log,
        "disclosures": given.disclosures,
    }[next(table for table, one in KINDS.items() if one is kind)]
    for part in path.split("."):
        found = found[0] if isinstance(found, list | tuple) else found
        found = getattr(found, part)
    return str(found)
