"""Preparing a talk: last year's plan, both preparations, what is ready, what is private."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
import pytest
from msgspec.structs import replace
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import OptionList, Static, TextArea

from agendas.words import speak
from screens.desk import Desk
from screens.live import LiveScreen
from screens.people import PeopleScreen
from screens.plan_document import plan_document
from screens.plan_words import Parties, status_words
from screens.planning import plan_follow_up, plan_talk
from screens.prepare import PrepareScreen
from screens.prepare_forms import LengthForm, WhenForm
from screens.prepare_rows import step_rows, steps
from screens.widgets.own_preparation import OwnPreparation
from screens.widgets.painted import Painted
from screens.widgets.plan_pane import PastPane
from screens.widgets.text_pane import TextPane
from screens.widgets.year_pane import YearPane
from storage.errors import StoreError
from storage.looking_back import look_back
from storage.records import (
    Action,
    Conversation,
    LogEntry,
    Person,
    Plan,
    Preparation,
    Record,
    StatusChange,
    TopicNotes,
)
from tests.screens.driving import packet, press, until, write
from tui.app import SamtaleApp


@pytest.fixture(autouse=True)
def english(desk: Desk) -> None:
    """Let the program speak English, the language of the messages in the code."""
    speak("en")


@asynccontextmanager
async def preparing(
    desk: Desk, person: Person, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[tuple[Pilot[None], PrepareScreen]]:
    """Open the preparation of the next talk with ``person``."""
    app = SamtaleApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        screen = PrepareScreen(desk, plan_talk(desk, person))
        await app.push_screen(screen)
        await pilot.pause()
        yield pilot, screen


async def put(pilot: Pilot[None], screen: PrepareScreen, pane_id: str, text: str) -> None:
    """Write ``text`` at the cursor in one of the two texts, as a paste does."""
    if pane_id == "own":
        await screen.action_own()
    pane = own(screen) if pane_id == "own" else screen.query_one(f"#{pane_id}", TextPane)
    pane.insert(text)
    await pilot.pause()


def own(screen: PrepareScreen) -> OwnPreparation:
    """Return the manager's own preparation, which is open."""
    return screen.query_one(OwnPreparation)


def shown(screen: PrepareScreen, widget_id: str) -> str:
    """Return the text that a widget shows."""
    return str(screen.query_one(f"#{widget_id}", Painted).content)


def loaded(screen: PrepareScreen) -> str:
    """Return all that the screen and its widgets hold, drawn or not, undo history included."""
    pieces = [repr(value) for name, value in vars(screen).items() if name != "desk"]
    for widget in screen.query("*"):
        pieces.append(repr(vars(widget)))
        if isinstance(widget, TextArea):
            pieces += [widget.text, repr(vars(widget.history))]
        if isinstance(widget, Painted):
            pieces.append(str(widget.content))
        if isinstance(widget, OptionList):
            pieces += [str(option.prompt) for option in widget.options]
    return "\n".join(pieces)


# Planning


