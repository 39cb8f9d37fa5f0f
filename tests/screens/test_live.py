"""The live screen, driven by keys on the real store."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from msgspec.structs import replace
from textual import events
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Static

from agendas.agenda import Prompt
from agendas.words import _
from screens.desk import Desk
from screens.large_digits import medium
from screens.live import LiveScreen, open_talk
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.plan_forms import GoalForm
from screens.planning import plan_talk
from screens.widgets.agenda_pane import AgendaPane
from screens.widgets.note_pane import NotePane
from screens.widgets.painted import Painted
from screens.widgets.plan_pane import PastPane, PlanPane
from screens.widgets.top_bar import TopBar
from storage.errors import StoreError
from storage.parts import parts
from storage.purpose import set_aim
from storage.records import Conversation, Goal, Person, Record
from tests.screens.conftest import Time
from tests.screens.driving import packet, press, taken, until, working, write
from tui.app import SamtaleApp


@asynccontextmanager
async def holding(
    desk: Desk, person: Person, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[tuple[Pilot[None], LiveScreen]]:
    """Open the app straight in the talk with ``person``."""
    app = SamtaleApp(desk, talk_with=person.id)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
        yield pilot, app.screen


def pane(screen: LiveScreen, side: str) -> NotePane:
    """Return the pane of the topic at hand."""
    return screen.query_one(f"NotePane.{side}.topic-{screen.talk.topic}", NotePane)


def cursor_in_view(text: NotePane) -> bool:
    """Return whether the row that the cursor is on is between the edges of the pane."""
    _column, row = text.wrapped_document.location_to_offset(text.cursor_location)
    return 0 <= row - text.scroll_y < text.scrollable_content_region.height


async def test_opens_shared_with_the_manager_writing(desk: Desk, kari: Person) -> None:
    async with holding(desk, kari) as (_pilot, screen):
        assert desk.shared_with == kari.id
        assert screen.focused is pane(screen, "manager")
        assert screen.talk.clock.running
        assert screen.conversation.state == "live"


async def test_notes_belong_to_their_topic_and_keep_their_cursor(desk: Desk, kari: Person) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await write(pilot, "trives godt")
        await press(pilot, "f3")
        await write(pilot, "vil lede")
        await press(pilot, "left", "left", "f5")
        assert screen.talk.topic == 1
        assert pane(screen, "employee").text == ""
        assert screen.focused is pane(screen, "employee")
        await write(pilot, "andre tema")
        await press(pilot, "escape", "p", "enter")
        assert screen.focused is pane(screen, "employee")
        assert pane(screen, "employee").text == "vil lede"
        assert pane(screen, "employee").cursor_location == (0, 6)
        assert screen.conversation.notes[0].manager == "trives godt"
        assert screen.conversation.notes[1].employee == "andre tema"


async def test_the_purpose_stands_on_the_screen_and_what_serves_it_is_asked_first(
    desk: Desk, kari: Person
) -> None:
    talk = plan_talk(desk, kari)
    set_aim(talk, "development")
    first, *others = talk.agenda.topics
    asked = (Prompt("Hva er bra?"), Prompt("Hva er nytt?"), Prompt("Lært?", ("development",)))
    talk.agenda = replace(talk.agenda, topics=(replace(first, prompts=asked), *others))
    desk.save(talk)
    async with holding(desk, kari, (80, 24)) as (pilot, screen):
        agenda, bar = screen.query_one(AgendaPane), screen.query_one(TopBar)
        topics = agenda.query_one("#topics", Painted)
        assert "Lært? · Hva er bra? · Hva er nytt?" in str(topics.content)
        strip = str(screen.query_one("ClockFace #strip", Static).content)
        assert strip.endswith(f"{_('Purpose')}: {_('development')}") and len(strip) == 78
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        shown = str(topics.content)
        assert shown.index("Lært?") < shown.index("Hva er bra?") < shown.index("Hva er nytt?")
        assert f"{_('Purpose')}: {_('development')}" in str(bar.left)


async def test_the_line_that_is_written_on_stays_in_view_whatever_the_window_does(
    desk: Desk, kari: Person
) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await press(pilot, "f3")
        text = pane(screen, "employee")
        text.insert("En linje som er lang nok til å brytes i to. " * 60)
        for columns, rows in ((80, 24), (200, 60), (60, 20), (120, 36), (120, 30)):
            await pilot.resize_terminal(columns, rows)
            await until(pilot, lambda: cursor_in_view(text))
        await press(pilot, "ctrl+r")
        await until(pilot, lambda: cursor_in_view(text))


async def test_letters_command_only_in_the_agenda(desk: Desk, kari: Person) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await write(pilot, "np+")
        assert screen.talk.topic == 0
        await press(pilot, "escape", "n", "n")
        assert screen.talk.topic == 2
        await press(pilot, "p")
        assert screen.talk.topic == 1
        assert screen.conversation.notes[0].manager == "np+"


async def test_a_line_becomes_an_action_with_its_owner_and_date(desk: Desk, kari: Person) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await write(pilot, "- Kari: skygge et prosjekt innen 15. januar")
        await press(pilot, "ctrl+j")
        (action,) = screen.conversation.plan.actions
        assert (action.text, action.owner) == ("skygge et prosjekt", "employee")
        assert action.deadline == dt.date(2027, 1, 15)
        assert pane(screen, "manager").text.endswith(" →")


async def test_the_owner_is_the_panes_person_unless_said(desk: Desk, kari: Person) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await press(pilot, "f3")
        await write(pilot, "send the notes by 1 March")
        await press(pilot, "ctrl+j")
        (action,) = screen.conversation.plan.actions
        assert (action.owner, action.deadline) == ("employee", dt.date(2027, 3, 1))


async def test_undo_takes_the_mark_and_the_action_back_and_redo_brings_them(
    desk: Desk, kari: Person
) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await write(pilot, "ring kunden")
        await press(pilot, "ctrl+j")
        await press(pilot, "ctrl+z")
        assert pane(screen, "manager").text == "ring kunden"
        assert screen.conversation.plan.actions == ()
        await press(pilot, "ctrl+y")
        assert pane(screen, "manager").text == "ring kunden →"
        assert len(screen.conversation.plan.actions) == 1


async def test_enter_goes_on_with_a_list_in_the_order_of_the_keys_and_a_paste_is_left_alone(
    desk: Desk, kari: Person
) -> None:
    async with holding(desk, kari) as (pilot, screen):
        note = pane(screen, "manager")
        packet(pilot.app, *"1. ", *"en", "enter", *"to", "enter", "enter", *"x", "backspace")
        await taken(pilot)
        assert note.text == "1. en\n2. to\n"
        await press(pilot, "ctrl+z", "ctrl+z", "ctrl+z")
        assert note.text == "1. en\n2. to\n3. "
        await press(pilot, "ctrl+z")
        assert note.text == "1. en\n2. to"
        pilot.app.post_message(events.Paste("\n- a\n- b\n"))
        await pilot.pause()
        assert note.text == "1. en\n2. to\n- a\n- b\n"
        note.select_all()
        await press(pilot, "enter")
        assert note.text == "\n"


async def test_each_pane_keeps_its_own_history_when_the_topic_changes(
    desk: Desk, kari: Person
) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await write(pilot, "ring kunden")
        await press(pilot, "ctrl+j", "f3")
        await write(pilot, "gjerne")
        await press(pilot, "f5")
        await write(pilot, "nytt")
        await press(pilot, "ctrl+z", "ctrl+z", "ctrl+z")
        assert pane(screen, "employee").text == ""
        assert len(screen.conversation.plan.actions) == 1
        assert [one.employee for one in screen.conversation.notes[:2]] == ["gjerne", ""]
        await press(pilot, "escape", "p", "f2", "ctrl+z")
        assert pane(screen, "manager").text == "ring kunden"
        assert screen.conversation.plan.actions == ()
        await press(pilot, "f5", "f3", "ctrl+y")
        assert pane(screen, "employee").text == "nytt"
        await press(pilot, "escape", "p", "f2", "ctrl+y")
        assert pane(screen, "manager").text == "ring kunden →"
        assert [one.text for one in screen.conversation.plan.actions] == ["ring kunden"]
        assert screen.conversation.notes[1].employee == "nytt"
        await press(pilot, "ctrl+o")
        assert any("EDITOR" in one.message for one in pilot.app._notifications)


async def test_what_is_copied_is_said_by_its_size_and_kept_for_pasting(
    desk: Desk, kari: Person
) -> None:
    desk.soft_wrap = False
    async with holding(desk, kari) as (pilot, screen):
        app, note = pilot.app, pane(screen, "manager")

        def said() -> str:
            return [one.message for one in app._notifications][-1]

        note.insert("Kari: skygge et prosjekt innen 15. januar, " + "og " * 40)
        assert note.wrapped_document.height == 1
        await press(pilot, "end")
        assert note.scroll_offset.x > 0
        await press(pilot, "enter", "x")
        assert note.scroll_offset.x == 0
        await press(pilot, "ctrl+z", "ctrl+z")
        await press(pilot, "ctrl+j", "home", *["shift+right"] * 4, "ctrl+c")
        await app.workers.wait_for_complete()
        assert app.clipboard == "Kari"
        assert said() == "4 tegn kopiert, hvis terminalen din tillater det."
        await press(pilot, "f4", "y")
        await app.workers.wait_for_complete()
        title, names, _empty, *lines = app.clipboard.splitlines()
        assert title.startswith("Gjensidig plan") and names == "Kari Nordmann · Siri Berg"
        assert any("skygge et prosjekt" in line and "Kari" in line for line in lines)
        assert max(map(len, lines)) <= 80
        copied = app.clipboard
        assert said().startswith(f"{len(copied.splitlines())} linjer kopiert")
        await press(pilot, "escape", "f", "ctrl+p", "escape")
        app._clipboard = ""
        await press(pilot, "y")
        assert app.clipboard == copied
        screen.share_with(None)
        screen.share_with(kari.id)
        assert app.clipboard == ""


async def test_each_selected_line_becomes_an_action_and_none_twice(
    desk: Desk, kari: Person
) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await write(pilot, "en\n\nto")
        pane(screen, "manager").insert("\x1b")
        pane(screen, "manager").select_all()
        await press(pilot, "ctrl+j", "ctrl+j")
        assert [one.text for one in screen.conversation.plan.actions] == ["en", "to\x1b"]
        assert pane(screen, "manager").text == "en →\n\nto\x1b →"


async def test_a_goal_and_an_action_are_made_edited_moved_removed_and_undone(
    desk: Desk, kari: Person
) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await press(pilot, "escape", "g")
        await write(pilot, "Lede et prosjekt")
        await press(pilot, "enter")
        await press(pilot, "f4", "a")
        await write(pilot, "Melde på kurs")
        await press(pilot, "tab", "right", "tab")
        await write(pilot, "+3 mnd")
        await press(pilot, "enter")
        plan = screen.conversation.plan
        assert [goal.text for goal in plan.goals] == ["Lede et prosjekt"]
        (action,) = plan.actions
        assert (action.goal, action.owner) == (plan.goals[0].id, "manager")
        assert action.deadline == dt.date(2027, 2, 23)

        await press(pilot, "o")
        assert screen.conversation.plan.actions[0].owner == "employee"
        await press(pilot, "enter")
        await press(pilot, "end", "!", "enter")
        assert screen.conversation.plan.actions[0].text == "Melde på kurs!"

        await press(pilot, "a")
        await write(pilot, "Den andre")
        await press(pilot, "enter")
        await press(pilot, "K")
        assert [one.text for one in screen.conversation.plan.actions] == [
            "Den andre",
            "Melde på kurs!",
        ]
        await press(pilot, "x")
        assert [one.text for one in screen.conversation.plan.actions] == ["Melde på kurs!"]
        await press(pilot, "u", "u")
        assert [one.text for one in screen.conversation.plan.actions] == [
            "Melde på kurs!",
            "Den andre",
        ]


async def test_a_date_that_cannot_be_read_is_said_and_the_text_kept(
    desk: Desk, kari: Person
) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await press(pilot, "escape", "a")
        await write(pilot, "Ringe")
        await press(pilot, "tab", "tab")
        await write(pilot, "en gang")
        await press(pilot, "enter")
        form = screen.app.screen
        assert str(form.query_one("#error").render()) != ""
        assert form.query_one("#text").value == "Ringe"
        assert form.query_one("#deadline").value == "en gang"
        assert screen.conversation.plan.actions == ()


async def test_last_years_plan_gets_its_outcomes_in_its_topic(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await press(pilot, "f5", "f4")
        assert isinstance(screen.focused, PastPane)
        assert screen.focused.option_count == 4
        await press(pilot, "down", "d")
        await press(pilot, "c")
        earlier = screen.talk.earlier[last_year.id]
        assert [one.status for one in earlier.plan.actions] == ["done", "carried", "open"]
        kept = desk.store.read(Conversation, last_year.id)
        assert [one.status for one in kept.plan.actions] == ["done", "carried", "open"]
        (carried,) = screen.conversation.plan.actions
        assert carried.thread == last_year.plan.actions[1].thread
        assert carried.carried_from == (last_year.ended_at.date(),)
        assert [goal.text for goal in screen.conversation.plan.goals] == ["Trygg i kundemøter"]
        await press(pilot, "u")
        assert screen.conversation.plan.actions == ()
        kept = desk.store.read(Conversation, last_year.id)
        assert [one.status for one in kept.plan.actions] == ["done", "open", "open"]
        await press(pilot, "f4")
        assert isinstance(screen.focused, PlanPane)


async def test_pause_borrow_and_give_back(desk: Desk, kari: Person) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await press(pilot, "f8")
        assert not screen.talk.clock.running
        await press(pilot, "f8")
        assert screen.talk.clock.running
        before = screen.talk.clock.planned
        await press(pilot, "escape", "plus")
        assert screen.talk.clock.planned[0] == before[0] + 60
        await press(pilot, "minus")
        assert screen.talk.clock.planned == before


async def test_the_clock_says_in_words_when_it_is_over(
    desk: Desk, kari: Person, time: Time
) -> None:
    async with holding(desk, kari) as (_pilot, screen):
        for _ in range(11):
            time.pass_by(seconds=30)
            screen.refresh_clock()
        words = str(screen.query_one("#words").render())
        assert "over" in words
        assert str(screen.query_one("#digits", Static).content) == medium("+0:30")


async def test_a_gap_is_asked_about_and_counted_or_not(
    desk: Desk, kari: Person, time: Time
) -> None:
    async with holding(desk, kari) as (pilot, screen):
        for count, minutes in (("n", 0), ("y", 60)):
            time.pass_by(hours=1)
            screen.refresh_clock()
            await pilot.pause()
            assert screen.app.screen is not screen
            await press(pilot, count)
            assert screen.talk.clock.spent[0] == minutes * 60
            assert screen.talk.clock.gap == 0


async def test_a_gap_that_a_key_finds_first_is_asked_about_too(
    desk: Desk, kari: Person, time: Time
) -> None:
    async with holding(desk, kari) as (pilot, screen):
        time.pass_by(minutes=30)
        await press(pilot, "f5")
        assert pilot.app.screen is not screen
        await press(pilot, "enter")
        assert screen.talk.clock.total_spent == 30 * 60


async def test_more_less_and_continue_are_written_from_the_talk(desk: Desk, kari: Person) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await press(pilot, "escape", "k")
        await write(pilot, "ansvar")
        await press(pilot, "enter")
        assert screen.conversation.plan.to_employee.more == "ansvar"


async def test_esc_throws_a_form_away_only_when_asked_twice(desk: Desk, kari: Person) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await press(pilot, "escape", "a")
        await write(pilot, "en hel setning")
        await press(pilot, "escape")
        form = pilot.app.screen
        assert form is not screen
        assert "Ikke lagret" in str(form.query_one("#error").render())
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        await press(pilot, "a", "escape")
        assert pilot.app.screen is screen


async def test_a_second_of_the_clock_lays_nothing_out_anew(
    desk: Desk, kari: Person, time: Time
) -> None:
    async with holding(desk, kari) as (pilot, screen):
        laid_out: list[object] = []
        screen.screen_layout_refresh_signal.subscribe(screen, laid_out.append, immediate=True)
        before = str(screen.query_one("#digits", Static).content)
        time.pass_by(seconds=1)
        screen.refresh_clock()
        await pilot.pause()
        assert str(screen.query_one("#digits", Static).content) != before
        assert not laid_out


async def test_talking_time_is_shown_and_never_stored(desk: Desk, kari: Person, time: Time) -> None:
    async with holding(desk, kari) as (pilot, screen):
        before = parts(screen.conversation)
        await press(pilot, "escape", "t")
        time.pass_by(seconds=30)
        await press(pilot, "t")
        time.pass_by(seconds=10)
        screen.refresh_clock()
        assert "Kari 75 % · Siri 25 %" in str(screen.query_one("#talking").render())
        after = parts(screen.conversation)
        assert {name for name in after if after[name] != before[name]} == {"clock"}


async def test_every_change_is_on_disk_when_the_app_is_left(desk: Desk, kari: Person) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await write(pilot, "siste ord")
        talk_id = screen.conversation.id
    kept = desk.store.read(Conversation, talk_id)
    assert kept.notes[0].manager == "siste ord"
    assert desk.store.under_way() == []


async def test_what_one_comes_back_to_knows_what_was_saved_on_the_way_out(
    desk: Desk, kari: Person
) -> None:
    async with working(desk, "enter", "t", "escape", "escape", "enter") as (app, pilot):
        person = app.screen
        assert isinstance(person, PersonScreen)
        await pilot.pause()
        shown = person.query_one("#talks").render_lines(Region(0, 0, 60, 3))
        assert _("under way") in "".join(strip.text for strip in shown)


async def test_leaving_pauses_and_comes_back_where_it_was(desk: Desk, kari: Person) -> None:
    async with holding(desk, kari) as (pilot, _screen):
        await write(pilot, "her var vi")
        await press(pilot, "f5", "escape", "escape", "enter")
        assert isinstance(pilot.app.screen, PeopleScreen)
        await press(pilot, "t")
        again = pilot.app.screen
        assert isinstance(again, LiveScreen)
        assert again.talk.topic == 1
        assert again.talk.clock.running
        assert again.conversation.notes[0].manager == "her var vi"


async def test_shared_mode_loads_nothing_private_and_nobody_else(
    desk: Desk, kari: Person, last_year: Conversation, private: str
) -> None:
    async with holding(desk, kari) as (pilot, _screen):
        for one in pilot.app.screen_stack:
            for widget in one.query("*"):
                loaded = repr(vars(widget)) + str(getattr(widget, "text", ""))
                assert private not in loaded
                assert "Ola Fjeld Hemmelig" not in loaded


async def test_leaving_shared_mode_asks(desk: Desk, kari: Person) -> None:
    async with holding(desk, kari) as (pilot, _screen):
        await press(pilot, "f9")
        await press(pilot, "escape")
        assert desk.shared_with == kari.id
        await press(pilot, "f9")
        await press(pilot, "enter")
        assert desk.shared_with is None


@pytest.mark.parametrize("size", [(60, 20), (99, 30), (100, 30)])
async def test_no_pane_is_narrower_than_24_columns(
    desk: Desk, kari: Person, size: tuple[int, int]
) -> None:
    async with holding(desk, kari, size) as (_pilot, screen):
        for side in ("manager", "employee"):
            assert pane(screen, side).size.width >= 24
            assert pane(screen, side).size.height >= 3
        assert screen.query_one(AgendaPane).has_class("-strip") == (size[0] < 100)


async def test_a_small_window_shows_one_pane_at_a_time_and_says_so(
    desk: Desk, kari: Person
) -> None:
    async with holding(desk, kari, (58, 18)) as (pilot, screen):

        def shown() -> list[str]:
            return [
                type(one).__name__
                for one in screen.query("NotePane, PlanPane, PastPane")
                if one.region.area
            ]

        assert shown() == ["NotePane"]
        assert len(pilot.app._notifications) == 1
        await press(pilot, "f4")
        assert shown() == ["PlanPane"]
        await press(pilot, "f3")
        assert shown() == ["NotePane"]
        assert screen.focused is pane(screen, "employee")


HOSTILE = (
    "[bold]x[/bold]",
    "[/foo]",
    "[@click=app.quit]x[/]",
    "\x1b]52;c;aGVp\x07",
    "\u202eabc",
    "👩‍👩‍👧 æøå",
)


async def test_text_from_people_is_shown_and_never_obeyed(desk: Desk, kari: Person) -> None:
    kari.name = "Kari " + " ".join(HOSTILE)
    desk.store.save(kari)
    async with holding(desk, kari) as (pilot, screen):
        for text in HOSTILE:
            pane(screen, "manager").insert(text)
            await press(pilot, "ctrl+j", "end", "enter")
        lines = [f"{text} →\n" for text in HOSTILE]
        assert screen.conversation.notes[0].manager == "".join(lines)
        assert [one.text for one in screen.conversation.plan.actions] == list(HOSTILE)
        painted = pilot.app.export_screenshot()
        assert "\x1b" not in painted
        assert "\u202e" not in painted


async def test_a_note_of_ten_thousand_characters(desk: Desk, kari: Person) -> None:
    async with holding(desk, kari) as (pilot, screen):
        pane(screen, "manager").insert("æ" * 10_000)
        await pilot.pause()
        assert screen.conversation.notes[0].manager == "æ" * 10_000


async def test_what_is_typed_while_a_form_opens_lands_in_it(desk: Desk, kari: Person) -> None:
    async with holding(desk, kari) as (pilot, screen):
        await press(pilot, "escape")
        app = pilot.app
        app.push_screen(GoalForm(Goal(text="")), lambda goal: None)
        for letter in "ny":
            app.screen.post_message(events.Key(letter, letter))
        await pilot.pause()
        assert app.screen.query_one("#text").value == "ny"
        packet(app, *"et", "backspace", *"tt", "home", "N", "delete")
        await taken(pilot)
        assert app.screen.query_one("#text").value == "Nyett"
        assert screen.talk.topic == 0


async def test_a_talk_opens_on_a_disk_that_takes_nothing_and_is_kept_when_it_does(
    desk: Desk, kari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_record: Record | str) -> None:
        raise StoreError("full")

    for write_down in ("save", "open_journal"):
        monkeypatch.setattr(desk.store, write_down, full)
    async with holding(desk, kari) as (pilot, screen):
        await write(pilot, "likevel")
        await until(pilot, lambda: "full" in desk.problem)
        assert "ikke lagret" in str(screen.query_one(TopBar).right)
        assert not desk.waiting, "two would save it"
        await press(pilot, "escape", "escape", "y")
        await press(pilot, "t")
        assert pane(pilot.app.screen, "manager").text == "likevel"
        await write(pilot, ", og mer")
        await press(pilot, "escape", "escape", "y")
        assert "ikke lagret" in str(pilot.app.screen.query_one(TopBar).right)
        monkeypatch.undo()
        async with asyncio.timeout(20):
            while desk.problem:
                await pilot.pause(0.02)
        assert "ikke lagret" not in str(pilot.app.screen.query_one(TopBar).right)
        assert desk.unsaved(screen.conversation.id) is None
    (entry,) = desk.store.talks(kari.id)
    assert desk.store.read(Conversation, entry.id).notes[0].manager == "likevel, og mer"
    assert desk.store.under_way() == []


def test_a_talk_that_was_left_unsaved_is_taken_up_by_who_still_saves_it(
    desk: Desk, kari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_record: Record | str) -> None:
        raise StoreError("full")

    planned = plan_talk(desk, kari)
    for write_down in ("save", "open_journal"):
        monkeypatch.setattr(desk.store, write_down, full)
    left = open_talk(desk, planned)
    left.conversation.notes[0].manager = "not on disk"
    assert left.talk.autosave.close().problem
    desk.left_unsaved[planned.id] = left.talk.autosave

    again = open_talk(desk, desk.store.read(Conversation, planned.id))
    assert again.talk.autosave is left.talk.autosave
    assert again.conversation.notes[0].manager == "not on disk"
    monkeypatch.undo()
    assert again.talk.autosave.close().problem is None
    assert desk.unsaved(planned.id) is None
    assert desk.store.read(Conversation, planned.id).notes[0].manager == "not on disk"
