"""Making and changing the plan from the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from agendas.words import _
from screens.key_words import key_of, with_keys
from screens.past_editing import PastEditing
from screens.widgets.plan_pane import PastPane, PlanPane
from storage.errors import StoreError
from storage.plan import lines, moved, with_action, with_goal, without
from storage.records import Action, Goal, UnitGoal

if TYPE_CHECKING:
    from screens.talk import Talk


class PlanEditing(PastEditing):
    """The actions that the keys of the plan that is being made ask for as well."""

    talk: Talk

    def show_plan(self, choose: str | None = None) -> None:
        """Show both plans as they stand; ``choose`` puts the cursor on an item of the new one."""
        super().show_plan()
        self.query_one(PastPane).border_title = Content.assemble(
            (key_of("live.plan"), "bold"),
            "  ",
            _("Last year's plan"),
            "   ",
            with_keys(_("{live.plan} again: the new plan")),
        )
        pane = self.query_one(PlanPane)
        pane.show_plan(self.talk.conversation.plan, self.parties, self.talk.desk.today)
        if choose is not None:
            pane.choose(choose)

    def show_past_pane(self, show: bool) -> None:
        """Let last time's plan stand in the place of the new one, or the new one again."""
        past, plan = self.query_one(PastPane), self.query_one(PlanPane)
        had_focus = self.focused in (past, plan)  # at once; has_focus follows with an event
        past.set_class(not show, "-away")
        plan.set_class(show, "-away")
        if had_focus:
            self.set_focus(past if show else plan)

    def action_plan(self) -> None:
        """Go to the plan; a second time, between the new plan and the last one."""
        past, plan = self.query_one(PastPane), self.query_one(PlanPane)
        if self.focused in (past, plan) and self.talk.past:
            self.show_past_pane(past.has_class("-away"))
        front = plan if past.has_class("-away") else past
        self.bring_to_front(front)
        self.set_focus(front)

    def action_copy_plan(self) -> None:
        """Copy the new plan as text."""
        from screens.copying import plan_as_text

        self.app.copy_to_clipboard(plan_as_text(self.talk.conversation, self.talk.desk.today))

    def bring_to_front(self, pane: Widget) -> None:
        """Make ``pane`` visible, on a screen that shows one at a time."""

    def _chosen(self) -> Goal | Action | None:
        chosen = self.query_one(PlanPane).chosen
        return next(
            (item for item in lines(self.talk.conversation.plan) if item.id == chosen), None
        )

    @on(OptionList.OptionSelected, "PlanPane")
    def _edit_chosen(self) -> None:
        """Open the form for the row under the cursor."""
        item = self._chosen()
        if isinstance(item, Goal):
            self._edit_goal(item)
        elif item is not None:
            self._edit_action(item)

    def action_new_goal(self) -> None:
        """Make a goal."""
        self._edit_goal(Goal(text=""))

    def action_new_action(self) -> None:
        """Make an action under the goal at the cursor, or on its own."""
        item = self._chosen()
        goal = item.id if isinstance(item, Goal) else item.goal if item is not None else None
        self._edit_action(Action(text="", goal=goal))

    @work
    async def _edit_goal(self, goal: Goal) -> None:
        from screens.plan_forms import GoalForm

        kept = await self.app.push_screen_wait(GoalForm(goal, self._unit_goals()))
        if kept is not None:
            self.talk.change_plan(with_goal(self.talk.conversation.plan, kept))
            self.show_plan(choose=kept.id)

    def _unit_goals(self) -> list[UnitGoal]:
        """Return what a goal may point at: this year's unit goals, and the next year's."""
        desk = self.talk.desk
        try:
            return desk.view.unit_goals(desk.today.year, desk.today.year + 1)
        except StoreError:
            return []

    @work
    async def _edit_action(self, action: Action) -> None:
        from screens.plan_forms import ActionForm

        form = ActionForm(action, self.parties, self.talk.desk.today)
        kept = await self.app.push_screen_wait(form)
        if kept is not None:
            self.talk.change_plan(with_action(self.talk.conversation.plan, kept))
            self.show_plan(choose=kept.id)

    def action_change_owner(self) -> None:
        """Give the action at the cursor to the next of manager, employee, both."""
        item = self._chosen()
        if isinstance(item, Action):
            owner = self.talk.owner_after(item.owner)
            changed = msgspec.structs.replace(item, owner=owner)
            self.talk.change_plan(with_action(self.talk.conversation.plan, changed))
            self.show_plan()

    def action_move(self, by: int) -> None:
        """Move the row at the cursor up or down."""
        if (item := self._chosen()) is not None:
            self.talk.change_plan(moved(self.talk.conversation.plan, item.id, by))
            self.show_plan(choose=item.id)

    def action_remove(self) -> None:
        """Take the row at the cursor out; undo brings it back."""
        if (item := self._chosen()) is not None:
            self.talk.change_plan(without(self.talk.conversation.plan, item.id))
            self.show_plan()
            words = _("Removed. Press {plan.undo} to bring it back.")
            self.notify(with_keys(words), markup=False)
