"""What is due, on the first screen and in the list behind it."""

from __future__ import annotations

import datetime as dt

from screens.desk import Desk
from screens.due import DueScreen
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.retention import RetentionScreen
from screens.widgets.painted import Painted
from screens.widgets.rows import Rows
from storage.records import Action, Conversation, LogEntry, Person, Plan
from tests.screens.driving import press
from tests.storage.made_up import a_held_talk
from tui.app import SamtaleApp

OLA = "Ola Fjeld Hemmelig"


def on_top(app: SamtaleApp) -> str:
    """Return what stands above the team."""
    return str(app.screen.query_one("#due", Painted).content)


def listed(screen: object) -> list[str]:
    """Return the rows of the list of what is due."""
    options = screen.query_one("DueScreen Rows", Rows).options  # type: ignore[attr-defined]
    return [str(option.prompt).strip() for option in options]


def something_of_each(desk: Desk, last_year: Conversation) -> None:
    """Let Ola have promised something, and have been seen too long ago; keep an old note."""
    ola = next(one for one in desk.store.people() if one.name == OLA)
    promised = Action(text="Rydde i køen", owner="employee", deadline=desk.today - dt.timedelta(9))
    talk = a_held_talk(
        desk.store.read(Person, ola.id),
        desk.today - dt.timedelta(days=60),
        plan=Plan(actions=(promised,)),
    )
    old = LogEntry(person=ola.id, on=desk.today - dt.timedelta(days=800), text="gammelt")
    for record in (talk, old):
        desk.store.save(record)
    desk.retention_months = 24


async def test_the_managers_own_promises_stand_first_and_each_line_leads_to_its_place(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    something_of_each(desk, last_year)
    app = SamtaleApp(desk)
    async with app.run_test(size=(160, 36)) as pilot:
        await pilot.pause()
        order = (
            "dine egne tiltak",
            "1 samtale",
            "2 oppfølginger",
            "tiltak hos andre",
            "1 oppføring",
            "d viser alt",
        )
        places = [on_top(app).index(words) for words in order]
        assert places == sorted(places)

        await press(pilot, "d")
        assert isinstance(app.screen, DueScreen)
        await app.workers.wait_for_complete()
        assert "f9" not in app.screen.active_bindings  # it is about everybody
        groups = "\n".join(listed(app.screen)).split("\n\n")
        headings = [group.splitlines()[0] for group in groups]
        assert headings == [
            "Det du har lovet",
            "Samtaler",
            "Oppfølginger",
            "Det andre har lovet",
            "Lagret for lenge",
        ]
        assert "Kurs i prosjektledelse" in groups[0]
        assert OLA in groups[3] and "Rydde i køen" in groups[3]

        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
        plan = app.screen.query_one("#plan", Rows)
        assert plan.has_focus
        assert plan.chosen == last_year.plan.actions[2].id

        await press(pilot, "f9")
        behind = next(one for one in app.screen_stack if isinstance(one, DueScreen))
        assert OLA not in "\n".join(listed(behind))
        assert behind.query_one(Rows).chosen is None
        assert not behind._texts
        assert "F9 avslutter delingen" in " ".join(listed(behind)[0].split())
        await press(pilot, "f9", "enter", "escape")
        await app.workers.wait_for_complete()
        await press(pilot, "end", "enter")
        assert isinstance(app.screen, RetentionScreen)


async def test_a_shared_screen_tells_nothing_of_what_is_due(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    something_of_each(desk, last_year)
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert len(on_top(app).splitlines()) > 1
        assert all(len(line) <= 76 for line in on_top(app).splitlines())
        await press(pilot, "f9")
        assert on_top(app) == ""
        await press(pilot, "d")
        assert isinstance(app.screen, PeopleScreen)
