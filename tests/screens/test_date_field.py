"""A date may be written in many ways; the field says which day is meant."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from textual.app import App, ComposeResult

from agendas.dates import read_coming_date
from screens.widgets.date_field import DateField
from tui.themes import DARK

TODAY = dt.date(2026, 11, 30)


class OneDate(App[None]):
    """Asks for a date to come."""

    def __init__(self, day: dt.date | None = None) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self._day = day

    def compose(self) -> ComposeResult:
        """Return the field."""
        yield DateField(self._day, partial(read_coming_date, today=TODAY), id="day")


def painted(app: App[None]) -> str:
    """Return what stands in the field."""
    return app.query_one(DateField).render_line(0).text.strip()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("+3 months", "+3 months Sunday 28 February 2027"),
        ("15.1.", "15.1. Friday 15 January 2027"),
        ("fri", "fri Friday 4 December 2026"),
        ("Friday 15 January 2027", "Friday 15 January 2027"),
        ("15.1.2020", "15.1.2020"),
        ("+3 m", "+3 m"),
        ("-", "-"),
        ("31.2.", "31.2."),
    ],
)
async def test_the_day_that_is_meant_stands_at_the_fields_end(written: str, meant: str) -> None:
    app = OneDate()
    async with app.run_test(size=(60, 4)) as pilot:
        await pilot.pause()
        field = app.query_one(DateField)
        field.value = written
        assert " ".join(painted(app).split()) == meant
        if written != meant:
            assert field.day() is not None


async def test_the_day_stands_there_only_where_there_is_room() -> None:
    app = OneDate()
    async with app.run_test(size=(34, 4)) as pilot:
        await pilot.pause()
        app.query_one(DateField).value = "+3 months"
        assert painted(app) == "+3 months"
        await pilot.resize_terminal(44, 4)
        await pilot.pause()
        assert painted(app).endswith("28 February 2027")


async def test_the_first_letter_takes_the_place_of_the_day_that_stood_there() -> None:
    app = OneDate(dt.date(2027, 1, 15))
    async with app.run_test(size=(60, 4)) as pilot:
        field = app.query_one(DateField)
        assert field.value == "Friday 15 January 2027"
        await pilot.press("+", "1", "space", "d", "a", "y")
        assert field.day() == dt.date(2026, 12, 1)
