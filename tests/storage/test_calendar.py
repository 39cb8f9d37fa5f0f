"""A person's calendar file, read back with icalendar and with vobject."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component
from msgspec.structs import replace

from agendas.agenda import Topic
from storage.exports.calendar import LATELY, person_to_calendar
from storage.records import Action, Conversation, Plan, StatusChange, Version
from storage.text import clean, one_line
from storage.ulids import ulid_at
from tests.benchmarks.calendar import taken_in_twice, talks_with
from tests.storage.made_up import FOLLOW_UP, MONDAY, YEARLY, a_held_talk, a_talk, an_action
from tests.storage.reading_calendars import KARI, OSLO, OtherCalendar, entry, exported
from tests.storage.talks import texts

TODAY = MONDAY.date()
LAST = dt.date(2026, 3, 3)
"""The day of the last talk."""


def held(*actions: Action, **fields: Any) -> Conversation:
    """Return a yearly talk that was held in spring, with an agreed plan."""
    return a_held_talk(KARI, LAST, **{"id": "C1", "plan": Plan(actions=actions), **fields})


def planned(at: dt.datetime, **fields: Any) -> Conversation:
    return a_talk(KARI, **{"id": "C9", "planned_at": at, **fields})


def found(file: str) -> dict[str, Component]:
    """Return events and tasks by their UIDs, of which there is one each."""
    components = [one for one in Calendar.from_ical(file).subcomponents if one.name != "VTIMEZONE"]
    by_uid = {str(one["uid"]).removesuffix("@samtale"): one for one in components}
    assert len(by_uid) == len(components)
    return by_uid


def reminder(component: Component) -> dt.timedelta:
    """Return how long after the beginning the only alarm of an event goes off."""
    (alarm,) = component.walk("VALARM")
    after: dt.timedelta = alarm["trigger"].dt
    return after


# What is in it


def test_where_only_days_are_known_each_is_a_day_with_a_reminder() -> None:
    plan = Plan(
        actions=(Action(id="A1", text="Ask, for the course", owner="manager", deadline=TODAY),),
        next_talk=dt.date(2027, 3, 2),
        next_follow_up=dt.date(2027, 1, 14),
    )
    kari = replace(KARI, next_talk=plan.next_talk)
    components = found(exported(held(plan=plan), person=kari))
    assert {uid: (str(one["summary"]), one["dtstart"].dt) for uid, one in components.items()} == {
        "C1-next-talk": ("Development talk with Kari Nordmann", dt.date(2027, 3, 2)),
        "C1-preparation": ("Prepare the talk with Kari Nordmann", dt.date(2027, 2, 23)),
        "C1-next-follow-up": ("Follow-up with Kari Nordmann", dt.date(2027, 1, 14)),
        "A1": ("Ask, for the course (Manager)", TODAY),
    }
    for one in components.values():
        assert (one.name, one["class"], one["transp"]) == ("VEVENT", "PRIVATE", "TRANSPARENT")
        assert one["dtstamp"].dt == one["last-modified"].dt == MONDAY
        assert one["status"] == "CONFIRMED"
    assert reminder(components["C1-preparation"]) == dt.timedelta(hours=9)
    assert reminder(components["A1"]) == dt.timedelta(hours=-15)
    assert components["A1"]["description"] == "Agreed with Kari Nordmann on Tuesday 3 March 2026."


def test_a_planned_talk_has_its_hour_its_length_and_a_reminder() -> None:
    talk = planned(dt.datetime(2026, 11, 30, 13, tzinfo=dt.UTC))
    components = found(exported(held(), talk))
    event = components["C1-next-talk"]
    assert event["dtstart"].dt == dt.datetime(2026, 11, 30, 14, tzinfo=OSLO)
    assert event["dtstart"].params["TZID"] == "Europe/Oslo"
    assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(minutes=YEARLY.minutes)
    assert event["summary"] == "Development talk with Kari Nordmann"
    assert reminder(event) == dt.timedelta(minutes=-30)
    assert "transp" not in event
    assert components["C1-preparation"]["dtstart"].dt == dt.date(2026, 11, 23)


def test_a_day_that_gets_an_hour_is_the_same_event() -> None:
    talk = planned(dt.datetime(2027, 3, 9, 9, tzinfo=dt.UTC))
    with_a_day, with_an_hour = exported(held()), exported(held(), talk)
    assert found(with_a_day).keys() == found(with_an_hour).keys()
    assert "VTIMEZONE" not in with_a_day

    first = found(exported(planned(dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC))))
    assert first.keys() == {"P1-next-talk", "P1-preparation"}


def test_when_a_talk_has_been_held_the_next_one_is_another_event() -> None:
    later = a_held_talk(KARI, dt.date(2026, 11, 20), id="C2")
    components = found(exported(held(), later))
    assert components["C2-next-talk"]["dtstart"].dt == dt.date(2027, 11, 20)


def test_a_talk_that_was_held_on_another_day_than_planned_is_moved_there() -> None:
    """Else a calendar keeps it ahead, though it is over; after a while that can't be."""
    calendar = OtherCalendar()
    calendar.take_in(exported(held(), planned(dt.datetime(2026, 12, 14, 9, tzinfo=dt.UTC))))
    earlier = a_held_talk(KARI, dt.date(2026, 11, 20), id="C9")
    later = MONDAY + dt.timedelta(seconds=1)
    calendar.take_in(exported(held(), earlier, now=later))
    days = {uid.removesuffix("@samtale"): one.dtstart.value for uid, one in calendar.items()}
    assert days["C1-next-talk"].date() == dt.date(2026, 11, 20)
    assert days["C1-preparation"] == dt.date(2026, 11, 13)
    assert days["C9-next-talk"] == dt.date(2027, 11, 20)
    assert "C1-next-talk" not in found(exported(held(), earlier, now=later + LATELY))


