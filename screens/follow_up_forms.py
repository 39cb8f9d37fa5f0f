"""The forms of a follow-up: what became of an action, and when it was held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple, cast

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from agendas.dates import DateError, read_past_date
from agendas.words import _, day_in_full
from screens.form import Form, FormError
from screens.plan_forms import read_field_date
from screens.plan_rows import standing_word
from screens.widgets.field import Field
from storage.records import Action, Goal, Status, StatusChange
from storage.text import one_line


class OutcomeForm(Form[StatusChange]):
    """What became of a goal or an action, with a note; the same status takes a note alone."""

    DEFAULT_CSS = """
    OutcomeForm .field > Static.agreed { width: 1fr; color: $time; padding: 0 1; }
    """

    def __init__(self, item: Goal | Action, status: Status, today: dt.date) -> None:
        """Ask about ``item``, which now has ``status``."""
        super().__init__()
        self._item, self._status, self._today = item, status, today
        word = standing_word(item, status)
        self.heading = f"{word[:1].upper()}{word[1:]}: {item.text}"

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield what the status asks for, and the note."""
        item = self._item
        if self._status == "moved":
            day = item.due if item.status == "moved" and isinstance(item, Action) else None
            written = day_in_full(day) if day else ""
            hint = _("15 January, +3 months, Friday")
            deadline = Field(written, placeholder=hint, id="deadline", replace=True)
            yield _("New deadline"), deadline
        if self._status == "blocked" and isinstance(item, Action) and item.if_then:
            agreed = Static(Content(one_line(item.if_then)), classes="agreed")
            yield _("If … then …"), agreed
        yield _("In a few words"), Field(placeholder=_("One line, for both to read"), id="note")

    def result(self) -> StatusChange:
        """Return the event that is appended to what was agreed."""
        deadline = None
        if self._status == "moved":
            self.required("deadline", _("Write a date, such as 15 January."))
            deadline = read_field_date(cast("Form[object]", self), "deadline", self._today)
        change = StatusChange(self._today, self._status, self.value("note"), deadline)
        if self._status == self._item.status != "moved" and not change.note:
            raise FormError("note", _("Write a few words first."))
        return change


class Held(NamedTuple):
    """That a follow-up was held."""

    on: dt.date
    next_on: dt.date | None
    """When the two meet again; None leaves it to the cadence."""
    words: str


class HeldForm(Form[Held]):
    """When a follow-up was held, and when the next one is."""

    def __init__(self, today: dt.date, next_on: dt.date) -> None:
        """Propose today, and ``next_on``."""
        super().__init__()
        self.heading = _("The follow-up is held")
        self._today, self._next_on = today, next_on

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield a line of words, the day, and the next day."""
        yield _("In a few words"), Field(placeholder=_("One line, for both to read"), id="words")
        yield _("Held on"), Field(day_in_full(self._today), id="held", replace=True)
        yield _("Next follow-up"), Field(day_in_full(self._next_on), id="next", replace=True)

    def result(self) -> Held:
        """Return what the fields say; the next day comes after the one at hand."""
        try:
            day = read_past_date(self.value("held") or self._today.isoformat(), self._today)
        except DateError as error:
            raise FormError("held", str(error)) from error
        next_on = read_field_date(cast("Form[object]", self), "next", self._today)
        if next_on is not None and next_on <= day:
            raise FormError("next", _("The next follow-up comes after this one."))
        return Held(day, next_on, self.value("words"))
