"""A long text to read: lines are drawn when they come into view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from screens.widgets.moving import MOVES, scroll
from screens.widgets.painted import Paint

_AIR = 1
"""The cells between the text and the scrollbar."""


class Pages(ScrollView, can_focus=True):
    """Scrolls through lines of any number; only those in view cost anything to draw."""

    DEFAULT_CSS = """
    Pages {
        background: $background; overflow-x: hidden; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*MOVES]

    def __init__(self, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id)
        self._paint_lines: Paint | None = None
        self._painted_width = -1
        self.lines: Sequence[Content] = ()
        """What is shown now."""
        self._sought: Sequence[str] = ()
        """The words to be brought into view once there are lines."""

    def show(self, paint: Paint) -> None:
        """Show what ``paint`` returns for the width at hand, from now on."""
        self._paint_lines = paint
        self._painted_width, self.lines = -1, ()
        self.on_resize()

    def on_resize(self) -> None:
        """Paint for the new width."""
        width = self.scrollable_content_region.width
        if width and width != self._painted_width and self._paint_lines is not None:
            self._painted_width = width
            self.lines = self._paint_lines(width - _AIR)
            self.virtual_size = Size(width, len(self.lines))
            self.refresh()
            if self._sought:
                self.scroll_to_words(self._sought)

    def action_move(self, where: str) -> None:
        """Scroll."""
        scroll(self, where)

    def scroll_to_words(self, words: Sequence[str]) -> None:
        """Bring the line into view that the first word stands in, with the most of the rest.

        Where nothing is laid out yet this is done as soon as it is.
        """
        self._sought = () if self.lines else words

        def told(number: int) -> int:
            line = self.lines[number].plain
            return (words[0] in line) * (1 + sum(word in line for word in words[1:]))

        if self.lines:
            best = max(range(len(self.lines)), key=told)
            # forced, for until the scrollbar stands Textual doesn't scroll
            y = best - self.size.height // 3
            self.scroll_to(y=y, animate=False, force=True, immediate=True)

    def render_line(self, y: int) -> Strip:
        """Return one line of the view."""
        width, number = self.scrollable_content_region.width, y + self.scroll_offset.y
        style = self.visual_style
        if number >= len(self.lines):
            return Strip.blank(width, style.rich_style)
        line = Visual.to_strips(
            self, self.lines[number], width, 1, style, apply_selection=False, pad=True
        )[0]
        return line.adjust_cell_length(width, style.rich_style)
