"""The mutual plan as it grows, and last time's plan with what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content

from agendas.words import N_, _, ngettext
from screens.command import bound, command
from screens.frame import Frame
from screens.key_words import key_of, with_keys
from screens.plan_rows import open_row, past_row, plan_row, row_width
from screens.plan_words import Parties, done_words
from screens.widgets.rows import Row, Rows, quiet_row
from storage.looking_back import Past
from storage.plan import lines
from storage.records import Action, Goal, Plan


class _Framed(Rows):
    """Rows in a frame that says which plan they are."""

    DEFAULT_CSS = """
    _Framed { border: round $border; padding: 0 1; border-title-color: $muted;
              border-subtitle-color: $muted; }
    _Framed:focus { border: round $focus; padding: 0 1; border-title-style: bold;
                    border-title-color: $text; }
    """


class PlanPane(_Framed):
    """Goals with their actions. What its keys ask for is done by the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "plan.edit",
            "enter",
            "select",
            N_("Edit"),
            N_("The goal or the action under the cursor"),
        ),
        command("plan.goal", "g", "screen.new_goal", N_("Goal"), N_("A new goal in the plan")),
        command(
            "plan.action",
            "a",
            "screen.new_action",
            N_("Action"),
            N_("A new action, under the goal at the cursor"),
        ),
        command(
            "plan.owner", "o", "screen.change_owner", N_("Owner"), N_("Manager, employee, or both")
        ),
        command("plan.up", "K,shift+up", "screen.move(-1)", N_("Up"), N_("Move the line up")),
        command(
            "plan.down", "J,shift+down", "screen.move(1)", N_("Down"), N_("Move the line down")
        ),
        command(
            "plan.remove",
            "x,delete",
            "screen.remove",
            N_("Remove"),
            N_("Take the line out; undo brings it back"),
        ),
        command(
            "plan.cut",
            "d",
            "cut",
            N_("Remove"),
            N_("Pressed twice, with the keys of vim"),
            show=False,
        ),
        command(
            "plan.undo",
            "u,ctrl+z",
            "screen.undo_plan",
            N_("Undo"),
            N_("Take back the newest change to the plan"),
        ),
        command(
            "plan.copy",
            "y",
            "screen.copy_plan",
            N_("Copy the plan"),
            N_("As text, to the clipboard"),
            show=False,
        ),
    ]

    _cutting: str | None = None
    """The row that the first of the two keys for cutting was pressed on."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Cut only where the keys of vim are wanted."""
        if action == "cut":
            return isinstance(self.screen, Frame) and self.screen.desk.vim
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """Let another key between the two for cutting undo the first."""
        if not any(one.action == "cut" for one in bound(self).get(event.key, ())):
            self._cutting = None

    async def action_cut(self) -> None:
        """Take the row at the cursor out when this is asked for twice."""
        first, self._cutting = self._cutting, self.chosen
        if first is not None and first == self.chosen:
            self._cutting = None
            await self.app.run_action("screen.remove", self)

    def show_plan(self, plan: Plan, parties: Parties, today: dt.date) -> None:
        """Show ``plan``."""
        items = lines(plan)
        self.show(
            Row(item.id, lambda width, item=item: plan_row(item, parties, today, width))  # type: ignore[misc]
            for item in items
        )
        if not items:
            words = _(
                "Nothing yet. {plan.goal}: a goal, {plan.action}: an action, {note.lift}: a line"
                " from a note."
            )
            self.show([quiet_row(with_keys(words))])
        self.border_title = Content.assemble((key_of("live.plan"), "bold"), "  ", _("Mutual plan"))
        goals = ngettext("{n} goal", "{n} goals", len(plan.goals))
        actions = ngettext("{n} action", "{n} actions", len(plan.actions))
        self.border_subtitle = f"{goals} · {actions}" if items else ""

    def on_resize(self) -> None:
        """Keep the same rows in view at another size."""
        self.scroll_to_highlight()

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Follow the cursor; while the pane is not in use its newest rows are in view."""
        if self.has_focus:
            super().scroll_to_highlight(top)
        else:
            self.scroll_end(animate=False)


class PastPane(_Framed):
    """Last time's plan; each item gets its outcome here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "past.done", "d", "screen.outcome('done')", N_("Done"), N_("It was done, or reached")
        ),
        command(
            "past.blocked",
            "b",
            "screen.outcome('blocked')",
            N_("Stuck"),
            N_("Something is in the way; say what"),
        ),
        command(
            "past.moved",
            "m",
            "screen.outcome('moved')",
            N_("Move the date"),
            N_("Another deadline, and why"),
        ),
        command(
            "past.dropped",
            "x",
            "screen.outcome('dropped')",
            N_("Dropped"),
            N_("It is not to be done after all"),
        ),
        command(
            "past.carried",
            "c",
            "screen.outcome('carried')",
            N_("Carry on"),
            N_("Into the new plan"),
        ),
        command(
            "past.undo",
            "u,ctrl+z",
            "screen.undo_plan",
            N_("Undo"),
            N_("Take back the newest change to the plan"),
        ),
    ]

    row_of = staticmethod(past_row)
    """How an item is painted."""
    nothing = N_("No earlier plan to look back on.")
    """What is said where there is none."""

    def show_past(self, past: Sequence[Past], parties: Parties, today: dt.date) -> None:
        """Show what was agreed before."""
        items = [one.item for one in past]

        def painted(item: Goal | Action, width: int) -> Content:
            return self.row_of(item, parties, today, row_width(items, width))

        self.show(Row(item.id, partial(painted, item)) for item in items)
        if not past:
            self.show([quiet_row(_(self.nothing))])
        self.border_subtitle = done_words(past)


class OpenPane(PastPane):
    """What is still to be done, as it is followed up between two talks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "open.note",
            "enter",
            "select",
            N_("A note"),
            N_("A few words on the line under the cursor"),
        ),
    ]
    row_of = staticmethod(open_row)
    nothing = N_("Nothing is left open. Well done.")
