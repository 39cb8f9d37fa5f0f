"""The years on one axis, and one goal's whole story."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from agendas.words import speak
from screens.desk import Desk
from screens.review import ReviewScreen
from screens.thread import ThreadScreen
from screens.timeline import TimelineScreen
from screens.timeline_rows import (
    Axis,
    Held,
    axis_width,
    goal_row,
    head_rows,
    in_view,
    label_width,
    log_rows,
)
from screens.widgets.painted import Painted
from screens.widgets.rows import Rows
from storage.looking_back import carried_over
from storage.plan import with_event
from storage.records import Conversation, Goal, LogEntry, Person, Plan, StatusChange, new_id
from storage.threads import Step, Thread, threads
from tests.screens.driving import press
from tui.app import SamtaleApp

TODAY = dt.date(2026, 11, 23)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)) | st.dates()


def axis(cells: int = 48, *days: dt.date) -> Axis:
    return Axis.over(days, TODAY, cells)


def goal(*steps: tuple[dt.date, str], text: str = "Lede") -> Thread:
    told = (Step(on, what, text, "talk") for on, what in steps)  # type: ignore[arg-type]
    return Thread(Goal(text=text), tuple(told))


# The axis


def test_an_empty_axis_is_the_year_before_today_from_a_quarter_on() -> None:
    assert axis().first == dt.date(2025, 10, 1)
    assert axis().last == TODAY


@settings(max_examples=40)
@given(st.lists(DAYS, max_size=5), st.integers(1, 200))
def test_every_day_has_a_cell_and_later_days_stand_no_further_left(
    days: list[dt.date], cells: int
) -> None:
    line = Axis.over(days, TODAY, cells)
    places = [line.at(day) for day in sorted([*days, TODAY])]
    assert places == sorted(places)
    assert all(0 <= place < cells for place in places)


@settings(max_examples=30)
@given(st.lists(DAYS, max_size=8), st.integers(60, 160))
def test_every_row_is_as_wide_as_the_screen_leaves_it(days: list[dt.date], width: int) -> None:
    line = Axis.over(days, TODAY, axis_width(width))
    log = [LogEntry(person="p", on=day, kind="praise", text="x") for day in days]
    rows = head_rows(line, [Held(day, True, True) for day in days], width)
    rows += log_rows(line, log, False, width)
    assert line.scale()[0].plain.split() == sorted(set(line.scale()[0].plain.split()))
    assert {row.cell_length for row in rows[2:]} == {label_width(width) + line.cells}
    assert all(row.cell_length <= label_width(width) + line.cells for row in rows)
    if days:
        row = goal_row(goal((min(days), "agreed"), text="Å" * 200), line, width)
        assert row.cell_length == width


def test_the_years_stand_over_their_first_day_and_never_on_each_other() -> None:
    for cells in (30, 48, 74):
        line = axis(cells, dt.date(2016, 6, 1))
        years = line.scale()[0].plain
        for year in years.split():
            assert years.index(year) == line.at(max(dt.date(int(year), 1, 1), line.first))
    assert axis(74, dt.date(2016, 6, 1)).scale()[0].plain.split() == [
        str(year) for year in range(2016, 2027)
    ]


def test_quarters_have_names_where_there_is_room_and_marks_where_there_is_not() -> None:
    speak("en")
    assert axis(48).scale()[1].plain.split() == ["Oct", "Jan", "Apr", "Jul", "today"]
    assert set(axis(30, dt.date(2016, 6, 1)).scale()[1].plain[:20]) <= {"╵", " "}


# The marks and the bars


def test_talks_held_and_to_come_praise_and_concerns_are_marks_at_their_days() -> None:
    day = dt.date(2026, 3, 2)
    line = axis(48, day, dt.date(2026, 12, 24))
    talks = [
        Held(day, True, True),
        Held(dt.date(2026, 12, 24), True, False),
        Held(day, False, True),
    ]
    log = [LogEntry(person="p", on=day, kind=kind, text="x") for kind in ("praise", "concern")]  # type: ignore[arg-type]
    log += [LogEntry(person="p", on=day, kind="praise", text="x") for _again in range(2)]
    annual, between, praise, concerns = (
        row.plain for row in (*head_rows(line, talks, 80)[2:], *log_rows(line, log, False, 80))
    )
    at = label_width(80) + line.at(day)
    assert (annual[at], between[at], praise[at], concerns[at]) == ("◆", "●", "3", "!")
    assert annual[label_width(80) + line.at(dt.date(2026, 12, 24))] == "◇"
    many = [log[0]] * 10
    assert log_rows(line, many, False, 80)[0].plain[at] == "#"


def test_while_notes_are_folded_the_others_are_called_shared_and_none_is_no_count() -> None:
    speak("en")
    log = [LogEntry(person="p", on=TODAY, kind="praise", text="x", shared=True)]
    (row,) = log_rows(axis(), log, True, 80)
    assert row.plain.startswith("+ Praise, shared ")
    assert [row.plain[:12] for row in log_rows(axis(), [], False, 80)] == [
        "+ Praise    ",
        "! Concerns  ",
    ]


def test_a_goal_is_a_bar_from_agreed_to_its_end_or_to_today() -> None:
    start, carried, end = dt.date(2024, 1, 10), dt.date(2025, 1, 10), dt.date(2025, 9, 1)
    line = axis(60, start)
    told = [(start, "agreed"), (carried, "carried"), (end, "reached")]
    row = goal_row(goal(*told), line, 80).plain[label_width(80) :]
    bar = row[line.at(start) : line.at(end) + 1]
    assert (bar[0], row[line.at(carried)], bar[-1]) == ("◎", "→", "✓")
    assert set(bar) == {"◎", "━", "→", "✓"}
    still_open = goal_row(goal(*told[:1]), line, 80).plain[label_width(80) :]
    assert still_open.rstrip().endswith("━▸")
    assert still_open.index("▸") == line.at(TODAY)


def test_wide_the_row_says_in_words_where_the_goal_stands() -> None:
    speak("en")
    start = dt.date(2024, 1, 10)
    line = axis(60, start)
    for steps, words in (
        ([(start, "agreed")], "open"),
        ([(start, "agreed"), (TODAY, "changed")], "carried over once"),
        ([(start, "agreed"), (dt.date(2026, 10, 1), "dropped")], "dropped 1 October"),
    ):
        assert goal_row(goal(*steps), line, 120).plain.endswith(" " + words)


def test_open_goals_come_first_then_those_that_ended_last() -> None:
    one, two, three = (dt.date(2024, 1, day) for day in (1, 2, 3))
    early = goal((one, "agreed"), (two, "reached"))
    late = goal((one, "agreed"), (three, "dropped"))
    still = goal((one, "agreed"))
    assert in_view([early, still, late]) == [still, late, early]


# The screens


def ten_years(desk: Desk, person: Person, template: Conversation) -> list[Conversation]:
    """Keep ten annual talks with three goals each; the first goal goes on, once in other words."""
    talks: list[Conversation] = []
    going = Goal(text="Lede")
    for year in range(2016, 2026):
        day = dt.datetime(year, 3, 1, 10, tzinfo=dt.UTC)
        if talks:
            why = StatusChange(day.date(), "carried", "Kunden ventet" if year == 2018 else "")
            going = carried_over(going, talks[-1].ended_at.date(), why)  # type: ignore[union-attr]
        if year == 2019:
            going = replace(going, text="Lede to")
        others = (Goal(text=f"Nå {year}"), Goal(text=f"La ligge {year}"))
        talk = replace(template, id=new_id(), started_at=day, ended_at=day)
        talk.plan = Plan(goals=(going, *others))
        for one, status in zip(others, ("done", "dropped"), strict=True):
            event = StatusChange(day.date() + dt.timedelta(days=200), status, "Slik ble det")  # type: ignore[arg-type]
            talk.plan = with_event(talk.plan, one.id, event)
        desk.store.save(talk)
        talks.append(talk)
    return talks


async def test_nothing_is_said_and_ten_years_scroll_to_a_goals_story_and_on_to_the_talk(
    desk: Desk, kari: Person, last_year: Conversation, private: str
) -> None:
    talks = ten_years(desk, kari, last_year)
    assert len(threads(talks)) == 21
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        ola = next(one for one in desk.store.people() if one.id != kari.id)
        await app.push_screen(TimelineScreen(desk, ola.id))
        await press(pilot, "enter")
        assert "Ingen mål er avtalt ennå." in str(app.screen.query_one(Rows).options[0].prompt)
        await press(pilot, "escape", "enter", "y")
        screen = app.screen
        assert isinstance(screen, TimelineScreen)
        axis_text = screen.query_one("#axis", Painted)
        goals = screen.query_one("#goals", Rows)
        assert goals.has_focus
        assert goals.max_scroll_y > 0
        assert cell_len(str(goals.options[0].prompt)) == axis_text.content_size.width
        assert "!" not in str(axis_text.content)
        await press(pilot, "full_stop")
        assert "!" in str(axis_text.content).splitlines()[5][2:]
        await press(pilot, "f9")
        assert desk.shared_with == kari.id
        assert len(str(axis_text.content).splitlines()) == 4
        assert not screen.query_one("#folded").display

        goals.choose(talks[0].plan.goals[0].thread)
        await press(pilot, "enter")
        story = app.screen
        assert isinstance(story, ThreadScreen)
        options = story.query_one("#steps", Rows).options
        told = [str(option.prompt) for option in options if not option.disabled]
        assert len(told) == 10
        assert "Kunden ventet" in told[2]
        assert "endret" in told[3]
        assert "Lede to" in told[3]
        await press(pilot, "home", "down", "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.conversation.id == talks[1].id
        await press(pilot, "escape", "escape", "escape")
        assert app.screen is not screen
