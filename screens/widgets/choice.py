"""A choice of one among a few words on one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from agendas.words import N_
from screens.command import command
from screens.painting import packed
from screens.widgets.keys_in_order import KeysInOrder
from storage.text import one_line


class Choice(KeysInOrder, Widget, can_focus=True):
    """``● one  ○ another``; the arrow keys and space move the dot."""

    DEFAULT_CSS = """
    Choice { height: auto; padding: 0 1; background: $field; }
    Choice:focus { outline-left: outer $focus; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command("choice.next", "right,down,space", "move(1)", N_("Choose"), N_("The next one")),
        command(
            "choice.previous",
            "left,up",
            "move(-1)",
            N_("Previous"),
            N_("The one before"),
            show=False,
        ),
    ]
    value: reactive[str] = reactive("", layout=True)
    """What is chosen; empty while nothing is."""

    class Changed(Message):
        """Another one was chosen."""

        def __init__(self, choice: Choice) -> None:
            """Come from ``choice``."""
            super().__init__()
            self.choice = choice

    def __init__(self, options: Sequence[tuple[str, str]], value: str, *, id: str) -> None:
        """Offer ``options`` as (value, words)."""
        super().__init__(id=id)
        self.options = list(options)
        self.set_reactive(Choice.value, value)

    def action_move(self, by: int) -> None:
        """Choose the next or the previous one, round the end."""
        values = [value for value, _words in self.options]
        index = values.index(self.value) + by if self.value in values else 0
        self.value = values[index % len(values)]
        self.post_message(self.Changed(self))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the options need."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the options, the chosen one with a filled dot."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        """Return the options on lines that part none of them from its dot."""
        options = (
            Content.assemble(
                ("● ", "$time") if value == self.value else ("○ ", "$muted"),
                (one_line(words), "bold" if value == self.value else "$muted"),
            )
            for value, words in self.options
        )
        return packed(options, width)
