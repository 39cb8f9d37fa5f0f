"""The team, and one person."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from textual import events
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.desk import Desk
from screens.folding import folded_words
from screens.help import HelpScreen
from screens.live import LiveScreen
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.planning import plan_follow_up
from screens.prepare import PrepareScreen
from screens.question import Question
from screens.review import ReviewScreen
from screens.team_import import TeamImportScreen
from screens.widgets.rows import PaintedRow, Rows
from screens.widgets.top_bar import TopBar
from storage.home import Home
from storage.records import Conversation, Person, Record
from storage.store import open_store
from tests.screens.conftest import Time
from tests.screens.driving import NO_ROOM, full_disk, press, until, working, write
from tui.app import SamtaleApp


def rows(screen: object) -> str:
    """Return the text of all lists on a screen."""
    lists = screen.query(Rows)  # type: ignore[attr-defined]
    return "\n".join(words(option, one) for one in lists for option in one.options)


def words(option: Option, rows: OptionList) -> str:
    """Return what a row says, painted for the width at hand if it is painted in view only."""
    prompt = option.prompt
    width = rows.scrollable_content_region.width - 1
    return prompt.content(width).plain if isinstance(prompt, PaintedRow) else str(prompt)


def folded(screen: object) -> str:
    """Return what a screen says about its folded notes."""
    line = screen.query_one("#folded", Static)  # type: ignore[attr-defined]
    return str(line.content) if line.display else ""


async def test_a_person_is_added_opened_and_edited(desk: Desk) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await press(pilot, "n")
        await write(pilot, "Åse Øye")
        await press(pilot, "enter")
        assert "Åse Øye" in rows(app.screen)
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
        await press(pilot, "i", "end", "!", "enter")
    assert [one.name for one in desk.store.people()] == ["Åse Øye!"]


async def test_a_person_who_is_not_saved_is_said_above_the_team(desk: Desk, kari: Person) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        with full_disk(desk):
            await press(pilot, "i", "end", "!", "enter")
            assert app.screen.query_one(TopBar).problem == NO_ROOM


async def test_the_team_is_read_when_one_comes_back_from_the_talk_that_was_opened_at_once(
    desk: Desk, kari: Person
) -> None:
    app = SamtaleApp(desk, talk_with=kari.id)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
        team = app.screen_stack[-2]
        assert rows(team) == ""
        await press(pilot, "escape", "escape", "enter")
        assert app.screen is team and kari.name in rows(team)


async def test_the_team_is_read_where_the_talk_cant_be_opened(desk: Desk, kari: Person) -> None:
    desk.read_only = "Somebody else writes now."
    app = SamtaleApp(desk, talk_with=kari.id)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, PeopleScreen) and kari.name in rows(app.screen)


async def test_a_person_needs_a_name_and_a_sensible_cadence(desk: Desk) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "n", "enter")
        form = app.screen
        assert form.focused.id == "name"
        await write(pilot, "Åse")
        assert form.query_one("#retention").placeholder == "som for alle hvis feltet er tomt"
        form.query_one("#months").value = "ti"
        await press(pilot, "enter")
        assert app.screen is form
        assert form.focused.id == "months"


async def test_the_list_says_what_is_due_and_what_is_late(
    desk: Desk, last_year: Conversation
) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "1 samtale forfaller" in str(app.screen.query_one("#due").render())
        assert "forfalt" in rows(app.screen)
        assert "3 · 2 forfalt" in rows(app.screen)


async def test_enter_opens_and_keys_lead_on(desk: Desk, kari: Person) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await press(pilot, "enter", "p")
        assert isinstance(app.screen, PrepareScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, PersonScreen)
        await press(pilot, "t")
        assert isinstance(app.screen, LiveScreen)


async def test_a_person_shows_talks_plan_and_log(
    desk: Desk, kari: Person, last_year: Conversation, private: str
) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await press(pilot, "enter")
        text = rows(app.screen)
        assert "Medarbeidersamtale" in text
        assert "Trygg i kundemøter" in text
        assert private not in text
        assert folded(app.screen) == folded_words(1).plain
        await press(pilot, ".")
        assert f"{private} i loggen" in rows(app.screen)
        assert folded(app.screen) == ""
        await press(pilot, ".")
        assert private not in rows(app.screen)

        await press(pilot, ".", "down", "enter", "escape")
        assert private not in rows(app.screen)
        await press(pilot, ".", "i", "escape")
        assert private in rows(app.screen)
        await press(pilot, "f9")
        assert desk.shared_with == kari.id
        assert private not in rows(app.screen)
        assert folded(app.screen) == ""
        await press(pilot, ".")
        assert private not in rows(app.screen)
        await press(pilot, "f9", "enter")
        assert private not in rows(app.screen)
        assert folded(app.screen) == folded_words(1).plain
        await press(pilot, "f9", "escape")
        assert "Hemmelig" not in rows(app.screen)
        await press(pilot, "f9", "enter")
        assert "Hemmelig" in rows(app.screen)


async def test_an_earlier_talk_opens_to_read_and_its_plan_is_exported(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await press(pilot, "enter", "x")
        assert len(list(desk.export_folder.iterdir())) == 1
        await press(pilot, "enter")
        assert isinstance(app.screen, ReviewScreen)


@pytest.mark.parametrize("size", [(60, 20), (300, 100)])
async def test_long_and_hostile_names_never_push_a_column(
    desk: Desk, size: tuple[int, int]
) -> None:
    for name in ("K" * 300, "[red]x[/", "\x1b]52;c;aGVp\x07", "👩‍👩‍👧" * 40, "\u202eabc"):
        desk.store.save(Person(name=name))
    app = SamtaleApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        widths = {
            option.prompt.content(one.scrollable_content_region.width - 1).cell_length
            for one in app.screen.query(Rows)
            for option in one.options
        }
        assert len(widths) == 1
        assert "\x1b" not in rows(app.screen)
        assert "\u202e" not in rows(app.screen)


def damage(desk: Desk, home: Path, record: Record, table: str) -> None:
    """Change a record, and flip a bit of what is then on disk."""
    desk.store.save(record)
    (file,) = home.glob(f"data/{table}/{record.id}.json")
    content = bytearray(file.read_bytes())
    content[-40] ^= 1
    other = home / "as another program puts it there"
    other.write_bytes(content)
    other.replace(file)


async def test_a_damaged_person_is_named_and_the_earlier_version_offered(
    desk: Desk, kari: Person, home: Path, time: Time
) -> None:
    desk.store.close()
    place = Home(home / "data", home / "config", home / "state")
    desk.store = open_store(place, now=time)
    kari = desk.store.read(Person, kari.id)
    kari.title = "Leder"
    damage(desk, home, kari, "people")
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Question)
        await press(pilot, "enter")
        assert isinstance(app.screen, PeopleScreen)
        app.screen.query_one(Rows).choose(kari.id)
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
    assert desk.store.read(Person, kari.id).title == "Utvikler"
    assert desk.store.problems == []


async def test_a_damaged_talk_does_not_stop_the_rest(
    desk: Desk, kari: Person, last_year: Conversation, home: Path
) -> None:
    damage(desk, home, last_year, "conversations")
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
        await press(pilot, "p")
        assert isinstance(app.screen, PrepareScreen)
    assert [problem.id for problem in desk.store.problems] == [last_year.id]


async def test_a_talk_that_is_under_way_is_opened_from_its_own_row(
    desk: Desk, kari: Person
) -> None:
    older, newer = (plan_follow_up(desk, kari, desk.now()) for _each in range(2))
    for talk, minutes in ((older, 90), (newer, 5)):
        talk.state, talk.started_at = "live", desk.now() - dt.timedelta(minutes=minutes)
        desk.store.save(talk)
    async with working(desk, "enter") as (app, pilot):
        for talk in (older, newer):
            app.screen.query_one("#talks", Rows).choose(talk.id)
            await press(pilot, "enter")
            assert isinstance(app.screen, LiveScreen)
            assert app.screen.talk.conversation.id == talk.id
            await press(pilot, "escape", "escape", "y")
            assert isinstance(app.screen, PersonScreen)


async def test_the_team_is_read_anew_when_the_next_day_comes(
    desk: Desk, kari: Person, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.people.LOOK_AT_THE_DAY_AFTER", 0.01)
    kari.next_talk = desk.today + dt.timedelta(days=1)
    desk.store.save(kari)
    async with working(desk) as (app, pilot):
        assert "i morgen" in rows(app.screen)
        time.pass_by(days=1)
        await until(pilot, lambda: "i dag" in rows(app.screen))


async def test_an_import_that_ends_while_one_reads_the_help_leaves_its_own_screen(
    desk: Desk, kari: Person, tmp_path: Path
) -> None:
    file = tmp_path / "team.csv"
    file.write_text("Navn\nIda Moe\n")
    async with working(desk, "o") as (app, pilot):
        await write(pilot, str(file))
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, TeamImportScreen)
        for key in ("ctrl+s", "f1"):
            app.post_message(events.Key(key, None))
        await until(pilot, lambda: screen not in app.screen_stack)
        assert isinstance(app.screen, HelpScreen)
    assert "Ida Moe" in [one.name for one in desk.store.people()]
