"""A long text is scrolled to what was sought in it."""

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
        page.scroll_to_words(["line", "40."])
        assert page.scroll_y <= 40 < page.scroll_y + page.size.height
