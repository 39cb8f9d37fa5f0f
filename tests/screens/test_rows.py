"""A list of rows stands as wide as it is, whatever Textual tells it of its size."""

from __future__ import annotations

import asyncio

from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.message import Message
from textual.pilot import Pilot

from screens.widgets.rows import Row, Rows


class Untold(Rows):
    """Rows that hear of no size, as may be when they come back amid other changes."""

    DEFAULT_CSS = "Untold { height: auto; max-height: 4; }"

    def post_message(self, message: Message) -> bool:
        """Lose what would tell of a size."""
        return not isinstance(message, events.Resize | events.Show) and super().post_message(
            message
        )


class OneList(App[None]):
    """Shows one list."""

    def compose(self) -> ComposeResult:
        """Return the list, which is away."""
        rows = Untold(id="rows")
        rows.display = False
        yield rows


async def in_view(pilot: Pilot[None], rows: Rows) -> list[str]:
    """Return the lines of a list that are in view once it has been painted."""
    await pilot.pause()
    rows.render_lines(rows.size.region)
    await pilot.pause()
    return [strip.text.rstrip() for strip in rows.render_lines(rows.size.region)]


def test_rows_shown_while_away_are_painted_for_each_width_with_the_cursor_in_view() -> None:
    def line(name: str, width: int) -> Content:
        return Content(f"{name} {width}\n–")

    async def play() -> None:
        app = OneList()
        async with app.run_test(size=(40, 12)) as pilot:
            rows = app.query_one(Untold)
            rows.show(Row(name, lambda width, name=name: line(name, width)) for name in "abc")  # type: ignore[misc]
            rows.choose("c")
            assert rows.chosen == "c"
            rows.display = True
            assert await in_view(pilot, rows) == ["b 38", "–", "c 38", "–"]
            await pilot.resize_terminal(30, 12)
            assert await in_view(pilot, rows) == ["b 28", "–", "c 28", "–"]
            rows.show([Row("c", lambda width: line("c", width))])
            assert await in_view(pilot, rows) == ["c 28", "–"]

    asyncio.run(play())


class OneScrolled(App[None]):
    """Shows a list of which four rows are in view."""

    def compose(self) -> ComposeResult:
        """Return the list."""
        rows = Rows(id="rows")
        rows.styles.height = 4
        yield rows


def test_rows_shown_anew_stand_where_they_stood() -> None:
    def named(names: str) -> list[Row]:
        return [Row(name, lambda _width, name=name: Content(name)) for name in names]  # type: ignore[misc]

    async def play() -> None:
        app = OneScrolled()
        async with app.run_test(size=(40, 12)) as pilot:
            rows = app.query_one(Rows)
            rows.show(named("abcdefghij"))
            rows.choose("j")
            rows.choose("h")
            assert await in_view(pilot, rows) == ["g", "h", "i", "j"]
            rows.show(named("abcdefghij"))
            assert await in_view(pilot, rows) == ["g", "h", "i", "j"]
            rows.show(named("cdefghijkl"))
            assert (rows.chosen, "h" in await in_view(pilot, rows)) == ("h", True)
            rows.show(named("gh"))
            assert await in_view(pilot, rows) == ["g", "h", "", ""]

    asyncio.run(play())


async def test_a_list_takes_no_more_lines_than_its_rows() -> None:
    class AsHighAsItsRows(App[None]):
        CSS = "Rows { height: auto; }"

        def compose(self) -> ComposeResult:
            yield Rows()

    app = AsHighAsItsRows()
    async with app.run_test() as pilot:
        rows = app.query_one(Rows)
        rows.show(Row(str(n), lambda _width: Content("one"), one_line=True) for n in range(3))
        await pilot.pause()
        assert rows.size.height == 3
