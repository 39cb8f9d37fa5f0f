"""An earlier talk read again: its plan, both people's notes, the answers, and opening it anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.pilot import Pilot

from agendas.agenda import Agenda, Topic
from agendas.clock import Clock
from agendas.words import speak
from screens.agree import AgreeScreen
from screens.desk import Desk
from screens.live import LiveScreen
from screens.review import ReviewScreen
from screens.review_rows import review_rows
from screens.two_plans_rows import two_plans_rows
from screens.widgets.pages import Pages
from screens.widgets.top_bar import TopBar
from storage.home import from_home
from storage.looking_back import carry_over
from storage.plan import with_action, with_event, with_goal
from storage.records import (
    Action,
    Answer,
    Conversation,
    Feedback,
    Goal,
    Person,
    Plan,
    StatusChange,
    new_id,
)
from storage.text import one_line
from tests.screens.driving import press, until
from tui.app import SamtaleApp

DAY = dt.datetime(2025, 11, 4, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def english() -> None:
    """Let the program speak English, the language of the messages in the code."""
    speak("en")


@asynccontextmanager
async def reading(
    desk: Desk, talk: Conversation, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[tuple[Pilot[None], ReviewScreen]]:
    """Open an earlier talk."""
    speak("en")
    app = SamtaleApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        screen = ReviewScreen(desk, talk)
        await app.push_screen(screen)
        await pilot.pause()
        yield pilot, screen


def talk_with(manager: str, employee: str, **fields: object) -> Conversation:
    """Return an agreed talk on one topic with these notes."""
    agenda = Agenda("a", "en", "Talk", (Topic("Opening", 5), Topic("Empty", 3)))
    talk = Conversation(
        person="p",
        employee_name="Kari Nordmann",
        manager_name="Siri Berg",
        agenda=agenda,
        state="agreed",
        started_at=DAY,
        **fields,  # type: ignore[arg-type]
    )
    talk.notes[0].manager, talk.notes[0].employee = manager, employee
    return talk


def keys_of(screen: ReviewScreen) -> set[str]:
    """Return the keys that work on the screen now."""
    return {key for key, bound in screen.active_bindings.items() if bound.enabled}


def text_of(talk: Conversation, width: int = 100) -> str:
    """Return the whole talk as it is shown."""
    return "\n".join(row.plain for row in review_rows(talk, DAY.date(), width))


# What is shown


def test_the_notes_stand_side_by_side_under_their_topic_and_its_time() -> None:
    clock = Clock.of([5, 3]).started(DAY)
    for seconds in (30, 60, 90):
        clock = clock.at(DAY + dt.timedelta(seconds=seconds))
    lines = text_of(talk_with("one\ntwo", "three", clock=clock), 60).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("Opening"))
    assert lines[at].split("  ")[-1].strip() == "1:30 of 5 min"
    assert lines[at + 1].split() == ["one", "three"]
    assert lines[at + 2].split() == ["two"]
    names = next(line for line in lines if line.startswith("Siri"))
    assert names.index("Kari") == lines[at + 1].index("three")


def test_a_topic_without_notes_keeps_its_line() -> None:
    assert any(line.startswith("Empty") for line in text_of(talk_with("x", "y")).splitlines())


def test_below_24_columns_each_the_notes_stand_under_each_other() -> None:
    lines = text_of(talk_with("one", "two"), 50).splitlines()
    at = lines.index("  one")
    assert lines[at - 1 : at + 3] == ["Siri", "  one", "Kari", "  two"]
    assert "one" in next(x for x in text_of(talk_with("one", "two"), 51).splitlines() if "two" in x)


def test_summary_answers_notes_and_fingerprint_are_there() -> None:
    answers = (
        Answer("manager", "agree", DAY, "ab" * 32),
        Answer("employee", "disagree", DAY, "ab" * 32, note="Not the date\nat all"),
    )
    shown = text_of(
        talk_with(
            "", "", answers=answers, summary="I lead", purpose="ideas", employee_preparation="Ready"
        )
    )
    for words in (
        "Purpose: ideas",
        "Kari sums up",
        "I lead",
        "✓ Siri  agrees",
        "✗ Kari  disagrees, with a note",
        "  Not the date\n  at all",
        "Fingerprint abababababababab…",
        "Kari wrote beforehand",
        "Ready",
    ):
        assert words in shown


def test_what_was_carried_on_again_says_why_and_keeps_its_deadline_and_notes_have_their_day() -> (
    None
):
    day = DAY.date()
    again = Action(
        text="Course",
        owner="manager",
        deadline=day.replace(month=12),
        carried_from=(day.replace(year=2023), day.replace(year=2024)),
        history=(StatusChange(day, "open", "it was full"),),
    )
    done = Action(text="Call", history=(StatusChange(day, "done", "went well"),))
    shown = text_of(talk_with("", "", plan=Plan(actions=(again, done))))
    assert "agreed 2023, carried on 2024" in shown
    assert "carried over again: it was full" in shown
    assert "Thu 4 Dec" in next(line for line in shown.splitlines() if "☐ Course" in line)
    assert "4 November: went well" in shown


@settings(max_examples=60)
@given(
    st.text(max_size=120),
    st.text(max_size=120),
    st.integers(min_value=24, max_value=120),
)
def test_no_line_is_wider_than_the_screen_and_no_letter_is_lost(
    manager: str, employee: str, width: int
) -> None:
    rows = review_rows(talk_with(manager, employee), DAY.date(), width)
    assert all(row.cell_length <= width for row in rows)
    shown = "".join(row.plain for row in rows)
    for note in (manager, employee):
        for part in note.splitlines():
            for word in one_line(part).split():
                if len(word) <= 8:
                    assert word in shown


def test_a_word_of_10_000_letters_is_there_to_the_last() -> None:
    rows = review_rows(talk_with("x" * 9_999 + "!", "ord " * 2_500), DAY.date(), 80)
    assert sum(row.plain.count("x") for row in rows) == 9_999
    assert sum(row.plain.count("!") for row in rows) == 1
    assert sum(row.plain.count("ord") for row in rows) == 2_500


def test_what_commands_the_terminal_is_shown_as_marks() -> None:
    shown = text_of(talk_with("\x1b]52;c;x\x07", "[@click=app.quit]x[/]"))
    assert "␛]52;c;x␇" in shown
    assert "[@click=app.quit]x[/]" in shown


# Two plans side by side


def two_talks() -> tuple[Conversation, Conversation]:
    """Return two talks: a goal goes on in other words with its action, one is dropped, one new."""
    day = DAY.date()
    lead, leave = Goal(text="Lead one project"), Goal(text="Leave it")
    call = Action(text="Call them", goal=lead.id, owner="manager", deadline=day)
    before = talk_with("", "", plan=Plan(goals=(lead, leave), actions=(call,)))
    before.plan = with_event(before.plan, leave.id, StatusChange(day, "dropped"))
    plan = carry_over(Plan(), call, before.plan, day)
    plan = with_goal(plan, replace(plan.goals[0], text="Lead two projects"))
    plan = with_action(with_goal(plan, Goal(text="Learn")), Action(text="Read", undated=True))
    now = talk_with("", "", plan=replace(plan, to_employee=Feedback(more="Say so")))
    now.started_at = DAY.replace(year=2026)
    return before, now


def test_a_goal_stands_on_the_row_that_it_stood_on_with_what_was_changed() -> None:
    shown = [row.plain for row in two_plans_rows(*two_talks(), DAY.date(), 90)]
    text = "\n".join(shown)
    assert shown[0].split("   ") == ["→ 1 carried over", "~ 1 changed", "+ 2 new"]
    lead = next(line for line in shown if "Lead one" in line)
    assert lead.split("  ~  ")[1].strip() == "◎ Lead two projects"
    assert "changed: the words" in text
    call = next(line for line in shown if "Call them" in line)
    assert call.count("Call them") == 2
    assert "  →  " in call
    assert "✗ Leave it" in text
    assert "New deadline: no date" in text or "New deadline: when?" in text
    assert "changed: the deadline" not in text
    (actions,) = (line for line in shown if line.startswith("Actions"))
    assert actions.split() == ["Actions", "Actions"]
    (learn,) = (line for line in shown if "Learn" in line)
    assert learn.index("+") > 40
    assert "More of: Say so" in text


@given(st.integers(min_value=24, max_value=140))
@settings(max_examples=20)
def test_two_plans_stand_under_each_other_where_there_is_no_room_beside(width: int) -> None:
    rows = two_plans_rows(*two_talks(), DAY.date(), width)
    assert all(row.cell_length <= width for row in rows)
    apart = [row.plain for row in rows if "Lead one" in row.plain or "Lead two" in row.plain]
    assert len(apart) == (1 if width >= 61 else 2)


# The screen


async def test_the_plan_stands_with_what_became_of_it(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    done = StatusChange(on=desk.today, status="done")
    last_year.plan = with_event(last_year.plan, last_year.plan.actions[0].id, done)
    async with reading(desk, last_year) as (_pilot, screen):
        lines = [line.plain for line in screen.query_one(Pages).lines]
        (row,) = [line for line in lines if "Lede statusmøtet" in line]
        assert "✓" in row
        assert "done 23 November" in row
        assert any("Fint år" in line for line in lines)
        assert "4 November 2025" in str(screen.heading())


async def test_a_bar_without_room_tells_the_day_in_fewer_words_and_cuts_none(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    whole = "Earlier talk  Kari Nordmann · Siri Berg   "
    async with reading(desk, last_year) as (pilot, screen):
        bar = screen.query_one(TopBar)
        days = ("Tuesday 4 November 2025", "4 November 2025", "4 Nov 2025", "4 Nov", "")
        for day in days:
            columns = len((whole + day).rstrip()) + 2 + bar.right.cell_length + 2
            await pilot.resize_terminal(columns, 24)
            await until(pilot, lambda columns=columns: bar.size.width == columns - 2)  # type: ignore[misc]
            assert str(bar.render()).rpartition("  ")[0].rstrip() == (whole + day).rstrip()


async def test_the_whole_text_can_be_scrolled_through(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    last_year.notes[-1].employee = "linje\n" * 300 + "aller sist"
    async with reading(desk, last_year, (80, 24)) as (pilot, screen):
        pages = screen.query_one(Pages)
        assert pages.virtual_size.width <= pages.size.width
        pages.scroll_end(animate=False)
        await pilot.pause()
        bottom = pages.size.height - 1
        assert any("aller sist" in pages.render_line(y).text for y in range(bottom + 1))


async def test_a_wider_window_lays_the_text_out_anew(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    async with reading(desk, last_year, (60, 20)) as (pilot, screen):
        pages = screen.query_one(Pages)
        assert max(line.cell_length for line in pages.lines) < 60
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        assert 60 < max(line.cell_length for line in pages.lines) < 120


async def test_x_writes_the_plan_and_says_where(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    async with reading(desk, last_year) as (pilot, _screen):
        await press(pilot, "x")
        (written,) = desk.export_folder.glob("*.md")
        assert "Lede statusmøtet" in written.read_text("utf-8")
        (said,) = pilot.app._notifications
        assert from_home(written) in said.message


async def test_opening_again_asks_and_leads_to_the_agreement_over_the_talk(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    async with reading(desk, last_year) as (pilot, screen):
        await press(pilot, "r", "n")
        assert pilot.app.screen is screen
        assert desk.store.read(Conversation, last_year.id).closed

        await press(pilot, "r", "y")
        agree = pilot.app.screen
        assert isinstance(agree, AgreeScreen)
        assert isinstance(pilot.app.screen_stack[-2], LiveScreen)
        assert screen not in pilot.app.screen_stack
        talk = agree.talk.conversation
        assert (talk.state, talk.answers) == ("live", ())
        assert talk.versions[-1].plan == last_year.plan
        assert desk.shared_with == kari.id
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, LiveScreen)
    kept = desk.store.read(Conversation, last_year.id)
    assert (kept.state, len(kept.versions)) == ("live", 1)


async def test_a_talk_that_is_not_closed_is_not_opened_again(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    last_year.state = "live"
    async with reading(desk, last_year) as (pilot, screen):
        await press(pilot, "r", "x")
        assert pilot.app.screen is screen
        assert not desk.export_folder.exists()


async def test_y_puts_the_plan_beside_the_one_before_it_also_on_a_shared_screen_with_nobody_else(
    desk: Desk, kari: Person, last_year: Conversation, private: str
) -> None:
    async with reading(desk, last_year) as (pilot, screen):
        assert "y" not in keys_of(screen)
        earlier = replace(last_year, id=new_id(), plan=Plan(goals=(Goal(text="Fra i fjor"),)))
        earlier.started_at = earlier.ended_at = DAY.replace(year=2024)
        desk.store.save(earlier)
        screen.reload()
        assert "y" in keys_of(screen)
        pages = screen.query_one(Pages)
        await press(pilot, "f9", "y")
        assert desk.shared_with == kari.id
        assert any("Fra i fjor" in line.plain for line in pages.lines)
        for widget in screen.query("*"):
            loaded = repr(vars(widget)) + str(widget.render())
            assert private not in loaded
            assert "Ola Fjeld" not in loaded
        await press(pilot, "y")
        assert any("Fint år" in line.plain for line in pages.lines)
