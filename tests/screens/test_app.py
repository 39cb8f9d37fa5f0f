"""What the app itself does: what its keys wait for, and what it says when it fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from screens.desk import Desk
from screens.help import HelpScreen
from screens.people import PeopleScreen
from screens.person import PersonScreen
from storage.records import Person
from tests.screens.driving import packet, press, taken, working
from tui.app import SamtaleApp


async def test_a_crash_names_the_place_and_no_words_of_anybody(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    app = SamtaleApp(desk)

    def fail() -> None:
        note = "zzHemmelig notat"
        raise ValueError(note)

    with pytest.raises(ValueError, match="zzHemmelig"):
        async with app.run_test() as pilot:
            app.call_later(fail)
            await pilot.pause()
    said = capsys.readouterr().err
    assert "test_app.py" in said
    assert "ValueError" in said
    assert "zzHemmelig" not in said


async def test_a_key_that_is_quicker_than_its_screen_waits_for_it(
    desk: Desk, kari: Person, private: str
) -> None:
    async with working(desk, size=(120, 36)) as (app, pilot):
        packet(app, "enter", "full_stop")
        await taken(pilot)
        assert isinstance(person := app.screen, PersonScreen)
        assert person.unfolded
        assert private in str(person.query_one("#log").render_lines(Region(0, 0, 40, 5)))


async def test_what_was_said_is_out_of_sight_in_the_same_moment_as_the_screen_is_shared(
    desk: Desk, kari: Person
) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await app.push_screen(person := PersonScreen(desk, kari.id))
        person.notify("zzHemmelig")
        await pilot.pause()
        toasts = list(person.query("ToastHolder"))
        assert [toast.display for toast in toasts] == [True]
        person.share_with(kari.id)
        assert [toast.styles.display for toast in toasts] == ["none"]


async def test_a_key_that_is_quicker_than_the_first_screen_waits_for_it(desk: Desk) -> None:
    app = SamtaleApp(desk)
    app.post_message(events.Key("f1", None))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)


async def test_a_style_is_read_when_its_screen_is_first_opened(desk: Desk, kari: Person) -> None:
    app = SamtaleApp(desk)

    def read() -> set[str]:
        return {Path(path).stem for path, _ in app.stylesheet.source if path.endswith(".tcss")}

    async with app.run_test() as pilot:
        await pilot.pause()
        assert read() == {"people"}
        assert app.screen.query_one("#team").styles.padding.left == 1
        await press(pilot, "enter")
        assert read() == {"people", "person"}


async def test_keys_that_come_before_a_screen_stands_end_nothing(desk: Desk, kari: Person) -> None:
    async with SamtaleApp(desk).run_test() as pilot:
        for opens in ("f1", "n", "i", "p", "enter"):
            for key in (opens, "ctrl+s", "escape", "escape"):
                pilot.app.post_message(events.Key(key, None))
            await press(pilot, "escape", "escape", "escape")
            assert isinstance(pilot.app.screen, PeopleScreen)


@pytest.mark.parametrize("opens", ["f1", "enter", "l"])
async def test_leaving_while_a_screen_opens_is_no_fault(
    opens: str, desk: Desk, kari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    mount = Screen.mount_composed_widgets

    async def leave_first(screen: Screen[Any], widgets: list[Widget]) -> None:
        screen.app.exit()
        await mount(screen, widgets)

    app = SamtaleApp(desk)
    async with app.run_test() as pilot:
        await pilot.pause()
        monkeypatch.setattr(Screen, "mount_composed_widgets", leave_first)
        await press(pilot, opens)
    assert app.return_code == 0


async def test_what_looks_at_the_screen_while_the_program_is_left_ends_nothing(
    desk: Desk, kari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = SamtaleApp(desk)
    close = app._close_all

    async def close_and_look() -> None:
        front = app.screen
        assert isinstance(front, PeopleScreen)
        await close()
        front.refresh_bar()

    monkeypatch.setattr(app, "_close_all", close_and_look)
    async with app.run_test() as pilot:
        await pilot.pause()
