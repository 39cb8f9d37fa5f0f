"""``samtale export --format ics``: a person's calendar, for a program that reads such files."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import vobject

from storage.home import Home
from storage.known_exports import KnownExports
from storage.records import Person
from tests.tui.conftest import Cli, opened
from tui import calendar

ICS = ("--format", "ics")


def test_a_calendar_is_written_to_a_file_of_the_persons_name(
    cli: Cli, team: Home, now: dt.datetime
) -> None:
    assert cli("export", "kari", *ICS) == (0, "samtale-kari-nordmann.ics\n", "")
    text = Path("samtale-kari-nordmann.ics").read_bytes().decode()
    (talk,) = (one for one in vobject.readOne(text).vevent_list if "dtend" in one.contents)
    assert talk.summary.value == "Development talk with Kari Nordmann"
    assert talk.dtend.value - talk.dtstart.value == dt.timedelta(hours=1)
    assert talk.dtstamp.value == now
    store = opened(team, now)
    kari = next(one for one in store.people() if one.name == "Kari Nordmann")
    assert [one.person for one in KnownExports(team.state).all()] == [kari.id]
    assert kari.id in text

    assert cli("export", "kari", *ICS)[0] == 1
    assert cli("export", "kari", *ICS, "--to", "-")[1] == text

    tasks = vobject.readOne(cli("export", "kari", *ICS, "--todo", "--to", "-")[1]).vtodo_list
    days = [task.due.value for task in tasks if task.status.value == "NEEDS-ACTION"]
    assert days == sorted(action.due for action in kari.open_actions if action.due)

    (team.data / "conversations" / f"{store.talks(kari.id)[-1].id}.json").write_bytes(b"x")
    status, out, err = cli("export", "kari", *ICS, "--force")
    assert (status, out) == (0, "samtale-kari-nordmann.ics\n")
    assert "the calendar may lack something" in err


def test_before_the_first_talk_there_is_a_calendar_once_there_is_a_day(
    cli: Cli, home: Path, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.keeping.local_now", lambda: now)
    store = opened(Home.at(home / "samtale"), now)
    store.save(Person(name="Jonas Lie", started_on=now.date()))
    store.save(Person(name="Somebody"))
    assert "SUMMARY:Development talk with Jonas" in cli("export", "jonas", *ICS, "--to", "-")[1]
    status, out, err = cli("export", "somebody", *ICS)
    assert (status, out) == (1, "")
    assert "Nothing with Somebody has a day yet" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [((*ICS, "--talk", "x"), "leave out --talk"), (("--todo",), "--format ics")],
)
def test_what_does_not_go_together_is_wrong_use(
    cli: Cli, home: Path, words: tuple[str, ...], said: str
) -> None:
    status, out, err = cli("export", "kari", *words)
    assert (status, out) == (2, "")
    assert said in err


class ZoneNamed:
    """Stands for a zone as pendulum finds it."""

    def __init__(self, name: str | None) -> None:
        self.name = name


def test_the_zone_is_the_machines_or_else_norways(monkeypatch: pytest.MonkeyPatch) -> None:
    def zone_of(found: object) -> ZoneInfo:
        module = import_module("pendulum.tz.local_timezone")
        monkeypatch.setattr(module, "get_local_timezone", found)
        return calendar.local_zone()

    def fail() -> None:
        raise LookupError("no zone")

    assert calendar.local_zone() == ZoneInfo("Europe/Oslo")
    assert zone_of(lambda: ZoneNamed("Asia/Tokyo")) == ZoneInfo("Asia/Tokyo")
    for other in (lambda: ZoneNamed("+01:00"), lambda: ZoneNamed(None), fail):
        assert zone_of(other) == ZoneInfo("Europe/Oslo")
