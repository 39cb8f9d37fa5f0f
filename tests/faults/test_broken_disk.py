"""Ending shared mode where what is private can't be read any more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.faults.sentinels import Sentinels, fill
from tests.faults.shared_screen import STARTS
from tests.faults.walk import Walk
from tui.app import SamtaleApp


async def test_shared_mode_ends_and_says_so_though_nothing_can_be_read(tmp_path: Path) -> None:
    fill(tmp_path / "home", Sentinels())
    (start,) = (one for one in STARTS if one.broken_disk)
    walk = Walk(tmp_path / "home", (80, 24), lambda app: None)
    async with walk.opened(replace(start, keys=(*start.keys, "f9", "y"))) as pilot:
        app = pilot.app
        assert isinstance(app, SamtaleApp)
        assert app.is_running
        assert app.desk.shared_with is None
        assert any("conversations: " in one.message for one in app._notifications)
