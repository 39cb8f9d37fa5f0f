"""Keys that are there before what the one before them opens, as over a slow line."""

from __future__ import annotations

import asyncio

import pytest
from textual import events

import tui.keys_in_turn
from screens.agree import AgreeScreen
from screens.desk import Desk
from screens.live import LiveScreen
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.person_form import PersonForm
from screens.prepare import PrepareScreen
from screens.question import Question
from screens.search import SearchScreen
from storage.records import Conversation, LogEntry, Person
from tests.screens.driving import packet, press, taken, until, working
from tests.screens.test_agree import PLAN, agreeing
from tui.app import SamtaleApp


async def test_the_name_for_a_new_form_is_no_row_of_commands(desk: Desk, kari: Person) -> None:
    """`p` prepares, `r` is what is past its date, `o` imports, and Enter opens a person."""
    async with working(desk) as (app, pilot):
        packet(app, "n", *"Per Roe", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, PersonScreen))
        assert [type(one) for one in app.screen_stack[1:]] == [PeopleScreen, PersonScreen]
    assert "Per Roe" in {one.name for one in desk.store.people()}


async def test_a_key_behind_the_one_that_leaves_a_form_goes_to_the_screen_beneath(
    desk: Desk, kari: Person
) -> None:
    async with working(desk, "l") as (app, pilot):
        packet(app, *"bra", "ctrl+s", "l", *"best", "ctrl+s", "slash", *"best")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        await until(pilot, lambda: app.focused is not None)
    assert {one.text for one in desk.store.of_person(LogEntry, kari.id)} == {"bra", "best"}


async def test_a_paste_waits_for_its_form(desk: Desk, kari: Person) -> None:
    async with working(desk) as (app, pilot):
        packet(app, "n")
        app.post_message(events.Paste("Per Roe"))
        packet(app, "enter")
        await until(pilot, lambda: "Per Roe" in {one.name for one in desk.store.people()})


async def test_a_whole_talk_comes_in_one_packet(desk: Desk, kari: Person) -> None:
    async with working(desk, size=(120, 36)) as (app, pilot):
        packet(app, "t", *"kurs", "ctrl+j", "f3", *"ja", "f5", "escape", "g", *"Lede", "enter")
        packet(app, "f4", "a", *"Ringe", "enter", "escape", "f", "s", *"Greit", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgreeScreen))
        await press(pilot, "escape")
        assert isinstance(app.screen, LiveScreen)
    (entry,) = desk.store.talks(kari.id)
    talk = desk.store.read(Conversation, entry.id)
    assert talk.notes[0].employee == "ja"
    assert {one.text for one in talk.plan.actions} == {"kurs", "Ringe"}
    assert [one.text for one in talk.plan.goals] == ["Lede"]
    assert talk.summary == "Greit"


async def test_what_is_typed_behind_enter_on_a_line_of_the_plan_is_all_in_its_form(
    desk: Desk, kari: Person
) -> None:
    """Enter is a message from the list to the screen before it opens a form."""
    async with working(desk, "t", *"kurs", "ctrl+j", size=(120, 36)) as (app, pilot):
        live = app.screen
        assert isinstance(live, LiveScreen)
        packet(app, "f4", "enter", *" i vår", "enter")
        await until(pilot, lambda: live.talk.conversation.plan.actions[0].text == "kurs i vår")


async def test_enter_right_behind_the_key_that_opens_a_list_takes_what_holds_now(
    desk: Desk, kari: Person
) -> None:
    async with working(desk, "p", "a", "down", "down", "enter", size=(120, 36)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, PrepareScreen)
        chosen = screen.conversation.agenda.id
        packet(app, "a", "enter")
        await taken(pilot)
        assert app.screen is screen
        assert screen.conversation.agenda.id == chosen


async def test_both_answers_come_in_one_packet(desk: Desk, kari: Person) -> None:
    async with agreeing(desk, kari, PLAN) as (pilot, screen):
        packet(pilot.app, "m", "right", "enter", "e", "right", "enter")
        await until(pilot, lambda: screen.talk.conversation.closed)


async def test_what_waits_for_its_turn_is_kept_where_a_signal_ends_the_program(
    desk: Desk, kari: Person
) -> None:
    async with working(desk, "t", size=(120, 36)) as (app, pilot):
        packet(app, *"kurs", "f3", *"ja", "escape", "f2", *" og mål")
        await app.all_taken()
        app.exit()
        await until(pilot, lambda: not app.is_running)
    (entry,) = desk.store.talks(kari.id)
    notes = desk.store.read(Conversation, entry.id).notes[0]
    assert (notes.manager, notes.employee) == ("kurs og mål", "ja")


async def test_a_signal_before_the_first_screen_waits_for_no_keys(desk: Desk) -> None:
    app = SamtaleApp(desk)
    async with app.run_test():
        app._led = None
        app._waiting = True
        await asyncio.wait_for(app.all_taken(), 5)


async def test_what_is_left_by_a_key_waits_for_no_more(desk: Desk, kari: Person) -> None:
    async with working(desk) as (app, _pilot):
        packet(app, "down", "q", *"abc")
        await asyncio.wait_for(app.all_taken(), 5)
        assert app._exit


async def test_keys_go_on_where_something_never_comes_to_an_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with working(desk) as (app, pilot):
        monkeypatch.setattr(tui.keys_in_turn, "LED_WITHIN", 0.05)
        monkeypatch.setattr(tui.keys_in_turn, "told", lambda _node: asyncio.Event().wait())
        packet(app, "f1", "escape", "n")
        await until(pilot, lambda: isinstance(app.screen, PersonForm))


async def test_a_key_behind_the_one_that_leaves_an_answer_leaves_the_agreement(
    desk: Desk, kari: Person
) -> None:
    async with agreeing(desk, kari, PLAN) as (pilot, screen):
        packet(pilot.app, "m", "escape", "escape")
        await taken(pilot)
        assert not isinstance(pilot.app.screen, Question)
        assert isinstance(pilot.app.screen, LiveScreen)
        assert not screen.talk.conversation.closed
