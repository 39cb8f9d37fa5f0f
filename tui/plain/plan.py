"""Making and changing the plan, one question after the other."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec.structs import replace

from agendas.dates import DateError, read_coming_date
from agendas.words import N_, _, day_in_full
from screens.plan_words import FEEDBACK_WORDS, GOAL_WORDS, NO_DATE, Parties
from screens.talk import Talk
from storage.chosen_words import KIND_WORDS
from storage.plan import lines, with_action, with_goal, without
from storage.records import Action, Feedback, Goal, GoalKind, Owner
from storage.unit_goals import called
from tui.plain.commands import Command
from tui.plain.lines import by_number
from tui.plain.loop import Loop
from tui.plain.plan_lines import item_line, plan_lines

NUMBER = N_("NUMBER")
TEXT = N_("TEXT")

COMMANDS = (
    Command(N_("/plan"), N_("Read the plan, line by line"), "read_plan"),
    Command(N_("/goal"), N_("A new goal in the plan"), "new_goal", "g", TEXT, changes=True),
    Command(N_("/action"), N_("A new action in the plan"), "new_action", "a", TEXT, changes=True),
    Command(
        N_("/edit"), N_("Change a goal or an action of the plan"), "edit", "", NUMBER, changes=True
    ),
    Command(
        N_("/remove"),
        N_("Take the line out; undo brings it back"),
        "remove",
        "",
        NUMBER,
        changes=True,
    ),
    Command(N_("/undo"), N_("Take back the newest change to the plan"), "undo", "u", changes=True),
    Command(
        N_("/feedback"),
        N_("What each of you can do more of, less of, or go on with"),
        "feedback",
        "k",
        changes=True,
    ),
)


class Planning(Loop):
    """A place where the plan of a talk can be read and changed.

    Each answer is in the plan before the next question comes; all of one form is undone together.
    """

    talk: Talk

    @property
    def parties(self) -> Parties:
        """The two people."""
        return Parties.of(self.talk.conversation)

    def read_plan(self, _rest: str) -> None:
        """Read the plan."""
        self.lines.say(*plan_lines(self.talk.conversation, self.desk.today))

    def new_goal(self, rest: str) -> None:
        """Make a goal."""
        if text := rest or self.lines.ask(_("Goal:")).strip():
            with self.talk.one_change():
                self._about_goal(Goal(text=text))

    def new_action(self, rest: str) -> None:
        """Make an action."""
        if text := rest or self.lines.ask(_("Action:")).strip():
            with self.talk.one_change():
                self._about_action(Action(text=text))

    def edit(self, rest: str) -> None:
        """Change a goal or an action, question by question."""
        if (item := self.numbered(rest)) is None:
            return
        with self.talk.one_change():
            text = self.lines.ask_again(_("Text:"), item.text) or item.text
            if isinstance(item, Goal):
                self._about_goal(replace(item, text=text))
            else:
                self._about_action(replace(item, text=text))

    def remove(self, rest: str) -> None:
        """Take a goal or an action out."""
        if (item := self.numbered(rest)) is not None:
            self.talk.change_plan(without(self.talk.conversation.plan, item.id))
            self.lines.say(_("Removed: {text}. /undo brings it back.").format(text=item.text))

    def undo(self, _rest: str) -> None:
        """Take back the newest change to a plan."""
        undone = self.talk.undo_plan()
        self.lines.say(_("Taken back.") if undone else _("Nothing more to undo."))

    def feedback(self, _rest: str) -> None:
        """Write what each of the two can do more of, less of, and continue with."""
        with self.talk.one_change():
            for key, name in (
                ("to_employee", self.parties.employee),
                ("to_manager", self.parties.manager),
            ):
                self.lines.say(_("To {name}").format(name=name))
                for field, words in FEEDBACK_WORDS.items():
                    self._one_feedback(key, field, _(words) + ":")

    def _one_feedback(self, key: str, field: str, question: str) -> None:
        plan = self.talk.conversation.plan
        said: Feedback = getattr(plan, key)
        text = self.lines.ask_again(question, getattr(said, field))
        self.talk.change_plan(replace(plan, **{key: replace(said, **{field: text})}))

    # What the questions have in common

    def numbered(self, rest: str) -> Goal | Action | None:
        """Return the goal or action of a number; say so where there is none."""
        item = by_number(lines(self.talk.conversation.plan), rest)
        if item is None:
            self.lines.say(_("Write the number of a line in the plan. /plan reads them."))
        return item

    def say_item(self, item: Goal | Action) -> None:
        """Say a goal or an action as it stands in the plan now."""
        plan, today = self.talk.conversation.plan, self.desk.today
        self.lines.say(item_line(item.id, plan, self.parties, today))

    def _about_goal(self, goal: Goal) -> None:
        """Ask for the parts of a goal; each is kept as it is answered."""
        goal = self._kept_goal(goal)
        kinds: list[GoalKind] = ["work", "development"]
        chosen = self.lines.choose(
            _("Kind, now {kind}:").format(kind=_(KIND_WORDS[goal.kind])),
            [_(KIND_WORDS[kind]) for kind in kinds],
        )
        if chosen is not None:
            goal = self._kept_goal(replace(goal, kind=kinds[chosen]))
        for field, words in GOAL_WORDS.items():
            if field == "unit_goal":
                goal = self._kept_goal(self._with_unit_goal(goal))
            else:
                text = self.lines.ask_again(_(words) + ":", getattr(goal, field))
                goal = self._kept_goal(replace(goal, **{field: text}))
        self.say_item(goal)

    def _with_unit_goal(self, goal: Goal) -> Goal:
        """Return the goal with the unit goal that it serves: one by its number, or own words."""
        year = self.desk.today.year
        offered = self.desk.view.unit_goals(year, year + 1)
        self.lines.offer(one.text for one in offered)
        words = self.lines.ask_again(_("Unit goal") + ":", goal.unit_goal)
        if (chosen := by_number(offered, words)) is not None:
            words = chosen.text
        if words == goal.unit_goal:
            return goal
        one = called(words, offered)
        return replace(goal, unit_goal=words, unit_goal_id=one.id if one else "")

    def _kept_goal(self, goal: Goal) -> Goal:
        self.talk.change_plan(with_goal(self.talk.conversation.plan, goal))
        return goal

    def _about_action(self, action: Action) -> None:
        """Ask for the parts of an action; each is kept as it is answered."""
        action = self._kept_action(action)
        owners: list[Owner] = ["manager", "employee", "both"]
        names = [self.parties.name(owner) for owner in owners]
        chosen = self.lines.choose(
            _("Who does it, now {name}:").format(name=self.parties.name(action.owner)), names
        )
        if chosen is not None:
            action = self._kept_action(replace(action, owner=owners[chosen]))
        action = self._kept_action(self._with_deadline(action))
        text = self.lines.ask_again(_("If … then …") + ":", action.if_then)
        action = self._kept_action(replace(action, if_then=text))
        action = self._kept_action(self._under_goal(action))
        self.say_item(action)

    def _with_deadline(self, action: Action) -> Action:
        day = self.ask_day(_("Deadline, - for no date:"), action.deadline)
        if day is None:
            return action
        return replace(action, deadline=day or None, undated=not day)

    def _under_goal(self, action: Action) -> Action:
        """Return the action under the goal that it serves, where there are goals."""
        goals = self.talk.conversation.plan.goals
        if not goals:
            return action
        chosen = self.lines.choose(_("Which goal does it serve?"), [one.text for one in goals])
        return action if chosen is None else replace(action, goal=goals[chosen].id)

    def _kept_action(self, action: Action) -> Action:
        self.talk.change_plan(with_action(self.talk.conversation.plan, action))
        return action

    def ask_day(self, question: str, stands: dt.date | None) -> dt.date | Literal[False] | None:
        """Return the coming day that is answered, False for none, None where all stays."""
        before = day_in_full(stands) if stands else ""
        if stands:
            self.lines.say(_("{day}: Enter takes it.").format(day=before))
        while answer := self.lines.ask(question, before).strip():
            if answer.casefold() in NO_DATE:
                return False
            try:
                return read_coming_date(answer, self.desk.today, stands)
            except DateError as error:
                self.lines.say(str(error))
        return None
