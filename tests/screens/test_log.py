"""The log in the app: writing it, and dealing with what was not said yet."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.containers import Vertical
from textual.widgets import Static

from agendas.words import speak
from screens.desk import Desk
from screens.follow_up import FollowUpScreen
from screens.live import LiveScreen
from screens.log_form import NoteForm
from screens.log_rows import log_row
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.planning import plan_talk
from screens.prepare import PrepareScreen
from screens.widgets.brought_pane import BroughtPane
from screens.widgets.field import Field
from screens.widgets.key_bar import KeyBar
from screens.widgets.log_pane import LogPane
from screens.widgets.painted import Painted
from screens.widgets.plan_pane import OpenPane
from screens.year_rows import year_rows, year_title
from storage.records import Conversation, LogEntry, LogKind, Person, Raising, SetAside
from storage.year import spread
from tests.screens.driving import press, write
from tui.app import SamtaleApp


@pytest.fixture(autouse=True)
def english(desk: Desk) -> None:
    """Let the program speak English, the language of the messages in the code."""
    speak("en")


def logged(desk: Desk, person: Person) -> list[LogEntry]:
    return desk.store.of_person(LogEntry, person.id)


def keep(desk: Desk, person: Person, kind: LogKind, text: str, **fields: object) -> LogEntry:
    """Put a note in the log, of today where nothing else is said."""
    entry = LogEntry(person=person.id, kind=kind, text=text, **{"on": desk.today, **fields})  # type: ignore[arg-type]
    desk.store.save(entry)
    return entry


def kept(desk: Desk, entry: LogEntry) -> LogEntry:
    return desk.store.read(LogEntry, entry.id)


def prompts(pane: LogPane | BroughtPane) -> str:
    return "\n".join(str(option.prompt) for option in pane.options)


def said(form: NoteForm) -> str:
    return str(form.query_one("#error", Static).content)


def keys(app: SamtaleApp) -> set[str]:
    return {key for key, bound in app.screen.active_bindings.items() if bound.enabled}


# Writing


async def test_a_note_takes_three_keys_beside_the_typing(desk: Desk, kari: Person) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "l", "f2")
        assert "Kari Nordmann" in str(app.screen.query_one(".heading", Static).content)
        await write(pilot, "A\nB")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, PeopleScreen)
        (entry,) = logged(desk, kari)
        assert (entry.kind, entry.text, entry.on) == ("praise", "A\nB", desk.today)
        assert (entry.shared, entry.raised, entry.unsaid) == (False, None, True)

        await press(pilot, "enter", "l", "ctrl+s")
        form = app.screen
        assert isinstance(form, NoteForm)
        assert "few words" in said(form)
        await press(pilot, "x", "escape")
        assert "Not saved yet" in said(form)
        await press(pilot, "escape")
        assert isinstance(app.screen, PersonScreen)

        await press(pilot, "l", "f3", "S", "tab", "+", "7", "d", "ctrl+s")
        form = app.screen
        assert isinstance(form, NoteForm)
        assert "still to come" in said(form)
        assert form.query_one(Vertical).max_scroll_y == 0
        form.query_one("#day", Field).value = "fredag"
        await press(pilot, "tab", "right", "tab", "right", "enter")
        friday = desk.today - dt.timedelta(days=3)
        _first, entry = logged(desk, kari)
        assert (entry.kind, entry.on, entry.raised) == ("concern", friday, Raising(friday))
        assert (entry.shared, entry.waits) == (True, False)
        await press(pilot, "f9")
        assert "l" not in keys(app)


# On the person screen


async def test_an_open_note_is_changed_raised_and_set_aside(desk: Desk, kari: Person) -> None:
    old = keep(desk, kari, "concern", "Sent til møter", on=desk.today - dt.timedelta(days=9))
    new = keep(desk, kari, "concern", "Utydelig")
    shared = keep(desk, kari, "concern", "Delt", shared=True, raised=Raising(desk.today, "zzHow"))
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await press(pilot, "enter")
        pane = app.screen.query_one(LogPane)
        pane.focus()
        await pilot.pause()
        assert "Delt" in prompts(pane)
        assert "zzHow" not in prompts(pane)
        assert "o" not in keys(app)

        await press(pilot, ".")
        assert "zzHow" in prompts(pane)
        pane.choose(old.id)
        await press(pilot, "enter", "!", "ctrl+s")
        assert kept(desk, old).text == "Sent til møter!"
        await press(pilot, "o", *"bil", "ctrl+s")
        assert kept(desk, old).raised == Raising(desk.today, "bil")
        assert "x" not in {key for key in keys(app) if pane.note and pane.note.waits}

        pane.choose(new.id)
        await press(pilot, "x", "shift+tab", "left", "ctrl+s")
        assert "Utydelig" in str(app.screen.query_one(".heading", Static).content)
        assert kept(desk, new).set_aside is None
        assert "Say why" in str(app.screen.query_one("#error", Static).content)
        await press(pilot, *"mor", "ctrl+s")
        assert kept(desk, new).set_aside == SetAside(desk.today, "kept_private", "mor")
        assert "mor" in prompts(pane)

        await press(pilot, "f9")
        assert "Delt" in prompts(pane)
        for word in ("zzHow", "mor", "Utydelig", "never raised"):
            assert word not in prompts(pane)
        assert not {"o", "x", "k"} & {
            key for key, bound in app.screen.active_bindings.items() if bound.node is pane
        }
    assert kept(desk, shared).raised == Raising(desk.today, "zzHow")


# In preparation


async def test_what_was_not_said_comes_with_its_ways_out(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    asked, dropped, private = (keep(desk, kari, "concern", f"zz{n}") for n in range(3))
    praise = keep(desk, kari, "praise", "zzRos", on=desk.today - dt.timedelta(days=100))
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.pause()
        talk = plan_talk(desk, kari)
        screen = PrepareScreen(desk, talk)
        await app.push_screen(screen)
        await pilot.pause()
        steps = str(screen.query_one("#steps", Painted).content)
        assert "3 concerns never raised" in steps
        assert "1 word of praise not said yet" in steps
        assert not screen.query("#unsaid")

        await press(pilot, "y")
        pane = screen.query_one(LogPane)
        assert pane.has_focus
        assert pane.get_option_at_index(0).id == praise.id
        assert not {"n", "k"} & keys(app)
        await press(pilot, "space")
        assert kept(desk, praise).shared
        assert not kept(desk, praise).unsaid
        assert praise.id in pane.notes

        bar = screen.query_one(KeyBar)
        assert "Let go" not in bar.render().plain
        pane.choose(dropped.id)
        await pilot.pause()
        assert "Let go" in bar.render().plain
        await press(pilot, "x", "ctrl+s")
        assert kept(desk, dropped).set_aside == SetAside(desk.today, "let_go")
        pane.choose(private.id)
        await press(pilot, "k", "w", "ctrl+s")
        assert kept(desk, private).set_aside == SetAside(desk.today, "kept_private", "w")
        pane.choose(asked.id)
        await press(pilot, "n", "enter")
        follow_up = desk.store.read(Conversation, kept(desk, asked).conversation or "")
        assert (follow_up.agenda.id, follow_up.state) == ("oppfolging", "planned")
        assert follow_up.previous == last_year.id
        assert follow_up.planned_at is not None
        assert follow_up.planned_at.date() == desk.today
        assert follow_up.planned_at.hour == desk.now().hour + 1
        assert kept(desk, asked).waits
        assert "follow-up 23 November" in prompts(pane)
        assert "1 concern never raised" in str(screen.query_one("#steps", Painted).content)
        assert screen.conversation.id == talk.id

        another = keep(desk, kari, "concern", "zz4")
        screen.reload()
        pane.choose(another.id)
        await press(pilot, "n")
        assert kept(desk, another).conversation == follow_up.id
        assert plan_talk(desk, kari).id == follow_up.id

        year = str(screen.query_one("#year", Painted).content)
        assert "Nothing was noted in December" in year
        await press(pilot, "f9")
        assert not screen.query("#year, #unsaid")
        assert "zzRos" in prompts(screen.query_one("#log", LogPane))
        for hidden in ("zz0", "zz1", "zz2", "zz4", "never", "Nothing was noted"):
            assert hidden not in " ".join(
                str(one.content) for one in screen.query(Static) if one.display
            )


async def test_a_follow_up_has_what_was_not_said_at_hand_and_folded(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    concern = keep(desk, kari, "concern", "zzUro")
    praise = keep(desk, kari, "praise", "zzRos", on=desk.today - dt.timedelta(days=100))
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "end", "f")
        assert not {"d", "b", "m", "x"} & keys(app)  # nothing stands open with the other one
        await press(pilot, "escape", "home", "f")
        assert {"d", "b", "m", "x"} <= keys(app)
        pane = app.screen.query_one(LogPane)
        assert "2 private notes" in str(app.screen.query_one("#folded", Static).content)
        assert not pane.display and "zz" not in prompts(pane)

        await press(pilot, "y")
        assert pane.has_focus
        assert [option.id for option in pane.options] == [praise.id, concern.id]
        await press(pilot, "space")
        assert kept(desk, praise).shared and praise.id in pane.notes
        pane.choose(concern.id)
        await pilot.pause()
        assert {"o", "k", "x"} <= keys(app)
        await press(pilot, "n")  # this is the follow-up
        assert isinstance(app.screen, FollowUpScreen)
        await press(pilot, "o", "ctrl+s")
        assert kept(desk, concern).raised == Raising(desk.today)
        assert [option.id for option in pane.options] == [praise.id]

        await press(pilot, "f9")
        assert app.screen.query_one(OpenPane).has_focus
        assert not pane.display and not pane.notes and "zz" not in prompts(pane)
        assert "y" not in keys(app)


def test_a_year_is_a_chart_and_words_at_every_width() -> None:
    today = dt.date(2026, 11, 23)

    def note(kind: LogKind, month: int) -> LogEntry:
        return LogEntry(person="p", on=dt.date(2026, month, 2), kind=kind, text="x")

    entries = [note("praise", 3), *[note("concern", 11)] * 4, note("praise", 10)]
    months = spread(entries, None, today)
    for width in (20, 46, 74):
        rows = year_rows(months, width)
        assert all(row.cell_length <= width for row in rows)
        words = " ".join(row.plain for row in rows)
        assert "More than half" in words
        assert "Nothing was noted in December–February, April" in words
        assert ("█" in words) is (width > 20)
    bars, praise, concerns, others, names, *_rest = (row.plain for row in year_rows(months, 50))
    at = names.index("Nov")
    assert (bars[at], praise[at], concerns[at]) == ("█", " ", "4")
    at = names.index("Mar")
    assert (bars[at], praise[at], concerns[at]) == ("▂", "1", " ")
    assert others.split() == ["·"]
    assert bars[names.index("Dec")] == " "
    assert year_rows(months, 46)[4].plain.split() == [*"DJFMAMJJASON"]
    assert "every month" in year_rows(spread(entries, today, today), 46)[-1].plain
    assert year_title(months, None) == year_title(months, dt.date(2025, 3, 1))
    assert "since the last talk" in year_title(months, dt.date(2026, 3, 1))
    assert "all this time" in year_rows(spread([], None, today), 46)[-1].plain


@pytest.mark.parametrize("width", [16, 24, 60])
def test_where_a_note_stands_is_never_cut_off(width: int) -> None:
    today = dt.date(2026, 11, 23)
    raised = Raising(dt.date(2026, 3, 18), "how it was taken")
    note = LogEntry(person="p", on=today, kind="concern", text="Late again", raised=raised)
    rows = log_row(note, today, width)
    assert all(row.cell_length <= width for row in rows)
    words = " ".join(" ".join(row.plain for row in rows).split())
    for part in ("raised 18 March", "Late again", "↳ how it was taken"):
        assert part in words


# In the talk


async def test_the_feedback_topic_lists_only_what_is_shared(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    for shared in (True, False):
        sign = "Delt" if shared else "zz"
        raised = Raising(desk.today, "zzHow")
        keep(desk, kari, "concern", f"{sign} bekymring", shared=shared, raised=raised)
        keep(desk, kari, "praise", f"{sign} ros", shared=shared)
        keep(desk, kari, "observation", f"{sign} ting", shared=shared)
    keep(desk, kari, "praise", "Delt for lenge siden", shared=True, on=dt.date(2020, 1, 1))
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "t")
        screen = app.screen
        assert isinstance(screen, LiveScreen)
        pane = screen.query_one(BroughtPane)
        assert not pane.display
        topics = screen.conversation.agenda.topics
        feedback = next(n for n, topic in enumerate(topics) if topic.role == "feedback")
        await press(pilot, *["f5"] * feedback)
        assert pane.display
        for way in ("shared", "private"):
            text = prompts(pane)
            assert text.index("Delt ros") < text.index("Delt bekymring"), way
            for word in ("zz", "ting", "lenge siden"):
                assert word not in text
            await press(pilot, "f9", "y")
        await press(pilot, "f5")
        assert not pane.display
        screen.action_previous_topic()
        screen.action_next_topic()
        screen.action_previous_topic()
        await pilot.pause()
        assert "Delt ros" in prompts(pane)


async def test_an_empty_log_says_how_to_write_in_it_and_nothing_while_shared(
    desk: Desk, kari: Person
) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PersonScreen(desk, kari.id))
        await pilot.pause()
        folded = app.screen.query_one("#folded", Static)
        assert "Press l to write a note." in str(folded.content) and folded.display
        await press(pilot, "f9")
        assert not folded.display
        await press(pilot, "f9", "enter")
        keep(desk, kari, "praise", "Bra")
        app.screen.reload()  # type: ignore[attr-defined]
        assert "Press l" not in str(folded.content)
