"""What stands over a screen, which is dimmed as long as it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A frame over the screen underneath."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > Vertical {
        width: 60; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
        border: round $focus; background: $surface;
    }
    Dialog .heading { text-style: bold; }
    """

    def call_key(self, key: str, words: str) -> None:
        """Give a key other words in the footer; ``words`` is a message id."""
        (usual,) = self._bindings.key_to_bindings[key]
        self._bindings.key_to_bindings[key] = [replace(usual, description=words)]

    def render(self) -> RenderableType:
        """Return the screen underneath, dimmed by the terminal where the colours are its own."""
        beneath = super().render()
        if isinstance(beneath, BackgroundScreen) and self.app.native_ansi_color:
            return _Dimmed(beneath.screen, beneath.color)
        return beneath


class _Dimmed(BackgroundScreen):
    """A screen in dim letters: with a colour that only the terminal knows, none can be mixed."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """Return the segments without grounds, marks and colours."""
        dim = Style(dim=True)
        return [segment if segment.control else Segment(segment.text, dim) for segment in segments]
