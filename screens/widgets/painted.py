"""Text that is laid out by the program for the width at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widgets import Static

Paint = Callable[[int], Sequence[Content]]
"""Returns lines of at most so many cells."""


class Painted(Static):
    """Lines that are painted anew when the width changes."""

    DEFAULT_CSS = """
    Painted { height: auto; min-height: 1; }
    """

    def __init__(self, paint: Paint | None = None, *, id: str | None = None) -> None:
        """Start with what ``paint`` returns, or empty."""
        super().__init__(id=id, markup=False)
        self._paint_lines = paint
        self._painted_width = -1

    def show(self, paint: Paint) -> None:
        """Show what ``paint`` returns from now on."""
        self._paint_lines = paint
        self._painted_width = -1
        self.on_resize()
        if self._painted_width < 0:  # not laid out: what was shown before goes all the same
            self.update()

    def on_resize(self) -> None:
        """Paint for the new width."""
        width = self.content_size.width
        if width and width != self._painted_width and self._paint_lines is not None:
            self._painted_width = width
            self.update(Content("\n").join(self._paint_lines(width)))
