"""The forms for a goal and an action, and for what became of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial
from typing import cast

import msgspec
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from agendas.dates import read_coming_date
from agendas.words import _
from screens.form import Form, FormError
from screens.key_words import with_keys
from screens.plan_words import NO_DATE, Parties, standing_word
from screens.widgets.choice import Choice
from screens.widgets.date_field import DateField
from screens.widgets.field import Field
from screens.widgets.offering_field import OfferingField
from storage.chosen_words import KIND_WORDS
from storage.records import Action, Goal, GoalKind, Owner, Status, StatusChange, UnitGoal
from storage.text import one_line
from storage.unit_goals import called


class GoalForm(Form[Goal]):
    """A goal, new or changed."""

    def __init__(self, goal: Goal, unit_goals: Sequence[UnitGoal] = ()) -> None:
        """Edit ``goal``, which may point at one of ``unit_goals``; a new one has no text yet."""
        super().__init__()
        self._goal, self._unit_goals = goal, unit_goals
        self.heading = _("Goal")

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the goal's fields."""
        goal = self._goal
        kinds = [(kind, _(words)) for kind, words in KIND_WORDS.items()]
        yield _("What"), Field(goal.text, id="text")
        yield _("Kind"), Choice(kinds, goal.kind, id="kind")
        yield _("Why"), Field(goal.why, id="why")
        hint = with_keys(_("{offer.next} goes through them, or write your own words"))
        offered = [one.text for one in self._unit_goals]
        yield (
            _("Unit goal"),
            OfferingField(
                goal.unit_goal, offered, placeholder=hint if offered else "", id="unit_goal"
            ),
        )
        yield _("Reached when"), Field(goal.reached_when, id="reached_when")
        yield _("Support, training"), Field(goal.support, id="support")

    def result(self) -> Goal:
        """Return the goal as it stands in the form."""
        return msgspec.structs.replace(
            self._goal,
            text=self.required("text", _("A goal needs a few words.")),
            kind=cast(GoalKind, self.chosen("kind")),
            unit_goal_id=self._unit_goal_id(),
            **{name: self.value(name) for name in ("why", "unit_goal", "reached_when", "support")},
        )

    def _unit_goal_id(self) -> str:
        """Return which unit goal is meant: the one that says so, or still the one from before."""
        words, goal = self.value("unit_goal"), self._goal
        if (one := called(words, self._unit_goals)) is not None:
            return one.id
        return goal.unit_goal_id if words == goal.unit_goal else ""


class ActionForm(Form[Action]):
    """An action, new or changed."""

    def __init__(self, action: Action, parties: Parties, today: dt.date) -> None:
        """Edit ``action``; a new one has no text yet."""
        super().__init__()
        self._action, self._parties, self._today = action, parties, today
        self.heading = _("Action")

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the action's fields."""
        action = self._action
        owners = [(owner, self._parties.name(owner)) for owner in ("manager", "employee", "both")]
        deadline = partial(read_coming_date, today=self._today, before=action.deadline)
        no_date = "-" if action.undated else ""
        example = _("15 January, +3 months, or - for no date")
        yield _("What"), Field(action.text, id="text")
        yield _("Owner"), Choice(owners, action.owner or "", id="owner")
        yield (
            _("Deadline"),
            DateField(
                action.deadline, deadline, id="deadline", placeholder=example, otherwise=no_date
            ),
        )
        yield _("If … then …"), Field(action.if_then, id="if_then")

    def result(self) -> Action:
        """Return the action as it stands in the form."""
        undated = self.value("deadline").casefold() in NO_DATE
        return msgspec.structs.replace(
            self._action,
            text=self.required("text", _("An action needs a few words.")),
            owner=cast("Owner | None", self.chosen("owner") or None),
            deadline=None if undated else self.day("deadline"),
            undated=undated,
            if_then=self.value("if_then"),
        )


class OutcomeForm(Form[StatusChange]):
    """What became of a goal or an action, with a note; the same status takes a note alone.

    What is stuck shows what was agreed for that case.
    """

    DEFAULT_CSS = """
    OutcomeForm .field > Static.agreed { width: 1fr; color: $time; padding: 0 1; }
    """

    def __init__(self, item: Goal | Action, status: Status, today: dt.date) -> None:
        """Ask about ``item``, which now has ``status``."""
        super().__init__()
        self._item, self._status, self._today = item, status, today
        self._moved_to: dt.date | None = None
        if isinstance(item, Action) and item.status == status == "moved":
            self._moved_to = item.due
        word = standing_word(item, status)
        self.heading = f"{word[:1].upper()}{word[1:]}: {item.text}"

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield what the status asks for, and the note."""
        item = self._item
        if self._status == "moved":
            hint = _("15 January, +3 months, Friday")
            read = partial(read_coming_date, today=self._today, before=self._moved_to)
            deadline = DateField(self._moved_to, read, id="deadline", placeholder=hint)
            yield _("New deadline"), deadline
        if self._status == "blocked" and isinstance(item, Action) and item.if_then:
            agreed = Static(Content(one_line(item.if_then)), classes="agreed")
            yield _("If … then …"), agreed
        label = _("Why once more") if self._status == "carried" else _("In a few words")
        yield label, Field(placeholder=_("One line, for both to read"), id="note")

    def result(self) -> StatusChange:
        """Return the event that is appended to what was agreed."""
        deadline = None
        if self._status == "moved":
            self.required("deadline", _("Write a date, such as 15 January."))
            deadline = self.day("deadline")
        change = StatusChange(self._today, self._status, self.value("note"), deadline)
        if self._status == self._item.status != "moved" and not change.note:
            raise FormError("note", _("Write a few words first."))
        return change
