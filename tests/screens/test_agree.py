"""Reading the plan together, answering it, exporting it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from screens.agree import AgreeScreen
from screens.desk import Desk
from screens.live import LiveScreen
from screens.people import PeopleScreen
from screens.question import Question
from screens.widgets.plan_pane import PlanPane
from storage.imports.plan import read_plan
from storage.plan import lines
from storage.records import Action, Conversation, Feedback, Goal, Person, Plan
from tests.screens.driving import press, write
from tui.app import SamtaleApp

GOAL = Goal(
    text="Lede ett kundeprosjekt",
    why="Vil ha ansvar",
    unit_goal="Flere prosjektledere",
    reached_when="Overlevert",
    support="Kurs",
)
PLAN = Plan(
    goals=(GOAL,),
    actions=(
        Action(text="Melde på kurs", goal=GOAL.id, owner="manager", undated=True, if_then="ringe"),
        Action(text="Skygge Fjord", owner="both", undated=True),
    ),
    to_employee=Feedback("ansvar", "hast", "å ta imot nye"),
    to_manager=Feedback("ros", "møter", "å lytte"),
)

BOTH_AGREE = ("m", "right", "enter", "e", "right", "enter")


@asynccontextmanager
async def agreeing(
    desk: Desk, person: Person, plan: Plan = PLAN, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[tuple[Pilot[None], AgreeScreen]]:
    """Open the app at the end of a talk with ``person`` that has made ``plan``."""
    app = SamtaleApp(desk, talk_with=person.id)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        app.screen.talk.change_plan(plan)  # type: ignore[attr-defined]
        await press(pilot, "escape", "f")
        assert isinstance(app.screen, AgreeScreen)
        yield pilot, app.screen


def shown(screen: AgreeScreen) -> str:
    """Return all text on the screen."""
    return "\n".join(str(screen.query_one(one).render()) for one in ("#document", "#answers"))


async def test_shows_everything_that_the_export_holds(desk: Desk, kari: Person) -> None:
    async with agreeing(desk, kari) as (_pilot, screen):
        text = shown(screen)
        for item in lines(PLAN):
            assert item.text in text
        for words in ("Vil ha ansvar", "Flere prosjektledere", "Overlevert", "Kurs", "ringe"):
            assert words in text
        for words in ("ansvar", "hast", "å ta imot nye", "ros", "møter", "å lytte"):
            assert words in text


async def test_both_answer_and_the_plan_is_closed_and_exported(desk: Desk, kari: Person) -> None:
    async with agreeing(desk, kari) as (pilot, screen):
        await press(pilot, "s")
        await write(pilot, "Jeg leder et prosjekt")
        await press(pilot, "ctrl+s", "m", "right", "enter")
        assert not screen.talk.conversation.closed
        await press(pilot, "e", "right", "enter")
        talk = screen.talk.conversation
        assert talk.state == "agreed"
        assert talk.summary == "Jeg leder et prosjekt"
        assert "låst" in shown(screen)
        await press(pilot, "x")
        (file,) = desk.export_folder.iterdir()
        assert "Skrevet" in shown(screen)
        back = read_plan(file.read_text("utf-8"), file).conversation
        assert back.plan == talk.plan
        assert back.answers == talk.answers
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PeopleScreen)
    kept = desk.store.read(Conversation, talk.id)
    assert kept.state == "agreed"
    assert kept.ended_at is not None
    assert kept.clock is not None
    assert kept.clock.state == "stopped"


async def test_nothing_closes_while_an_action_lacks_its_owner_or_date(
    desk: Desk, kari: Person
) -> None:
    plan = Plan(actions=(Action(text="Uten noe"),))
    async with agreeing(desk, kari, plan) as (pilot, screen):
        assert "1 tiltak mangler" in shown(screen)
        await press(pilot, "m")
        assert pilot.app.screen is screen
        assert any("F4" in notice.message for notice in pilot.app._notifications)
        assert screen.talk.conversation.answers == ()


@pytest.mark.parametrize(("moves", "state"), [(1, "agreed"), (2, "closed")])
async def test_an_answer_with_a_note_needs_the_note(
    desk: Desk, kari: Person, moves: int, state: str
) -> None:
    async with agreeing(desk, kari) as (pilot, screen):
        await press(pilot, "m", "right", "enter", "e", *["down"] * (moves + 1), "enter")
        form = pilot.app.screen
        assert form is not screen
        assert form.focused is form.query_one(TextArea)
        await write(pilot, "ikke målet")
        await press(pilot, "ctrl+s")
        talk = screen.talk.conversation
        assert talk.state == state
        assert talk.answer_of("employee").note == "ikke målet"  # type: ignore[union-attr]
        assert "ikke målet" in shown(screen)


async def test_a_change_after_an_answer_asks_for_it_anew(desk: Desk, kari: Person) -> None:
    async with agreeing(desk, kari) as (pilot, screen):
        await press(pilot, "m", "right", "enter")
        await press(pilot, "k")
        await write(pilot, "mer ")
        await press(pilot, "enter")
        await press(pilot, "e", "right", "enter")
        assert not screen.talk.conversation.closed
        await press(pilot, "m", "enter")
        assert screen.talk.conversation.closed


async def test_next_dates_are_proposed_and_become_the_persons_next_talk(
    desk: Desk, kari: Person
) -> None:
    async with agreeing(desk, kari) as (pilot, screen):
        await press(pilot, "d", "enter", *BOTH_AGREE)
        assert screen.talk.conversation.closed
        plan = screen.talk.conversation.plan
        assert str(plan.next_talk) == "2027-11-23"
        assert str(plan.next_follow_up) == "2027-01-04"
    assert desk.store.read(Person, kari.id).next_talk == plan.next_talk


async def test_opened_again_both_answer_anew_and_the_old_version_is_kept(
    desk: Desk, kari: Person
) -> None:
    async with agreeing(desk, kari) as (pilot, screen):
        await press(pilot, *BOTH_AGREE, "r", "enter")
        talk = screen.talk.conversation
        assert not talk.closed
        assert talk.answers == ()
        assert [version.plan for version in talk.versions] == [PLAN]
        await press(pilot, *BOTH_AGREE)
        assert talk.state == "agreed"


async def test_a_full_disk_is_said_and_the_export_can_be_tried_again(
    desk: Desk, kari: Person
) -> None:
    async with agreeing(desk, kari) as (pilot, screen):
        await press(pilot, *BOTH_AGREE)
        desk.export_folder.write_text("in the way")
        await press(pilot, "x")
        assert "Ikke skrevet" in shown(screen)
        desk.export_folder.unlink()
        await press(pilot, "x")
        assert "Skrevet" in shown(screen)


async def test_names_and_text_of_any_content_are_shown_whole(desk: Desk, kari: Person) -> None:
    long = "ord [/b] " * 60 + "slutt"
    plan = Plan(actions=(Action(text=long, owner="both", undated=True),))
    async with agreeing(desk, kari, plan, (80, 24)) as (_pilot, screen):
        assert "slutt" in shown(screen)
        assert "…" not in shown(screen)


async def test_no_answer_is_chosen_beforehand(desk: Desk, kari: Person) -> None:
    async with agreeing(desk, kari) as (pilot, screen):
        await press(pilot, "e", "enter")
        assert pilot.app.screen is not screen
        assert screen.talk.conversation.answers == ()


async def test_opening_again_asks_first(desk: Desk, kari: Person) -> None:
    async with agreeing(desk, kari) as (pilot, screen):
        await press(pilot, *BOTH_AGREE, "r", "escape")
        assert screen.talk.conversation.closed


async def test_t_right_after_a_closed_talk_asks_before_it_begins_another(
    desk: Desk, kari: Person
) -> None:
    async with agreeing(desk, kari) as (pilot, _screen):
        await press(pilot, *BOTH_AGREE, "escape")
        assert isinstance(pilot.app.screen, PeopleScreen)
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, Question)
        await press(pilot, "escape")
        assert [one.closed for one in desk.store.talks(kari.id)] == [True]
        await press(pilot, "t", "enter")
        assert isinstance(pilot.app.screen, LiveScreen)
        assert sorted(one.closed for one in desk.store.talks(kari.id)) == [False, True]


async def test_f4_leads_to_the_action_that_lacks_something(desk: Desk, kari: Person) -> None:
    plan = Plan(
        actions=(
            *(Action(text=f"Nr. {number}", owner="both", undated=True) for number in range(3)),
            Action(text="Uten frist", owner="both"),
        )
    )
    async with agreeing(desk, kari, plan, (80, 24)) as (pilot, _screen):
        await press(pilot, "f4")
        live = pilot.app.screen
        await pilot.wait_for_scheduled_animations()
        assert live.query_one(PlanPane).chosen == plan.actions[-1].id


async def test_a_locked_plan_asks_for_no_summary_any_more(desk: Desk, kari: Person) -> None:
    async with agreeing(desk, kari) as (pilot, screen):
        assert "oppsummerer" in shown(screen)
        await press(pilot, *BOTH_AGREE)
        assert "låst" in shown(screen)
        assert "oppsummerer" not in shown(screen)
