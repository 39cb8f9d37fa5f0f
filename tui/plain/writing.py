"""Two people's notes to the topic at hand: written, read by number, changed, lifted to the plan."""

from __future__ import annotations

from agendas.words import N_, _
from screens.desk import Desk
from storage.lift import MARK
from storage.records import Side
from storage.text import one_line
from tui.plain.commands import Command
from tui.plain.lines import Lines, by_number
from tui.plain.notes import Line, lines_of, with_line, with_other_line
from tui.plain.plan import NUMBER, TEXT, Planning

COMMANDS = (
    Command(
        N_("/manager"), N_("Write the manager's notes, or one line of them"), "manager", "m", TEXT
    ),
    Command(
        N_("/employee"),
        N_("Write the employee's notes, or one line of them"),
        "employee",
        "e",
        TEXT,
    ),
    Command(N_("/notes"), N_("Read the notes to this topic, line by line"), "read_notes"),
    Command(N_("/change"), N_("Write a line of the notes anew"), "change", "", NUMBER),
    Command(N_("/delete"), N_("Take a line out of the notes"), "delete", "", NUMBER),
    Command(
        N_("/lift"),
        N_("A line of the notes becomes an action; without a number the last"),
        "lift",
        "j",
        NUMBER,
    ),
)


class Writing(Planning):
    """A place where what is written is a note of one of the two."""

    side: Side = "manager"
    """Whose notes are written."""
    _newest: tuple[int, Side] | None = None

    def __init__(self, lines: Lines, desk: Desk) -> None:
        """Write at ``desk`` by ``lines``."""
        super().__init__(lines, desk)
        self._lifted: dict[str, tuple[int, Side, str]] = {}
        """The topic, the side and the line that each lifted action came from."""

    def prompt(self) -> str:
        """Return whose notes are written."""
        return one_line(self.parties.name(self.side)) + ":"

    def written(self, line: str) -> None:
        """Keep a note."""
        self._write(self.side, line)

    def interrupted(self, written: str) -> None:
        """Keep the note that stands on the line; where there is none, leave the program."""
        if self._is_note(written):
            self.ended(written)
        else:
            super().interrupted(written)

    def ended(self, written: str) -> None:
        """Keep the note that stands on a line that will not be finished."""
        if self._is_note(written):
            self.written(written)
            self.lines.say(_("Kept: {text}").format(text=one_line(written)))
        else:
            super().ended(written)

    @staticmethod
    def _is_note(written: str) -> bool:
        return bool(written.strip()) and not written.startswith("/")

    def note_lines(self) -> list[Line]:
        """Return the lines of the topic at hand, in the order of their numbers."""
        return lines_of(self.talk.conversation.notes[self.talk.topic])

    def manager(self, rest: str) -> None:
        """Write the manager's notes from now on, or one line."""
        self._turn_to("manager", rest)

    def employee(self, rest: str) -> None:
        """Write the employee's notes from now on, or one line."""
        self._turn_to("employee", rest)

    def _turn_to(self, side: Side, rest: str) -> None:
        if rest:
            self._write(side, rest)
        else:
            self.side = side

    def _write(self, side: Side, line: str) -> None:
        topic = self.talk.topic
        text = getattr(self.talk.conversation.notes[topic], side)
        self.talk.note(topic, side, with_line(text, line))
        self._newest = topic, side

    def read_notes(self, _rest: str) -> None:
        """Read both people's notes to the topic at hand."""
        said: list[str] = []
        for number, line in enumerate(self.note_lines(), 1):
            in_plan = ", " + _("in the plan") if line.lifted else ""
            said.append(f"{number}. {self.parties.name(line.side)}: {line.text}{in_plan}")
        self.lines.say(*(map(one_line, said) if said else [_("Nothing is written here yet.")]))

    def change(self, rest: str) -> None:
        """Write a line anew."""
        if (line := self._numbered(rest)) is not None:
            self._put(line, self.lines.ask_again(_("Text:"), line.text) or line.text)

    def delete(self, rest: str) -> None:
        """Take a line out, and say it, so that it can be written again."""
        if (line := self._numbered(rest)) is not None:
            self._put(line, None)
            self.lines.say(_("Deleted: {text}").format(text=one_line(line.text)))

    def lift(self, rest: str) -> None:
        """Make an action of a line, and say who does it by when."""
        line = self._numbered(rest) if rest else self._last()
        if line is None:
            return
        if line.lifted:
            self.lines.say(_("This line is in the plan already."))
            return
        action = self.talk.lift(line.text, line.side)
        self._put(line._replace(lifted=True), line.text)
        self._lifted[action.id] = self.talk.topic, line.side, line.text
        self.say_item(action)

    def undo(self, rest: str) -> None:
        """Take back the newest change to a plan, and the mark of a lifted line with it."""
        super().undo(rest)
        self._unmark()

    def remove(self, rest: str) -> None:
        """Take a goal or an action out, and the mark of the line that it came from."""
        super().remove(rest)
        self._unmark()

    def _unmark(self) -> None:
        there = {one.id for one in self.talk.conversation.plan.actions}
        for action_id in self._lifted.keys() - there:
            topic, side, line = self._lifted.pop(action_id)
            rows = getattr(self.talk.conversation.notes[topic], side).split("\n")
            if line + MARK in rows:
                rows[rows.index(line + MARK)] = line
                self.talk.note(topic, side, "\n".join(rows))

    def _put(self, line: Line, text: str | None) -> None:
        notes = getattr(self.talk.conversation.notes[self.talk.topic], line.side)
        if text is not None and line.lifted:
            text += MARK
        self.talk.note(self.talk.topic, line.side, with_other_line(notes, line.row, text))

    def _last(self) -> Line | None:
        """Return the line that was written last, else the last one of whose notes are written."""
        topic, side = self._newest or (-1, self.side)
        side = side if topic == self.talk.topic else self.side
        found = [line for line in self.note_lines() if line.side == side]
        if not found:
            self.lines.say(_("Nothing is written here yet."))
        return found[-1] if found else None

    def _numbered(self, rest: str) -> Line | None:
        line = by_number(self.note_lines(), rest)
        if line is None:
            self.lines.say(_("Write the number of a line of the notes. /notes reads them."))
        return line
