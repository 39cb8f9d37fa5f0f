"""A question with two answers; Esc is no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from agendas.words import N_
from screens.widgets.key_bar import KeyBar
from storage.text import visible


class Question(ModalScreen[bool]):
    """Ask something; the result is True for yes (Enter or y), False for no (Esc or n)."""

    DEFAULT_CSS = """
    Question { align: center middle; background: $background 60%; }
    Question > Vertical {
        width: 60; max-width: 90%; height: auto; padding: 1 2;
        border: round $focus; background: $surface;
    }
    Question .question { text-style: bold; }
    Question .explained { color: $muted; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(True)", N_("Yes"), id="question.yes"),
        Binding("y,j", "answer(True)", N_("Yes"), show=False, id="question.y"),
        Binding("escape", "answer(False)", N_("No"), id="question.no"),
        Binding("n", "answer(False)", N_("No"), show=False, id="question.n"),
    ]

    def __init__(self, question: str, explained: str = "", *, yes: str = "", no: str = "") -> None:
        """Ask ``question``; ``yes`` and ``no`` are the words for the two answers."""
        super().__init__()
        self._question, self._explained = question, explained
        for key, words in (("enter", yes), ("escape", no)):
            if words:
                action = "answer(True)" if key == "enter" else "answer(False)"
                self._bindings.key_to_bindings[key] = [Binding(key, action, words)]

    def compose(self) -> ComposeResult:
        """Show the question, with its keys on the bottom line."""
        with Vertical():
            yield Static(visible(self._question), classes="question", markup=False)
            if self._explained:
                yield Static(visible(self._explained), classes="explained", markup=False)
        yield KeyBar()

    def action_answer(self, answer: bool) -> None:
        """Close with the answer."""
        self.dismiss(answer)
