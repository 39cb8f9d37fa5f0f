"""What every form has in common."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from screens.form import Form
from screens.widgets.field import Field
from screens.widgets.shown_document import ShownDocument
from screens.widgets.text_pane import TextPane
from storage.text import visible
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


PLACES = st.integers(0, 99)
EDITS = st.tuples(PLACES, PLACES, st.text("b\x9b\n", max_size=4))


@given(st.text("a\x1b\u200b\n", max_size=12), st.lists(EDITS, max_size=4))
@settings(max_examples=50)
def test_the_lines_of_a_text_are_as_shown_and_its_parts_as_typed(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    document = ShownDocument(text)
    for start, end, insert in edits:
        first, last = sorted(one % (len(text) + 1) for one in (start, end))
        where = [
            (text[:one].count("\n"), one - text.rfind("\n", 0, one) - 1) for one in (last, first)
        ]
        assert document.replace_range(*where, insert).replaced_text == text[first:last]
        text = text[:first] + insert + text[last:]
    assert document.text == text
    assert document.lines == visible(text).split("\n")
    assert [document[row] for row in range(document.line_count)] == document.lines
