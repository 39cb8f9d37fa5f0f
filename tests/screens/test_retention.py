"""What is past its date: said on the first screen, listed by a key, erased when told to."""

from __future__ import annotations

import datetime as dt

import pytest

from screens.desk import Desk
from screens.question import Question
from screens.retention import RetentionScreen
from screens.widgets.field import Field
from screens.widgets.painted import Painted
from screens.widgets.rows import Rows
from storage.local_store import LocalStore
from storage.records import LogEntry, Person
from tests.screens.driving import press, until
from tui.app import SamtaleApp


def due(app: SamtaleApp) -> str:
    return str(app.screen.query_one("#due", Painted).content)


async def test_what_is_past_its_date_is_said_listed_and_erased_when_told_to(
    desk: Desk, kari: Person
) -> None:
    long_ago = desk.today - dt.timedelta(days=1000)
    notes = [LogEntry(person=kari.id, on=long_ago, text=f"{n}") for n in range(3)]
    for note in notes:
        desk.store.save(note)
    app = SamtaleApp(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        assert "· r " not in due(app)
        await press(pilot, "r")
        assert not isinstance(app.screen, RetentionScreen)

        desk.retention_months = 24
        app.screen.reload()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "3" in due(app) and "· r " in due(app)
        await press(pilot, "f9", "r")
        assert not isinstance(app.screen, RetentionScreen)
        await press(pilot, "f9", "enter", "r")
        assert isinstance(app.screen, RetentionScreen)
        await until(pilot, lambda: app.screen.query_one(Rows).option_count == 3)
        painted = app.screen._compositor.render_strips()
        assert "Kari Nordmann" in "".join(strip.text for strip in painted)
        heads = str(app.screen.query_one("#columns", Painted).content)
        assert heads.split("  ")[-1].strip() == "Skulle vært slettet"

        await press(pilot, "e")
        assert not isinstance(app.screen, Question)
        await press(pilot, "down", "enter", "e", "escape")
        assert len(desk.store.of_person(LogEntry, kari.id)) == 3
        await press(pilot, "e", "enter")
        await until(pilot, lambda: app.screen.query_one(Rows).option_count == 2)
        assert [one.id for one in desk.store.of_person(LogEntry, kari.id)] == [
            notes[0].id,
            notes[2].id,
        ]
        await press(pilot, "a", "e", "enter")
        await until(pilot, lambda: app.screen.query_one(Rows).option_count == 0)
        await press(pilot, "escape")
        assert "· r " not in due(app)

        desk.store.save(LogEntry(person=kari.id, on=desk.today - dt.timedelta(days=50), text="…"))
        await press(pilot, "i")
        app.screen.query_one("#retention", Field).value = "1"
        await press(pilot, "enter")
        assert "· r " in due(app)
        assert desk.view.person(kari.id).retention_months == 1
    assert isinstance(desk.store, LocalStore)
    through = {one.through for one in desk.store.access_log.openings(kari.id)}
    assert through <= {"people", "retention"}


async def test_choosing_paints_the_rows_and_lays_none_of_them_out_anew(
    desk: Desk, kari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.retention_months = 24
    for n in range(3):
        long_ago = desk.today - dt.timedelta(days=1000 + n)
        desk.store.save(LogEntry(person=kari.id, on=long_ago, text=f"{n}"))
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(RetentionScreen(desk))
        await until(pilot, lambda: app.screen.query_one(Rows).option_count == 3)
        rows = app.screen.query_one(Rows)

        def marks() -> str:
            rows.render_lines(rows.size.region)
            return "".join(str(option.prompt).strip()[0] for option in rows.options)

        assert marks() == "○○○"
        monkeypatch.setattr(Rows, "show", None)
        await press(pilot, "down", "enter")
        assert marks() == "○●○"
        await press(pilot, "a")
        assert marks() == "●●●"
