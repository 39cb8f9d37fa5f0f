"""The least that a Textual app can be, to measure ours beside: ``python -m … hello|textarea``."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Static, TextArea

READY = "READY"


class Hello(App[None]):
    """The floor for a first paint, for memory and for rest."""

    def compose(self) -> ComposeResult:
        """Show a word."""
        yield Static(READY)


class Echo(App[None]):
    """The floor for a key's echo."""

    def compose(self) -> ComposeResult:
        """Show a text to write in."""
        yield TextArea(f"{READY}\n")

    def on_mount(self) -> None:
        """Let nothing blink, and write at the end."""
        area = self.query_one(TextArea)
        area.cursor_blink = False
        area.move_cursor(area.document.end)


if __name__ == "__main__":
    (Hello if sys.argv[1:] == ["hello"] else Echo)().run()
