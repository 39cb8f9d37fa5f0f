"""What came of what was agreed on: talks, actions and concerns, period by period."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storage.cadence import Cadence
from storage.cards import AgreedAction, months_after
from storage.looking_back import carried_over
from storage.plan import with_event
from storage.records import Action, LogEntry, Person, Plan, Raising, SetAside, StatusChange, new_id
from storage.talks_due import DueTalk, talks_due
from storage.team_summary import (
    AgreedOn,
    Period,
    Share,
    Summary,
    TeamHistory,
    calendar_year,
    last_twelve_months,
    summaries,
    summed_up,
    team_history,
)
from tests.storage.made_up import FOLLOW_UP, a_held_talk, a_talk
from tests.storage.memory_store import MemoryStore

TODAY = dt.date(2026, 11, 23)
SPRING = dt.date(2024, 3, 1)
days = st.dates(dt.date(2015, 1, 1), TODAY)


def told(
    held: list[dt.date], following: dt.date | None = None, months: int = 12
) -> list[tuple[str, bool]]:
    return [(str(one.on), one.held) for one in talks_due(held, following, months, TODAY)]


def test_a_talk_counts_for_the_day_that_was_nearest() -> None:
    first = ("2024-03-01", True)
    assert told([SPRING, dt.date(2025, 2, 1)]) == [first, ("2025-02-01", True)]
    assert told([SPRING, dt.date(2025, 8, 1)]) == [first, ("2025-03-01", True)]
    assert told([SPRING, dt.date(2025, 10, 1)]) == [
        first,
        ("2025-03-01", False),
        ("2025-10-01", True),
    ]
    assert told([SPRING, dt.date(2026, 4, 1)]) == [
        first,
        ("2025-03-01", False),
        ("2026-03-01", True),
    ]


def test_a_talk_is_overdue_by_the_day_that_was_set_and_again_by_the_cadence() -> None:
    assert told([SPRING], TODAY) == [("2024-03-01", True)]
    assert told([SPRING], dt.date(2026, 9, 1)) == [("2024-03-01", True), ("2026-09-01", False)]
    assert told([SPRING], dt.date(2025, 3, 1), 6) == [
        ("2024-03-01", True),
        ("2025-03-01", False),
        ("2025-09-01", False),
        ("2026-03-01", False),
        ("2026-09-01", False),
    ]
    assert told([SPRING], None) == [("2024-03-01", True)]


def test_of_somebody_who_never_had_a_talk_one_is_overdue_at_most() -> None:
    assert told([], dt.date(2011, 9, 1)) == [("2026-09-01", False)]
    assert told([], TODAY) == []


@given(st.lists(days, unique=True, max_size=8), st.none() | days, st.integers(1, 30))
def test_each_talk_that_was_held_meets_one_that_was_due(
    held: list[dt.date], following: dt.date | None, months: int
) -> None:
    found = talks_due(held, following, months, TODAY)
    assert sum(one.held for one in found) == len(held)
    assert found == sorted(found)
    assert all(one.on <= TODAY for one in found)


@given(days.filter(lambda day: day.day <= 28), st.integers(1, 30), st.integers(0, 6))
def test_talks_by_the_cadence_are_all_held(first: dt.date, months: int, count: int) -> None:
    held = [months_after(first, months * number) for number in range(count)]
    held = [day for day in held if day <= TODAY]
    following = months_after(first, months * len(held)) if held else TODAY
    assert [one.on for one in talks_due(held, None, months, following) if one.held] == held
    assert all(one.held for one in talks_due(held, following, months, min(following, TODAY)))


def came_of(*actions: AgreedAction, on: dt.date = SPRING, period: Period | None = None) -> Summary:
    history = TeamHistory(TODAY, actions=[AgreedOn(on, action) for action in actions])
    return summed_up(history, period or calendar_year(2026, TODAY))


def an_action(due: dt.date | None, ended: dt.date | None = None, *, done: bool = True) -> Share:
    """Return how an action of the employee's with these days is counted."""
    action = AgreedAction("employee", SPRING, due, ended, done and ended is not None)
    return came_of(action).on_time["employee"]


def test_an_action_is_on_time_until_its_deadline_is_past() -> None:
    due, day = dt.date(2026, 5, 4), dt.timedelta(days=1)
    assert an_action(due, due) == (1, 1)
    assert an_action(due, due + day) == (0, 1)
    assert an_action(due) == (0, 1)
    assert an_action(None, due) == an_action(TODAY) == an_action(TODAY, TODAY) == (0, 0)
    assert an_action(dt.date(2025, 12, 31)) == an_action(dt.date(2027, 1, 1)) == (0, 0)


