"""Help says which keys work where on the screen underneath, and how it is used."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from agendas.words import speak
from screens.agree import AgreeScreen
from screens.at_hand import groups
from screens.desk import Desk
from screens.frame import Frame
from screens.help import HelpScreen
from screens.live import LiveScreen, open_talk
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.planning import plan_talk
from screens.prepare import PrepareScreen
from screens.review import ReviewScreen
from screens.thread import ThreadScreen
from screens.timeline import TimelineScreen
from screens.widgets.painted import Painted
from storage.records import Conversation, Person
from tests.screens.driving import press, write
from tui.app import SamtaleApp


@asynccontextmanager
async def helping(
    desk: Desk, frame: Frame | None = None, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[tuple[Pilot[None], Frame]]:
    """Open the app on ``frame``, else on the first screen, speaking English."""
    speak("en")
    app = SamtaleApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if frame is not None:
            await app.push_screen(frame)
            await pilot.pause()
        assert isinstance(app.screen, Frame)
        yield pilot, app.screen


def keys(frame: Frame) -> dict[str, dict[str, str]]:
    """Return the words for each key, by the part of the screen it works in."""
    return {
        title: {key: one.binding.description for one in commands for key in one.keys}
        for title, commands in groups(frame)
    }


async def test_what_works_where_the_focus_is_comes_first(desk: Desk, kari: Person) -> None:
    async with helping(desk, open_talk(desk, plan_talk(desk, kari))) as (pilot, live):
        found = keys(live)
        assert list(found)[:2] == ["In a note", "Everywhere on this screen"]
        assert found["In a note"]["ctrl+j"] == "Line to the plan"
        assert (found["In a note"]["ctrl+z"], found["In a note"]["ctrl+y"]) == ("Undo", "Redo")
        assert found["Everywhere on this screen"]["f5"] == "Next topic"
        assert found["In the agenda"]["f"] == "Finish"
        assert found["In the plan"]["g"] == "Goal"
        assert found["In last year's plan"]["d"] == "Done"
        await press(pilot, "escape")
        assert next(iter(keys(live))) == "In the agenda"


async def test_keys_for_the_same_thing_stand_together(desk: Desk, kari: Person) -> None:
    async with helping(desk, open_talk(desk, plan_talk(desk, kari))) as (_pilot, live):
        (plan,) = [commands for title, commands in groups(live) if title == "In the plan"]
        assert ("x", "delete") in [one.keys for one in plan]


async def test_what_does_not_work_now_is_left_out(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    async with helping(desk, ReviewScreen(desk, last_year)) as (_pilot, review):
        assert "r" in keys(review)["Everywhere on this screen"]
        last_year.state = "live"
        assert "r" not in keys(review)["Everywhere on this screen"]


@pytest.mark.parametrize("key", ["escape", "f1"])
async def test_f1_opens_it_and_two_keys_close_it(desk: Desk, kari: Person, key: str) -> None:
    async with helping(desk) as (pilot, people):
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, key)
        assert pilot.app.screen is people


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_every_key_is_listed_in_the_width_at_hand_with_words_on_use(
    desk: Desk, kari: Person, last_year: Conversation, size: tuple[int, int]
) -> None:
    frame = PrepareScreen(desk, plan_talk(desk, kari))
    async with helping(desk, frame, size) as (pilot, _frame):
        await press(pilot, "f1")
        painted = pilot.app.screen.query_one(Painted)
        lines = str(painted.content).splitlines()
        assert all(len(line) <= painted.content_size.width for line in lines)
        for words in ("Start the talk", "Shared screen", "Carry on", "In last year's plan"):
            assert any(words in line for line in lines)
        assert "Begin with last year's plan" in " ".join(lines[-9:])
        assert pilot.app.screen.query_one(".heading", Static).region.y >= 1


async def test_what_is_typed_is_looked_for_in_it(desk: Desk, kari: Person) -> None:
    async with helping(desk) as (pilot, _people):
        await press(pilot, "f1")
        painted = pilot.app.screen.query_one(Painted)
        whole = str(painted.content)
        await write(pilot, "address")
        assert "Import" in str(painted.content) and "Follow up" not in str(painted.content)
        await write(pilot, "q")
        assert str(painted.content) == "Nothing here is called that."
        await press(pilot, *["backspace"] * len("addressq"), "down")
        assert str(painted.content) == whole


async def test_the_first_screens_list_says_what_enter_does(desk: Desk, kari: Person) -> None:
    async with helping(desk) as (_pilot, people):
        assert isinstance(people, PeopleScreen)
        assert keys(people)["In a list"]["enter"] == "Open"


@pytest.mark.parametrize(
    "kind",
    [
        PeopleScreen,
        PersonScreen,
        PrepareScreen,
        LiveScreen,
        AgreeScreen,
        ReviewScreen,
        ThreadScreen,
        TimelineScreen,
    ],
)
def test_every_screen_says_how_it_is_used(kind: type[Frame]) -> None:
    assert kind.usage
