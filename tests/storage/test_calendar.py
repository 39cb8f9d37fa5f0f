"""The plan's days as they reach a calendar."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar, Event
from msgspec.structs import replace

from storage.exports.calendar import plan_to_calendar
from storage.records import Plan
from tests.storage.talks import OSLO, example

NOW = dt.datetime(2026, 3, 3, 14, tzinfo=OSLO)


def events(file: str) -> dict[str, Event]:
    return {str(event["uid"]): event for event in Calendar.from_ical(file).walk("VEVENT")}


def test_there_is_a_whole_day_for_each_day_of_the_plan() -> None:
    found = events(plan_to_calendar(example(), NOW))
    assert {uid: (str(one["summary"]), one["dtstart"].dt) for uid, one in found.items()} == {
        "C1-next-talk@samtale": ("Neste samtale: Kari Nordmann", dt.date(2027, 3, 2)),
        "C1-next-follow-up@samtale": ("Neste oppfølging: Kari Nordmann", dt.date(2026, 4, 14)),
        "A1@samtale": ("Melde på prosjektlederkurs (Siri Berg)", dt.date(2027, 1, 15)),
        "A3@samtale": ("Rydde i arkivet (Begge)", dt.date(2026, 6, 1)),
    }
    for event in found.values():
        assert event["dtstamp"].dt == NOW
        assert (event["class"], event["transp"]) == ("PRIVATE", "TRANSPARENT")


def test_what_is_open_again_or_moved_has_its_newest_day_and_the_same_identity() -> None:
    talk = example()
    moved, _done = talk.plan.actions[1].history
    action = replace(talk.plan.actions[1], history=(moved,))
    talk.plan = Plan(actions=(action,))
    (event,) = events(plan_to_calendar(talk, NOW)).values()
    assert (str(event["uid"]), event["dtstart"].dt) == ("A2@samtale", dt.date(2026, 9, 1))


def test_notes_and_preparation_are_not_in_a_calendar() -> None:
    talk = example("en")
    talk.employee_preparation = talk.purpose = talk.summary = "Secret"
    file = plan_to_calendar(talk, NOW)
    assert "Secret" not in file
    assert "Next talk: Kari Nordmann" in file


def test_a_plan_without_days_is_a_calendar_without_events() -> None:
    talk = example()
    talk.plan = Plan()
    assert events(plan_to_calendar(talk, NOW)) == {}
