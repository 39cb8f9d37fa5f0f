"""Saying what became of last time's plan, for every screen that shows it."""

from __future__ import annotations

from textual import work
from textual.screen import Screen

from agendas.words import _
from screens.plan_words import Parties
from screens.plans import Plans
from screens.widgets.plan_pane import PastPane
from storage.looking_back import Past
from storage.records import Action, Goal, Status, StatusChange


class PastEditing(Screen[None]):
    """The actions that the keys of last time's plan ask for."""

    plans: Plans

    @property
    def parties(self) -> Parties:
        """The two people."""
        return Parties.of(self.plans.conversation)

    def looked_back_on(self) -> list[Past]:
        """Return what of the earlier plans is shown."""
        return self.plans.past

    def show_plan(self) -> None:
        """Show last time's plan as it stands."""
        pane = self.query_one(PastPane)
        pane.show_past(self.looked_back_on(), self.parties, self.plans.desk.today)

    def action_undo_plan(self) -> None:
        """Take back the newest change to a plan."""
        if not self.plans.undo_plan():
            self.notify(_("Nothing more to undo."))
        self.show_plan()

    @work
    async def action_outcome(self, status: Status) -> None:
        """Say what became of the item at the cursor of last time's plan."""
        chosen = self.query_one(PastPane).chosen
        past = next((one for one in self.looked_back_on() if one.item.id == chosen), None)
        if past is None:
            return
        if status == "moved" and isinstance(past.item, Goal):
            self.notify(_("A goal has no date to move."))
            return
        if (change := await self.asked_for(past.item, status)) is not None:
            self.plans.outcome(past, change)
            self.show_plan()
            self.query_one(PastPane).action_cursor_down()

    async def asked_for(self, item: Goal | Action, status: Status) -> StatusChange | None:
        """Return the event to append, once what it needs is known; None leaves all as it is.

        What is carried over a second time asks why.
        """
        from screens.plan_forms import OutcomeForm

        today = self.plans.desk.today
        if status in ("moved", "blocked") or (status == "carried" and item.carried_from):
            return await self.app.push_screen_wait(OutcomeForm(item, status, today))
        return StatusChange(today, status)