def test_a_follow_up_that_becomes_the_next_one_stands_once() -> None:
    days = [dt.datetime(2026, 12, day, 9, tzinfo=dt.UTC) for day in (1, 8)]
    first, second = (planned(day, id=ulid_at(MONDAY), agenda=FOLLOW_UP) for day in days)
    calendar = OtherCalendar()
    calendar.take_in(exported(held(), first, second))
    first.state, first.started_at, first.ended_at = "held", MONDAY, MONDAY
    later = MONDAY + dt.timedelta(seconds=1)
    calendar.take_in(exported(held(), first, second, now=later))
    standing = [one for one in calendar.values() if one.status.value == "CONFIRMED"]
    assert len([one for one in standing if one.dtstart.value == second.planned_at]) == 1
    assert len([one for one in standing if one.dtstart.value == first.planned_at]) == 0


def test_a_follow_up_that_a_yearly_talk_comes_before_stands_once() -> None:
    follow_up = planned(dt.datetime(2026, 12, 8, 9, tzinfo=dt.UTC), id="F", agenda=FOLLOW_UP)
    calendar = OtherCalendar()
    calendar.take_in(exported(held(), follow_up))
    later = MONDAY + dt.timedelta(seconds=1)
    yearly = a_held_talk(KARI, TODAY, id="C2")
    calendar.take_in(exported(held(), yearly, follow_up, now=later))
    standing = [one for one in calendar.values() if one.status.value == "CONFIRMED"]
    assert len([one for one in standing if one.dtstart.value == follow_up.planned_at]) == 1


def test_a_planned_follow_up_stands_in_for_its_day_and_others_for_themselves() -> None:
    days = [dt.datetime(2026, 12, day, 9, tzinfo=dt.UTC) for day in (8, 1)]
    talks = [planned(day, id=f"F{day.day}", agenda=FOLLOW_UP) for day in days]
    components = found(exported(held(), *talks))
    assert components["C1-next-follow-up"]["dtstart"].dt == days[1]
    assert components["F8"]["dtstart"].dt == days[0]
    assert components["C1-next-talk"]["dtstart"].dt == dt.date(2027, 3, 3)


def test_the_actions_of_all_plans_are_there_each_once() -> None:
    old = an_action(id="A1")
    carried = replace(old, history=(StatusChange(LAST, "carried"),))
    newer = an_action(id="A2", thread="A1", deadline=dt.date(2027, 5, 3))
    before = a_held_talk(KARI, dt.date(2025, 3, 3), id="C0", plan=Plan(actions=(carried,)))
    other = a_held_talk(
        KARI,
        dt.date(2026, 6, 1),
        id="C2",
        agenda=FOLLOW_UP,
        plan=Plan(actions=(an_action(id="A3"),)),
    )
    components = found(exported(before, held(newer), other))
    assert components["A1"]["dtstart"].dt == dt.date(2027, 5, 3)
    assert components["A1"]["status"] == "CONFIRMED"
    assert {"A1", "A3"} <= components.keys()
    assert "A2" not in components
    again_open = replace(other, state="live")
    assert "A3" not in found(exported(before, held(newer), again_open))


def test_nothing_private_and_no_notes_are_in_it() -> None:
    talk = planned(MONDAY)
    talk.purpose = talk.summary = talk.employee_preparation = "Secret"
    talk.notes[0].manager = talk.notes[0].employee = "Secret"
    done = an_action(history=(StatusChange(TODAY, "moved", "Secret", TODAY),), if_then="Secret")
    for todo in (False, True):
        file = exported(held(done, summary="Secret"), talk, todo=todo)
        assert "Ask for the course" in file
        assert "Secret" not in file


