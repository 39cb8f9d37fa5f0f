"""A field shows where the cursor stands, in a long text, a small window and any colours."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color

from screens.widgets.field import Field
from screens.widgets.offering_field import OfferingField
from tui.themes import THEMES, Attributes


class TwoFields(App[None]):
    """Shows two fields, the second with a long text."""

    def __init__(self, theme: str = "dark") -> None:
        """Show them in one of the program's themes."""
        super().__init__()
        for one in THEMES.values():
            self.register_theme(one)
        self.theme = THEMES[theme].name

    def compose(self) -> ComposeResult:
        """Return the fields."""
        yield Field("kort", id="short")
        yield Field("en tekst som er lengre enn feltet " * 4, id="long")


def cursor_is_in_view(field: Field) -> bool:
    # at the end of the text Textual counts the cell after the cursor
    return bool(0 <= field._cursor_offset - field.scroll_x <= field.content_size.width)


async def test_of_a_long_text_the_cursor_is_in_view_and_its_beginning_when_it_is_left() -> None:
    app = TwoFields()
    async with app.run_test(size=(100, 12)) as pilot:
        field = app.query_one("#long", Field)
        await pilot.pause()
        field.focus()
        await pilot.pause()
        assert cursor_is_in_view(field)
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert cursor_is_in_view(field)
        app.query_one("#short").focus()
        await pilot.pause()
        assert field.render_line(0).text.startswith("en tekst som er lengre enn feltet")
        assert field.render_line(0).text.rstrip().endswith("…")


@pytest.mark.parametrize("theme", THEMES)
async def test_the_cursor_stands_out_in_every_theme(theme: str) -> None:
    app = TwoFields(theme)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        style = app.query_one("#short", Field).get_component_rich_style("input--cursor")
        (painted,) = Attributes().apply([Segment("x", style)], Color(0, 0, 0))
        assert painted.style is not None
        assert painted.style.reverse or painted.style.bgcolor != painted.style.color
        if theme == "ansi":
            assert painted.style.reverse and painted.style.bgcolor.is_default


async def test_what_is_offered_twice_is_gone_through_once() -> None:
    field = OfferingField("", ["to", "to", "tre"], id="field")
    seen = []
    app = TwoFields()
    async with app.run_test():
        await app.mount(field)
        for _press in range(4):
            field.action_offer(1)
            seen.append(field.value)
    assert seen == ["to", "tre", "", "to"]
