"""Keys of the user's own work, show and give way everywhere."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from agendas.words import speak
from screens.desk import Desk
from screens.live import LiveScreen, open_talk
from screens.planning import plan_talk
from screens.prepare import PrepareScreen
from screens.widgets.key_bar import KeyBar
from screens.widgets.note_pane import NotePane
from storage.records import Person
from tests.screens.driving import press, write
from tests.screens.test_palette import found
from tui.app import SamtaleApp
from tui.keymap import VIM


async def test_another_key_does_it_shows_it_and_the_usual_one_no_longer_does(
    desk: Desk, kari: Person
) -> None:
    speak("en")
    keymap = {"people.prepare": "w", "note.lift": "f12", "live.next": "ctrl+g"}
    app = SamtaleApp(desk, keymap=keymap)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        people, bar = app.screen, app.screen.query_one(KeyBar)
        assert ("w", "Prepare") in [*bar.keys()]
        await press(pilot, "p")
        assert app.screen is people
        assert next(line for line in await found(pilot, "prepare")).endswith("w")
        await press(pilot, "escape", "w")
        assert isinstance(app.screen, PrepareScreen)
        await press(pilot, "escape", "t")
        live = app.screen
        assert isinstance(live, LiveScreen)
        await write(pilot, "Kurs")
        await press(pilot, "ctrl+j")
        assert not live.talk.conversation.plan.actions
        await press(pilot, "backspace", "f12", "f5", "ctrl+g")
        assert live.talk.conversation.plan.actions and live.talk.topic == 1


@pytest.mark.parametrize("vim", [True, False])
async def test_the_keys_of_vim_move_in_lists_and_cut_lines_of_the_plan(
    desk: Desk, kari: Person, vim: bool
) -> None:
    for name in ("Anna", "Bo"):
        desk.store.save(Person(name=name))
    desk.vim = vim
    app = SamtaleApp(desk, keymap=VIM if vim else {})
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        people = app.screen.query_one(OptionList)
        at = []
        for key in ("j", "j", "k", "G", "g", "ctrl+d", "ctrl+u"):
            await press(pilot, key)
            at.append(people.highlighted)
        assert at == ([1, 2, 1, 3, 0, 3, 0] if vim else [0, 0, 0, 0, 0, 3, 0])

        await app.push_screen(live := open_talk(desk, plan_talk(desk, kari)))
        await pilot.pause()
        await write(pilot, "jdd")
        assert live.query_one(NotePane).text == "jdd"
        await press(pilot, "ctrl+j", "f4", "d", "o", "d")
        assert len(live.talk.conversation.plan.actions) == 1
        await press(pilot, "d")
        assert len(live.talk.conversation.plan.actions) == (0 if vim else 1)
        await press(pilot, "u")
        assert len(live.talk.conversation.plan.actions) == 1
