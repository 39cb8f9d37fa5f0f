"""Ending shared mode where what is private can't be read any more."""

from __future__ import annotations

from pathlib import Path

from screens.people import PeopleScreen
from tests.faults.sentinels import Sentinels, fill
from tests.faults.walk import Start, Walk, break_disk
from tests.screens.driving import press, until
from tui.app import SamtaleApp


async def test_shared_mode_ends_and_says_so_though_nothing_can_be_read(tmp_path: Path) -> None:
    fill(tmp_path / "home", Sentinels())
    walk = Walk(tmp_path / "home", (80, 24), lambda app: None)
    async with walk.opened(Start()) as pilot:
        await press(pilot, "escape", "t", "y", "f9")  # so the team below the talk was read
        break_disk(tmp_path / "home-1")
        await press(pilot, "y")
        app = pilot.app
        assert isinstance(app, SamtaleApp)
        desk = app.desk
        assert desk is not None
        await until(pilot, lambda: desk.shared_with is None)
        assert app.is_running
        assert any("conversations: " in one.message for one in app._notifications)
        await press(pilot, "escape", "escape", "y")
        assert app.is_running
        assert isinstance(app.screen, PeopleScreen)