def test_a_new_talk_is_the_annual_one_without_hints_and_looks_back(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    talk = plan_talk(desk, kari)
    assert talk.agenda == desk.shelf.get("medarbeidersamtale", "nb").without_hints()
    assert (talk.employee_name, talk.manager_name) == ("Kari Nordmann", "Siri Berg")
    assert talk.previous == last_year.id
    assert desk.store.read(Conversation, talk.id) == talk


def test_the_open_talk_is_found_again_and_one_under_way_comes_first(
    desk: Desk, kari: Person
) -> None:
    planned = plan_talk(desk, kari)
    assert plan_talk(desk, kari).id == planned.id
    under_way = msgspec.structs.replace(planned, id=Person(name="").id, rev="", state="live")
    desk.store.save(under_way)
    assert plan_talk(desk, kari).id == under_way.id


def test_a_follow_up_that_was_forgotten_does_not_stand_in_the_way_of_todays_talk(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    today = plan_talk(desk, kari)
    today.planned_at = desk.now()
    desk.store.save(today)
    plan_follow_up(desk, kari, desk.now() - dt.timedelta(days=4))
    assert plan_talk(desk, kari).id == today.id


def test_a_talk_speaks_the_persons_language(desk: Desk) -> None:
    person = Person(name="Ann", language="en")
    desk.store.save(person)
    assert plan_talk(desk, person).agenda.language == "en"


# Last year's plan


async def test_last_years_plan_comes_first_with_its_day_and_what_is_done(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        assert isinstance(screen.focused, PastPane)
        assert "agreed 4 Nov 2025 · 0 of 3 done" in shown(screen, "past-title")
        await press(pilot, "down", "d")
        assert "1 of 3 done" in shown(screen, "past-title")


async def test_each_line_gets_its_outcome_and_undo_takes_it_back(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    async with preparing(desk, kari) as (pilot, screen):

        def kept() -> list[str]:
            plan = desk.store.read(Conversation, last_year.id).plan
            return [one.status for one in plan.actions]

        await press(pilot, "down", "d", "c", "x")
        assert kept() == ["done", "carried", "dropped"]
        assert [one.text for one in screen.conversation.plan.actions] == ["Fast sparring"]
        await press(pilot, "u", "u")
        assert kept() == ["done", "open", "open"]
        assert screen.conversation.plan.actions == ()
        await press(pilot, "home", "m")
        assert pilot.app.screen is screen
        await press(pilot, "end", "m")
        await write(pilot, "1.2.2027")
        await press(pilot, "enter")
        (moved,) = [one for one in screen.plans.past if one.item.status == "moved"]
        assert moved.item.history[-1].deadline == dt.date(2027, 2, 1)
        await press(pilot, "escape")
    talk = desk.store.read(Conversation, screen.conversation.id)
    assert talk.state == "prepared"


def test_what_was_moved_and_is_late_again_says_so() -> None:
    moved = StatusChange(dt.date(2026, 5, 12), "moved", deadline=dt.date(2026, 10, 1))
    action = Action(text="Lage utkast", deadline=dt.date(2026, 4, 1), history=(moved,))
    assert status_words(action, dt.date(2026, 10, 1)) == "moved to 1 October"
    assert status_words(action, dt.date(2026, 10, 2)) == "past its deadline"


async def test_what_is_stuck_shows_its_way_out_and_what_is_carried_on_again_says_why(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    way_out = "If the course is full, we take the next"
    goal, (stuck, *others) = last_year.plan.goals[0], last_year.plan.actions
    before = dt.date(2024, 11, 4)
    last_year.plan = Plan(
        goals=(replace(goal, carried_from=(before,)),),
        actions=(replace(stuck, if_then=way_out), *others),
    )
    desk.store.save(last_year)
    async with preparing(desk, kari, (80, 24)) as (pilot, screen):

        def kept() -> Plan:
            return desk.store.read(Conversation, last_year.id).plan

        await press(pilot, "down", "b")
        assert way_out in " ".join(str(one.render()) for one in pilot.app.screen.query(".agreed"))
        await press(pilot, "escape")
        assert kept().actions[0].status == "open"
        await press(pilot, "b")
        await write(pilot, "Ja")
        await press(pilot, "enter")
        assert kept().actions[0].history == (StatusChange(desk.today, "blocked", "Ja"),)
        row = str(screen.query_one(PastPane).get_option_at_index(1).prompt)
        assert "⊘" in row
        assert " stuck\n" in row
        assert " ".join(row.split()).endswith(f"↳ {way_out} Ja")

        await press(pilot, "home", "c")
        await write(pilot, "Ny")
        await press(pilot, "enter")
        (again,) = screen.conversation.plan.goals
        assert again.carried_from[0] == before
        assert again.history == (StatusChange(desk.today, "open", "Ny"),)
        assert again.is_open
        assert "carried over again: Ny" in plan_document(screen.conversation, desk.today, 80).plain


async def test_without_an_earlier_plan_it_says_so(desk: Desk, kari: Person) -> None:
    async with preparing(desk, kari) as (_pilot, screen):
        pane = screen.query_one(PastPane)
        assert "No earlier plan" in str(pane.get_option_at_index(0).prompt)
        assert shown(screen, "past-title") == "r  Last year's plan"


# The two preparations


async def test_what_is_written_is_saved_while_the_screen_is_open(desk: Desk, kari: Person) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        talk_id = screen.conversation.id
        await put(pilot, screen, "employee", "Vil lede")
        await put(pilot, screen, "own", "Spør mer")
        await until(
            pilot,
            lambda: desk.store.read(Conversation, talk_id).employee_preparation == "Vil lede",
        )
        await until(pilot, lambda: desk.view.preparation(screen.conversation).text == "Spør mer")
        assert desk.store.read(Conversation, talk_id).state == "prepared"


async def test_what_was_written_last_is_saved_when_the_app_is_left(
    desk: Desk, kari: Person
) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        await put(pilot, screen, "employee", "sist")
    kept = desk.store.read(Conversation, screen.conversation.id)
    assert kept.employee_preparation == "sist"


async def test_letters_command_only_outside_the_texts(desk: Desk, kari: Person) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "e")
        await write(pilot, "afwlsirduxcm")
        assert pilot.app.screen is screen
        assert screen.conversation.employee_preparation == "afwlsirduxcm"
        await press(pilot, "escape", "i", "s", "escape")
        assert pilot.app.screen is screen
        assert not isinstance(screen.focused, TextArea)
        assert [point.text for point in screen.points.of("insight")] == ["s"]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PeopleScreen)


async def test_keys_that_come_in_one_packet_land_in_the_text(desk: Desk, kari: Person) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        packet(pilot.app, *"ialt", "backspace", "s", "left", "l", "home", "delete", "enter", *"du")
        await until(pilot, lambda: screen.points is not None and screen.points.of("curiosity"))
        await until(pilot, lambda: screen.points.of("curiosity")[0].text == "du")
        assert screen.points.of("insight")[0].text == "lls"
        assert pilot.app.screen is screen


async def test_the_program_can_be_left_before_the_points_stand(desk: Desk, kari: Person) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        opening = asyncio.create_task(screen.action_own())
        await asyncio.sleep(0)
        pilot.app.exit()
        await opening


async def test_a_text_that_commands_the_terminal_is_shown_as_marks(
    desk: Desk, kari: Person
) -> None:
    talk = plan_talk(desk, kari)
    talk.employee_preparation = "\x1b]52;c;x\x07 [red]rød[/]"
    desk.store.save(talk)
    async with preparing(desk, kari) as (_pilot, screen):
        pane = screen.query_one("#employee", TextPane)
        assert pane.get_line(0).plain == "␛]52;c;x␇ [red]rød[/]"
        assert pane.text == talk.employee_preparation


# Private and shared


async def test_a_shared_screen_holds_nothing_private_and_nobody_else(
    desk: Desk, kari: Person, last_year: Conversation, private: str
) -> None:
    talk = plan_talk(desk, kari)
    desk.store.save(Preparation(id=talk.id, person=kari.id, text=f"{private} å si"))
    desk.store.save(LogEntry(person=kari.id, on=desk.today, text="Delt ros", shared=True))
    hint = desk.shelf.get("medarbeidersamtale", "nb").topics[0].hints[0]
    async with preparing(desk, kari) as (pilot, screen):
        for word in (private, "Delt ros"):
            assert (word in loaded(screen)) is (word == "Delt ros")
        assert ". opens 2 private notes" in shown(screen, "folded")
        await put(pilot, screen, "own", "hemmelig ord")
        assert private in loaded(screen)
        assert f"{private} i loggen" in str(screen.unsaid.get_option_at_index(0).prompt)
        assert hint[:20] in shown(screen, "advice")
        assert "1 concern never raised" in shown(screen, "steps")

        await press(pilot, "f9")
        assert not screen.query(OwnPreparation)
        for word in (private, "hemmelig ord", hint[:20], "Ola Fjeld", "concern"):
            assert word not in loaded(screen)
        assert "Your own" not in shown(screen, "steps")
        assert "Delt ros" in str(screen.query_one("#log", YearPane).get_option_at_index(0).prompt)
        await press(pilot, "i")
        assert not isinstance(screen.focused, TextArea)

        await press(pilot, "f9", "y")
        assert private not in loaded(screen)
        await press(pilot, "i", "ctrl+z")
        assert own(screen).text == f"{private} å sihemmelig ord"


async def test_a_private_text_that_cannot_be_saved_outlives_sharing(
    desk: Desk, kari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with preparing(desk, kari) as (pilot, screen):

        def full(record: Record) -> None:
            raise StoreError("Could not save in /hjem: no space left.")

        with monkeypatch.context() as patched:
            patched.setattr(desk.store, "save", full)
            await put(pilot, screen, "own", "ikke mist meg")
            await press(pilot, "f9")
            assert "ikke mist meg" not in loaded(screen)
            assert "no space left" in desk.problem
            await press(pilot, "f9", "y", "i")
            assert own(screen).text == "ikke mist meg"
        assert desk.retry()
        assert desk.view.preparation(screen.conversation).text == "ikke mist meg"


async def test_a_talk_that_could_not_be_saved_is_opened_as_it_was_left(
    desk: Desk, kari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(record: Record) -> None:
        raise StoreError("Could not save in /hjem: no space left.")

    plan_talk(desk, kari)
    async with preparing(desk, kari) as (pilot, screen):
        monkeypatch.setattr(desk.store, "save", full)
        await put(pilot, screen, "employee", "bare i minnet")
        await press(pilot, "escape", "p")
        again = pilot.app.screen
        assert isinstance(again, PrepareScreen)
        assert again.query_one("#employee", TextPane).text == "bare i minnet"
        monkeypatch.undo()
        assert desk.retry()


# Agenda, length, purpose, day and time


async def test_another_agenda_brings_its_topics_without_hints(desk: Desk, kari: Person) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "a", "down", "enter")
        chosen = desk.shelf.agendas("nb")[1]
        assert screen.conversation.agenda == chosen.without_hints()
        assert screen.conversation.notes == [TopicNotes() for _topic in chosen.topics]
        assert chosen.topics[0].title in shown(screen, "agenda")
        assert chosen.topics[0].hints[0][:20] in shown(screen, "advice")
        await press(pilot, "a", "up", "escape")
        assert screen.conversation.agenda.id == chosen.id
    kept = desk.store.read(Conversation, screen.conversation.id)
    assert kept.agenda.id == chosen.id


async def test_a_talk_that_is_kept_apart_takes_nothing_from_the_plan_and_gives_nothing_to_it(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        talk = screen.conversation
        await press(pilot, "down", "down", "c")
        assert [one.text for one in talk.plan.actions] == [last_year.plan.actions[1].text]
        assert talk.previous == last_year.id

        await press(pilot, "a", "end", "up", "enter")
        assert (talk.agenda.id, talk.previous) == ("sykefravaersoppfolging", None)
        assert talk.plan == Plan()
        assert [str(one.prompt) for one in screen.query_one(PastPane).options] == [
            "No earlier plan to look back on."
        ]
        then = desk.store.read(Conversation, last_year.id)
        assert all(one.item.is_open for one in look_back([then]))
        await press(pilot, "u")
        assert talk.plan == Plan()

        await press(pilot, "a", "home", "enter")
        assert (talk.agenda.id, talk.previous) == ("medarbeidersamtale", last_year.id)
        assert last_year.plan.actions[1].text in str(screen.query_one(PastPane).options[2].prompt)


async def test_the_length_stretches_the_agenda_and_a_bad_one_is_said(
    desk: Desk, kari: Person
) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "l")
        await write(pilot, "90")
        await press(pilot, "enter")
        assert screen.conversation.agenda.minutes == 90
        assert "90 min" in str(screen.heading())
        assert all(not topic.hints for topic in screen.conversation.agenda.topics)

        await press(pilot, "l")
        for text, said in (
            ("en time", "whole minutes"),
            ("0", "whole minutes"),
            ("481", "at most 480"),
            ("9" * 5000, "whole minutes"),
            ("3", "7 topics need"),
        ):
            form = pilot.app.screen
            assert isinstance(form, LengthForm)
            form.query_one("#minutes").value = text
            await press(pilot, "enter")
            assert said in str(form.query_one("#error", Static).content)
            assert form.query_one("#minutes").value == text
        await press(pilot, "escape")
        assert screen.conversation.agenda.minutes == 90


async def test_a_purpose_is_chosen_or_said_in_own_words(desk: Desk, kari: Person) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "f", "down", "enter")
        assert (screen.conversation.aim, screen.conversation.purpose) == ("wellbeing", "trivsel")
        assert "Purpose: well-being" in shown(screen, "steps")
        await press(pilot, "f", "end", "enter")
        await press(pilot, "ctrl+u")
        await write(pilot, "ny rolle")
        await press(pilot, "enter")
        assert (screen.conversation.aim, screen.conversation.purpose) == (None, "ny rolle")
        assert "Purpose: ny rolle" in shown(screen, "steps")
        await press(pilot, "f", "enter", "ctrl+u", "enter")
        assert screen.conversation.purpose == ""


async def test_day_and_time_are_planned_in_the_zone_of_that_day(desk: Desk, kari: Person) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "w")
        await write(pilot, "1. juni")
        form = pilot.app.screen
        assert isinstance(form, WhenForm)
        assert form.query_one("#time").value == "10:00"
        for wrong in ("", "25:00", "10:60", "ti"):
            form.query_one("#time").value = wrong
            await press(pilot, "enter")
            assert pilot.app.screen is form
            assert "Write the time" in str(form.query_one("#error", Static).content)
        form.query_one("#time").value = "9.30"
        await press(pilot, "enter")
        planned = screen.conversation.planned_at
        assert planned is not None
        assert planned.isoformat() == "2027-06-01T09:30:00+02:00"
        assert screen.conversation.state == "planned"
        assert "Tuesday 1 June 2027 09:30" in str(screen.heading())
        assert "09:30–10:30" in shown(screen, "agenda")


async def test_a_day_that_cannot_be_read_is_said_and_the_text_kept(
    desk: Desk, kari: Person
) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "w")
        await write(pilot, "en gang")
        await press(pilot, "enter")
        form = pilot.app.screen
        assert "not a date" in str(form.query_one("#error", Static).content)
        assert form.query_one("#day").value == "en gang"
        assert screen.conversation.planned_at is None


# What is ready


def test_what_is_missing_says_its_key_and_nothing_blocks(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    talk, past = plan_talk(desk, kari), look_back([last_year])
    found = {step.key: step for step in steps(talk, past, False, 2, 0, desk.today)}
    assert [key for key, step in found.items() if step.ready] == ["a"]
    assert set(found) == {"a", "f", "w", "r", "e", "i", "y", ""}
    assert not any(step.by for step in found.values())
    assert found["r"].words == "Last year's plan: 4 goals and actions left"
    assert found["y"].words == "2 concerns never raised"

    talk.planned_at = dt.datetime(2026, 12, 4, 10, tzinfo=dt.UTC)
    named = {step.key: step for step in steps(talk, past, False, 0, 0, desk.today)}
    assert {key: (step.who, step.by, step.late) for key, step in named.items() if step.by} == {
        "": ("manager", "now", True),
        "r": ("manager", "by Fri 27 Nov", False),
        "i": ("manager", "by Thu 3 Dec", False),
        "e": ("employee", "by Fri 27 Nov", False),
    }
    rows = [row.plain for row in step_rows(list(named.values()), Parties.of(talk), 44)]
    assert [row for row in rows if row in ("Siri", "Kari")] == ["Siri", "Kari"]
    assert rows[-1].split() == ["○", "Kari's", "preparation", "by", "Fri", "27", "Nov", "e"]

    talk.purpose, talk.employee_preparation = "trivsel", "Jeg vil"
    found = {step.key: step for step in steps(talk, [], True, 0, 0, desk.today)}
    assert all(step.ready for step in found.values())
    assert "i" not in {step.key for step in steps(talk, [], None, 0, 0, desk.today)}


@pytest.mark.parametrize("width", [12, 24, 40, 80])
def test_the_steps_keep_to_their_width(desk: Desk, kari: Person, width: int) -> None:
    talk = plan_talk(desk, kari)
    talk.purpose = "utvikling " * 12
    talk.planned_at = dt.datetime(2026, 12, 4, 10, tzinfo=dt.UTC)
    for row in step_rows(steps(talk, [], False, 1, 1, desk.today), Parties.of(talk), width):
        assert row.cell_length <= width


# On to the talk


async def test_starting_puts_the_shared_talk_in_its_place(desk: Desk, kari: Person) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        await put(pilot, screen, "employee", "klar")
        await press(pilot, "s")
        live = pilot.app.screen
        assert isinstance(live, LiveScreen)
        assert screen not in pilot.app.screen_stack
        assert desk.shared_with == kari.id
        assert live.conversation.id == screen.conversation.id
        assert live.conversation.employee_preparation == "klar"
        assert live.conversation.state == "live"


async def test_the_agenda_of_a_talk_that_has_begun_is_left_alone(
    desk: Desk, kari: Person, now: dt.datetime
) -> None:
    talk = plan_talk(desk, kari)
    talk.started_at, talk.state = now, "live"
    talk.notes[0].manager = "sagt"
    desk.store.save(talk)
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "a", "l")
        assert pilot.app.screen is screen
        await put(pilot, screen, "employee", "til slutt")
        assert screen.conversation.state == "live"
        assert screen.conversation.notes[0].manager == "sagt"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (200, 60)])
