"""Searching as one types: what is found, where it leads, and what a shared screen finds."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from textual.pilot import Pilot
from textual.widgets import Static
from textual.worker import WorkerCancelled

from screens.desk import Desk
from screens.live import LiveScreen
from screens.painting import MEASURE
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.review import ReviewScreen
from screens.search import SearchField, SearchScreen
from screens.search_rows import HitRows
from screens.widgets.log_pane import LogPane
from screens.widgets.pages import Pages
from screens.widgets.rows import Rows
from storage.records import Conversation, LogEntry, Person
from storage.search import hit
from storage.search_query import Query, read_query
from storage.store import Store
from tests.screens.driving import press, write
from tui.app import SamtaleApp


def shown(app: SamtaleApp) -> str:
    """Return the list, and the line above it."""
    rows = app.screen.query_one(Rows)
    said = str(app.screen.query_one("#said", Static).content)
    return "\n".join([said, *(str(option.prompt) for option in rows.options)])


def type_at_once(app: SamtaleApp, text: str) -> None:
    """Let the field hold a text, as when it is pasted over the one before."""
    app.screen.query_one(SearchField).value = text


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Let the app work until something holds."""
    for _round in range(500):
        if true():
            return
        await pilot.pause(0.01)
    raise AssertionError(shown(pilot.app))  # type: ignore[arg-type]


async def test_what_is_typed_is_found_and_opened_at_its_place(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    last_year.notes[-1].employee = "linje\n" * 100 + "Vil lede [b]statusmøtet[/b]"
    desk.store.save(last_year)
    desk.store.save(LogEntry(person=kari.id, on=desk.today, kind="praise", text="Godt møte"))
    app = SamtaleApp(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "slash")
        assert isinstance(app.screen, SearchScreen)
        await until(pilot, lambda: "person:kari" in shown(app))
        assert "submit" not in {
            one.binding.action for one in app.screen.active_bindings.values() if one.enabled
        }
        await press(pilot, "enter", "down")
        assert isinstance(app.screen, SearchScreen)

        await write(pilot, "led")
        await until(pilot, lambda: "statusmøtet" in shown(app))
        type_at_once(app, 'lede "b statusmotet')
        await until(pilot, lambda: "1 " in shown(app) and "Kari Nordmann" in shown(app))
        assert "Vil lede [b]statusmøtet[/b]" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ReviewScreen)
        pages = app.screen.query_one(Pages)
        await until(pilot, lambda: pages.scroll_offset.y > 50)
        seen = [pages.render_line(y).text for y in range(pages.size.height)]
        assert any("[b]statusmøtet" in line for line in seen)

        await press(pilot, "escape")
        assert isinstance(app.screen, SearchScreen)
        type_at_once(app, "person:nordmann mo kind:tull")
        await until(pilot, lambda: "kind:tull" in shown(app))
        assert "Godt møte" in shown(app)
        await press(pilot, "up", "enter")
        assert isinstance(app.screen, ReviewScreen | PersonScreen)
        await press(pilot, "escape")
        type_at_once(app, "godt")
        await until(pilot, lambda: "1 " in shown(app) and "Godt møte" in shown(app))
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
        log = app.screen.query_one(LogPane)
        assert log.has_focus and log.note is not None and log.note.text == "Godt møte"
        await press(pilot, "slash", "escape", "escape", "escape")
        assert isinstance(app.screen, PeopleScreen)


async def test_on_a_shared_screen_only_what_both_may_see_is_found(
    desk: Desk, kari: Person, last_year: Conversation, private: str
) -> None:
    for one in desk.store.people():
        desk.store.save(LogEntry(person=one.id, on=desk.today, text=f"{private} om {one.name}"))
        text = f"delt om {one.name}"
        desk.store.save(LogEntry(person=one.id, on=desk.today, text=text, shared=True))
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "slash")
        await write(pilot, "om")
        await until(pilot, lambda: "Hemmelig" in shown(app) and private in shown(app))
        type_at_once(app, "om person:kari")
        await until(pilot, lambda: "Hemmelig" not in shown(app) and private in shown(app))
        await press(pilot, "f9")
        assert desk.shared_with == kari.id
        assert private not in shown(app) and app.screen.query_one(SearchField).value == ""
        type_at_once(app, "om")
        await until(pilot, lambda: "delt om Kari" in shown(app))
        for typed in (" ", "person:ola", "zzpriv", "om"):
            type_at_once(app, typed)
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert private not in shown(app) and "Hemmelig" not in shown(app)


@pytest.mark.parametrize("ways", [["f9"], ["enter", "f9"], ["enter", "t"]])
async def test_what_is_open_about_somebody_else_is_closed_when_whom_was_found_sees_the_screen(
    desk: Desk, kari: Person, private: str, ways: list[str]
) -> None:
    (ola,) = (one for one in desk.store.people() if one.id != kari.id)
    desk.store.save(LogEntry(person=ola.id, on=desk.today, text="gullfisk"))
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen) and app.screen.about() == kari.id
        await press(pilot, "slash")
        await write(pilot, "gullfisk")
        await until(pilot, lambda: "gullfisk" in shown(app))
        await press(pilot, *ways)
        assert desk.shared_with == ola.id
        assert kari.id not in {
            one.about() for one in app.screen_stack if isinstance(one, PersonScreen)
        }
        await pilot.resize_terminal(100, 30)
        if isinstance(app.screen, LiveScreen):
            await press(pilot, "escape", "escape", "enter")
        while not isinstance(app.screen, PeopleScreen):
            await press(pilot, "escape")
        assert [one.id for one in desk.view.people()] == [ola.id]


async def test_the_newest_answer_is_the_one_that_is_shown(
    desk: Desk, kari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("kurs", "mer"):
        desk.store.save(LogEntry(person=kari.id, on=desk.today, text=text))
    may_answer, store_search = threading.Event(), type(desk.store).search

    def slow(store: Store, query: Query, *rest: object) -> object:
        found = store_search(store, query, *rest)  # type: ignore[arg-type]
        if query.words == ("kurs",):
            may_answer.wait(10)
        return found

    monkeypatch.setattr(type(desk.store), "search", slow)
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "slash")
        type_at_once(app, "kurs")
        await pilot.pause()
        type_at_once(app, "mer")
        await until(pilot, lambda: "mer" in shown(app))
        may_answer.set()
        with suppress(WorkerCancelled):
            await app.workers.wait_for_complete()
        await pilot.pause()
        assert "mer" in shown(app) and "kurs" not in shown(app)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_row_keeps_to_its_width_and_marks_the_match(desk: Desk, width: int) -> None:
    text = "x" * 30 + "\x1b[2J [red]kurs[/] " + "y" * 200
    entry = LogEntry(person="P", on=desk.today, text=text)
    found = hit(entry, read_query("kurs"))
    assert found is not None
    row = HitRows([found], {"P": "N" * 99}, desk.today).row(found, width)
    head, words = row.split("\n")
    assert head.cell_length <= width and words.cell_length <= min(width, 2 + MEASURE)
    bold = [row.plain[one.start : one.end] for one in row.spans if "bold" in str(one.style)]
    assert bold == (["kurs"] if width > 40 else [])
    assert "\x1b" not in row.plain
