"""Notes of the year's log, of which one can be chosen and dealt with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from agendas.words import N_
from screens.command import command
from screens.log_rows import log_row, shared_row
from screens.widgets.rows import Row, Rows, quiet_row
from storage.records import LogEntry


class LogPane(Rows):
    """The notes. What its keys ask for is done by the screen, which is a `Raises`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "log.follow_up",
            "n",
            "screen.raise_now",
            N_("Raise it soon"),
            N_("Take it up in a short follow-up, planned now"),
        ),
        command(
            "log.keep",
            "k",
            "screen.set_aside('kept_private')",
            N_("Keep private"),
            N_("Not to be raised; say why"),
        ),
        command(
            "log.let_go",
            "x",
            "screen.set_aside('let_go')",
            N_("Let go"),
            N_("Not to be raised any more; say why"),
        ),
        command(
            "log.show",
            "space",
            "screen.show_in_talk",
            N_("Show in the talk"),
            N_("Or keep it to yourself again"),
        ),
        command("log.raised", "o", "screen.raised", N_("Raised"), N_("When, and how")),
        command("log.said", "o", "screen.said", N_("Said aloud"), N_("When, and how")),
        command("log.edit", "enter", "screen.edit_note", N_("Edit"), N_("Change the note")),
    ]

    def __init__(self, *, id: str, nothing: str = "") -> None:
        """Start empty; ``nothing`` is said where there is no private note."""
        super().__init__(id=id)
        self._nothing = nothing

    notes: Mapping[str, LogEntry] = {}
    """Those that can be dealt with, by their ids."""

    def show_private(
        self, notes: Sequence[LogEntry], today: dt.date, planned: Mapping[str, dt.date]
    ) -> None:
        """Show notes with where they stand; ``planned`` as in `log_row`."""
        self.notes = {note.id: note for note in notes}
        self.show(
            Row(note.id, lambda width, note=note: _lines(log_row(note, today, width, planned)))  # type: ignore[misc]
            for note in notes
        )
        if not notes and self._nothing:
            self.show([quiet_row(self._nothing)])

    def show_shared(self, notes: Sequence[LogEntry], today: dt.date) -> None:
        """Show notes as both may see them; none can be dealt with."""
        self.notes = {}
        self.show(shared_list(notes, today))

    def on_option_list_option_highlighted(self) -> None:
        """Let the footer show the keys that fit the note under the cursor."""
        self.screen.refresh_bindings()

    @property
    def note(self) -> LogEntry | None:
        """The note under the cursor, if it can be dealt with."""
        return self.notes.get(self.chosen or "")


def shared_list(notes: Iterable[LogEntry], today: dt.date) -> list[Row]:
    """Return notes as both may see them, a row each."""
    return [
        Row(note.id, lambda width, note=note: _lines(shared_row(note, today, width)))  # type: ignore[misc]
        for note in notes
    ]


def _lines(rows: list[Content]) -> Content:
    return Content("\n").join(rows)
