"""A follow-up: two keys away, half a minute without the clock, or half an hour with it."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace
from textual.widgets import Static

from screens.desk import Desk
from screens.follow_up import FollowUpScreen
from screens.follow_up_forms import HeldForm
from screens.live import LiveScreen
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.plan_forms import OutcomeForm
from screens.review import ReviewScreen
from screens.talk_forms import NextForm
from screens.widgets.field import Field
from screens.widgets.pages import Pages
from screens.widgets.plan_pane import OpenPane
from screens.widgets.rows import Rows
from screens.widgets.top_bar import TopBar
from storage.agreement import fingerprint
from storage.plan import lines
from storage.records import Action, Conversation, Person, Plan
from tests.screens.driving import NO_ROOM, full_disk, press, write
from tui.app import SamtaleApp

AGREED = "Hvis kurset er fullt, tar vi det i mars."


def shown(app: SamtaleApp) -> list[str]:
    """Return the rows of what is followed up."""
    return [str(option.prompt) for option in app.screen.query_one(OpenPane).options]


def statuses(desk: Desk, talk: Conversation) -> list[tuple[str, str]]:
    """Return the newest status and note of each line of a talk's plan, as it is on disk."""
    kept = desk.store.read(Conversation, talk.id)
    assert fingerprint(kept) == fingerprint(talk)
    events = [(item.status, item.history[-1:]) for item in lines(kept.plan)]
    return [(status, newest[0].note if newest else "") for status, newest in events]


async def test_half_a_minute_says_what_became_of_the_plan_and_when_we_meet_again(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    _goal, first, second, _third = lines(last_year.plan)
    actions = [replace(one, if_then=AGREED) for one in last_year.plan.actions]
    last_year.plan = replace(last_year.plan, actions=tuple(actions))
    desk.store.save(last_year)
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "follow_up" in {one.what for one in desk.view.due(desk.today)}
        await press(pilot, "f")
        assert isinstance(app.screen, FollowUpScreen)
        assert app.screen.query_one(OpenPane).chosen == first.id
        assert AGREED not in "".join(shown(app))

        await press(pilot, "d", "enter")
        assert app.screen.query_one(OpenPane).chosen == second.id
        await press(pilot, "b")
        assert AGREED in str([str(one.render()) for one in app.screen.query(".agreed")])
        await write(pilot, "venter på svar")
        await press(pilot, "enter", "m", "enter")
        assert isinstance(app.screen, OutcomeForm)  # it wants a date
        await write(pilot, "1.1.2020")
        await press(pilot, "enter")
        error = app.screen.query_one("#error", Static)
        assert str(error.content).startswith("onsdag 1. januar 2020 er over.")
        await press(pilot, "ctrl+u")
        await write(pilot, "+3 mnd")
        await press(pilot, "enter")
        wanted = [("open", ""), ("done", ""), ("blocked", "venter på svar"), ("moved", "")]
        assert statuses(desk, last_year) == wanted
        assert AGREED in shown(app)[2] and "venter på svar" in shown(app)[2]

        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, OutcomeForm)  # a moved one may get another date or a note
        await press(pilot, "escape", "up", "up", "enter", "enter")
        assert isinstance(app.screen, OutcomeForm)  # a note alone needs words
        await write(pilot, "fint")
        await press(pilot, "enter", "u", "c")
        assert statuses(desk, last_year)[1] == ("done", "")

        assert [one.state for one in desk.store.talks(kari.id)] == ["agreed"]
        await press(pilot, "s")
        assert isinstance(app.screen, HeldForm)
        await write(pilot, "Godt i gang")
        await press(pilot, "enter")
        assert isinstance(app.screen, PeopleScreen)
        assert "follow_up" not in {one.what for one in desk.view.due(desk.today)}

        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
        row = str(app.screen.query_one("#talks", Rows).options[0].prompt)
        assert "Oppfølging" in row and "holdt" in row
        await press(pilot, "x")
        (written,) = desk.export_folder.glob("*.md")
        assert "Lede statusmøtet" in written.read_text("utf-8")
        await press(pilot, "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert "Godt i gang" in "\n".join(one.plain for one in app.screen.query_one(Pages).lines)
        await press(pilot, "x", "r")
        assert isinstance(app.screen, ReviewScreen)
        assert len(list(desk.export_folder.iterdir())) == 1
    held = next(one for one in desk.view.conversations(kari.id) if one.state == "held")
    assert held.plan.next_follow_up == desk.today + dt.timedelta(weeks=6)


async def test_the_day_may_be_past_and_the_next_one_comes_after_it(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "enter", "f", "s")
        form = app.screen
        await press(pilot, "tab")
        await write(pilot, "20. november 2027")
        await press(pilot, "enter")
        error = form.query_one("#error", Static)
        assert str(error.content).endswith("ikke kommet ennå. Skriv en dag som har vært.")
        await press(pilot, "ctrl+u")
        await write(pilot, "20. november")
        await press(pilot, "tab")
        await write(pilot, "20. november 2026")
        await press(pilot, "enter")
        assert app.screen is form
        await press(pilot, "ctrl+u")
        await write(pilot, "1. desember")
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
    (held,) = [one for one in desk.view.conversations(kari.id) if one.state == "held"]
    assert held.ended_at is not None and held.ended_at.date() == dt.date(2026, 11, 20)
    assert held.plan.next_follow_up == dt.date(2026, 12, 1)


async def test_one_that_is_not_saved_is_not_said_to_be_kept(desk: Desk, kari: Person) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, "f", "s")
        with full_disk(desk):
            await press(pilot, "enter")
            assert isinstance(app.screen, PeopleScreen)
            assert app.screen.query_one(TopBar).problem == NO_ROOM
        assert [*app._notifications] == []
    assert desk.retry() and desk.view.talks(kari.id)[0].state == "held"


async def test_what_was_promised_in_a_talk_kept_apart_is_followed_up_but_not_on_a_shared_screen(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    ask = Action(text="Spør om lønnsramme", owner="manager", deadline=desk.today)
    pay = replace(
        last_year,
        id=Person(name="").id,
        rev="",
        agenda=desk.shelf.get("lonnssamtale", "nb").without_hints(),
        plan=Plan(actions=(ask,)),
    )
    desk.store.save(pay)
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await press(pilot, "enter")
        plan = app.screen.query_one("#plan", Rows)
        assert ask.text in str(plan.options[-1].prompt)
        await press(pilot, "f", "end", "d", "enter")
        assert desk.store.read(Conversation, pay.id).plan.actions[0].status == "done"
        assert ask.text in shown(app)[-1]
        await press(pilot, "f9")
        assert ask.text not in "".join(shown(app))


async def test_with_the_clock_it_is_a_shared_talk_of_25_or_30_minutes(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await press(pilot, "f", "t", "down", "enter")
        assert isinstance(app.screen, LiveScreen)
        assert desk.shared_with == kari.id
        talk = app.screen.conversation
        assert (talk.agenda.id, talk.agenda.minutes) == ("en-til-en", 25)
        assert len(talk.notes) == len(talk.agenda.topics)
        assert talk.previous == last_year.id
        await press(pilot, "escape", "f", "d")
        assert isinstance(app.screen, NextForm)
        assert [field.id for field in app.screen.query(Field)] == ["next_follow_up"]
        await press(pilot, "enter")
        assert talk.plan.next_follow_up == desk.today + dt.timedelta(weeks=6)
        assert talk.plan.next_talk is None
