"""``samtale due``: what is due, for people, programs and a prompt."""

from __future__ import annotations

import datetime as dt
import json
import os

from storage.home import Home
from storage.records import LogEntry, Person, Plan
from tests.storage.made_up import a_held_talk
from tests.tui.conftest import Cli, opened


def test_what_the_manager_has_promised_comes_first_with_its_words(cli: Cli, team: Home) -> None:
    status, out, err = cli("due")
    assert (status, err) == (3, "")
    groups = [group.splitlines() for group in out.split("\n\n")]
    headings = [group[0] for group in groups]
    assert headings == [
        "What you have promised",
        "Talks",
        "Follow-ups",
    ]
    assert all("overdue since" in line for line in groups[0][1:])
    assert all(line.startswith("  ") for group in groups for line in group[1:])


def test_programs_get_json_and_a_prompt_the_status_alone(
    cli: Cli, team: Home, now: dt.datetime
) -> None:
    status, out, _err = cli("due", "--json")
    found = json.loads(out)
    assert status == 3
    assert out.isascii()
    assert {one["what"] for one in found} == {"promise", "talk", "follow_up"}
    assert all(one["text"] for one in found if one["what"] in ("promise", "action"))
    assert cli("due", "--quiet") == (3, "", "")


def test_a_cadence_in_the_settings_holds_for_all_who_have_none_of_their_own(
    cli: Cli, now: dt.datetime
) -> None:
    home = Home.find(os.environ)
    store = opened(home, now)
    person = Person(name="Kari")
    talk = a_held_talk(person, now.date() - dt.timedelta(days=200), plan=Plan())
    for record in (person, talk):
        store.save(record)
    store.close()
    assert "Talks" not in cli("due")[1]
    home.config.mkdir(parents=True, exist_ok=True)
    (home.config / "settings.toml").write_text("months_between_talks = 6\n")
    assert "Talks" in cli("due")[1]


def test_nothing_due_is_said_and_is_no_failure(cli: Cli) -> None:
    assert cli("due") == (0, "Nothing is due. Well done.\n", "")


def test_a_talk_that_cannot_be_read_takes_nothing_else_away(
    cli: Cli, team: Home, now: dt.datetime
) -> None:
    before = json.loads(cli("due", "--json")[1])
    broken = next(one["talk"] for one in before if one["what"] == "promise")
    file = team.data / "conversations" / f"{broken}.json"
    stat = file.stat()
    file.write_bytes(b"x" * stat.st_size)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    after = json.loads(cli("due", "--json")[1])
    assert len(after) == len(before)


def test_what_is_kept_for_too_long_is_told_last_once_for_each_person(
    cli: Cli, now: dt.datetime
) -> None:
    home = Home.find(os.environ)
    store = opened(home, now)
    person = Person(name="Kari", retention_months=12)
    days = [now.date() - dt.timedelta(days=age) for age in (800, 900, 10)]
    notes = [LogEntry(person=person.id, on=day, text="…") for day in days]
    for record in (person, *notes):
        store.save(record)
    store.close()
    (found,) = json.loads(cli("due", "--json")[1])
    assert (found["what"], found["person"], found["records"]) == ("retention", person.id, 2)
    status, out, _err = cli("due")
    assert (status, out.splitlines()[0]) == (3, "Past its date")
    assert "2 records" in out
