"""The forms of preparation: purpose in own words, length, day and time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from agendas.agenda import Agenda
from agendas.dates import read_coming_date
from agendas.words import _
from screens.form import Form, FormError
from screens.outlining import read_length
from screens.widgets.date_field import DateField
from screens.widgets.field import Field

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")


class PurposeForm(Form[str]):
    """The purpose of a talk in the manager's own words."""

    def __init__(self, purpose: str) -> None:
        """Edit ``purpose``; empty is no purpose."""
        super().__init__()
        self.heading, self._purpose = _("What is this talk for?"), purpose

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the one field."""
        yield _("Purpose"), Field(self._purpose, id="purpose")

    def result(self) -> str:
        """Return the purpose."""
        return self.value("purpose")


class LengthForm(Form[Agenda]):
    """How long the talk is."""

    def __init__(self, template: Agenda, minutes: int) -> None:
        """Stretch ``template``; the talk now takes ``minutes``."""
        super().__init__()
        self.heading = _("How long is the talk?")
        self._template, self._minutes = template, minutes

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the one field."""
        yield _("Minutes"), Field(str(self._minutes), id="minutes", replace=True)

    def result(self) -> Agenda:
        """Return the agenda stretched or shrunk to the minutes."""
        try:
            return read_length(self.value("minutes"), self._template)
        except ValueError as error:
            raise FormError("minutes", str(error)) from error


class WhenForm(Form[dt.datetime]):
    """The day and the time of the talk."""

    def __init__(self, today: dt.date, day: dt.date | None, time: dt.time | None) -> None:
        """Propose ``day`` and ``time``, or ten in the morning."""
        super().__init__()
        self.heading = _("When do you meet?")
        self._today, self._day, self._time = today, day, time or dt.time(10)

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield day and time."""
        hint = _("15 January, +2 weeks, Friday")
        read = partial(read_coming_date, today=self._today, before=self._day)
        yield _("Day"), DateField(self._day, read, id="day", placeholder=hint)
        yield _("Time"), Field(f"{self._time:%H:%M}", placeholder="10:00", id="time", replace=True)

    def result(self) -> dt.datetime:
        """Return the moment, in the machine's own zone as it is on that day."""
        self.required("day", _("Write a date, such as 15 January."))
        day = self.day("day")
        assert day is not None
        return dt.datetime.combine(day, self._read_time()).astimezone()

    def _read_time(self) -> dt.time:
        if written := _TIME.fullmatch(self.value("time")):
            hour, minute = int(written[1]), int(written[2] or 0)
            if hour < 24 and minute < 60:
                return dt.time(hour, minute)
        raise FormError("time", _("Write the time as 10:00."))
