"""Leaving the program at a moment at which something could be lost."""

from __future__ import annotations

import asyncio
from unittest import mock

import pytest
from textual.widgets import Static

from screens.desk import Desk
from screens.log_form import NoteForm
from screens.recovery_key import RecoveryKeyScreen
from screens.widgets.text_pane import TextPane
from storage.lift import MARK
from storage.records import Conversation, LogEntry, Person
from tests.screens.driving import NO_ROOM, full_disk, packet, press, until, working, write
from tui.app import SamtaleApp
from tui.failure import Failure
from tui.ground import Ground
from tui.running import _run

TAKES_INPUT = "tui.running.take_input_whole"


def talk_with(desk: Desk, person: Person) -> Conversation:
    (entry,) = desk.store.talks(person.id)
    return desk.store.read(Conversation, entry.id)


async def test_what_comes_in_one_packet_with_the_key_that_leaves_is_kept(
    desk: Desk, kari: Person
) -> None:
    async with working(desk, "t", size=(120, 36)) as (app, pilot):
        packet(app, *"kurs", "ctrl+j", "enter", *"og", "f3", *"ja", "ctrl+q")
        await until(pilot, lambda: not app.is_running)
    talk = talk_with(desk, kari)
    assert (talk.notes[0].manager, talk.notes[0].employee) == (f"kurs{MARK}\nog", "ja")
    assert [one.text for one in talk.plan.actions] == ["kurs"]


async def test_a_form_that_is_kept_in_one_packet_with_the_key_that_leaves_is_saved(
    desk: Desk, kari: Person
) -> None:
    async with working(desk, "l") as (app, pilot):
        packet(app, *"bra", "ctrl+s", "ctrl+q")
        await until(pilot, lambda: not app.is_running)
    (note,) = desk.store.of_person(LogEntry, kari.id)
    assert note.text == "bra"


@pytest.mark.parametrize(("screen", "pane"), [("t", "f3"), ("p", "e")])
async def test_the_last_letters_are_kept_also_where_their_word_does_not_come(
    screen: str, pane: str, desk: Desk, kari: Person
) -> None:
    """What a pane tells of a change goes nowhere once Textual is leaving."""
    async with working(desk, screen, pane, size=(120, 36)) as (app, _pilot):
        assert isinstance(app.focused, TextPane)
        app.focused.insert("ord")
        app.exit()
    talk = talk_with(desk, kari)
    assert "ord" in (talk.notes[0].employee, talk.employee_preparation)


async def test_a_text_in_a_form_is_thrown_away_only_when_the_key_comes_twice(
    desk: Desk, kari: Person
) -> None:
    async with working(desk, "l") as (app, pilot):
        form = app.screen
        assert isinstance(form, NoteForm)
        said = form.query_one("#error", Static)
        packet(app, *"bra", "ctrl+q")
        await until(pilot, lambda: "^Q" in str(said.content))
        await press(pilot, "x")
        assert not said.content
        await press(pilot, "ctrl+q")
        assert app.is_running
        await press(pilot, "ctrl+q")
        await until(pilot, lambda: not app.is_running)


async def test_the_program_is_not_left_before_the_recovery_key_could_be_written_down(
    desk: Desk,
) -> None:
    shown: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    async with working(desk) as (app, pilot):
        app.push_screen(RecoveryKeyScreen(lambda: shown))
        await press(pilot, "ctrl+q", "ctrl+q")
        shown.set_result("AGE-SECRET-KEY-1")
        await press(pilot, "ctrl+q")
        assert app.is_running
        assert "^Q" in str(app.screen.query_one("#said", Static).content)
        await press(pilot, "ctrl+q")
        await until(pilot, lambda: not app.is_running)


async def test_what_is_not_on_disk_is_said_before_the_program_is_left(
    desk: Desk, kari: Person
) -> None:
    async with working(desk, "l") as (app, pilot):
        await write(pilot, "bra")
        with full_disk(desk):
            await press(pilot, "ctrl+s", "ctrl+q")
            assert app.is_running
            (said,) = [one.message for one in app._notifications]
            assert said.startswith(NO_ROOM) and "^Q" in said
            await press(pilot, "ctrl+q")
            await until(pilot, lambda: not app.is_running)
            assert desk.unkept


async def test_who_can_save_after_all_leaves_at_once(desk: Desk, kari: Person) -> None:
    async with working(desk, "l") as (app, pilot):
        await write(pilot, "bra")
        with full_disk(desk):
            await press(pilot, "ctrl+s")
        await press(pilot, "ctrl+q")
        await until(pilot, lambda: not app.is_running)
    (note,) = desk.store.of_person(LogEntry, kari.id)
    assert note.text == "bra" and not desk.unkept


def test_the_shell_is_told_that_not_everything_is_saved(desk: Desk, kari: Person) -> None:
    app = SamtaleApp(desk)
    with full_disk(desk), mock.patch.object(app, "run"), mock.patch(TAKES_INPUT):
        assert _run(app, Ground("dark"), None).status == 0
        desk.save(kari)
        with pytest.raises(Failure, match="Ikke alt er lagret"):
            _run(app, Ground("dark"), None)
