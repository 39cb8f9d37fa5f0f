"""Goals and actions as aligned rows: mark, text, owner, date or status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content

from agendas.words import N_, _, day_and_month, short_day
from screens.painting import fit, hanging
from storage.looking_back import Past
from storage.records import Action, Conversation, Goal, Owner, Status

MARKS: dict[Status, tuple[str, str]] = {
    "open": ("☐", "$muted"),
    "blocked": ("⊘", "$late"),
    "done": ("✓", "$good"),
    "moved": ("↷", "$time"),
    "dropped": ("✗", "$late"),
    "carried": ("→", "$time"),
}
"""The mark of each status, and its colour."""

_STATUS_WORDS: dict[Status, str] = {
    "open": N_("open"),
    "blocked": N_("stuck"),
    "done": N_("done"),
    "moved": N_("moved"),
    "dropped": N_("dropped"),
    "carried": N_("carried on"),
}
KIND_WORDS = {"work": N_("work goal"), "development": N_("development goal")}
"""The two kinds of goal in words, to be translated where they are shown."""


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


_STANDING = 22
"""The cells in which a wide row tells where its item stands."""


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
    return _(_STATUS_WORDS[status])


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


def plan_row(item: Goal | Action, parties: Parties, today: dt.date, width: int) -> Content:
    """Return one row of a plan that is being made."""
    if isinstance(item, Goal):
        kind = _(KIND_WORDS[item.kind])
        return Content.assemble(
            ("◎ ", "$good"),
            fit(item.text, width - 2 - 16, "bold"),
            fit(kind, 16, "$muted", "right"),
        )
    columns = _Columns.of(parties, width, 14)
    return columns.row(item, ("☐ ", "$muted"), deadline_words(item, today), parties)


def past_row(item: Goal | Action, parties: Parties, today: dt.date, width: int) -> Content:
    """Return one row of an agreed plan, with what became of it; what is stuck, with its way out."""
    below = _said(item, width) if item.status == "blocked" else []
    return Content("\n").join([_past_line(item, parties, today, width), *below])


def _said(item: Goal | Action, width: int) -> list[Content]:
    """Return the if-then of an action that is stuck, which was agreed for that, and a note."""
    lines: list[Content] = []
    if isinstance(item, Action) and item.status == "blocked" and item.if_then:
        lines += hanging(f"↳ {item.if_then}", width, 4, "$time")
    if item.history and item.history[-1].note:
        lines += hanging(item.history[-1].note, width, 4, "$muted")
    return lines


def _past_line(item: Goal | Action, parties: Parties, today: dt.date, width: int) -> Content:
    mark, colour = MARKS[item.status]
    words = status_words(item, today, narrow=width < 60)
    if len(words) > _STANDING:
        words = status_words(item, today, narrow=True)
    if isinstance(item, Goal):
        style = "bold" if item.status == "open" else "bold $muted"
        sign = ("◎ ", "$good") if item.status == "open" else (mark + " ", colour)
        return Content.assemble(
            sign,
            fit(item.text, width - 2 - _STANDING, style),
            fit(words, _STANDING, "$muted", "right"),
        )
    late = words == _("past its deadline")
    columns = _Columns.of(parties, width, _STANDING if width >= 60 else 17)
    return columns.row(item, (mark + " ", colour), (words, "$late" if late else "$muted"), parties)


def open_row(item: Goal | Action, parties: Parties, today: dt.date, width: int) -> Content:
    """Return an agreed item as it is followed up: its deadline, and below what was noted last.

    One that is stuck shows its if-then, which was agreed for that.
    """
    row = _past_line(item, parties, today, width)
    if isinstance(item, Goal) and item.status == "open":
        row = Content.assemble(("◎ ", "$good"), fit(item.text, width - 2, "bold"))
    if isinstance(item, Action) and item.status == "open":
        columns = _Columns.of(parties, width, _STANDING if width >= 60 else 17)
        words, colour = deadline_words(item, today)
        if colour == "$late" and width >= 60:
            words = _("late, {day}").format(day=words)
        row = columns.row(item, ("☐ ", "$muted"), (words, colour), parties)
    return Content("\n").join([row, *_said(item, width)])


@dataclass(frozen=True)
class _Columns:
    """The widths of an action's row, in cells."""

    text: int
    owner: int
    last: int

    @classmethod
    def of(cls, parties: Parties, width: int, last: int) -> _Columns:
        """Share ``width`` out: owner and last column take what they need, the text the rest."""
        owner = min(max(len(parties.manager), len(parties.employee), 5), 12)
        return cls(width - 2 - owner - last - 2, owner, last)

    def row(
        self, action: Action, mark: tuple[str, str], last: tuple[str, str], parties: Parties
    ) -> Content:
        """Return one action on one line; those of a goal are set in under it."""
        indent = 2 if action.goal else 0
        return Content.assemble(
            " " * indent,
            mark,
            fit(action.text, self.text - indent),
            " ",
            fit(parties.name(action.owner), self.owner, Parties.colour(action.owner)),
            " ",
            fit(last[0], self.last, last[1], "right"),
        )
