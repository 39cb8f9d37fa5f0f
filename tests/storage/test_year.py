"""How the year's notes spread over its months."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from storage.records import LogEntry
from storage.year import Month, mostly_recent, spread

TODAY = dt.date(2026, 11, 23)


def note(on: dt.date, kind: str = "observation") -> LogEntry:
    return LogEntry(person="p", on=on, kind=kind, text="x")  # type: ignore[arg-type]


def starts(months: list[Month]) -> list[str]:
    return [f"{month.start:%y-%m-%d}" for month in months]


def test_a_year_ends_with_the_present_month() -> None:
    months = spread([], None, TODAY)
    assert len(months) == 12
    assert (starts(months)[0], starts(months)[-1]) == ("25-12-01", "26-11-01")


def test_a_talk_less_than_a_year_ago_is_where_it_begins() -> None:
    assert starts(spread([], dt.date(2026, 9, 30), TODAY)) == ["26-09-01", "26-10-01", "26-11-01"]
    assert len(spread([], dt.date(2024, 1, 1), TODAY)) == 12
    assert len(spread([], dt.date(2027, 1, 1), TODAY)) == 12


@given(st.lists(st.dates(dt.date(2024, 1, 1), dt.date(2028, 1, 1))))
def test_every_note_of_the_time_is_counted_once(days: list[dt.date]) -> None:
    months = spread(map(note, days), None, TODAY)
    inside = [day for day in days if dt.date(2025, 12, 1) <= day <= TODAY]
    assert sum(month.total for month in months) == len(inside)
    for month in months:
        assert month.total == sum(
            (day.year, day.month) == (month.start.year, month.start.month) for day in inside
        )


def test_notes_are_counted_by_kind() -> None:
    months = spread([note(TODAY, "praise"), note(TODAY, "praise"), note(TODAY)], None, TODAY)
    assert months[-1].counts == {"praise": 2, "observation": 1}


def test_more_than_half_in_the_last_two_months_is_mostly_recent() -> None:
    early, late = note(dt.date(2026, 3, 1)), note(dt.date(2026, 10, 1))
    assert mostly_recent(spread([early, late, late], None, TODAY))
    assert not mostly_recent(spread([early, late], None, TODAY))
    assert not mostly_recent(spread([], None, TODAY))


def test_a_time_of_few_months_is_recent_as_a_whole() -> None:
    late = note(dt.date(2026, 11, 2))
    assert not mostly_recent(spread([late], dt.date(2026, 9, 1), TODAY))
