"""A talk line by line: what is written is a note, what begins with a slash leads the talk."""

from __future__ import annotations

from agendas.clock import MINUTE, Clock
from agendas.words import N_, _, ngettext
from screens.clock_words import end_words, left_words, minutes_and_seconds, pace_words, time_left
from screens.desk import Desk
from screens.exporting import write_copy
from screens.talk import Talk
from storage.autosave import SaveStatus
from storage.errors import reason_of
from storage.home import written_path
from storage.purpose import purpose_words
from storage.records import Conversation
from storage.text import one_line
from tui.plain import outcomes, plan, writing
from tui.plain.brought import brought_lines
from tui.plain.commands import Command
from tui.plain.heart import Heart
from tui.plain.lines import Lines
from tui.plain.loop import ALWAYS

LEADING = (
    Command(N_("/next"), N_("On to the next topic"), "next_topic", "n"),
    Command(N_("/previous"), N_("Back to the topic before"), "previous_topic", "p"),
    Command(N_("/topic"), N_("The topic at hand, and what is asked in it"), "say_topic"),
    Command(N_("/agenda"), N_("All topics with their minutes"), "say_agenda"),
    Command(N_("/clock"), N_("How the talk keeps its time"), "say_clock", "c"),
    Command(N_("/pause"), N_("Stop the clock, or let it run again"), "pause"),
    Command(N_("/more"), N_("A minute more, borrowed from the topics to come"), "borrow", "+"),
    Command(N_("/less"), N_("A minute less, given to the topics to come"), "give_back", "-"),
    Command(N_("/brought"), N_("What each of you has brought"), "say_brought"),
)
ENDING = (
    Command(N_("/saved"), N_("When all was last saved"), "say_saved", "s"),
    Command(N_("/finish"), N_("Read the plan together and answer it"), "finish", "f"),
    Command(N_("/leave"), N_("Leave the talk for now; everything is kept"), "leave"),
    *ALWAYS,
)


