"""What a plan's goals and actions are called, who has them, by when, and where they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from agendas.words import N_, _, day_and_month, short_day
from storage.chosen_words import STATUS_WORDS
from storage.looking_back import Past, why_again
from storage.records import Action, Conversation, Feedback, Goal, Owner, Status

MARKS: dict[Status, tuple[str, str]] = {
    "open": ("☐", "$muted"),
    "blocked": ("⊘", "$late"),
    "done": ("✓", "$good"),
    "moved": ("↷", "$time"),
    "dropped": ("✗", "$late"),
    "carried": ("→", "$time"),
}
"""The mark of each status, and its colour."""

GOAL_WORDS = {
    "why": N_("Why"),
    "unit_goal": N_("Unit goal"),
    "reached_when": N_("Reached when"),
    "support": N_("Support, training"),
}
"""What can be said of a goal besides its text, by its fields."""
FEEDBACK_WORDS = {
    "more": N_("More of"),
    "less": N_("Less of"),
    "keep": N_("Continue with"),
}
"""What can be said to each other, by the field of a `Feedback`."""

NO_DATE = ("-", "ingen", "ingen frist", "none", "no date")
"""What can be written where no date is chosen on purpose."""


@dataclass(frozen=True)
class Parties:
    """The two people of a talk, as the screen names them."""

    manager: str
    employee: str

    @classmethod
    def of(cls, conversation: Conversation) -> Parties:
        """Return the two by their first names, or in full where those are the same."""
        names = (conversation.manager_name, conversation.employee_name)
        first = tuple((name.split() or [name])[0] for name in names)
        return cls(*(names if first[0].casefold() == first[1].casefold() else first))

    def name(self, owner: Owner | None) -> str:
        """Return the name or word for an owner."""
        if owner is None:
            return _("who?")
        return {"manager": self.manager, "employee": self.employee, "both": _("both")}[owner]

    @staticmethod
    def colour(owner: Owner | None) -> str:
        """Return the colour for an owner."""
        colours: dict[Owner | None, str] = {
            None: "bold $time",
            "manager": "$manager",
            "employee": "$employee",
            "both": "",
        }
        return colours[owner]


def labelled_parts(whole: Goal | Feedback) -> list[tuple[str, str]]:
    """Return what is said of a goal, or as feedback: each text that isn't empty, with its label."""
    words = GOAL_WORDS if isinstance(whole, Goal) else FEEDBACK_WORDS
    parts = ((_(label), getattr(whole, name)) for name, label in words.items())
    return [(label, text) for label, text in parts if text]


def deadline_words(action: Action, today: dt.date) -> tuple[str, str]:
    """Return the deadline in words, and its colour."""
    if action.due is not None:
        late = action.due < today and action.is_open
        return short_day(action.due, today), "$late" if late else "$muted"
    return (_("no date"), "$muted") if action.undated else (_("when?"), "bold $time")


def standing_word(item: Goal | Action, status: Status) -> str:
    """Return the word for ``status`` of such an item: an action is done, a goal is reached."""
    if isinstance(item, Goal) and status == "done":
        return _("reached")
    return _(STATUS_WORDS[status])


def status_words(item: Goal | Action, today: dt.date, *, narrow: bool = False) -> str:
    """Return where an agreed item stands: ``done 12 February``.

    ``narrow`` leaves "moved" away, which the mark before it says, too, and the day of "stuck".
    """
    words = standing_word(item, item.status)
    late = isinstance(item, Action) and item.due is not None and item.due < today
    if late and item.status in ("open", "moved"):
        return _("past its deadline")
    if item.status == "open":
        return words
    if item.status == "moved" and isinstance(item, Action) and item.due is not None:
        if narrow:
            return _("to {day}").format(day=short_day(item.due, today))
        return _("moved to {day}").format(day=day_and_month(item.due, today))
    if item.status == "carried" or (narrow and item.status == "blocked"):
        return words
    return f"{words} {day_and_month(item.history[-1].on, today)}"


def done_words(past: Iterable[Past]) -> str:
    """Return how many of the actions that were agreed before are done."""
    actions = [one.item for one in past if isinstance(one.item, Action)]
    done = sum(action.status == "done" for action in actions)
    return _("{done} of {all} done").format(done=done, all=len(actions))


def before_and_since(item: Goal | Action, today: dt.date) -> list[str]:
    """Return when an item was agreed before, and what was said about it since, event by event."""
    found: list[str] = []
    if item.carried_from:
        first, *later = (str(day.year) for day in item.carried_from)
        words = _("agreed {year}").format(year=first)
        if later:
            words += ", " + _("carried on {years}").format(years=", ".join(later))
        found.append(words)
    why = why_again(item)
    if why:
        found.append(_("carried over again: {why}").format(why=why))
    since = item.history[1 if why else 0 :]
    return found + [f"{day_and_month(one.on, today)}: {one.note}" for one in since if one.note]
