"""The form of a follow-up: when it was held, and when the next one is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple, cast

from textual.widget import Widget

from agendas.dates import DateError, read_past_date
from agendas.words import _, day_in_full
from screens.form import Form, FormError
from screens.plan_forms import read_field_date
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
