"""What is due, and in which order it is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from storage.cards import OpenAction, PersonEntry
from storage.due import Due, due

TODAY = dt.date(2026, 11, 23)


def day(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def somebody(name: str = "Kari", **differing: Any) -> PersonEntry:
    fields: dict[str, Any] = {
        "id": name,
        "name": name,
        "title": "",
        "language": "",
        "archived": False,
        "last_talk": None,
        "last_contact": None,
        "next_talk": None,
        "next_follow_up": None,
        "open_actions": (),
        "praise": 0,
        "unraised": 0,
        "live": None,
        "started_on": None,
        "months_between_talks": None,
        "weeks_between_follow_ups": None,
    }
    return PersonEntry(**{**fields, **differing})


def told(*people: PersonEntry) -> list[tuple[str, str, int]]:
    return [(one.what, one.name, (one.on - TODAY).days) for one in due(people, TODAY)]


def test_a_talk_is_due_two_weeks_before_and_a_follow_up_one_week() -> None:
    assert told(somebody(next_talk=day(14))) == [("talk", "Kari", 14)]
    assert told(somebody(next_talk=day(15))) == []
    assert told(somebody(next_follow_up=day(7))) == [("follow_up", "Kari", 7)]
    assert told(somebody(next_follow_up=day(8))) == []


def test_an_action_is_due_once_its_deadline_is_past() -> None:
    actions = (
        OpenAction("A", "T", "employee", day(-1)),
        OpenAction("B", "T", "manager", day(0)),
        OpenAction("C", "T", None, None),
    )
    assert due([somebody(open_actions=actions)], TODAY) == [
        Due("action", "Kari", "Kari", day(-1), "employee", "A", "T")
    ]


def test_what_the_manager_owes_stands_first_and_the_latest_of_each_kind_before_the_others() -> None:
    kari = somebody(
        next_talk=day(-3),
        next_follow_up=day(-9),
        open_actions=(
            OpenAction("A", "T", "employee", day(-90)),
            OpenAction("B", "T", "both", day(-1)),
            OpenAction("C", "T", "manager", day(-2)),
        ),
    )
    assert told(kari, somebody("Åse", next_talk=day(-30))) == [
        ("promise", "Kari", -2),
        ("promise", "Kari", -1),
        ("talk", "Åse", -30),
        ("talk", "Kari", -3),
        ("follow_up", "Kari", -9),
        ("action", "Kari", -90),
    ]


def test_who_has_left_owes_nothing_and_a_talk_under_way_is_not_due() -> None:
    assert told(somebody(archived=True, next_talk=day(-3))) == []
    assert told(somebody(live="T", next_talk=day(-3), next_follow_up=day(-3))) == []


@given(st.lists(st.integers(-400, 400)))
def test_each_late_action_is_told_once(days: list[int]) -> None:
    actions = tuple(OpenAction(str(at), "T", "manager", day(one)) for at, one in enumerate(days))
    found = due([somebody(open_actions=actions)], TODAY)
    assert sorted(one.on for one in found) == sorted(day(one) for one in days if one < 0)
