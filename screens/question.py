"""A question with two answers; Esc is no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from agendas.words import N_
from screens.command import command
from screens.dialog import Dialog
from screens.widgets.key_bar import KeyBar
from storage.text import visible


class Question(Dialog[bool]):
    """Ask something; the result is True for yes (Enter or y), False for no (Esc or n)."""

    DEFAULT_CSS = """
    Question .explained { color: $muted; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command("question.yes", "enter", "answer(True)", N_("Yes"), N_("Answer yes")),
        command("question.y", "y,j", "answer(True)", N_("Yes"), N_("Answer yes"), show=False),
        command("question.no", "escape", "answer(False)", N_("No"), N_("Answer no")),
        command("question.n", "n", "answer(False)", N_("No"), N_("Answer no"), show=False),
    ]

    def __init__(self, question: str, explained: str = "", *, yes: str = "", no: str = "") -> None:
        """Ask ``question``; ``yes`` and ``no`` are the words for the two answers."""
        super().__init__()
        self._question, self._explained = question, explained
        for key, words in (("enter", yes), ("escape", no)):
            if words:
                self.call_key(key, words)

    def compose(self) -> ComposeResult:
        """Show the question, with its keys on the bottom line."""
        with Vertical():
            yield Static(visible(self._question), classes="heading", markup=False)
            if self._explained:
                yield Static(visible(self._explained), classes="explained", markup=False)
        yield KeyBar()

    def action_answer(self, answer: bool) -> None:
        """Close with the answer."""
        self.dismiss(answer)
