"""Before a talk, line by line: what is prepared is read, and its outline is chosen."""

from __future__ import annotations

from agendas.aims import AIMS, aim_words
from agendas.words import N_, _, day_in_full, ngettext
from screens.desk import Desk
from screens.outlining import lead_by, read_length, template_of
from screens.plan_words import Parties
from screens.planning import language_with
from screens.plans import Plans
from storage.purpose import purpose_words, set_aim, set_purpose
from storage.records import Conversation, Preparation
from storage.text import clean, one_line
from tui.plain.brought import form_lines, point_lines
from tui.plain.commands import Command
from tui.plain.lines import Lines, by_number
from tui.plain.loop import ALWAYS, Loop
from tui.plain.plan_lines import labelled, past_lines

COMMANDS = (
    Command(N_("/read"), N_("Read what is prepared"), "say_prepared"),
    Command(N_("/past"), N_("What you agreed last time, and what became of it"), "say_past"),
    Command(N_("/agenda"), N_("Another kind of talk"), "agenda", "a", changes=True),
    Command(N_("/purpose"), N_("What it is for"), "purpose", "f", changes=True),
    Command(N_("/length"), N_("In minutes"), "length", "l", N_("NUMBER"), changes=True),
    Command(N_("/own"), N_("What you want to bring up; private"), "say_own", "i"),
    Command(
        N_("/write"), N_("Write in your own preparation, line by line"), "write_own", changes=True
    ),
    Command(N_("/start"), N_("Start the talk; nothing private is shown in it"), "start", "s"),
    Command(N_("/back"), N_("Back to the person"), "leave"),
    *ALWAYS,
)


class Preparing(Loop):
    """Makes a talk ready. Nothing here is required, and each answer is saved."""

    COMMANDS = COMMANDS

    def __init__(self, lines: Lines, desk: Desk, conversation: Conversation) -> None:
        """Prepare ``conversation``, which has not been closed."""
        super().__init__(lines, desk)
        self.conversation = desk.newest(conversation)
        self.plans = Plans(desk, self.conversation, touched=self._prepared)
        self.starts = False
        """Whether the talk is to be started."""

    def begin(self) -> None:
        """Read what is prepared."""
        self.say_prepared("")
        self.lines.say(_("/start starts the talk. /help says all there is."))

    def prompt(self) -> str:
        """Return what is being done."""
        return _("Preparation") + ":"

    def say_prepared(self, _rest: str) -> None:
        """Say the outline, what the employee wrote, and what the manager shares."""
        talk = self.conversation
        parties = Parties.of(talk)
        self.lines.say(*map(one_line, self._outline()))
        if talk.employee_preparation.strip():
            words = _("{name} writes").format(name=parties.employee)
            self.lines.say(*labelled(words, talk.employee_preparation))
        if (form := talk.employee_form) is not None:
            self.lines.say(_("The form from {name}").format(name=parties.employee) + ":")
            self.lines.say(
                *(f"  {one}" for one in form_lines(form.items, form.answers, form.unplaced))
            )
        if talk.shared_points:
            self.lines.say(_("{name} wants to bring up").format(name=parties.manager) + ":")
            self.lines.say(*(f"  {one}" for one in point_lines(talk.shared_points)))
        if self.plans.past:
            self.lines.say(_("/past reads what you agreed last time."))

    def _outline(self) -> list[str]:
        talk = self.conversation
        planned = talk.planned_at
        minutes = ngettext("{n} minute", "{n} minutes", talk.agenda.minutes)
        when = f"{day_in_full(planned.date())} {planned:%H:%M}" if planned else _("no day is set")
        purpose = purpose_words(talk) or _("none is chosen")
        topics = (f"{one.title} {one.minutes}" for one in talk.agenda.topics)
        return [
            f"{talk.agenda.title}, {minutes}, {when}.",
            _("Purpose") + f": {purpose}.",
            _("Topics") + f": {', '.join(topics)}.",
        ]

    def say_past(self, _rest: str) -> None:
        """Read the last plan."""
        found = past_lines(self.plans.past, Parties.of(self.conversation), self.desk.today)
        self.lines.say(*(found or [_("There is no earlier plan.")]))

    def agenda(self, _rest: str) -> None:
        """Choose among the agendas on the shelf."""
        if self._has_begun():
            return
        language = language_with(self.desk, self.desk.view.person(self.conversation.person))
        agendas = list(self.desk.shelf.agendas(language))
        offered = [f"{one.title}, {_('{n} min').format(n=one.minutes)}" for one in agendas]
        chosen = self.lines.choose(_("What kind of talk is it?"), offered)
        if chosen is not None:
            lead_by(self.plans, agendas[chosen])
            self._prepared()
            self.lines.say(*map(one_line, self._outline()))

    def purpose(self, _rest: str) -> None:
        """Choose what the talk is for, by number or in own words."""
        self.lines.offer(map(aim_words, AIMS))
        words = clean(self.lines.ask(_("A number, or your own words:"))).strip()
        if not words:
            return
        if (aim := by_number(list(AIMS), words)) is not None:
            set_aim(self.conversation, aim)
        else:
            set_purpose(self.conversation, words)
        self._prepared()
        self.lines.say(f"{_('Purpose')}: {one_line(purpose_words(self.conversation))}.")

    def length(self, rest: str) -> None:
        """Stretch or shrink the agenda to the time at hand."""
        if self._has_begun():
            return
        template = template_of(self.desk, self.conversation)
        if not (text := rest or self.lines.ask(_("Minutes") + ":").strip()):
            return
        try:
            lead_by(self.plans, read_length(text, template))
        except ValueError as error:
            self.lines.say(str(error))
            return
        self._prepared()
        self.lines.say(*map(one_line, self._outline()))

    def _has_begun(self) -> bool:
        begun = self.conversation.started_at is not None
        if begun:
            self.lines.say(_("The talk has begun; its agenda stays."))
        return begun

    def say_own(self, _rest: str) -> None:
        """Read the manager's own preparation, unless somebody else sees the screen."""
        if (own := self._own()) is None:
            return
        found = [*point_lines(own.points), *own.text.splitlines()]
        self.lines.say(*(found or [_("Nothing is written here yet.")]))

    def write_own(self, _rest: str) -> None:
        """Write in the manager's own preparation, a line at a time; each is saved at once."""
        if (own := self._own()) is None:
            return
        self.lines.say(_("An empty line ends it."))
        while line := self.lines.ask(_("Your own preparation") + ":"):
            own.text = f"{own.text}\n{line}" if own.text else line
            self.desk.save(own)
            self._prepared()

    def _own(self) -> Preparation | None:
        """Return the manager's own preparation; say so where somebody else sees the screen."""
        own = self.desk.view.preparation(self.conversation)
        if own is None:
            self.lines.say(_("Your own preparation is private. /back and /share first."))
            return None
        return self.desk.newest(own)

    def start(self, _rest: str) -> None:
        """Leave for the talk."""
        self.starts = self.left = True

    def _prepared(self) -> None:
        if self.conversation.state == "planned":
            self.conversation.state = "prepared"
        self.desk.save(self.conversation)
