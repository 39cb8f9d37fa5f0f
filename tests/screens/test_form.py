"""What every form has in common."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from textual.app import App, ComposeResult

from screens.form import Form
from screens.widgets.field import Field


def test_what_stands_in_a_field_is_cleaned_on_its_way_in() -> None:
    form: Any = SimpleNamespace(query_one=lambda *_: SimpleNamespace(value=" half \ud83d\r\nto "))
    assert Form.value(form, "name") == "half \ufffd\nto"


async def test_what_is_written_after_what_can_t_be_seen_is_in_view() -> None:
    class OneField(App[None]):
        def compose(self) -> ComposeResult:
            yield Field("\x1b\x00" * 20, id="name")

    app = OneField()
    async with app.run_test(size=(20, 2)) as pilot:
        await pilot.press("end", "x")
        assert "␛␀x" in app.query_one(Field).render_line(0).text