async def test_both_columns_have_room_and_nothing_sticks_out(
    desk: Desk, kari: Person, last_year: Conversation, size: tuple[int, int]
) -> None:
    kari.name = "Bjørn-Åge " * 12
    desk.store.save(kari)
    async with preparing(desk, kari, size) as (pilot, screen):
        await press(pilot, "i", "f6", *"Rolig", "f6", "enter")
        for name in ("#left", "#right"):
            column = screen.query_one(name)
            assert column.size.width >= 24
            assert screen.region.contains_region(column.region)
            assert column.virtual_size.width <= column.size.width
        for field in screen.points_pane.fields():
            assert field.size.width >= 20


async def test_what_is_shown_stands_below_its_heading_also_in_another_window(
    desk: Desk, kari: Person, last_year: Conversation, private: str
) -> None:
    talk = plan_talk(desk, kari)
    talk.employee_preparation = "Jeg vil lede et prosjekt. " * 16
    desk.store.save(talk)
    for kind in ("concern", *("observation",) * 40):
        note = LogEntry(person=kari.id, on=desk.today, kind=kind, text="Sent ute. " * 15)  # type: ignore[arg-type]
        desk.store.save(note)
    async with preparing(desk, kari, (80, 24)) as (pilot, screen):
        left = screen.query_one("#left")
        await press(pilot, "y")
        for columns, rows in ((80, 24), (200, 60), (60, 20), (120, 36)):
            await pilot.resize_terminal(columns, rows)
            title = left.children[left.children.index(screen.unsaid) - 1]
            await until(pilot, lambda title=title: is_in_view(title, left))  # type: ignore[misc]
        await press(pilot, "r")
        await pilot.resize_terminal(200, 60)
        await until(pilot, lambda: is_in_view(screen.query_one("#past-title"), left))


async def test_a_long_log_is_scrolled_by_the_page_alone(desk: Desk, kari: Person) -> None:
    for number in range(30):
        desk.store.save(LogEntry(person=kari.id, on=desk.today, text=f"Notat {number}"))
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "full_stop")
        log, left = screen.query_one("#log", YearPane), screen.query_one("#left")
        await until(pilot, lambda: log.size.height == 2 * 30)
        screen.set_focus(log)
        for key in ("end", "home"):
            await press(pilot, key)
            note = Region(0, 0 if key == "home" else 2 * 29, 1, 2)
            await until(
                pilot,
                lambda note=note: left.region.contains_region(note.translate(log.region.offset)),  # type: ignore[misc]
            )


def is_in_view(widget: Widget, page: Widget) -> bool:
    """Return whether ``widget`` is between the edges of the page that it stands in."""
    return page.region.contains_region(widget.region)
