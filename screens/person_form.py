"""The forms for a person and for the manager's own name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import cast

import msgspec
from textual.widget import Widget

from agendas.words import LANGUAGE_NAMES, _, day_in_full
from screens.form import Form, FormError
from screens.plan_forms import read_field_date
from screens.widgets.choice import Choice
from screens.widgets.field import Field
from storage.cadence import USUAL, Cadence
from storage.records import Person


class PersonForm(Form[Person]):
    """A person, new or changed."""

    DEFAULT_CSS = """
    PersonForm > Vertical { padding: 0 2; }
    PersonForm .label { width: 26; }
    PersonForm.-low .field { margin-bottom: 0; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]

    def __init__(self, person: Person, today: dt.date, team: Cadence = USUAL) -> None:
        """Edit ``person``; a new one has no name yet. ``team`` is what holds for all."""
        super().__init__()
        self._person, self._today, self._team = person, today, team
        self.heading = _("Employee")

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the person's fields."""
        person = self._person
        languages = [("", _("the program's")), *LANGUAGE_NAMES.items()]
        day = person.next_talk
        yield _("Name"), Field(person.name, id="name")
        yield _("Title"), Field(person.title, id="title")
        yield _("E-mail"), Field(person.email, id="email")
        yield _("Language"), Choice(languages, person.language, id="language")
        for label, past, hint, name in (
            (_("Began here"), person.started_on, _("15.1.2024, or empty"), "started_on"),
            (
                _("Last talk elsewhere"),
                person.last_talk_elsewhere,
                _("one that is not kept here"),
                "last_talk_elsewhere",
            ),
        ):
            written = day_in_full(past) if past else ""
            yield label, Field(written, placeholder=hint, id=name)
        for label, own, team, name in (
            (_("Months between talks"), person.months_between_talks, self._team[0], "months"),
            (
                _("Weeks between follow-ups"),
                person.weeks_between_follow_ups,
                self._team[1],
                "weeks",
            ),
        ):
            hint = _("{n}, as the team").format(n=team)
            yield label, Field(str(own or ""), placeholder=hint, id=name)
        yield (
            _("Next talk"),
            Field(
                day_in_full(day) if day else "",
                placeholder=_("worked out if left empty"),
                id="next_talk",
            ),
        )
        yield (
            _("Kept for, in months"),
            Field(
                str(person.retention_months or ""),
                placeholder=_("as for everybody if left empty"),
                id="retention",
            ),
        )

    def result(self) -> Person:
        """Return a copy of the person as it stands in the form."""
        form = cast("Form[object]", self)
        return msgspec.structs.replace(
            self._person,
            name=self.required("name", _("A person needs a name.")),
            title=self.value("title"),
            email=self.value("email"),
            language=self.chosen("language"),
            started_on=self._past("started_on", self._person.started_on),
            last_talk_elsewhere=self._past(
                "last_talk_elsewhere", self._person.last_talk_elsewhere, over=True
            ),
            months_between_talks=self._count("months"),
            weeks_between_follow_ups=self._count("weeks"),
            next_talk=read_field_date(form, "next_talk", self._today, self._person.next_talk),
            retention_months=self._count("retention") if self.value("retention") else None,
        )

    def _past(self, field: str, before: dt.date | None, *, over: bool = False) -> dt.date | None:
        """Return the day with its year that a field says, None where it is empty."""
        from storage.imports.cells import CellError, read_day

        text = self.value(field)
        if before is not None and text == day_in_full(before):
            return before
        try:
            return read_day(text, self._today, over=over)
        except CellError as error:
            raise FormError(field, str(error)) from error

    def _count(self, field: str) -> int | None:
        text = self.value(field)
        if not text:
            return None
        if not text.isdecimal() or not 1 <= int(text[:4]) <= 120:
            raise FormError(field, _("Write a whole number from 1 to 120."))
        return int(text)


class NameForm(Form[str]):
    """The manager's own name, asked for at the first start."""

    def __init__(self) -> None:
        """Ask once; Esc leaves it for later."""
        super().__init__()
        self.heading = _("What is your name?")

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the one field."""
        yield _("Name"), Field(placeholder=_("as it should stand in the plan"), id="name")

    def result(self) -> str:
        """Return the name."""
        return self.required("name", _("Write your name, or press Esc."))
