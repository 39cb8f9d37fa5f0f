"""A window that changes its size, painted at each step as a terminal is: nothing gives way."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.scenes import TALK, Scene, on_stage

SIZES = ((60, 20), (40, 10), (120, 36))


@pytest.mark.parametrize(
    "scene",
    [Scene(("down", "p", "i")), Scene((*TALK, "f4"), topic=2)],
    ids=["preparation", "talk"],
)
async def test_what_has_the_focus_stands_each_size(scene: Scene, tmp_path: Path) -> None:
    async with on_stage(scene, (120, 36), tmp_path) as app:
        focused = app.screen.focused
        for columns, rows in SIZES:
            await Pilot(app).resize_terminal(columns, rows)
            await Pilot(app).pause()
        assert focused is not None and app.screen.focused is focused
        assert focused.content_size.width > 20
