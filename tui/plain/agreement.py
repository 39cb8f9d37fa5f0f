"""The plan read together: the employee sums up, both answer, the plan is written out."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from agendas.words import N_, _, day_in_full
from screens.desk import Desk
from screens.planning import proposed_dates
from screens.talk import Talk
from screens.talk_words import ANSWER_CHOICES, NEEDS_NOTE
from storage.agreement import AgreementError, missing, valid_answers
from storage.chosen_words import ANSWER_WORDS
from storage.records import Side
from storage.text import one_line
from tui.plain import plan
from tui.plain.commands import Command
from tui.plain.exporting import export
from tui.plain.lines import Lines
from tui.plain.loop import ALWAYS
from tui.plain.plan import Planning
from tui.plain.plan_lines import labelled

COMMANDS = (
    Command(N_("/summary"), N_("The employee sums up in own words"), "summary", "s"),
    Command(N_("/dates"), N_("The next talk and the next follow-up"), "dates", "d"),
    Command(N_("/manager"), N_("The manager answers the plan"), "manager", "m"),
    Command(N_("/employee"), N_("The employee answers the plan"), "employee", "e"),
    Command(N_("/answers"), N_("What each has answered"), "say_answers"),
    Command(N_("/export"), N_("The plan as Markdown"), "export", "x"),
    Command(N_("/reopen"), N_("To change the plan; both answer anew"), "reopen", "r"),
)
_WHILE_OPEN = (
    "summary",
    "dates",
    "manager",
    "employee",
    "feedback",
    "new_goal",
    "new_action",
    "edit",
    "remove",
    "undo",
)


class Agreement(Planning):
    """Reads the plan as it will be written out, and takes each one's answer."""

    COMMANDS = (
        *COMMANDS,
        *plan.COMMANDS,
        Command(N_("/back"), N_("Back to the talk; with a locked plan, out of it"), "leave"),
        *ALWAYS,
    )
    usage = N_(
        "Read the plan together. The employee may sum it up, then each of the two answers; with the"
        " second answer the text is locked and can be exported."
    )

    def __init__(self, lines: Lines, desk: Desk, talk: Talk) -> None:
        """Read the plan of ``talk``."""
        super().__init__(lines, desk)
        self.talk = talk

    def begin(self) -> None:
        """Read the plan, and say what is missing."""
        talk = self.talk.conversation
        self.lines.say(_("Mutual plan") + f". {one_line(talk.employee_name)}.")
        self.read_plan("")
        if talk.summary:
            self._say_summary()
        self.say_answers("")
        self.lines.say(_(self.usage))

    def prompt(self) -> str:
        """Return what is being done."""
        return _("Agreement") + ":"

    def execute(self, command: Command, rest: str) -> None:
        """Run a command, if the plan is not locked against it."""
        if self.talk.conversation.closed and command.action in _WHILE_OPEN:
            self.lines.say(_("The text is locked. /reopen opens the plan again."))
        else:
            super().execute(command, rest)

    def summary(self, _rest: str) -> None:
        """Write the employee's own words, a line at a time; each is kept at once."""
        name = one_line(self.parties.employee)
        if self.talk.conversation.summary:
            self._say_summary()
            if self.lines.agrees(_("Begin anew?")):
                self.talk.summarise("")
        self.lines.say(_("{name} sums up, line by line. An empty line ends it.").format(name=name))
        while line := self.lines.ask(name + ":"):
            stands = self.talk.conversation.summary
            self.talk.summarise(f"{stands}\n{line}" if stands else line)

    def _say_summary(self) -> None:
        words = _("{name} sums up").format(name=one_line(self.parties.employee))
        self.lines.say(*labelled(words, self.talk.conversation.summary))

    def dates(self, _rest: str) -> None:
        """Set when the two meet again; Enter takes the day that is proposed."""
        talk = self.talk.conversation
        person = self.desk.view.person(talk.person)
        next_talk, follow_up = proposed_dates(self.desk, person)
        with self.talk.one_change():
            self._date("next_follow_up", _("Follow-up, - for none:"), follow_up)
            if talk.agenda.annual:
                self._date("next_talk", _("Next talk, - for none:"), next_talk)

    def _date(self, field: str, question: str, proposed: dt.date) -> None:
        stands = getattr(self.talk.conversation.plan, field) or proposed
        day = self.ask_day(question, stands)
        chosen = stands if day is None else day or None
        self.talk.change_plan(replace(self.talk.conversation.plan, **{field: chosen}))
        if chosen is not None:
            self.lines.say(day_in_full(chosen))

    def manager(self, _rest: str) -> None:
        """Take the manager's answer."""
        self._answer("manager")

    def employee(self, _rest: str) -> None:
        """Take the employee's answer."""
        self._answer("employee")

    def _answer(self, side: Side) -> None:
        if lacking := missing(self.talk.conversation.plan):
            self.lines.say(_("Every action needs an owner, and a deadline or “no date”, first."))
            self.lines.say(*(one_line(one.action.text) for one in lacking))
            return
        name = one_line(self.parties.name(side))
        chosen = self.lines.choose(
            _("{name}, do you agree with this plan?").format(name=name),
            [_(words) for words in ANSWER_CHOICES.values()],
        )
        if chosen is None:
            self.lines.say(_("No answer was given."))
            return
        kind = list(ANSWER_CHOICES)[chosen]
        note = self.lines.ask(_("Note") + ":").strip() if kind in NEEDS_NOTE else ""
        try:
            self.talk.answer(side, kind, note)
        except AgreementError as error:
            self.lines.say(str(error))
            return
        self.say_answers("")

    def say_answers(self, _rest: str) -> None:
        """Say what each has answered, and what that leads to."""
        talk, parties = self.talk.conversation, self.parties
        given = {one.side: one for one in valid_answers(talk)}
        sides: tuple[Side, ...] = ("manager", "employee")
        for side in sides:
            name = one_line(parties.name(side))
            if side in given:
                answer = given[side]
                words = f"{name}, {_(ANSWER_WORDS[answer.kind])}"
                self.lines.say(*(labelled(words, answer.note) if answer.note else [words + "."]))
            else:
                self.lines.say(f"{name}: " + _("not answered yet"))
        if talk.closed:
            self.lines.say(_("Both have answered. The text is locked."))
            self.lines.say(_("You both get the plan as Markdown: /export writes it."))

    def export(self, _rest: str) -> None:
        """Write the plan as Markdown, and say where it is."""
        if not self.talk.conversation.closed:
            self.lines.say(_("The text is locked when both have answered."))
            return
        self.lines.settle()
        export(self.lines, self.desk, self.talk.conversation)

    def reopen(self, _rest: str) -> None:
        """Open the locked plan again; both answer anew."""
        if not self.talk.conversation.closed:
            self.lines.say(_("The talk is open already."))
            return
        self.lines.say(_("Both answer anew. What was agreed is kept as an earlier version."))
        if self.lines.agrees(_("Open the plan again?")):
            self.talk.reopen()
            self.say_answers("")
