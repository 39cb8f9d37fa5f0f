"""The forms for a person and for the manager's own name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from textual.widget import Widget

from agendas.dates import read_coming_date
from agendas.words import LANGUAGE_NAMES, N_, _, day_in_full
from screens.form import Form, FormError
from screens.key_words import with_keys
from screens.widgets.choice import Choice
from screens.widgets.date_field import DateField
from screens.widgets.field import Field
from storage.cadence import USUAL, Cadence
from storage.records import Person

if TYPE_CHECKING:
    from screens.frame import Frame


async def write_person(screen: Frame, person: Person) -> Person | None:
    """Have the fields of a person filled in, keep what comes of it, and show it on ``screen``."""
    form = PersonForm(person, screen.desk.today, screen.desk.store.cadence)
    if (kept := await screen.app.push_screen_wait(form)) is not None:
        screen.desk.save(kept)
        screen.reload()
        screen.refresh_bar()
    return kept


class PersonForm(Form[Person]):
    """A person, new or changed."""

    def __init__(self, person: Person, today: dt.date, team: Cadence = USUAL) -> None:
        """Edit ``person``; a new one has no name yet. ``team`` is what holds for all."""
        super().__init__()
        self._person, self._today, self._team = person, today, team
        self.heading = _("Employee")

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the person's fields."""
        person = self._person
        languages = [("", _("the program's")), *LANGUAGE_NAMES.items()]
        months, weeks = (_("{n}, as the team").format(n=n) for n in self._team)
        yield _("Name"), Field(person.name, id="name")
        yield _("Title"), Field(person.title, id="title")
        yield _("E-mail"), Field(person.email, id="email")
        yield _("Language"), Choice(languages, person.language, id="language")
        yield (
            _("Began here"),
            DateField(
                person.started_on,
                partial(self._read_past, person.started_on),
                id="started_on",
                placeholder=_("15.1.2024, or empty"),
            ),
        )
        yield (
            _("Last talk elsewhere"),
            DateField(
                person.last_talk_elsewhere,
                partial(self._read_past, person.last_talk_elsewhere, over=True),
                id="last_talk_elsewhere",
                placeholder=_("one that is not kept here"),
            ),
        )
        yield _("Months between talks"), _number("months", person.months_between_talks, months)
        yield (
            _("Weeks between follow-ups"),
            _number("weeks", person.weeks_between_follow_ups, weeks),
        )
        yield (
            _("Next talk"),
            DateField(
                person.next_talk,
                partial(read_coming_date, today=self._today, before=person.next_talk),
                id="next_talk",
                placeholder=_("worked out if left empty"),
            ),
        )
        hint = _("as for everybody if left empty")
        yield _("Kept for, in months"), _number("retention", person.retention_months, hint)

    def result(self) -> Person:
        """Return a copy of the person as it stands in the form."""
        return msgspec.structs.replace(
            self._person,
            name=self.required("name", _("A person needs a name.")),
            title=self.value("title"),
            email=self.value("email"),
            language=self.chosen("language"),
            started_on=self.day("started_on"),
            last_talk_elsewhere=self.day("last_talk_elsewhere"),
            months_between_talks=self._count("months"),
            weeks_between_follow_ups=self._count("weeks"),
            next_talk=self.day("next_talk"),
            retention_months=self._count("retention") if self.value("retention") else None,
        )

    def _read_past(
        self, before: dt.date | None, text: str, *, over: bool = False
    ) -> dt.date | None:
        """Return the day with its year that ``text`` means."""
        from storage.imports.cells import read_day

        if before is not None and text == day_in_full(before):
            return before
        return read_day(text, self._today, over=over)

    def _count(self, field: str) -> int | None:
        text = self.value(field)
        if not text:
            return None
        if not text.isdecimal() or not 1 <= int(text[:4]) <= 120:
            raise FormError(field, _("Write a whole number from 1 to 120."))
        return int(text)


def _number(name: str, number: int | None, hint: str) -> Field:
    return Field(str(number or ""), placeholder=hint, id=name)


class NameForm(Form[str]):
    """The manager's own name, asked for at the first start."""

    def __init__(self) -> None:
        """Ask once; Esc leaves it for later."""
        super().__init__()
        self.call_key("escape", N_("Not now"))
        self.heading = _("What is your name?")

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the one field."""
        yield _("Name"), Field(placeholder=_("as it should stand in the plan"), id="name")

    def result(self) -> str:
        """Return the name."""
        return self.required("name", with_keys(_("Write your name, or press {form.leave}.")))
