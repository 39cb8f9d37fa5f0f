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
        self._in_view = True
        """Whether the words that are sought have been brought into view."""

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
            self._mark_words()

    def action_move(self, where: str) -> None:
        """Scroll."""
        scroll(self, where)

    def seek(self, words: Sequence[str]) -> None:
        """Mark the first word where it stands with the most of the rest, and bring it into view.

        Where nothing is laid out yet this is done as soon as it is. The mark stays at every width.
        """
        self._sought, self._in_view = words, False
        self._mark_words()

    def _mark_words(self) -> None:
        if not self._sought or not self.lines:
            return
        first, *rest = self._sought

        def told(number: int) -> int:
            line = self.lines[number].plain
            return (first in line) * (1 + sum(word in line for word in rest))

        lines = list(self.lines)
        best = max(range(len(lines)), key=told)
        if (start := lines[best].plain.find(first)) >= 0:
            lines[best] = lines[best].stylize("reverse", start, start + len(first))
            self.lines = lines
        if not self._in_view:
            self._in_view = True
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
