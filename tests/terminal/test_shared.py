"""A sample of the walks over all screens: while the screen is shared, and with hostile text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from agendas.words import speak
from tests.faults import hostile_screens
from tests.faults.replay import Replay
from tests.faults.sentinels import Sentinels, fill
from tests.faults.shared_screen import Searched
from tests.faults.walk import Start, Walk, Way
from tests.hostile import TEXTS
from tui.app import SamtaleApp

SIZE = (80, 24)
WRITTEN = (
    *("LiveScreen manager", "LiveScreen employee"),
    *("ActionForm text", "ActionForm deadline", "ActionForm if_then"),
)
PRIVATE = Start(keys=("escape", "down", "p", "full_stop"))


@pytest.fixture(autouse=True)
def bokmål() -> Iterator[None]:
    speak("nb")
    yield
    speak("en")


async def test_what_is_private_is_held_by_the_screen_until_it_is_shared(tmp_path: Path) -> None:
    sentinels = Sentinels()
    fill(tmp_path / "home", sentinels)
    private, shared = Searched(sentinels), Searched(sentinels)

    def look(app: SamtaleApp) -> None:
        searched = private if app.desk.shared_with is None else shared
        searched.look(app)

    walk = Walk(tmp_path / "home", SIZE, look)
    async with walk.opened(PRIVATE) as pilot:
        look(pilot.app)
        for key in ("f9", "escape", "escape"):
            await pilot.press(key)
            await pilot.pause()
            look(pilot.app)
    assert private.found
    assert shared.frames == 3
    assert not shared.found


def test_what_is_private_is_not_painted_where_a_talk_opens_shared(tmp_path: Path) -> None:
    sentinels = Sentinels()
    fill(tmp_path / "home", sentinels)
    replay = Replay(tmp_path / "home", SIZE)
    searched = Searched(sentinels)
    searched.read(replay.take(Way(Start(("talk", "Kari")), ["escape", "f1"])))
    assert searched.painted
    assert not searched.found
    assert replay.statuses == [0]
    searched.read(sentinels.of("a place").encode())
    assert searched.found == {"a place painted": 1}


async def test_hostile_text_on_a_screen_is_neither_raw_nor_obeyed(tmp_path: Path) -> None:
    tally = hostile_screens.Tally(hostile_screens.fill(tmp_path / "home", 60))
    walk = Walk(tmp_path / "home", SIZE, tally.look)
    way = Way(Start(keys=("t",)), ["f4", "a"])
    await hostile_screens.look_along(walk, way, 0, tally)
    assert tally.kept > len(TEXTS)
    assert tally.places == dict.fromkeys(WRITTEN, 1)
    assert (tally.pasted, tally.typed, tally.frames) == (5, 6, 6)
    assert not tally.found


async def test_what_is_raw_or_obeyed_on_a_screen_is_found() -> None:
    class Careless(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("a\x1b[2J", markup=False)
            yield Static("[@click=app.quit]x[/] [link='file:///x']y[/link]")

    tally = hostile_screens.Tally()
    app = Careless()
    async with app.run_test(size=SIZE):
        tally.look(cast("SamtaleApp", app))
    assert [one.split()[0] for one in tally.found] == ["raw", "obeyed", "obeyed"]


def test_what_a_terminal_would_obey_is_found() -> None:
    assert hostile_screens.commands(b"\x1b[1;2Hord\x1b[38;2;1;2;3mord") == set()
    for name in ("ESC", "OSC 0, the window's title", "OSC 52, the clipboard", "C1 CSI", "NUL"):
        assert hostile_screens.commands(TEXTS[name].encode()), name
