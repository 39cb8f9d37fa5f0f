"""Before a talk: last year's plan first, then both people's preparation, and what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, TextArea

from agendas.agenda import Agenda
from agendas.words import N_, _
from screens.command import command
from screens.desk import Desk
from screens.folding import UNFOLD
from screens.past_editing import PastEditing
from screens.plans import Plans
from screens.prepare_employee import EmployeeNotes
from screens.prepare_private import PrivateNotes
from screens.prepare_rows import (
    Step,
    agenda_rows,
    headings,
    past_title,
    step_rows,
    steps,
)
from screens.what_fails import says_what_fails
from screens.widgets.moving import Scrolled
from screens.widgets.painted import Painted
from screens.widgets.plan_pane import PastPane
from screens.widgets.year_pane import YearPane
from storage.records import Conversation, Record
from storage.text import one_line

SAVE_AFTER = 0.4
"""Seconds after a change until it is saved, with all that was changed meanwhile."""


class PrepareScreen(PastEditing, EmployeeNotes, PrivateNotes):
    """Makes a talk ready. Nothing here is required, and everything is saved as it is written."""

    usage = N_(
        "Begin with last year's plan and say what became of each line, then read what the employee"
        " wrote, and write down what you want to bring up yourself. On the command line samtale"
        " prep writes the form for the employee, and samtale import takes in what comes back."
        " Nothing here is required: {prepare.start} starts the talk with what there is."
    )
    takes_text = True
    # below 72 columns neither of two panes has room for a line
    HORIZONTAL_BREAKPOINTS = [(0, "-tabs"), (72, "-narrow"), (100, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "prepare.start",
            "s",
            "start",
            N_("Start the talk"),
            N_("Shared, with nothing private on the screen"),
        ),
        UNFOLD,
        command("prepare.agenda", "a", "agenda", N_("Agenda"), N_("Another kind of talk")),
        command("prepare.purpose", "f", "purpose", N_("Purpose"), N_("What it is for")),
        command("prepare.length", "l", "length", N_("Length"), N_("In minutes")),
        command("prepare.when", "w", "when", N_("When"), N_("Day and time")),
        command(
            "prepare.past",
            "r",
            "past",
            N_("Last plan"),
            N_("Last year's plan, and what became of it"),
            show=False,
        ),
        command(
            "prepare.employee",
            "e",
            "employee",
            N_("Employee's preparation"),
            N_("What the employee wrote"),
            show=False,
        ),
        command(
            "prepare.own",
            "i",
            "own",
            N_("Your own preparation"),
            N_("What you want to bring up; private"),
            show=False,
        ),
        command(
            "prepare.unsaid",
            "y",
            "unsaid",
            N_("Not said yet"),
            N_("What was noted, and not said yet"),
            show=False,
        ),
        command("prepare.back", "escape", "back", N_("Back"), N_("Leaves a text first")),
    ]

    def __init__(self, desk: Desk, conversation: Conversation) -> None:
        """Prepare ``conversation``, which has not been closed."""
        super().__init__(desk)
        self.conversation = desk.newest(conversation)
        self.plans = Plans(desk, self.conversation, touched=self.prepared)
        self._unsaved: dict[str, Record] = {}
        self._steps: list[Step] = []
        self._agenda: tuple[Agenda, dt.datetime | None] | None = None
        self._save_timer: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """Return last year's plan and the preparations beside what is ready."""
        yield Horizontal(
            Scrolled(
                Painted(self._past_title, id="past-title"),
                PastPane(),
                self.employee_pane(),
                Painted(self.form_rows, id="form"),
                Painted(id="shared-points"),
                Painted(id="folded"),
                Static(id="log-title", classes="title"),
                YearPane(id="log"),
                id="left",
            ),
            Scrolled(
                Static(Content(_("Ready for the talk")), classes="title first"),
                Painted(self._step_rows, id="steps"),
                Static(id="agenda-title", classes="title"),
                Painted(self._agenda_rows, id="agenda"),
                id="right",
                can_focus=False,
            ),
        )

    def about(self) -> str | None:
        """Return the employee."""
        return self.conversation.person

    def heading(self) -> Content:
        """Return what this is, with whom, which talk, how long and when."""
        return headings(self.conversation)[0]

    def shorter_headings(self) -> Iterable[Content]:
        """Give up the day bit by bit, how long and which talk, for they stand beside, too."""
        return headings(self.conversation)[1:]

    def opened(self) -> None:
        """Fill the screen and begin with last year's plan."""
        (self.query_one(PastPane) if self.plans.past else self.query_one("#left")).focus()

    def reload(self) -> None:
        """Show everything as it may be seen now."""
        self.show_form()
        self.show_private()
        self.show_plan()
        self._show_readiness()

    def show_plan(self) -> None:
        """Show last year's plan, with how much of it is done beside its name."""
        super().show_plan()
        self.query_one("#past-title", Painted).show(self._past_title)

    def _past_title(self, width: int) -> list[Content]:
        return past_title(self.conversation, self.plans.past, self.desk.today, width)

    # What is ready

    def _step_rows(self, width: int) -> list[Content]:
        return step_rows(self._steps, self.parties, width)

    def _agenda_rows(self, width: int) -> list[Content]:
        return agenda_rows(self.conversation, width)

    def _show_readiness(self) -> None:
        """Show what is ready, unless it is as it was: this is asked for at each letter."""
        counts, today = self.unsaid_counts, self.desk.today
        found = steps(self.conversation, self.plans.past, self._own_written, *counts, today)
        agenda = self.conversation.agenda, self.conversation.planned_at
        if (found, agenda) == (self._steps, self._agenda):
            return
        self._steps, self._agenda = found, agenda
        self.query_one("#steps", Painted).show(self._step_rows)
        title = Content(one_line(self.conversation.agenda.title))
        self.query_one("#agenda-title", Static).update(title)
        self.query_one("#agenda", Painted).show(self._agenda_rows)

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the agenda alone once the talk has begun; offer what is private only if it is."""
        if action in ("own", "unsaid"):
            return self.desk.shared_with is None
        if action in ("agenda", "length"):
            return self.conversation.started_at is None
        return super().check_action(action, parameters)

    def action_past(self) -> None:
        """Go to last year's plan."""
        self.set_focus(self.query_one(PastPane))

    async def action_unsaid(self) -> None:
        """Go to the praise and the concerns that were not said yet."""
        self.unfold(True)
        await self.own_mounted()
        self.set_focus(self.unsaid, scroll_visible=False)
        self.call_after_refresh(self.show_from_its_heading)

    @says_what_fails
    def action_start(self) -> None:
        """Start the talk, shared, in the place of this screen."""
        from screens.live import open_talk

        self.save()
        self.share_with(self.conversation.person)
        self.app.switch_screen(open_talk(self.desk, self.conversation))

    def action_back(self) -> None:
        """Leave the text, or the screen."""
        if isinstance(self.focused, TextArea):
            self.query_one("#left").focus()
        else:
            self.save()
            self.app.pop_screen()

    # Keeping

    def prepared(self) -> None:
        """Take the talk as prepared, for something of it is."""
        if self.conversation.state == "planned":
            self.conversation.state = "prepared"
        self.changed(self.conversation)

    def changed(self, record: Record) -> None:
        """Show what ``record`` changes, and save it soon."""
        self._unsaved[type(record).__name__] = record
        if self._save_timer is None:
            self._save_timer = self.set_timer(SAVE_AFTER, self.save)
        self._show_readiness()
        self.refresh_bar()

    def save(self) -> None:
        """Save at once what has changed, and show how that went."""
        self._write()
        self.refresh_bar()

    def _write(self) -> None:
        if self._save_timer is not None:
            self._save_timer.stop()
            self._save_timer = None
        last = {type(record).__name__: record for record in self.take_in()}
        unsaved, self._unsaved = {**self._unsaved, **last}, {}
        for record in unsaved.values():
            self.desk.save(record)

    def on_unmount(self) -> None:
        """Leave nothing unsaved behind."""
        self._write()
