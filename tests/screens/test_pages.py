"""A long text is scrolled to what was sought in it, and that is marked."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content

from screens.widgets.pages import Pages


class OnePage(App[None]):
    """Shows a text of which few lines are in view."""

    def compose(self) -> ComposeResult:
        """Return the page."""
        yield Pages()


async def test_what_is_sought_comes_into_view_also_before_the_scrollbar_stands() -> None:
    lines = [Content(f"line {number}.") for number in range(60)]
    app = OnePage()
    async with app.run_test(size=(40, 12)) as pilot:
        page = app.query_one(Pages)
        page.show(lambda _width: lines)
        await pilot.pause()
        page.show_vertical_scrollbar = False
        page.seek(["line", "40."])
        assert page.scroll_y <= 40 < page.scroll_y + page.size.height


async def test_what_is_sought_is_marked_at_every_width() -> None:
    lines = [Content("a course, perhaps"), Content("a course in Bergen"), Content("nothing")]
    app = OnePage()
    async with app.run_test(size=(40, 12)) as pilot:
        page = app.query_one(Pages)
        page.show(lambda _width: lines)
        page.seek(["course", "in", "Bergen"])
        assert marked(page) == {1: "course"}
        await pilot.resize_terminal(30, 12)
        assert marked(page) == {1: "course"}
    assert not lines[1].spans


def marked(page: Pages) -> dict[int, str]:
    return {
        number: line.plain[span.start : span.end]
        for number, line in enumerate(page.lines)
        for span in line.spans
        if span.style == "reverse"
    }
