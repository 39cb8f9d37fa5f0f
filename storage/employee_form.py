"""What an employee has written on the form for a talk, word for word.

It is a value inside a `Conversation`, and nothing in it is the manager's alone: the two may look
at it together. The questions stand beside the answers, so that they can be read together long
after the agenda, or last year's plan, was changed.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from agendas.agenda import Agenda

Asks = Literal["topic", "more", "less", "keep", "wishes"]
"""What a question asks for: what its topic asks, what the manager can do more of, less of, and
continue with, and which goals the employee wishes for."""


class Answered(msgspec.Struct, frozen=True):
    """What the employee wrote under one question."""

    topic: str
    """The title that the question stood under."""
    question: str
    answer: str
    asks: Asks = "topic"

    @property
    def place(self) -> tuple[str, ...]:
        """What tells it from the answers to other questions."""
        return (self.topic, self.question) if self.asks == "topic" else (self.asks,)


class OnItem(msgspec.Struct, frozen=True):
    """What the employee wrote about one goal or action of the last plan."""

    id: str
    """Of the goal or action."""
    text: str
    """The goal or action as it stood on the form."""
    standing: str = ""
    """Where it stands, in the employee's words; see `storage.forms.labels.status_of`."""
    word: str = ""


class Unplaced(msgspec.Struct, frozen=True):
    """What stood on a form that came back, and belongs to none of its questions."""

    text: str
    below: str = ""
    """The line that it stood below; empty for what stood above all else."""


class Replaced(msgspec.Struct, frozen=True):
    """An answer that a form which came later has another in the place of."""

    question: str
    answer: str
    imported_at: dt.datetime
    """When the form came in that this answer stood on."""


class EmployeeForm(msgspec.Struct, frozen=True, kw_only=True):
    """The employee's answers; a question that was left open is not among them."""

    imported_at: dt.datetime
    """When the newest form came in."""
    items: tuple[OnItem, ...] = ()
    answers: tuple[Answered, ...] = ()
    """In the order of the form."""
    unplaced: tuple[Unplaced, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    """Oldest first."""


class FormSent(msgspec.Struct, frozen=True, kw_only=True):
    """The form as it was written for the employee, to be known again when it comes back."""

    on: dt.date
    language: str
    agenda: Agenda
    """The talk's agenda as it was then."""
    numbered: tuple[str, ...] = ()
    """The ids of the last plan's goals and actions, in the order in which they were numbered."""