def test_what_was_dropped_or_carried_on_before_its_deadline_was_not_promised_any_more() -> None:
    due, day = dt.date(2026, 5, 4), dt.timedelta(days=1)
    assert an_action(due, due, done=False) == (0, 0)
    assert an_action(due, due + day, done=False) == (0, 1)


def test_the_age_of_the_open_ones_is_that_at_the_end_of_the_period() -> None:
    def since(day: dt.date, ended: dt.date | None = None) -> AgreedAction:
        return AgreedAction("manager", day, None, ended, done=False)

    end = dt.date(2025, 12, 31)
    found = came_of(
        since(dt.date(2025, 12, 21)),
        since(dt.date(2025, 12, 1), dt.date(2026, 1, 1)),
        since(dt.date(2025, 1, 1), end),
        period=Period(dt.date(2025, 1, 1), end),
    )
    assert (found.open_actions, found.median_age) == (2, 20)
    assert came_of(since(SPRING), on=TODAY, period=calendar_year(2025, TODAY)).median_age is None


@given(st.lists(st.tuples(days, st.none() | days, st.booleans())))
def test_each_deadline_counts_in_one_year(
    given_days: list[tuple[dt.date, dt.date | None, bool]],
) -> None:
    actions = [
        AgreedAction("both", None, due, ended, done and ended is not None)
        for due, ended, done in given_days
    ]
    history = TeamHistory(TODAY, actions=[AgreedOn(dt.date(2015, 1, 1), one) for one in actions])
    whole = summed_up(history, Period(dt.date(2015, 1, 1), TODAY)).on_time["both"]
    years = [
        summed_up(history, calendar_year(year, TODAY)).on_time["both"] for year in range(2015, 2027)
    ]
    assert whole == (sum(one.done for one in years), sum(one.of for one in years))
    assert all(one.done <= one.of for one in years)


def test_the_last_twelve_months_come_first_then_every_year_since_the_first() -> None:
    assert summaries(TeamHistory(TODAY)) == []
    assert last_twelve_months(TODAY) == (dt.date(2025, 11, 24), TODAY)
    history = TeamHistory(TODAY, talks=[DueTalk(dt.date(2023, 5, 1), held=True)])
    assert [one.period.last for one in summaries(history)] == [
        TODAY,
        *(dt.date(year, 12, 31) for year in (2025, 2024, 2023)),
    ]


def test_the_team_is_read_from_what_the_store_knows(tmp_path: Path) -> None:
    store = MemoryStore(tmp_path)
    store.cadence = Cadence(months_between_talks=6)
    kari, gone = Person(name="Kari"), Person(name="Ola", archived=True)
    last, recent = dt.date(2025, 3, 3), dt.date(2026, 2, 2)
    action = Action(text="Course", owner="manager", deadline=dt.date(2025, 6, 1))
    plan = with_event(Plan(actions=(action,)), action.id, StatusChange(recent, "carried"))
    again = replace(carried_over(action, last), deadline=dt.date(2026, 6, 1))
    moved = StatusChange(recent, "moved", deadline=dt.date(2026, 9, 1))
    newer = with_event(Plan(actions=(again,)), again.id, moved)
    concern = LogEntry(person=kari.id, on=recent, kind="concern", text="…")
    for record in (
        kari,
        gone,
        a_held_talk(kari, last, plan=plan),
        a_held_talk(kari, recent, plan=newer, state="closed"),
        a_held_talk(kari, recent, agenda=FOLLOW_UP),
        a_talk(kari, plan=Plan(actions=(Action(text="Not agreed yet", owner="both"),))),
        a_held_talk(gone, last),
        concern,
        *(
            replace(concern, id=new_id(), **how)
            for how in (
                {"raised": Raising(recent)},
                {"set_aside": SetAside(recent, "let_go")},
                {"kind": "praise"},
            )
        ),
    ):
        store.save(record)
    history = team_history(store, TODAY)
    assert [(one.on, one.held) for one in sorted(history.talks)] == [
        (last, True),
        (last, True),
        (dt.date(2025, 9, 3), False),
        (recent, True),
        (dt.date(2026, 8, 2), False),
    ]
    assert [(one.on, one.action) for one in history.actions] == [
        (recent, AgreedAction("manager", last, dt.date(2026, 9, 1))),
        (last, AgreedAction("manager", last, dt.date(2025, 6, 1), recent)),
    ]
    assert history.concerns == [recent]
    assert came_of(history.actions[1].action, on=last).on_time["manager"] == (0, 0)