class TalkLoop(writing.Writing, outcomes.Outcomes):
    """Holds a talk; each line is on the disk before the next one is waited for."""

    COMMANDS = (
        *writing.COMMANDS,
        *LEADING,
        *plan.COMMANDS,
        *outcomes.COMMANDS,
        *ENDING,
    )
    usage = N_(
        "A line without a slash is a note of the one whose name stands before it. A note that"
        " begins with a slash is written with two. The English names of the commands work, too."
    )

    def __init__(self, lines: Lines, desk: Desk, conversation: Conversation) -> None:
        """Hold ``conversation``, which is on disk already."""
        super().__init__(lines, desk)
        self.talk = Talk(desk, conversation)

    def run(self) -> None:
        """Hold the talk until it is left, or no more lines come; all is kept then, and said."""
        heart = Heart(self.talk, self.lines.turn)
        self.talk.start()
        try:
            super().run()
        finally:
            heart.stop()
            self._close()

    def begin(self) -> None:
        """Say which talk it is and what to begin with."""
        talk = self.talk.conversation
        with_whom = f"{one_line(talk.employee_name)}, {one_line(talk.manager_name)}"
        self.lines.say(f"{one_line(talk.agenda.title)}. {with_whom}.")
        if purpose := purpose_words(talk):
            self.lines.say(f"{_('Purpose')}: {one_line(purpose)}.")
        self.lines.say(_("Each line is a note. /help says all there is."))
        self.say_topic("")

    def settled(self) -> None:
        """Have every line on the disk before the next one."""
        self.desk.talk_problem = _trouble(self.talk.autosave.flush())

    def before_line(self) -> None:
        """Ask whether the minutes in which nobody looked at the clock were talked."""
        if not (gap := self.talk.look().gap):
            return
        minutes = max(round(gap / MINUTE), 1)
        self.lines.say(_("The machine was asleep, or the program was closed."))
        words = _("The clock missed {n} min. Should they count?").format(n=minutes)
        self.talk.answer_gap(self.lines.agrees(words))

    def _close(self) -> None:
        talk = self.talk
        if not talk.conversation.closed:
            talk.turn(Clock.pause)
        if trouble := _trouble(talk.autosave.close()):
            self.desk.left_unsaved[talk.conversation.id] = talk.autosave
            self.lines.say(_("Not saved: {reason}").format(reason=one_line(trouble)))
            return
        self.lines.say(self._standing())

    def _standing(self) -> str:
        """Return where the talk stands, in a line."""
        saved = _("saved {time}").format(time=f"{self.desk.now():%H:%M:%S}")
        saved = saved[:1].upper() + saved[1:]
        if self.talk.conversation.closed:
            return f"{saved}. " + _("The plan is locked.")
        words = _("The talk is paused at topic {n} of {all}, {topic}.")
        topics = self.talk.conversation.agenda.topics
        number, title = self.talk.topic + 1, one_line(topics[self.talk.topic].title)
        return f"{saved}. " + words.format(n=number, all=len(topics), topic=title)

    # Topics and clock

    def next_topic(self, _rest: str) -> None:
        """Go to the next topic."""
        if not self.talk.turn(Clock.next):
            self.lines.say(_("This is the last topic. /finish finishes the talk."))
        self._moved()

    def previous_topic(self, _rest: str) -> None:
        """Go back to the topic before."""
        if not self.talk.turn(Clock.previous):
            self.lines.say(_("This is the first topic."))
        self._moved()

    def _moved(self) -> None:
        self.talk.autosave.settle()
        self.say_topic("")

    def say_topic(self, _rest: str) -> None:
        """Say the topic at hand, its minutes, what is asked, and what stands there."""
        talk, number = self.talk.conversation, self.talk.topic
        topic = talk.agenda.topics[number]
        minutes = self.talk.clock.planned[number] // MINUTE
        words = _("Topic {n} of {all}: {topic}, {minutes} min.")
        all_topics, title = len(talk.agenda.topics), one_line(topic.title)
        self.lines.say(
            words.format(n=number + 1, all=all_topics, topic=title, minutes=minutes),
            *(f"  {one_line(prompt.text)}" for prompt in topic.prompts_for(talk.aim)),
        )
        if topic.role == "review" and self.talk.past:
            self.lines.say(_("/past reads what you agreed last time."))
        if brought_lines(self.talk, number):
            self.lines.say(_("/brought reads what each of you has brought."))
        if count := len(self.note_lines()):
            words = ngettext(
                "{n} line stands here. /notes reads it.",
                "{n} lines stand here. /notes reads them.",
                count,
            )
            self.lines.say(words)

    def say_agenda(self, _rest: str) -> None:
        """Say all topics, with the minutes that each has, or has taken."""
        clock = self.talk.clock
        for number, topic in enumerate(self.talk.conversation.agenda.topics):
            planned = _("{n} min").format(n=clock.planned[number] // MINUTE)
            spent = minutes_and_seconds(clock.spent[number])
            taken = ", " + _("{time} spent").format(time=spent) if clock.spent[number] else ""
            here = ", " + _("the topic at hand") if number == clock.current else ""
            self.lines.say(f"{number + 1}. {one_line(topic.title)}, {planned}{taken}{here}")

    def say_brought(self, _rest: str) -> None:
        """Say what each has brought to the topic."""
        found = brought_lines(self.talk, self.talk.topic)
        self.lines.say(*(found or [_("Nothing was brought to this topic.")]))

    def say_clock(self, _rest: str) -> None:
        """Say how the talk keeps its time."""
        clock, now = self.talk.look(), self.desk.now()
        title = one_line(self.talk.conversation.agenda.topics[clock.current].title)
        whole = _("The whole talk: {spent} of {n} min").format(
            spent=minutes_and_seconds(clock.total_spent), n=sum(clock.agreed) // MINUTE
        )
        self.lines.say(
            f"{title}: {time_left(clock)} {left_words(clock)}.",
            f"{whole}, {pace_words(clock)}, {end_words(clock, now)}.",
        )

    def pause(self, _rest: str) -> None:
        """Stop the clock, or let it run again."""
        running = self.talk.clock.running
        self.talk.turn(Clock.pause if running else Clock.resume)
        self.talk.autosave.settle()
        self.lines.say(_("The clock is paused.") if running else _("The clock runs again."))

    def borrow(self, rest: str) -> None:
        """Borrow a minute from the topics to come."""
        if not self.talk.turn(Clock.borrowed):
            self.lines.say(_("No topic to come has a minute to spare."))
        self.say_clock(rest)

    def give_back(self, rest: str) -> None:
        """Give a minute to the topics to come."""
        if not self.talk.turn(Clock.given_back):
            self.lines.say(_("There is no minute to give away here."))
        self.say_clock(rest)

    # The end

    def say_saved(self, _rest: str) -> None:
        """Say when all was last saved, or why it is not; offer another place then."""
        status = self.talk.autosave.flush()
        if trouble := _trouble(status):
            self.lines.say(_("Not saved: {reason}").format(reason=one_line(trouble)))
            if folder := self.lines.ask(_("Folder for a copy, Enter for none:")).strip():
                self._copy_to(folder)
            return
        moment = status.saved_at or self.desk.now()
        self.lines.say(_("saved {time}").format(time=f"{moment:%H:%M:%S}"))

    def _copy_to(self, folder: str) -> None:
        path = written_path(folder)
        try:
            path = write_copy(self.desk.store, self.talk.conversation, path)
            self.lines.say(_("Written: {path}").format(path=path))
        except OSError as error:
            said = _("Not written: {path}: {reason}. Try another folder.")
            self.lines.say(said.format(path=path, reason=reason_of(error)))

    def finish(self, _rest: str) -> None:
        """Read the plan together and answer it; a plan that is closed ends the talk."""
        from tui.plain.agreement import Agreement

        Agreement(self.lines, self.desk, self.talk).run()
        self.left = self.talk.conversation.closed


def _trouble(status: SaveStatus) -> str:
    """Return why something is not on the disk; empty where all is."""
    hanging = _("the disk does not answer yet") if status.pending else ""
    return status.problem or hanging
