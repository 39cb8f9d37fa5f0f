"""Text that is laid out by the program for the width at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

Paint = Callable[[int], Sequence[Content]]
"""Returns lines of at most so many cells."""


class Painted(Widget):
    """Lines that are painted anew when the width changes, and are as high as they then are."""

    DEFAULT_CSS = """
    Painted { height: auto; min-height: 1; }
    """

    def __init__(self, paint: Paint | None = None, *, id: str | None = None) -> None:
        """Start with what ``paint`` returns, or empty."""
        super().__init__(id=id, markup=False)
        self._paint_lines = paint
        self._painted: dict[int, Sequence[Content]] = {}
        """The lines for each width that was asked for since there was something new to show."""

    def show(self, paint: Paint) -> None:
        """Show what ``paint`` returns from now on."""
        self._paint_lines = paint
        self._painted.clear()
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are where they may have ``width`` cells."""
        return len(self._lines(width))

    @property
    def content(self) -> Content:
        """The lines for the width at hand."""
        return Content("\n").join(self._lines(self.content_size.width))

    def render(self) -> Content:
        """Return the lines."""
        return self.content

    def _lines(self, width: int) -> Sequence[Content]:
        if self._paint_lines is None or width <= 0:
            return ()
        if width not in self._painted:
            self._painted[width] = self._paint_lines(width)
        return self._painted[width]
