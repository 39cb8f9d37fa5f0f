"""``samtale search``: what is found, for people and for programs."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from storage.home import Home
from storage.records import LogEntry
from tests.tui.conftest import Cli, opened
from tui.search import BOLD, PLAIN

NOTE = "Saved the Fjord delivery, \x1b[2Jcalm and \u202eon time " + "and more " * 20


@pytest.fixture
def noted(team: Home, now: dt.datetime) -> LogEntry:
    """Keep one note about Kari beside the made-up team."""
    store = opened(team, now)
    kari = next(one for one in store.people() if one.name.startswith("Kari"))
    entry = LogEntry(person=kari.id, on=now.date(), kind="praise", text=NOTE)
    store.save(entry)
    store.close()
    return entry


def test_whose_it_is_and_the_words_around_are_printed(cli: Cli, noted: LogEntry) -> None:
    status, out, err = cli("search", "on", '"fjord delivery"', "kind:praise")
    assert (status, err) == (0, "")
    head, words = out.splitlines()
    assert head.split("  ") == ["Kari Nordmann", "praise", "Mon 23 Nov"]
    assert words.startswith("  Saved the Fjord delivery, ␛[2Jcalm and ␦on time")
    assert len(words) in (99, 100) and words.endswith("…")


def test_on_a_terminal_the_matches_are_bold(
    cli: Cli, noted: LogEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    _status, out, _err = cli("search", "fjord", "more", "kind:praise")
    words = out.splitlines()[1]
    assert f"the {BOLD}Fjord{PLAIN} delivery" in words
    assert words.count("\x1b") == 2


def test_programs_get_json_with_the_places_of_the_matches(cli: Cli, noted: LogEntry) -> None:
    status, out, _err = cli("search", "delivery", "person:kari", "kind:praise", "--json")
    (one,) = json.loads(out)
    assert status == 0 and out.isascii()
    marks = one.pop("marks")
    assert [NOTE[start:end] for start, end in marks] == ["delivery"]
    assert one == {
        "person": noted.person,
        "name": "Kari Nordmann",
        "kind": "praise",
        "id": noted.id,
        "day": "2026-11-23",
        "place": "text",
        "text": NOTE,
    }


def test_talks_are_told_with_the_place(cli: Cli, team: Home) -> None:
    _status, out, _err = cli("search", "kind:talk", "person:kari", "status", "meeting")
    head = out.splitlines()[0].split("  ")
    assert head[0] == "Kari Nordmann"
    assert len(head) == 4


def test_nothing_found_is_status_1_and_no_fault(cli: Cli, team: Home) -> None:
    assert cli("search", "zzzz") == (1, "Nothing found.\n", "")
    assert cli("search", "zzzz", "--json") == (1, "[]\n", "")


def test_a_name_among_the_words_is_answered_with_the_filter_for_it(cli: Cli, team: Home) -> None:
    said = "Nothing found. Write person:nordmann to search with one person.\n"
    assert cli("search", "zzzz", "Nordmann") == (1, said, "")


def test_an_index_that_was_made_anew_is_said(cli: Cli, team: Home) -> None:
    assert cli("search", "nordmann")[2] == ""
    (team.state / "search" / "index").write_bytes(b"damaged")
    status, _out, err = cli("search", "nordmann")
    assert (status, err.count("\n")) == (0, 1)
    assert "made anew" in err


def test_the_newest_come_first_and_more_is_said(cli: Cli, noted: LogEntry) -> None:
    status, out, err = cli("search", "kind:talk", "is:open", "--limit", "1")
    assert (status, len(out.splitlines())) == (0, 2)
    assert "--limit" in err
    status, out, err = cli("search", "person:nordmann", "kind:person", "--limit", "1")
    assert (status, out, err) == (0, "Kari Nordmann  employee\n  Kari Nordmann\n", "")


def test_what_says_nothing_is_wrong_use(cli: Cli, team: Home) -> None:
    status, out, err = cli("search", "kurs", "kind:cake", "year:26")
    assert (status, out) == (2, "")
    assert "“kind:cake”, “year:26”" in err and "praise" in err
    assert cli("search", "…")[0] == 2
    assert cli("search")[0] == 2
