"""What was agreed last time, and what became of it."""

from __future__ import annotations

from typing import get_args

from agendas.words import N_, _
from screens.plan_words import standing_word
from storage.looking_back import Past
from storage.records import Goal, Status, StatusChange
from tui.plain.commands import Command
from tui.plain.lines import by_number
from tui.plain.plan import NUMBER, Planning
from tui.plain.plan_lines import past_lines

COMMANDS = (
    Command(N_("/past"), N_("What you agreed last time, and what became of it"), "read_past"),
    Command(
        N_("/outcome"),
        N_("Say what became of a line of the last plan"),
        "outcome",
        "r",
        NUMBER,
        changes=True,
    ),
)


class Outcomes(Planning):
    """A place where the last plan is gone through."""

    def read_past(self, _rest: str) -> None:
        """Read what was agreed last time."""
        found = past_lines(self.talk.past, self.parties, self.desk.today)
        self.lines.say(*(found or [_("There is no earlier plan.")]))

    def outcome(self, rest: str) -> None:
        """Say what became of a line; a note may stand with it."""
        one = by_number(self.talk.past, rest)
        if one is None:
            self.lines.say(_("Write the number of a line of the last plan. /past reads them."))
            return
        can_be: list[Status] = [
            status
            for status in get_args(Status)
            if not (status == "moved" and isinstance(one.item, Goal))
        ]
        words = [standing_word(one.item, status) for status in can_be]
        chosen = self.lines.choose(_("What became of it?"), words)
        if chosen is not None:
            self._say_outcome(one, can_be[chosen])

    def _say_outcome(self, one: Past, status: Status) -> None:
        deadline = None
        if status == "moved":
            deadline = self.ask_day(_("New deadline:"), None) or None
            if deadline is None:
                self.lines.say(_("Nothing was changed."))
                return
        again = status == "carried" and bool(one.item.carried_from)
        label = _("Why once more") if again else _("In a few words")
        note = (
            self.lines.ask(label + ":").strip() if again or status in ("moved", "blocked") else ""
        )
        change = StatusChange(self.desk.today, status, note, deadline)
        self.talk.outcome(one, change)
        self.lines.say(standing_word(one.item, status) + ".")
