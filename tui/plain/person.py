"""One person line by line: the last plan, the log, the next talk."""

from __future__ import annotations

from typing import get_args

from agendas.words import N_, _, day_and_month, day_in_full
from screens.desk import Desk
from screens.plan_words import Parties, done_words
from screens.planning import plan_talk
from screens.talk import take_up
from storage.chosen_words import LOG_WORDS, STATE_WORDS
from storage.looking_back import look_back
from storage.plan import lines
from storage.records import LogEntry, LogKind
from storage.text import clean, one_line
from tui.plain.commands import Command
from tui.plain.exporting import export
from tui.plain.lines import Lines
from tui.plain.loop import ALWAYS, Loop
from tui.plain.plan import TEXT
from tui.plain.plan_lines import labelled, past_lines

COMMANDS = (
    Command(N_("/past"), N_("What you agreed last time, and what became of it"), "say_past"),
    Command(N_("/talks"), N_("All talks that were held or planned"), "say_talks"),
    Command(N_("/talk"), N_("Start, or go on"), "talk", "t", changes=True),
    Command(
        N_("/prepare"),
        N_("Read what is prepared, and choose how to talk"),
        "prepare",
        "p",
        changes=True,
    ),
    Command(N_("/log"), N_("Write a note for the log"), "note", "l", TEXT, changes=True),
    Command(N_("/notes"), N_("Read the log"), "say_log"),
    Command(N_("/export"), N_("The newest agreed plan as Markdown"), "export", "x"),
    Command(N_("/share"), N_("Hide all that is private, or show it again"), "share"),
    Command(N_("/back"), N_("Back to the team"), "leave"),
    *ALWAYS,
)


STANDS_ABOVE = N_("What was shown until now still stands above, in this window.")
"""Is said where others begin to look on, for a line can't be taken away again."""


class PersonLoop(Loop):
    """Says what there is about a person, and goes into their talk."""

    COMMANDS = COMMANDS

    def __init__(self, lines: Lines, desk: Desk, person_id: str) -> None:
        """Open the person of that id."""
        super().__init__(lines, desk)
        self.person_id = person_id
        self.name = one_line(desk.view.person(person_id).name)

    def begin(self) -> None:
        """Say who it is, and what comes next."""
        person = self.desk.view.person(self.person_id)
        self.lines.say(one_line(", ".join(filter(None, (person.name, person.title)))) + ".")
        if self.desk.shared_with is not None:
            self.lines.say(_("Nothing private is shown. /share shows it again."))
        self.lines.say(_("/talk starts the talk or goes on. /help says all there is."))

    def prompt(self) -> str:
        """Return whom this is about."""
        return self.name + ":"

    def say_past(self, _rest: str) -> None:
        """Read the last plan, with what became of it."""
        talks = [one for one in self.desk.view.conversations(self.person_id) if one.closed]
        if not talks:
            self.lines.say(_("There is no earlier plan."))
            return
        past = look_back(talks)
        if past:
            agreed = _("agreed {day}").format(day=day_in_full(past[0].agreed_on))
            self.lines.say(f"{agreed}, {done_words(past)}")
        self.lines.say(*past_lines(past, Parties.of(talks[0]), self.desk.today))

    def say_talks(self, _rest: str) -> None:
        """Say which talks there are, the newest first."""
        found = self.desk.view.talks(self.person_id)
        for one in found:
            day = one.on or (one.planned_at.date() if one.planned_at else None)
            when = f", {day_in_full(day)}" if day else ""
            self.lines.say(f"{one_line(one.title)}{when}, {_(STATE_WORDS[one.state])}")
        if not found:
            self.lines.say(_("No talk was held yet."))

    def talk(self, _rest: str) -> None:
        """Hold the talk that comes next, and stay shared after it."""
        self.hold()
        self.lines.say(_("Nothing private is shown. /share shows it again."))

    def hold(self) -> None:
        """Hold the talk that comes next, shared."""
        from tui.plain.talk import TalkLoop

        coming = plan_talk(self.desk, self.desk.view.person(self.person_id))
        if self.desk.shared_with is None:
            self.lines.say(_(STANDS_ABOVE))
        TalkLoop(self.lines, self.desk, take_up(self.desk, coming)).run()

    def prepare(self, _rest: str) -> None:
        """Prepare the talk that comes next."""
        from tui.plain.preparing import Preparing

        coming = plan_talk(self.desk, self.desk.view.person(self.person_id))
        place = Preparing(self.lines, self.desk, coming)
        place.run()
        if place.starts:
            self.talk("")

    def note(self, rest: str) -> None:
        """Keep a note for the log: the text at once, then what kind it is."""
        if self.desk.shared_with is not None:
            self.lines.say(_("The log is private. /share first."))
            return
        text = clean(rest or self.lines.ask(_("Note") + ":")).strip()
        if not text:
            return
        entry = LogEntry(person=self.person_id, on=self.desk.today, text=text)
        self.desk.save(entry)
        kinds: list[LogKind] = list(get_args(LogKind))
        chosen = self.lines.choose(
            _("Kind, Enter for observation:"), [_(LOG_WORDS[one]) for one in kinds]
        )
        if chosen is not None:
            entry.kind = kinds[chosen]
            self.desk.save(entry)
        self.lines.say(_("Kept in the log."))

    def say_log(self, _rest: str) -> None:
        """Read the log, the newest first; shared, what both may see."""
        entries = self.desk.view.log(self.person_id)
        for number, one in enumerate(entries, 1):
            day = day_and_month(one.on, self.desk.today)
            self.lines.say(*labelled(f"{number}. {_(LOG_WORDS[one.kind])}, {day}", one.text))
        if not entries:
            self.lines.say(_("Nothing is written here yet."))

    def export(self, _rest: str) -> None:
        """Write the newest agreed plan as Markdown, and say where it is."""
        talks = self.desk.view.conversations(self.person_id)
        plan = next(
            (one for one in talks if one.closed and not one.agenda.apart and lines(one.plan)), None
        )
        if plan is None:
            self.lines.say(_("There is no agreed plan yet."))
            return
        export(self.lines, self.desk, plan)

    def share(self, _rest: str) -> None:
        """Say nothing private from now on, or, after a question, say it again."""
        if self.desk.shared_with is None:
            self.desk.shared_with = self.person_id
            self.lines.say(_("Nothing private is shown. /share shows it again."), _(STANDS_ABOVE))
            return
        self.lines.say(_("Only when nobody else sees the screen."))
        if self.lines.agrees(_("Show private text again?")):
            self.desk.shared_with = None
