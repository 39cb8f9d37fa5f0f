"""One person's years: talks, follow-ups, praise and concerns, and how long each goal has lasted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from agendas.words import N_, _
from screens.command import command
from screens.desk import Desk
from screens.folding import UNFOLD, folded_words
from screens.key_words import with_keys
from screens.raising import Raises
from screens.timeline_rows import (
    Axis,
    Held,
    axis_width,
    goal_row,
    goals_words,
    head_rows,
    in_view,
    log_rows,
)
from screens.widgets.painted import Painted
from screens.widgets.rows import Row, Rows, quiet_row
from storage.plan import day_of
from storage.records import LogEntry
from storage.text import one_line
from storage.threads import Thread, threads


class TimelineScreen(Raises):
    """Draws the years with a person on one axis. Enter on a goal opens its thread."""

    usage = N_(
        "The years with one employee. Talks, praise and concerns stand where they were; a digit"
        " says that several share the place, # ten or more. A goal's bar goes from the talk that"
        " agreed on it to the day it was reached ✓ or dropped ✗, or until today; → is where it was"
        " carried on, ~ where it was changed. {list.open} tells a goal's whole story."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        UNFOLD,
        command(
            "timeline.back", "escape", "app.pop_screen", N_("Back"), N_("To the screen before")
        ),
    ]

    def __init__(self, desk: Desk, person_id: str) -> None:
        """Show the person with that id."""
        super().__init__(desk)
        self.person_id = person_id
        self._held: list[Held] = []
        self._threads: dict[str, Thread] = {}
        self._log: list[LogEntry] = []
        self._folded = 0

    def body(self) -> Iterable[Widget]:
        """Return the axis with talks and notes, over the goals."""
        yield Painted(id="axis")
        yield Static(id="folded")
        yield Static(id="goals-title")
        yield Rows(id="goals", enter=N_("The whole story"))

    def about(self) -> str | None:
        """Return the person."""
        return self.person_id

    def heading(self) -> Content:
        """Return what this is, and the person's name."""
        name = self.desk.view.person(self.person_id).name
        return Content.assemble((_("Year by year"), "bold"), "  ", (one_line(name), "$muted"))

    def opened(self) -> None:
        """Begin with the goals."""
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """Read the person's talks and log anew."""
        talks = self.desk.view.conversations(self.person_id)
        self._held = [
            Held(day, one.agenda.annual, one.closed)
            for one in talks
            if not one.agenda.apart and (day := day_of(one))
        ]
        self._threads = {one.goal.thread: one for one in in_view(threads(talks))}
        self._read_log()
        self.query_one("#axis", Painted).show(self._axis_rows)
        title = Content.assemble(_("Goals"), "   ", (goals_words(self._found), "not bold $muted"))
        self.query_one("#goals-title", Static).update(title)
        self._show_goals()

    def _read_log(self) -> None:
        """Take up the notes that may stand here: on a shared screen none."""
        log = [] if self.desk.shared_with else self.notes_of(self.person_id)
        self._log = self.open_notes(log)
        self._folded = len(log) - len(self._log)
        folded = self.query_one("#folded", Static)
        folded.display = bool(self._folded)
        folded.update(folded_words(self._folded))

    def _axis_rows(self, width: int) -> list[Content]:
        axis = self._axis(width)
        rows = head_rows(axis, self._held, width)
        if self.desk.shared_with is None:
            rows += log_rows(axis, self._log, bool(self._folded), width)
        return rows

    @property
    def _found(self) -> list[Thread]:
        return list(self._threads.values())

    def _show_goals(self) -> None:
        if self._threads:
            self.query_one(Rows).show(
                Row(key, lambda width, one=one: goal_row(one, self._axis(width), width))  # type: ignore[misc]
                for key, one in self._threads.items()
            )
        else:
            words = with_keys(_("No goal is agreed yet. {timeline.back} goes back."))
            self.query_one(Rows).show([quiet_row(words)])

    def _axis(self, width: int) -> Axis:
        """Return the axis for rows of that width: the same over the goals as above them."""
        days = [one.on for one in self._held]
        days += [entry.on for entry in self._log]
        days += [step.on for one in self._found for step in one.steps]
        return Axis.over(days, self.desk.today, axis_width(width))

    @on(OptionList.OptionSelected, "#goals")
    def _chosen(self) -> None:
        from screens.thread import ThreadScreen

        if (chosen := self.query_one(Rows).chosen) is not None:
            self.app.push_screen(ThreadScreen(self.desk, self.person_id, chosen))
