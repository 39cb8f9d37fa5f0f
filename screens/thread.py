"""One goal's whole story: agreed, carried on, changed, and what became of it, talk by talk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from agendas.words import N_, _, day_and_month
from screens.command import command
from screens.desk import Desk
from screens.frame import Frame
from screens.painting import fit, hanging
from screens.thread_words import STEP_MARKS, step_words, thread_words
from screens.what_fails import says_what_fails
from screens.widgets.painted import Painted
from screens.widgets.rows import Row, Rows
from storage.chosen_words import KIND_WORDS
from storage.records import Conversation
from storage.text import one_line
from storage.threads import Step, Thread, closed_on, threads

_DAY, _WHAT = 15, 16
"""The widths of the columns for the day and for what happened."""


class ThreadScreen(Frame):
    """Tells what happened to a goal. Enter opens the talk where it happened."""

    usage = N_(
        "One goal through the years, oldest first. {list.open} opens the talk where it happened;"
        " for what happened between two talks, the one where the goal was agreed on."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        command("thread.back", "escape", "app.pop_screen", N_("Back"), N_("To the screen before")),
    ]

    def __init__(self, desk: Desk, person_id: str, thread: str) -> None:
        """Show the goal of that thread."""
        super().__init__(desk)
        self.person_id = person_id
        self._key = thread
        self._steps: tuple[Step, ...] = ()

    def body(self) -> Iterable[Widget]:
        """Return the goal over what happened to it."""
        yield Painted(id="goal")
        yield Rows(id="steps", enter=N_("Open talk"))

    def about(self) -> str | None:
        """Return the person."""
        return self.person_id

    def heading(self) -> Content:
        """Return what this is, and the person's name."""
        name = self.desk.view.person(self.person_id).name
        return Content.assemble((_("A goal's story"), "bold"), "  ", (one_line(name), "$muted"))

    def opened(self) -> None:
        """Begin with what happened last."""
        steps = self.query_one(Rows)
        steps.focus()
        steps.action_last()

    def reload(self) -> None:
        """Read the goal's thread anew."""
        view, today = self.desk.view, self.desk.today
        talks = {one.id: one for one in view.conversations(self.person_id)}
        found = {one.goal.thread: one for one in threads(talks.values())}
        thread = found.get(self._key)
        self._steps = thread.steps if thread else ()
        self.query_one("#goal", Painted).show(
            lambda width: _goal_rows(thread, today, width) if thread else []
        )
        reworded = any(step.what == "changed" for step in self._steps)
        told = [
            partial(_row, step, talks[step.conversation_id], today, reworded)
            for step in self._steps
        ]
        rows: list[Row] = []
        for number, paint in enumerate(told):
            rows += [Row(None, lambda _width: Content(""))] * bool(rows) + [Row(str(number), paint)]
        self.query_one(Rows).show(rows)

    @on(OptionList.OptionSelected, "#steps")
    def _chosen(self) -> None:
        self.action_open()

    @says_what_fails
    def action_open(self) -> None:
        """Open the talk of the step under the cursor."""
        from screens.review import ReviewScreen

        if (chosen := self.query_one(Rows).chosen) is not None:
            step = self._steps[int(chosen)]
            talk = self.desk.view.conversation(step.conversation_id)
            self.app.push_screen(ReviewScreen(self.desk, talk))


def _goal_rows(thread: Thread, today: dt.date, width: int) -> list[Content]:
    """Return the goal as it stands now."""
    goal = thread.goal
    standing = f"{_(KIND_WORDS[goal.kind])} · {thread_words(thread, today)}"
    rows = [*hanging(goal.text, width, 0, "bold"), *hanging(standing, width, 0, "$muted")]
    for label, text in ((_("Why"), goal.why), (_("Reached when"), goal.reached_when)):
        if text:
            rows += hanging(f"{label}: {text}", width, 0, "$muted")
    return rows


def _row(step: Step, talk: Conversation, today: dt.date, reworded: bool, width: int) -> Content:
    """Return when and where a step was, and below it what was said: new words, or a note.

    The words stand there only where they are not the same all the way.
    """
    mark, colour = STEP_MARKS[step.what]
    title = talk.agenda.title if closed_on(talk) == step.on else _("between two talks")
    head = Content.assemble(
        (mark + " ", colour),
        fit(day_and_month(step.on, today), _DAY),
        fit(step_words(step.what), _WHAT),
        fit(title, width - _DAY - _WHAT - 2, "$muted"),
    )
    words = hanging(step.text, width, 2) if reworded and step.what in ("agreed", "changed") else []
    note = hanging(step.note, width, 2, "$muted") if step.note else []
    return Content("\n").join([head, *words, *note])
