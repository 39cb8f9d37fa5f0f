"""The palette offers what can be done from here, and does the same as the key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.command import CommandList
from textual.pilot import Pilot

from screens.desk import Desk
from screens.due import DueScreen
from screens.frame import Frame
from screens.live import open_talk
from screens.palette import Palette, Wish
from screens.person import PersonScreen
from screens.planning import plan_talk
from screens.prepare import PrepareScreen
from screens.retention import RetentionScreen
from screens.summary import SummaryScreen
from screens.unit_goals import UnitGoalsScreen
from screens.widgets.plan_pane import PlanPane
from storage.records import Conversation, Person
from tests.screens.driving import packet, press, taken, write
from tests.screens.test_help import helping


async def found(pilot: Pilot[None], words: str = "") -> list[str]:
    """Open the palette, type, and return its lines once they are there."""
    await press(pilot, "ctrl+p")
    await write(pilot, words)
    return await listed(pilot)


async def listed(pilot: Pilot[None]) -> list[str]:
    """Return the palette's lines once they are there."""
    await pilot.pause()
    searching = [one for one in pilot.app.workers if one.node is pilot.app.screen]
    await pilot.app.workers.wait_for_complete(searching)
    await pilot.pause()
    return [str(one.prompt) for one in pilot.app.screen.query_one(CommandList).options]


async def test_what_works_now_comes_first_each_with_its_keys_and_what_more_there_is_to_say(
    desk: Desk, kari: Person
) -> None:
    async with helping(desk, open_talk(desk, plan_talk(desk, kari))) as (pilot, _live):
        lines = await found(pilot)
        assert lines[0].split()[:4] == ["Line", "to", "the", "plan"] and lines[0].endswith("^j")
        here = next(n for n, line in enumerate(lines) if line.startswith("Next topic"))
        elsewhere = next(n for n, line in enumerate(lines) if line.startswith("1 min more"))
        assert here < elsewhere
        assert "On to the next topic" in lines[here] and lines[here].endswith("f5 n")
        assert not any("A line down" in line or line.startswith("Commands") for line in lines)


async def test_what_belongs_elsewhere_on_the_screen_is_done_there(desk: Desk, kari: Person) -> None:
    async with helping(desk, open_talk(desk, plan_talk(desk, kari))) as (pilot, live):
        assert (await found(pilot, "owner"))[0].startswith("Owner")
        await press(pilot, "enter")
        assert pilot.app.screen is live and isinstance(live.focused, PlanPane)


async def test_enter_does_what_the_key_does_and_esc_nothing(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    async with helping(desk) as (pilot, people):
        assert (await found(pilot, "all due"))[0].startswith("Due")
        await press(pilot, "escape")
        assert pilot.app.screen is people
        await found(pilot, "all due")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DueScreen)


async def test_enter_in_one_packet_with_words_that_fit_nothing_does_nothing(
    desk: Desk, kari: Person
) -> None:
    """What stood first before the words is not what was asked for."""
    async with helping(desk) as (pilot, _people):
        packet(pilot.app, "ctrl+p", "ø", "enter")
        await taken(pilot)
        assert await listed(pilot) == ["Nothing here is called that."]
        assert isinstance(pilot.app.screen, Palette)


async def test_people_are_found_by_name_while_nobody_else_looks_on(
    desk: Desk, kari: Person
) -> None:
    name = "[b]Ida[/b] [@click=app.quit]Moe " + "Lie-Pettersen " * 3
    desk.store.save(Person(name=name))
    async with helping(desk) as (pilot, people):
        assert isinstance(people, Frame)
        assert not any("Kari" in line for line in await found(pilot))
        await press(pilot, "escape")
        (line,) = await found(pilot, "open [b]ida")
        assert line.startswith(f"Open {name}")
        await press(pilot, "escape")
        await found(pilot, "hemm")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PersonScreen)
        await press(pilot, "escape")

        people.share_with(kari.id)
        assert await found(pilot, "hemm") == ["Nothing here is called that."]
        palette = pilot.app.screen
        assert isinstance(palette, Palette)
        assert not any(one.name for one in palette._entries)


async def test_a_person_is_opened_over_the_team_and_no_talk_twice(desk: Desk, kari: Person) -> None:
    """Each of two screens on one talk would save its own, and the last would win."""
    async with helping(desk) as (pilot, people):
        await press(pilot, "p")
        first = pilot.app.screen
        assert isinstance(first, PrepareScreen)
        await press(pilot, "e")
        await write(pilot, "fra den første")
        await press(pilot, "escape")
        await found(pilot, "open kari")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PersonScreen) and pilot.app.screen_stack[-2] is people
        await press(pilot, "p")
        again = pilot.app.screen
        assert isinstance(again, PrepareScreen) and again is not first
        assert again.conversation.employee_preparation == "fra den første"


@pytest.mark.parametrize("kind", [SummaryScreen, UnitGoalsScreen, RetentionScreen, DueScreen])
async def test_nobody_is_opened_from_a_screen_of_everybody_for_it_would_lie_beneath_a_shared_one(
    desk: Desk, kari: Person, kind: Callable[[Desk], Frame]
) -> None:
    async with helping(desk, kind(desk)) as (pilot, _frame):
        assert await found(pilot, "hemm") == ["Nothing here is called that."]


async def test_what_would_command_the_terminal_stands_there_as_marks(desk: Desk) -> None:
    async with helping(desk) as (pilot, _people):
        await press(pilot, "ctrl+p")
        pilot.app.screen.query_one(Wish).value = "a\x1b[2Jb"
        await pilot.pause()
        painted = "".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
        assert "[2Jb" in painted and "\x1b" not in painted


async def test_it_fits_a_small_window_and_follows_its_size(desk: Desk, kari: Person) -> None:
    async with helping(desk, size=(60, 20)) as (pilot, _people):
        lines = await found(pilot)
        inside = pilot.app.screen.query_one(CommandList).scrollable_content_region.width - 2
        assert {len(line) for line in lines} == {inside}
        await pilot.resize_terminal(120, 36)
        wider = await listed(pilot)
        assert max(map(len, wider)) > max(map(len, lines))
        assert not any("…" in line for line in wider)
