"""What takes long on the screen: said, with all keys at work, and left by Escape."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from screens.desk import Desk
from screens.people import PeopleScreen
from screens.search import SearchField, SearchScreen
from screens.summary import SummaryScreen
from screens.team_import import TeamImportScreen
from screens.widgets.rows import Rows
from screens.widgets.top_bar import TopBar
from storage.imports.team import read_team_file
from storage.progress import Progress
from storage.records import Person
from tests.screens.driving import press, until, write
from tui.app import SamtaleApp


class Stuck:
    """Work that never gets further than a quarter; ``left`` once nobody waits for it."""

    def __init__(self) -> None:
        self.left = threading.Event()

    def __call__(self, progress: Progress) -> bool:
        try:
            while not self.left.wait(0.001):
                progress(1, 4)
        finally:
            self.left.set()
        return False


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Stuck:
    monkeypatch.setattr("screens.waiting.PATIENCE", 0)
    return Stuck()


def says(app: SamtaleApp, words: str) -> Callable[[], bool]:
    return lambda: words in str(app.screen.query_one(TopBar).render())


async def test_one_types_while_the_search_gets_ready_and_escape_leaves_it(
    desk: Desk, kari: Person, stuck: Stuck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.store, "get_ready_to_search", stuck)
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("slash")
        await pilot.pause()
        assert isinstance(app.screen, SearchScreen)
        await until(pilot, says(app, "Gjør klar til å søke: 25 %"))
        await write(pilot, "fag")
        assert app.screen.query_one(SearchField).value == "fag"
        await press(pilot, "escape")
        assert isinstance(app.screen, PeopleScreen)
        await until(pilot, stuck.left.is_set)


async def test_who_quits_waits_for_nothing_and_what_is_quick_says_nothing(
    desk: Desk, kari: Person, stuck: Stuck, monkeypatch: pytest.MonkeyPatch
) -> None:
    def history(_store: object, _today: object, progress: Progress) -> None:
        stuck(progress)

    monkeypatch.setattr("storage.team_summary.team_history", history)
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        await until(pilot, says(app, "Regner sammen: 25 %"))
        monkeypatch.setattr("screens.waiting.PATIENCE", 60)
        await until(pilot, lambda: not says(app, "Regner sammen")())
        await press(pilot, "ctrl+q")
    assert stuck.left.wait(20)


@pytest.mark.parametrize("leave", ["escape", "ctrl+q"])
async def test_what_is_found_once_the_screen_is_left_comes_to_nothing(
    leave: str, desk: Desk, kari: Person
) -> None:
    go_on = threading.Event()
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "b")
        screen = app.screen
        assert isinstance(screen, SummaryScreen)
        found = asyncio.create_task(screen.wait_for("…", lambda _progress: go_on.wait(20)))
        await press(pilot, leave)
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await found


async def test_an_import_that_is_left_keeps_nothing(
    desk: Desk, kari: Person, stuck: Stuck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Navn\n" + "".join(f"Ny Person{n} Moe\n" for n in range(6)))
    save_all: Any = desk.store.save_all

    def slow(records: list[Person], progress: Progress) -> None:
        save_all(records, lambda done, _all: done > 2 and stuck(progress))

    monkeypatch.setattr("storage.progress._EVERY", 1)
    monkeypatch.setattr(desk.store, "save_all", slow)
    app = SamtaleApp(desk)
    people = {one.name for one in desk.store.people()}
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        app.push_screen(TeamImportScreen(desk, read_team_file(file, desk.today)))
        await pilot.pause()
        await pilot.press("ctrl+s")
        await until(pilot, says(app, "Henter inn: 25 %"))
        await pilot.press("down", "l", "ctrl+s")
        await pilot.pause()
        rows = app.screen.query_one(Rows)
        assert rows.chosen == "1" and "+" in str(rows.options[1].prompt)
        await pilot.press("escape")
        await until(pilot, lambda: bool(app._notifications))
        assert [one.message for one in app._notifications] == ["Ingenting ble hentet inn."]
        assert isinstance(app.screen, TeamImportScreen)
        assert {one.name for one in desk.store.people()} == people
        assert not list((tmp_path / "home").rglob(".*.tmp"))
        await press(pilot, "escape")
        assert isinstance(app.screen, PeopleScreen)