def test_one_of_whom_no_day_is_known_has_no_calendar() -> None:
    assert person_to_calendar(entry(KARI), [], MONDAY, OSLO) is None


# A second time


def test_a_second_file_updates_and_adds_nothing() -> None:
    talk = planned(dt.datetime(2026, 11, 30, 13, tzinfo=dt.UTC))
    for todo in (False, True):
        calendar = OtherCalendar()
        calendar.take_in(exported(held(an_action(id="A1")), talk, todo=todo))
        before = set(calendar)
        calendar.take_in(exported(held(an_action(id="A1")), talk, todo=todo))
        assert set(calendar) == before
        assert len(calendar) == 4
        moved = StatusChange(TODAY, "moved", "", dt.date(2027, 2, 1))
        later = MONDAY + dt.timedelta(seconds=1)
        calendar.take_in(
            exported(held(an_action(id="A1", history=(moved,))), talk, now=later, todo=todo)
        )
        assert set(calendar) == before
        (uid,) = (one for one in before if one.startswith("A1"))
        day = calendar[uid].due if todo else calendar[uid].dtstart
        assert day.value == dt.date(2027, 2, 1)


def test_each_of_many_actions_is_there_once() -> None:
    for todo in (False, True):
        assert taken_in_twice(exported(*talks_with(KARI, 60), todo=todo)) == 60


@pytest.mark.parametrize("status", ["done", "dropped", "carried"])
def test_an_event_that_is_off_is_cancelled_while_its_day_is_ahead(status: str) -> None:
    ahead = an_action(status, id="A1", deadline=TODAY)
    past = an_action(status, id="A2", deadline=TODAY - dt.timedelta(days=1))
    components = found(exported(held(ahead, past)))
    assert components["A1"]["status"] == "CANCELLED"
    assert not components["A1"].walk("VALARM")
    assert "A2" not in components


def test_what_a_newer_version_of_the_plan_leaves_out_is_cancelled() -> None:
    gone, undated = an_action(id="A1"), an_action(id="A2")
    talk = held(replace(undated, deadline=None, undated=True))
    talk.versions = (Version(Plan(actions=(gone, undated)), "", (), MONDAY),)
    components = found(exported(talk))
    assert [components[uid]["status"] for uid in ("A1", "A2")] == ["CANCELLED", "CANCELLED"]


def test_with_somebody_who_has_left_everything_is_cancelled() -> None:
    gone = replace(KARI, archived=True)
    components = found(exported(held(an_action()), person=gone))
    assert {str(one["status"]) for one in components.values()} == {"CANCELLED"}
    late = an_action("blocked", id="A1", deadline=LAST)
    task = found(exported(held(late), person=gone, todo=True))["A1-task"]
    assert (task["status"], task.walk("VALARM")) == ("CANCELLED", [])


def test_what_is_overdue_stays_without_a_reminder() -> None:
    late = found(exported(held(an_action(id="A1", deadline=LAST))))["A1"]
    assert (late["status"], late.walk("VALARM")) == ("CONFIRMED", [])


# Tasks


def test_as_tasks_what_was_agreed_is_due_done_or_dropped() -> None:
    actions = [an_action(one, id=one) for one in ("open", "blocked", "done", "dropped")]
    components = found(exported(held(*actions), todo=True))
    tasks = {uid.removesuffix("-task"): one for uid, one in components.items() if "-task" in uid}
    assert {uid: (one.name, str(one["status"])) for uid, one in tasks.items()} == {
        "open": ("VTODO", "NEEDS-ACTION"),
        "blocked": ("VTODO", "NEEDS-ACTION"),
        "done": ("VTODO", "COMPLETED"),
        "dropped": ("VTODO", "CANCELLED"),
    }
    assert {one["due"].dt for one in tasks.values()} == {dt.date(2027, 1, 15)}
    assert tasks["done"]["completed"].dt.date() == TODAY
    assert tasks["done"]["percent-complete"] == 100
    assert "completed" not in tasks["dropped"]
    (alarm,) = tasks["open"].walk("VALARM")
    assert alarm["trigger"].params["RELATED"] == "END"
    assert components["C1-next-talk"].name == "VEVENT"


def test_a_task_is_ticked_off_even_late_but_not_for_ever() -> None:
    def done(days_ago: int) -> Action:
        on = TODAY - dt.timedelta(days=days_ago)
        return an_action(id=f"A{days_ago}", deadline=LAST, history=(StatusChange(on, "done"),))

    components = found(exported(held(done(1), done(366), done(367)), todo=True))
    assert {"A1-task", "A366-task"} <= components.keys()
    assert "A367-task" not in components


# Summer time

_names = count()


