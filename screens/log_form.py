"""The forms of the log: a note through the year, how it was raised, why it is not to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from msgspec.structs import replace
from textual.binding import BindingType
from textual.widget import Widget

from agendas.dates import read_past_date
from agendas.words import N_, _
from screens.command import command
from screens.form import Form, FormError
from screens.painting import shorten
from screens.widgets.choice import Choice
from screens.widgets.date_field import DateField
from screens.widgets.text_pane import TextPane
from storage.chosen_words import LOG_WORDS
from storage.records import LogEntry, LogKind, Raising, SetAside
from storage.text import clean, one_line

if TYPE_CHECKING:
    from screens.frame import Frame

HEADING = 100
"""The most cells that a note takes in the title of a form about it."""

Kept = Literal["kept_private", "let_go"]


async def write_note(screen: Frame, person_id: str) -> None:
    """Ask for a note about a person, keep it, and say so on ``screen``."""
    today = screen.desk.today
    form = NoteForm(LogEntry(person=person_id, on=today, text=""), today)
    form.heading += f" · {screen.desk.view.person(person_id).name}"
    if (entry := await screen.app.push_screen_wait(form)) is None:
        return
    if screen.desk.save(entry):
        screen.notify(_("Kept in the log."))
    screen.reload()
    screen.refresh_bar()


class _EntryForm(Form[LogEntry]):
    """A form about one entry of the log."""

    DEFAULT_CSS = """
    _EntryForm .field > TextPane { height: 5; }
    """
    AUTO_FOCUS = "TextPane"

    def __init__(self, entry: LogEntry, today: dt.date) -> None:
        """Write about ``entry``."""
        super().__init__()
        self._entry, self._today = entry, today
        self.heading = self.title_for(entry)

    def title_for(self, entry: LogEntry) -> str:
        """Return what the form is called."""
        return _("A note for the log")

    def on_mount(self) -> None:
        """Write on where the text ends."""
        for pane in self.query(TextPane):
            pane.move_cursor(pane.document.end)

    def text(self) -> str:
        """Return the text of several lines as it is kept."""
        return clean(self.query_one(TextPane).text).strip()

    def day_field(self, day: dt.date) -> tuple[str, DateField]:
        """Return the field for a day that has been, with its label."""
        return _("Day"), DateField(day, partial(read_past_date, today=self._today), id="day")

    @staticmethod
    def who_may_see(entry: LogEntry) -> tuple[str, Choice]:
        """Return the choice between the manager alone and both."""
        words = [("", _("you alone")), ("both", _("both, on a shared screen"))]
        return _("Who may see it"), Choice(words, "both" if entry.shared else "", id="shared")


class NoteForm(_EntryForm):
    """A note, new or changed. Its kind has keys of its own, which work while one writes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "note.praise",
            "f2",
            "kind('praise')",
            N_("Praise"),
            N_("The note is praise"),
            priority=True,
        ),
        command(
            "note.concern",
            "f3",
            "kind('concern')",
            N_("Concern"),
            N_("The note is a concern"),
            priority=True,
        ),
        command(
            "note.observation",
            "f4",
            "kind('observation')",
            N_("Observation"),
            N_("The note is something you saw"),
            priority=True,
        ),
    ]

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the note's fields."""
        entry = self._entry
        kinds = [(kind, _(words)) for kind, words in LOG_WORDS.items()]
        yield _("Kind"), Choice(kinds, entry.kind, id="kind")
        yield _("Text"), TextPane(entry.text, "manager", title="", id="text")
        yield self.day_field(entry.on)
        if entry.raised is None:
            said = [("", _("not yet")), ("said", _("said to them already"))]
            yield _("Said aloud"), Choice(said, "", id="said")
        yield self.who_may_see(entry)

    def action_kind(self, kind: str) -> None:
        """Choose the kind of the note."""
        self.query_one("#kind", Choice).value = kind

    def result(self) -> LogEntry:
        """Return the note as it stands in the form."""
        if not (text := self.text()):
            raise FormError("text", _("Write a few words first."))
        day, raised = self.day("day") or self._today, self._entry.raised
        if raised is None and self.chosen("said"):
            raised = Raising(day)
        return replace(
            self._entry,
            on=day,
            kind=cast(LogKind, self.chosen("kind")),
            text=text,
            shared=bool(self.chosen("shared")),
            raised=raised,
        )


class RaisingForm(_EntryForm):
    """When and how a note was talked about with the employee."""

    def title_for(self, entry: LogEntry) -> str:
        """Return what the form is called: praise is said, a concern is raised."""
        return _with_words(_("Said aloud") if entry.kind == "praise" else _("Raised"), entry)

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the day, the words, and who may see the note now."""
        entry = self._entry
        raised = entry.raised or Raising(self._today)
        yield self.day_field(raised.on)
        yield _("How"), TextPane(raised.how, "manager", title="", id="how")
        yield self.who_may_see(entry)

    def result(self) -> LogEntry:
        """Return the note with how it was raised."""
        raised = Raising(self.day("day") or self._today, self.text())
        return replace(self._entry, raised=raised, shared=bool(self.chosen("shared")))


class SetAsideForm(_EntryForm):
    """Why a concern is not to be raised."""

    def title_for(self, entry: LogEntry) -> str:
        """Return what the form is called."""
        return _with_words(_("Not to be raised"), entry)

    def __init__(self, entry: LogEntry, today: dt.date, kind: Kept = "kept_private") -> None:
        """Set ``entry`` aside; ``kind`` is what is proposed where it is not yet."""
        super().__init__(entry, today)
        self._proposed = entry.set_aside or SetAside(today, kind)

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield what becomes of it, and why."""
        ways = [("kept_private", _("keep it private")), ("let_go", _("let it go"))]
        if self._entry.set_aside is not None:
            ways.append(("", _("raise it after all")))
        yield _("What now"), Choice(ways, self._proposed.kind, id="kind")
        yield _("Why"), TextPane(self._proposed.why, "manager", title="", id="why")

    def result(self) -> LogEntry:
        """Return the concern, set aside or waiting again; what is kept private says why."""
        kind, why = self.chosen("kind"), self.text()
        if not kind:
            return replace(self._entry, set_aside=None)
        if kind == "kept_private" and not why:
            raise FormError("why", _("Say why you keep it private."))
        return replace(self._entry, set_aside=SetAside(self._today, cast(Kept, kind), why))


def _with_words(title: str, entry: LogEntry) -> str:
    """Return a form's title with as much of the note as tells it from others."""
    return f"{title}: {shorten(one_line(entry.text), HEADING).plain}"
