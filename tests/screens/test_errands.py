"""Every common errand takes six keys at most from the team, and those keys do it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from textual.pilot import Pilot

from screens.desk import Desk
from screens.frame import Frame
from screens.live import LiveScreen
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.prepare import PrepareScreen
from screens.question import Question
from screens.review import ReviewScreen
from screens.search import SearchScreen
from screens.widgets.rows import Rows
from storage.records import Conversation, LogEntry, Person
from storage.sharing import View
from tests.errands import ERRANDS, MOST, Errand
from tests.screens.driving import press, write
from tui.app import SamtaleApp

if TYPE_CHECKING:
    from storage.records import Action


@pytest.mark.parametrize("errand", ERRANDS.values(), ids=ERRANDS)
def test_takes_few_keys(errand: Errand) -> None:
    assert errand.presses <= MOST


async def run(pilot: Pilot[None], errand: Errand) -> None:
    """Press the errand's keys, and type its texts."""
    for step in errand.steps:
        if isinstance(step, str):
            await press(pilot, {"/": "slash"}.get(step, step))
            continue
        await write(pilot, step.text)
        while isinstance(screen := pilot.app.screen, SearchScreen) and not screen._hits:
            await pilot.pause()


async def back_to_the_team(pilot: Pilot[None]) -> PeopleScreen:
    while not isinstance(screen := pilot.app.screen, PeopleScreen):
        await press(pilot, "enter" if isinstance(screen, Question) else "escape")
    return screen


async def test_the_keys_do_what_they_are_said_to(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    desk.store.save(
        LogEntry(
            person=kari.id, on=dt.date(2024, 5, 2), kind="praise", text="Holdt kurs", shared=True
        )
    )

    def notes() -> set[tuple[str, str]]:
        return {(note.kind, note.text) for note in View(desk.store, None).log(kari.id)}

    def actions() -> list[Action]:
        held = [
            talk for talk in View(desk.store, None).conversations(kari.id) if talk.state == "agreed"
        ]
        return [action for talk in held for action in talk.plan.actions]

    def planned() -> set[tuple[str, dt.date]]:
        talks = View(desk.store, None).conversations(kari.id)
        return {(talk.agenda.id, talk.planned_at.date()) for talk in talks if talk.planned_at}

    def on(kind: type[Frame]) -> Callable[[], bool]:
        return lambda: type(app.screen) is kind

    reached: dict[str, Callable[[], bool]] = {
        "prepare": on(PrepareScreen),
        "find": on(PersonScreen),
        "last_plan": on(ReviewScreen),
        "export": lambda: bool([*desk.export_folder.glob("*.md")]),
        "praise": lambda: ("praise", "Reddet leveransen") in notes(),
        "concern": lambda: ("concern", "Mye overtid") in notes(),
        "tick": lambda: any(one.status == "done" for one in actions()),
        "move": lambda: any(
            event.deadline == dt.date(2027, 1, 15) for one in actions() for event in one.history
        ),
        "follow_up": lambda: ("oppfolging", dt.date(2027, 2, 1)) in planned(),
        "add": lambda: "Ida Moe" in {one.name for one in desk.store.people()},
        "start": on(LiveScreen),
        "go_on": on(LiveScreen),
    }
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        for name, errand in ERRANDS.items():
            team = await back_to_the_team(pilot)
            if desk.shared_with is not None:
                team.share_with(None)
            await pilot.pause()
            team.query_one(Rows).choose(kari.id)
            assert not reached[name](), name
            await run(pilot, errand)
            if not reached[name]():  # what is written is saved within a second, or on leaving
                await back_to_the_team(pilot)
            assert reached[name](), (name, app.screen)
