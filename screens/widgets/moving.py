"""Moving about in a list or through a text that is read, by keys that can be rebound."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from agendas.words import N_
from screens.command import command


def _move(where: str, keys: str, words: str, tooltip: str) -> Binding:
    return command(f"move.{where}", keys, f"move('{where}')", words, tooltip, show=False)


MOVES: list[Binding] = [
    _move("down", "down", N_("Down"), N_("A line down")),
    _move("up", "up", N_("Up"), N_("A line up")),
    _move("half_down", "ctrl+d", N_("Half a page down"), N_("As far as half of what is in view")),
    _move("half_up", "ctrl+u", N_("Half a page up"), N_("As far as half of what is in view")),
    _move("page_down", "pagedown", N_("Page down"), N_("As far as what is in view")),
    _move("page_up", "pageup", N_("Page up"), N_("As far as what is in view")),
    _move("first", "home", N_("First"), N_("To the beginning")),
    _move("last", "end", N_("Last"), N_("To the end")),
]
"""The keys of everything that is moved about in; it has an ``action_move``."""


MOVES_FROM_A_FIELD = [
    one for one in MOVES if one.id in ("move.down", "move.up", "move.page_down", "move.page_up")
]
"""What moves a list or a text while a field of one line has the focus, which keeps the others."""


def scroll(widget: Widget, where: str) -> None:
    """Move ``widget`` as one of the keys says."""
    if where.startswith("half_"):
        lines = max(widget.scrollable_content_region.height // 2, 1)
        widget.scroll_relative(y=lines if where == "half_down" else -lines, animate=False)
        return
    moves = {
        "down": widget.action_scroll_down,
        "up": widget.action_scroll_up,
        "page_down": widget.action_page_down,
        "page_up": widget.action_page_up,
        "first": widget.action_scroll_home,
        "last": widget.action_scroll_end,
    }
    moves[where]()


class Scrolled(VerticalScroll):
    """Something to read that may be longer than the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*MOVES]

    def action_move(self, where: str) -> None:
        """Scroll."""
        scroll(self, where)
