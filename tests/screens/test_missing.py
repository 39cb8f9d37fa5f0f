"""Somebody whose file is gone doesn't vanish from the team."""

from __future__ import annotations

from pathlib import Path

import pytest

from agendas.words import speak
from screens.desk import Desk
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.timeline import TimelineScreen
from screens.widgets.rows import Rows
from storage.local_store import LocalStore
from storage.records import Conversation, Person
from tests.screens.driving import press, working
from tests.screens.test_agree import BOTH_AGREE, agreeing
from tests.screens.test_agree import shown as agreement
from tui.app import SamtaleApp


async def test_who_and_what_is_missing_is_shown_so_until_the_file_is_back(
    desk: Desk, kari: Person, last_year: Conversation, tmp_path: Path
) -> None:
    speak("en")
    assert isinstance(desk.store, LocalStore)
    desk.store.flush_catalog()
    person = desk.store.folders.folder("people").file(kari.id)
    talk = desk.store.folders.folder("conversations").file(last_year.id)
    person.rename(tmp_path / "person")
    talk.rename(tmp_path / "talk")
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.pause()
        said = [one.message for one in app._notifications]
        assert sum("is missing. Was it moved" in message for message in said) == 2
        app.screen.query_one(Rows).choose(kari.id)
        assert "Kari Nordmann" in shown(app) and "missing" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, PeopleScreen)
        assert "is no longer there" in [*app._notifications][-1].message

        (tmp_path / "person").rename(person)
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
        assert "missing" in shown(app)
        (tmp_path / "talk").rename(talk)
        await press(pilot, "escape", "enter")
        assert "missing" not in shown(app)


GONE = "is no longer there"


def take_away(desk: Desk, person: Person) -> None:
    """Let a person's file vanish while the program is open."""
    assert isinstance(desk.store, LocalStore)
    desk.store.flush_catalog()
    desk.store.folders.folder("people").file(person.id).unlink()


def last_said(app: SamtaleApp) -> str:
    """Return what was said last."""
    return "".join(one.message for one in [*app._notifications][-1:])


@pytest.mark.parametrize("key", ["l", "i", "f9", "full_stop"])
async def test_a_key_about_somebody_whose_file_is_gone_says_so_and_the_program_goes_on(
    key: str, desk: Desk, kari: Person, last_year: Conversation
) -> None:
    speak("en")
    async with working(desk, "enter", size=(120, 36)) as (app, pilot):
        assert isinstance(app.screen, PersonScreen)
        take_away(desk, kari)
        await press(pilot, key)
        assert GONE in last_said(app)
        assert not app.screen.query("Form") and app.is_running
        await pilot.resize_terminal(80, 24)
        await press(pilot, "escape")
        assert isinstance(app.screen, PeopleScreen)
        assert "Kari Nordmann" in shown(app)


async def test_the_years_with_somebody_whose_file_is_gone_are_shown(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    async with working(desk, "enter", size=(120, 36)) as (app, pilot):
        take_away(desk, kari)
        await press(pilot, "ctrl+t", "y")
        assert isinstance(app.screen, TimelineScreen)
        await pilot.resize_terminal(80, 24)
        await press(pilot, "escape")
        assert isinstance(app.screen, PersonScreen)


async def test_a_note_about_somebody_whose_file_is_gone_is_not_begun(
    desk: Desk, kari: Person
) -> None:
    speak("en")
    async with working(desk) as (app, pilot):
        take_away(desk, kari)
        await press(pilot, "l")
        assert isinstance(app.screen, PeopleScreen) and GONE in last_said(app)


async def test_a_talk_ends_also_where_the_person_is_gone(desk: Desk, kari: Person) -> None:
    speak("en")
    async with agreeing(desk, kari) as (pilot, screen):
        take_away(desk, kari)
        assert isinstance(pilot.app, SamtaleApp)
        await press(pilot, "d")
        assert GONE in last_said(pilot.app)
        await press(pilot, *BOTH_AGREE)
        assert screen.talk.conversation.state == "agreed"
        assert "The text is" in agreement(screen)
        screen.talk.autosave.flush()
    assert desk.store.read(Conversation, screen.talk.conversation.id).state == "agreed"


def shown(app: SamtaleApp) -> str:
    """Return the row under the cursor."""
    rows = app.screen.query(Rows).first()
    return "\n".join(rows.render_line(y).text for y in range(rows.size.height))
