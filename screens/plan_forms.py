"""The forms for a goal, an action and a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import cast

import msgspec
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from agendas.dates import DateError, read_date
from agendas.words import _, day_in_full
from screens.form import Form, FormError
from screens.plan_rows import KIND_WORDS, Parties
from screens.widgets.choice import Choice
from screens.widgets.field import Field
from storage.records import Action, Goal, GoalKind, Owner, Status
from storage.text import one_line

NO_DATE = ("-", "ingen", "ingen frist", "none", "no date")
"""What can be written where no date is chosen on purpose."""


def read_field_date(form: Form[object], field: str, today: dt.date) -> dt.date | None:
    """Return the date that a field says, None where it is empty; raise `FormError`."""
    if not (text := form.value(field)):
        return None
    try:
        return read_date(text, today)
    except DateError as error:
        raise FormError(field, str(error)) from error


class GoalForm(Form[Goal]):
    """A goal, new or changed."""

    def __init__(self, goal: Goal) -> None:
        """Edit ``goal``; a new one has no text yet."""
        super().__init__()
        self._goal = goal
        self.heading = _("Goal")

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the goal's fields."""
        goal = self._goal
        kinds = [(kind, _(words)) for kind, words in KIND_WORDS.items()]
        yield _("Goal"), Field(goal.text, id="text")
        yield _("Kind"), Choice(kinds, goal.kind, id="kind")
        yield _("Why"), Field(goal.why, id="why")
        yield _("Unit goal"), Field(goal.unit_goal, id="unit_goal")
        yield _("Reached when"), Field(goal.reached_when, id="reached_when")
        yield _("Support, training"), Field(goal.support, id="support")

    def result(self) -> Goal:
        """Return the goal as it stands in the form."""
        return msgspec.structs.replace(
            self._goal,
            text=self.required("text", _("A goal needs a few words.")),
            kind=cast(GoalKind, self.chosen("kind")),
            **{name: self.value(name) for name in ("why", "unit_goal", "reached_when", "support")},
        )


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
        deadline = "-" if action.undated else ""
        if action.deadline is not None:
            deadline = day_in_full(action.deadline)
        example = _("15 January, +3 months, or - for no date")
        yield _("Action"), Field(action.text, id="text")
        yield _("Owner"), Choice(owners, action.owner or "", id="owner")
        yield _("Deadline"), Field(deadline, placeholder=example, id="deadline", replace=True)
        yield _("If … then …"), Field(action.if_then, id="if_then")

    def result(self) -> Action:
        """Return the action as it stands in the form."""
        undated = self.value("deadline").casefold() in NO_DATE
        form = cast("Form[object]", self)
        return msgspec.structs.replace(
            self._action,
            text=self.required("text", _("An action needs a few words.")),
            owner=cast("Owner | None", self.chosen("owner") or None),
            deadline=None if undated else read_field_date(form, "deadline", self._today),
            undated=undated,
            if_then=self.value("if_then"),
        )


class WhyForm(Form[str]):
    """A line about something that was agreed: what it is stuck on, why it is carried on again.

    What was agreed to do in that case stands above the line, which may be left empty.
    """

    DEFAULT_CSS = """
    WhyForm .agreed { width: 1fr; height: auto; }
    """

    def __init__(self, item: Goal | Action, status: Status) -> None:
        """Ask about ``item``, which becomes ``status``."""
        super().__init__()
        self._item = item
        self.heading = _("Stuck") if status == "blocked" else _("Carried over again")
        self._label = _("On what") if status == "blocked" else _("Why")

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield what it is about, what was agreed for that case, and the line to write."""
        item = self._item
        kind = _("Goal") if isinstance(item, Goal) else _("Action")
        yield kind, Static(Content(one_line(item.text)), classes="agreed")
        if isinstance(item, Action) and item.if_then:
            yield _("If … then …"), Static(Content(one_line(item.if_then)), classes="agreed")
        yield self._label, Field(placeholder=_("One line, for both to read"), id="why")

    def result(self) -> str:
        """Return the line."""
        return self.value("why")


class DateForm(Form[dt.date]):
    """One date."""

    def __init__(self, heading: str, today: dt.date) -> None:
        """Ask for a date under ``heading``."""
        super().__init__()
        self.heading, self._today = heading, today

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield the one field."""
        yield _("Date"), Field(placeholder=_("15 January, +3 months, Friday"), id="date")

    def result(self) -> dt.date:
        """Return the date."""
        self.required("date", _("Write a date, such as 15 January."))
        day = read_field_date(cast("Form[object]", self), "date", self._today)
        assert day is not None
        return day
