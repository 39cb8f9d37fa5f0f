"""The manager's preparation point by point: written, drawn from the log, shared, private again."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from agendas.words import speak
from screens.brought_rows import brought_to
from screens.desk import Desk
from screens.live import LiveScreen
from screens.point_rows import owed_rows, point_rows
from screens.prepare import PrepareScreen
from screens.widgets.brought_pane import BroughtPane
from screens.widgets.painted import Painted
from storage.looking_back import look_back
from storage.points import owed
from storage.records import (
    Conversation,
    Example,
    LogEntry,
    Person,
    Point,
    Preparation,
    UnitGoal,
)
from tests.screens.driving import packet, press, until, write
from tests.screens.test_prepare import loaded, preparing, shown

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def english(desk: Desk) -> None:
    """Let the program speak English, the language of the messages in the code."""
    speak("en")


def kept(desk: Desk, screen: PrepareScreen) -> tuple[Conversation, Preparation]:
    """Return the talk and its private preparation as they are on the disk."""
    screen.save()
    talk_id = screen.conversation.id
    return desk.store.read(Conversation, talk_id), desk.store.read(Preparation, talk_id)


def fields(screen: PrepareScreen) -> list[tuple[str, str]]:
    """Return what can be written on now: its kind and its text."""
    assert screen.points_pane is not None
    return [(one.point.kind, one.text) for one in screen.points_pane.fields()]


async def type_lines(pilot: Pilot[None], *lines: str) -> None:
    """Write lines with Enter after each."""
    for line in lines:
        await write(pilot, line)
        await press(pilot, "enter")


async def test_a_preparation_is_written_from_line_to_line_with_enter_alone(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "i")
        await type_lines(pilot, "vet for lite om vakta", "", "rolig", "raus", "", "tid til faget")
        assert fields(screen)[:6] == [
            ("insight", "vet for lite om vakta"),
            ("curiosity", ""),
            ("strength", "rolig"),
            ("strength", "raus"),
            ("more", "tid til faget"),
            ("more", ""),
        ]
        _talk, preparation = kept(desk, screen)
        assert [one.text for one in preparation.points] == [
            "vet for lite om vakta",
            "rolig",
            "raus",
            "tid til faget",
        ]
        await press(pilot, "up", "up")
        assert (screen.focused.text, len(fields(screen))) == ("raus", 9)
        await press(pilot, "ctrl+u", "backspace")
        assert screen.focused.text == "rolig"
        assert ("strength", "") not in fields(screen)
        await press(pilot, *["down"] * 6, "enter")
        assert screen.focused is screen.own
        assert "Kurs i prosjektledelse" in str(screen.query_one("#owed", Painted).content)
        await press(pilot, "escape", "escape", "p")
        again = pilot.app.screen
        assert isinstance(again, PrepareScreen)
        await press(pilot, "i")
        assert ("strength", "rolig") in fields(again)
        assert "raus" not in str(fields(again))


async def test_a_unit_goal_is_taken_over_by_an_arrow(desk: Desk, kari: Person) -> None:
    year = desk.today.year
    for text in ("Kortere ventetid", "Kor for alle", "Mer \x1b[2J"):
        desk.store.save(UnitGoal(text=text, year=year))
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "i", *["down"] * 7, "right", "enter")
        await write(pilot, "kor f")
        await press(pilot, "left", "right", "right", "enter", "right", "m", "right")
        assert [one.text for one in screen.points.of("unit_goal")] == [
            "Kortere ventetid",
            "kor for alle",
            "m",
        ]


async def test_a_note_of_the_year_becomes_an_example_by_one_key(desk: Desk, kari: Person) -> None:
    day = dt.date(2026, 5, 17)
    praise = LogEntry(person=kari.id, on=day, kind="praise", text="Strålende møte")
    concern = LogEntry(person=kari.id, on=day, kind="concern", text="Kom for sent")
    seen = LogEntry(person=kari.id, on=day, text="Tok ordet")
    for note in (praise, concern, seen):
        desk.store.save(note)
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "y", "p", "down", "p", "down", "p")
        assert screen.focused is screen.query_one("#log")
        _talk, preparation = kept(desk, screen)
        assert [(one.kind, one.example) for one in preparation.points] == [
            ("strength", Example(praise.id, day, "Strålende møte")),
            ("less", Example(concern.id, day, "Kom for sent")),
            ("strength", Example(seen.id, day, "Tok ordet")),
        ]
        assert "in your preparation" in str(screen.unsaid.get_option_at_index(0).prompt)
        await press(pilot, "p", "up", "p")
        assert [one.example.text for one in screen.points.of("strength")] == ["Strålende møte"]
        assert screen.points.of("less") == []

        await press(pilot, "i", "down", "down")
        await write(pilot, "tør å lede")
        await press(pilot, "escape", "y", "home", "p")
        (point,) = screen.points.of("strength")
        assert (point.text, point.example.text) == ("tør å lede", "Strålende møte")
        await press(pilot, "i", "down", "down", "ctrl+u", "backspace")
        assert screen.points.of("strength") == []
        assert kept(desk, screen)[1].points == ()


async def test_a_line_keeps_the_cursor_when_its_example_is_dropped(
    desk: Desk, kari: Person
) -> None:
    """The next letters would be commands, and one of them shares the screen."""
    desk.store.save(LogEntry(person=kari.id, on=TODAY, kind="concern", text="Kom for sent"))
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "y", "p", "i", "down", "down", "down", "down")
        field = screen.focused
        await write(pilot, "x")
        await press(pilot, "backspace", "backspace")
        assert screen.points.of("less") == []
        await write(pilot, "starter tidlig")
        assert screen.focused is field
        assert [one.text for one in screen.points.of("less")] == ["starter tidlig"]


async def test_only_what_is_marked_comes_into_the_talk_and_no_other_point_is_loaded(
    desk: Desk, kari: Person
) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "i")
        await type_lines(pilot, "zzvakta", "zznysgjerrig", "delt styrke")
        await write(pilot, "zzstyrke")
        await press(pilot, "up", "f6")
        await press(pilot, *["down"] * 5)
        await type_lines(pilot, "delt krav")
        await press(pilot, "up", "f6")
        talk, preparation = kept(desk, screen)
        assert [one.text for one in talk.shared_points] == ["delt styrke", "delt krav"]
        assert [one.text for one in preparation.points] == ["zzvakta", "zznysgjerrig", "zzstyrke"]
        marks = [str(one.render()) for one in screen.points_pane.query(".mark")]
        assert [mark.strip() for mark in marks][2] == "●"

        await press(pilot, "escape", "full_stop")
        assert "zz" not in loaded(screen)
        assert "delt styrke" in shown(screen, "shared-points")
        await press(pilot, "f9")
        for word in ("zz", "delt styrke"):
            assert (word in loaded(screen)) is (word != "zz")
        await press(pilot, "i", "s")
        live = pilot.app.screen
        assert isinstance(live, LiveScreen)
        roles = [topic.role for topic in live.conversation.agenda.topics]
        pane = live.query_one(BroughtPane)
        for number, role in enumerate(roles):
            text = "\n".join(str(one.prompt) for one in pane.options)
            assert ("delt styrke" in text) is (role == "feedback")
            assert ("delt krav" in text) is (number == roles.index("plan") - 1)
            assert "zz" not in loaded(live)
            await press(pilot, "f6")
            assert pane.has_focus is pane.display
            await press(pilot, "f6", "f5")


async def test_whose_shared_points_they_are_is_shown_as_text(desk: Desk, kari: Person) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        screen.conversation.manager_name = "\x1b]0;Siri\x07"
        await press(pilot, "i")
        await write(pilot, "vakta")
        await press(pilot, "f6", "escape", "full_stop")
        assert "␛]0;Siri␇ wants to bring up" in shown(screen, "shared-points")


async def test_a_point_that_is_private_again_leaves_the_talk(desk: Desk, kari: Person) -> None:
    async with preparing(desk, kari) as (pilot, screen):
        await press(pilot, "i", "f6")
        await write(pilot, "vakta")
        await press(pilot, "f6")
        assert kept(desk, screen)[0].shared_points
        await write(pilot, " igjen")
        await press(pilot, "f6")
        talk, preparation = kept(desk, screen)
        assert talk.shared_points == ()
        assert [one.text for one in preparation.points] == ["vakta igjen"]
        packet(pilot.app, "enter", *"ro", "f6")
        await until(pilot, lambda: len(screen.conversation.shared_points) == 1)
        assert kept(desk, screen)[0].shared_points[0].text == "ro"
    assert brought_to(talk, 0, [], desk.today) == []


@pytest.mark.parametrize("width", [24, 30, 80])
def test_points_and_what_is_owed_keep_to_their_width(last_year: Conversation, width: int) -> None:
    example = Example("E", TODAY, "Strålende møte " * 9)
    points = [
        Point(kind="more", text="tid til faget " * 9 + "\n\nog ro"),
        Point(kind="strength", example=example),
    ]
    rows = point_rows(points, TODAY, width)
    assert all(row.cell_length <= width for row in rows)
    words = " ".join(" ".join(row.plain for row in rows).split())
    assert words.index("↳ 23 November: Strålende") < words.index("More of: tid til") < len(words)
    for row in owed_rows(owed(look_back([last_year])), TODAY, width):
        assert row.cell_length == width
