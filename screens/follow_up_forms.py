"""The form of a follow-up: when it was held, and when the next one is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from textual.widget import Widget

from agendas.dates import read_coming_date, read_past_date
from agendas.words import _
from screens.form import Form, FormError
from screens.widgets.date_field import DateField
from screens.widgets.field import Field


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
        past = partial(read_past_date, today=self._today)
        coming = partial(read_coming_date, today=self._today)
        yield _("Held on"), DateField(self._today, past, id="held")
        yield _("Next follow-up"), DateField(self._next_on, coming, id="next")

    def result(self) -> Held:
        """Return what the fields say; the next day comes after the one at hand."""
        day, next_on = self.day("held") or self._today, self.day("next")
        if next_on is not None and next_on <= day:
            raise FormError("next", _("The next follow-up comes after this one."))
        return Held(day, next_on, self.value("words"))
