"""The unit's goals: kept by year, chosen in a goal's form, and who serves them for the manager."""

from __future__ import annotations

from msgspec.structs import replace

from agendas.words import _
from screens.desk import Desk
from screens.live import LiveScreen
from screens.plan_forms import GoalForm
from screens.unit_goals import UnitGoalsScreen
from screens.widgets.field import Field
from screens.widgets.painted import Painted
from screens.widgets.rows import Rows
from screens.widgets.top_bar import TopBar
from storage.plan import with_goal
from storage.records import Conversation, Person, UnitGoal
from tests.screens.driving import NO_ROOM, full_disk, press, write
from tui.app import SamtaleApp


def rows(app: SamtaleApp) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one(Rows).options]


async def test_goals_are_written_turned_to_copied_and_removed(desk: Desk, kari: Person) -> None:
    year = desk.today.year
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "u")
        assert isinstance(app.screen, UnitGoalsScreen)
        await press(pilot, "c", "x", "n")
        await write(pilot, "Svare [b]samme[/b] dag")
        await press(pilot, "tab", "2", "0", "enter")
        assert _("Write the year with four digits.") in str(app.screen.query_one("#error").content)
        app.screen.query_one("#year", Field).value = str(year - 1)
        await press(pilot, "enter")
        assert "[b]samme[/b]" in rows(app)[0] and str(year - 1) in str(app.screen.heading())
        await press(pilot, "right", "c")
        (last, this) = desk.view.unit_goals(year - 1, year)
        assert (this.year, this.thread) == (year, last.id)
        await press(pilot, "c", "enter", "ctrl+u")
        await write(pilot, "Svare fort")
        await press(pilot, "enter")
        assert [goal.text for goal in desk.view.unit_goals(year)] == ["Svare fort"]
        assert _("no plan serves it yet") in rows(app)[0]
        await press(pilot, "x", "escape")
        assert len(rows(app)) == 1
        await press(pilot, "f9")
        assert desk.shared_with is None
        await press(pilot, "x", "enter")
        assert rows(app) == [] and desk.view.unit_goals(year) == []
        assert desk.view.unit_goals(year - 1) == [last]


async def test_goals_that_are_not_saved_are_not_said_to_be_copied(desk: Desk, kari: Person) -> None:
    desk.save(UnitGoal(year=desk.today.year - 1, text="Svare fort"))
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, "u")
        with full_disk(desk):
            await press(pilot, "c")
            assert app.screen.query_one(TopBar).problem == NO_ROOM
        assert [*app._notifications] == []


async def test_a_goal_of_the_plan_points_at_a_unit_goal_and_the_team_tells_what_is_not_served(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    served, other = (UnitGoal(text=text, year=desk.today.year) for text in ("Svare", "Lære"))
    for goal in (served, other, UnitGoal(text="I fjor", year=desk.today.year - 1)):
        desk.store.save(goal)
    app = SamtaleApp(desk, talk_with=kari.id)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, LiveScreen)
        await press(pilot, "escape", "g")
        await write(pilot, "Flere kurs")
        field = app.screen.query_one("#unit_goal", Field)
        field.focus()
        await write(pilot, "mitt")
        await press(pilot, "down", "down", "down")
        assert field.value == "mitt"
        await press(pilot, "up", "up", "enter")
        (goal,) = screen.conversation.plan.goals
        assert (goal.unit_goal, goal.unit_goal_id) == ("Svare", served.id)

        await press(pilot, "ctrl+s")
        screen.action_pane("manager")
        screen.talk.autosave.settle()
        served.text = "Svare fort"
        desk.store.save(served)
        form = GoalForm(goal, [served, other])
        app.push_screen(form, lambda kept: None)
        await pilot.pause()
        assert form.result().unit_goal_id == served.id
        form.query_one("#unit_goal", Field).value = "noe annet"
        assert form.result().unit_goal_id == ""
        form.query_one("#unit_goal", Field).value = " lære"
        assert form.result().unit_goal_id == other.id
        assert with_goal(screen.conversation.plan, replace(goal, why="x")).goals[0].unit_goal_id


async def test_what_nobody_serves_is_said_to_the_manager_alone(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    goal, missed = (UnitGoal(text=text, year=desk.today.year) for text in ("Svare", "Lære"))
    desk.store.save(goal)
    desk.store.save(missed)
    goals = (replace(last_year.plan.goals[0], unit_goal_id=goal.id),)
    last_year.plan = replace(last_year.plan, goals=goals)
    desk.store.save(last_year)
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        said = "1 av enhetens mål"
        assert said in str(app.screen.query_one("#due", Painted).content)
        await press(pilot, "u")
        assert "1 plan: Kari Nordmann" in rows(app)[0]
        assert _("no plan serves it yet") in rows(app)[1]
        desk.shared_with = kari.id
        app.screen.reload()
        await pilot.pause()
        assert "Kari" not in "".join(rows(app)) and "Lære" in rows(app)[1]
        await press(pilot, "escape")
        assert said not in str(app.screen.query_one("#due", Painted).content)
        await press(pilot, "u")
        assert not isinstance(app.screen, UnitGoalsScreen)