def unknown_zone(file: str, zone: ZoneInfo) -> str:
    """Call the zone something nobody knows, so that only what the file says of it can count."""
    return file.replace(zone.key, f"Somewhere/{next(_names)}")


CHANGES = [
    (ZoneInfo("Europe/Oslo"), dt.datetime(2026, 10, 25, 1, tzinfo=dt.UTC)),
    (ZoneInfo("Europe/Oslo"), dt.datetime(2027, 3, 28, 1, tzinfo=dt.UTC)),
    (ZoneInfo("Europe/Oslo"), dt.datetime(2027, 1, 1, tzinfo=dt.UTC)),
    (ZoneInfo("America/New_York"), dt.datetime(2026, 11, 1, 6, tzinfo=dt.UTC)),
    (ZoneInfo("Australia/Lord_Howe"), dt.datetime(2027, 4, 3, 15, tzinfo=dt.UTC)),
    (ZoneInfo("Asia/Kolkata"), dt.datetime(2026, 12, 31, 18, 30, tzinfo=dt.UTC)),
]


@given(
    change=st.sampled_from(CHANGES),
    away=st.integers(-180, 180),
    length=st.integers(1, 480),
)
@settings(max_examples=20)
def test_a_talk_is_at_its_moment_whatever_the_clocks_do(
    change: tuple[ZoneInfo, dt.datetime], away: int, length: int
) -> None:
    zone, moment = change
    at = moment + dt.timedelta(minutes=away)
    agenda = replace(YEARLY, topics=(Topic("x", length),))
    file = unknown_zone(exported(planned(at, agenda=agenda), zone=zone), zone)
    times = (at, at + dt.timedelta(minutes=length))
    (event,) = (one for one in vobject.readOne(file).vevent_list if "dtend" in one.contents)
    assert tuple(one.value.astimezone(dt.UTC) for one in (event.dtstart, event.dtend)) == times
    event = found(file)["P1-next-talk"]
    assert tuple(event[one].dt.astimezone(dt.UTC) for one in ("dtstart", "dtend")) == times


@pytest.mark.parametrize("zone", dict.fromkeys(zone for zone, _change in CHANGES), ids=str)
def test_a_zone_is_told_in_the_wall_time_before_each_change(zone: ZoneInfo) -> None:
    file = exported(planned(dt.datetime(2026, 11, 30, 13, tzinfo=dt.UTC)), zone=zone)
    (component,) = Calendar.from_ical(file).walk("VTIMEZONE")
    first, *changes = component.subcomponents
    assert first["dtstart"].dt.date() in (dt.date(2024, 12, 31), dt.date(2025, 1, 1))
    assert len(changes) == (0 if zone.key == "Asia/Kolkata" else 8)
    for one in changes:
        moment = one["dtstart"].dt.replace(tzinfo=dt.UTC) - one["tzoffsetfrom"].td
        local, before = ((moment - dt.timedelta(seconds=ago)).astimezone(zone) for ago in (0, 1))
        assert one["tzoffsetfrom"].td == before.utcoffset() != local.utcoffset()
        assert one["tzoffsetto"].td == local.utcoffset()
        assert one.name == ("DAYLIGHT" if local.dst() else "STANDARD")


def test_the_second_of_two_equal_hours_is_told_in_utc() -> None:
    at = dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
    assert "DTSTART:20261025T013000Z" in exported(planned(at))
    assert "DTSTART;TZID=Europe/Oslo:20261025T023000" in exported(
        planned(at - dt.timedelta(hours=1))
    )


# Any text, any day


@given(text=texts.map(clean), day=st.dates())
@settings(max_examples=30)
def test_any_text_and_any_day_come_back(text: str, day: dt.date) -> None:
    kari = replace(KARI, name=text, next_talk=day)
    at = dt.datetime.combine(day, dt.time(12), dt.UTC)
    talk = held(an_action(id="A1", text=text, deadline=day), employee_name=text, ended_at=None)
    todo = day.toordinal() % 2 == 0
    file = exported(talk, planned(at, employee_name=text), person=kari, todo=todo)
    other = OtherCalendar()
    other.take_in(file)
    components = found(file)
    assert {one.removesuffix("@samtale") for one in other} == components.keys()
    for uid, one in components.items():
        assert str(one["summary"]) == other[f"{uid}@samtale"].summary.value
    uid = "A1-task" if todo else "A1"
    owner = "Manager" if text.strip() and text != "Manager" else "Manager (manager)"
    assert str(components[uid]["summary"]) == one_line(f"{text} ({owner})")
    assert components[uid]["due" if todo else "dtstart"].dt == day
    if day >= dt.date.min + dt.timedelta(days=7):
        assert components["C1-preparation"]["dtstart"].dt == day - dt.timedelta(days=7)
