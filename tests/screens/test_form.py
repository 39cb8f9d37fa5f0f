"""What every form has in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.widget import Widget
from textual.widgets.text_area import WrappedDocument

from agendas.words import speak
from screens.desk import Desk
from screens.form import Form
from screens.person_form import PersonForm
from screens.plan_forms import ActionForm, GoalForm
from screens.plan_words import Parties
from screens.talk_forms import NextForm
from screens.widgets.field import Field
from screens.widgets.key_bar import KeyBar
from screens.widgets.shown_document import ShownDocument, ShownWrapping
from screens.widgets.text_pane import TextPane
from storage.records import Action, Goal, Person, Plan, UnitGoal
from storage.text import visible
from tests.screens.driving import press, settled
from tui.app import SamtaleApp
from tui.themes import THEMES


def test_what_stands_in_a_field_is_cleaned_on_its_way_in() -> None:
    form: Any = SimpleNamespace(query_one=lambda *_: SimpleNamespace(value=" half \ud83d\r\nto "))
    assert Form.value(form, "name") == "half \ufffd\nto"


async def test_what_is_written_after_what_can_t_be_seen_is_in_view() -> None:
    class TwoFields(App[None]):
        def compose(self) -> ComposeResult:
            yield Field("\x1b\x00" * 20, id="name")
            yield TextPane("\x1b\x00" * 20 + "y", "manager", title="")

    app = TwoFields()
    app.register_theme(THEMES["dark"])
    app.theme = THEMES["dark"].name
    async with app.run_test(size=(20, 9)) as pilot:
        await pilot.press("end", "x")
        assert "␛␀x" in app.query_one(Field).render_line(0).text
        pane = app.query_one(TextPane).focus()
        await pilot.press("down", "down", "end", "x")
        rows = [pane.render_line(y).text.strip("│ ") for y in range(pane.size.height)]
        shown = [row for row in rows if row]
        assert "".join(shown) == "␛␀" * 20 + "yx"
        assert pane.cursor_screen_offset.x == pane.content_region.x + len(shown[-1])
        assert pane.text == "\x1b\x00" * 20 + "yx"


async def test_a_hint_is_no_markup() -> None:
    class OneText(App[None]):
        def compose(self) -> ComposeResult:
            yield TextPane("", "manager", title="", hint="[/] [red]rødt[/red]")

    app = OneText()
    app.register_theme(THEMES["dark"])
    app.theme = THEMES["dark"].name
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        pane = app.query_one(TextPane)
        assert "[/] [red]rødt[/red]" in pane.render_line(0).text
        pane.placeholder = "[/]"
        assert "[/]" in pane.render_line(0).text


async def test_a_text_knows_how_high_it_is_before_it_is_laid_out() -> None:
    heights = []

    class OneText(App[None]):
        CSS = "TextPane { height: auto; }"

        def compose(self) -> ComposeResult:
            pane = TextPane("mange ord " * 9, "manager", title="")
            heights.append(pane.get_content_height(self.size, self.size, self.size.width - 4))
            yield pane

    app = OneText()
    app.register_theme(THEMES["dark"])
    app.theme = THEMES["dark"].name
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert heights == [app.query_one(TextPane).content_size.height]
        assert heights[0] > 1


@pytest.mark.parametrize(("names", "offered"), [(("name",), False), (("name", "role"), True)])
async def test_the_next_field_is_offered_where_there_is_one(
    names: tuple[str, ...], offered: bool
) -> None:
    class Asking(Form[str]):
        def fields(self) -> Iterator[tuple[str, Widget]]:
            for name in names:
                yield name, Field(id=name)

    app = App[None]()
    app.register_theme(THEMES["dark"])
    app.theme = THEMES["dark"].name
    async with app.run_test() as pilot:
        await app.push_screen(Asking())
        await pilot.press("tab")
        assert app.screen.focused is app.screen.query_one(f"#{names[-1]}")
        keys = dict(app.screen.query_one(KeyBar).keys())
        assert ("tab" in keys) == offered and "enter" in keys


PLACES = st.integers(0, 99)
EDITS = st.tuples(PLACES, PLACES, st.text("b\x9b\n", max_size=4))


@given(st.text("a\x1b\u200b\n", max_size=12), st.lists(EDITS, max_size=4))
@settings(max_examples=50)
def test_the_lines_of_a_text_are_as_shown_and_its_parts_as_typed(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    document = ShownDocument(text)
    wrapping = ShownWrapping(document, width=3)
    for start, end, insert in edits:
        first, last = sorted(one % (len(text) + 1) for one in (start, end))
        where = [
            (text[:one].count("\n"), one - text.rfind("\n", 0, one) - 1) for one in (last, first)
        ]
        result = document.replace_range(*where, insert)
        assert result.replaced_text == text[first:last]
        wrapping.wrap_range(where[1], where[0], result.end_location)
        assert wrapping.height == WrappedDocument(document, width=3).height
        text = text[:first] + insert + text[last:]
    assert document.text == text
    assert document.lines == visible(text).split("\n")
    assert [document[row] for row in range(document.line_count)] == document.lines


async def test_a_small_window_has_room_for_the_key_that_saves(desk: Desk, kari: Person) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await press(pilot, "l")
        bar = str(app.screen.query_one(KeyBar).render())
        assert "^s Lagre" in bar and bar.endswith("esc Lukk")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_a_small_window_shows_whole_dates_and_hints_without_a_scrollbar(
    desk: Desk, language: str
) -> None:
    speak(language)
    day = dt.date(2026, 9, 30)
    forms: list[Form[Any]] = [
        PersonForm(Person(name="Kari", next_talk=day), desk.today),
        GoalForm(Goal(text=""), [UnitGoal(text="Færre avvik", year=2026)]),
        ActionForm(Action(text="Skrive"), Parties("Siri", "Kari"), desk.today),
        NextForm(Plan(), desk.today, talk=day, follow_up=day),
    ]
    app = SamtaleApp(desk)
    async with app.run_test(size=(60, 20)) as pilot:
        for form in forms:
            await app.push_screen(form)
            await settled(pilot)
            for field in form.query(Field):
                shown = field.render_line(0).text
                assert (field.value or field.hint) in shown
            assert form.query_one("Form > Vertical").max_scroll_y == 0
            app.pop_screen()


async def test_a_hint_that_there_is_no_room_for_is_cut_with_a_sign() -> None:
    class OneField(App[None]):
        def compose(self) -> ComposeResult:
            yield Field(placeholder="tomt: /home/siri/dokumenter", id="folder")

    app = OneField()
    app.register_theme(THEMES["dark"])
    app.theme = THEMES["dark"].name
    async with app.run_test(size=(20, 3)) as pilot:
        await pilot.pause()
        field = app.query_one(Field)
        assert field.render_line(0).text.rstrip() == "tomt: /home/siri/…"
        await pilot.resize_terminal(40, 3)
        await pilot.pause()
        assert field.hint in field.render_line(0).text
