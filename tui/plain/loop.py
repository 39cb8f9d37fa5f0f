"""One place in the program, where lines are taken until it is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from agendas.words import N_, _
from screens.desk import Desk
from storage.errors import StoreError
from storage.text import one_line
from tui.plain.commands import Command, found, unknown
from tui.plain.lines import Ended, Instead, Interrupted, Lines

ALWAYS = (
    Command(N_("/quit"), N_("Leave the program; everything is saved"), "quit", "q"),
    Command(N_("/help"), N_("All that can be written here"), "help", "h"),
)
"""What can be asked for in every place."""


class Loop:
    """Takes lines: those that begin with a slash are commands, the others are what is written.

    Subclasses say what they are in `begin`, and take what is written in `written`.
    """

    COMMANDS: ClassVar[tuple[Command, ...]] = ()
    usage: ClassVar[str] = ""
    """The message id of what a line without a slash is."""

    def __init__(self, lines: Lines, desk: Desk) -> None:
        """Work at ``desk`` by ``lines``."""
        self.lines, self.desk = lines, desk
        self.left = False
        """Whether the place is to be left."""

    def begin(self) -> None:
        """Say where one is."""

    def prompt(self) -> str:
        """Return what stands before the line that is waited for."""
        raise NotImplementedError

    def written(self, line: str) -> None:
        """Take a line that is no command: here, one without its slash."""
        self.obey(f"/{line}")

    def before_line(self) -> None:
        """Ask what is to be asked before the next line is taken."""

    def settled(self) -> None:
        """Have on the disk what was written here, before the next line is waited for."""

    def run(self) -> None:
        """Take lines until the place is left; raise Ended where no more come."""
        outer = self.lines.settle

        def settle() -> None:
            self.settled()
            outer()

        self.lines.settle = settle
        try:
            self.attempt(self.begin)
            while not self.left:
                self.attempt(self.before_line)
                self._take_one()
        finally:
            self.lines.settle = outer

    def _take_one(self) -> None:
        try:
            line = self.lines.next(self.prompt())
        except Ended as ended:
            self.ended(ended.take())
            raise
        except Interrupted as stopped:
            self.interrupted(stopped.written)
        else:
            self.attempt(lambda: self.take(line))

    def take(self, line: str) -> None:
        """Do what a line asks for; a second slash at its beginning makes it no command."""
        if line.startswith("//"):
            self.written(line[1:])
        elif line.startswith("/"):
            self.obey(line)
        elif line.strip():
            self.written(line)

    def obey(self, line: str) -> None:
        """Run a command, and say what is in its way."""
        word, _space, rest = line.partition(" ")
        command = found(self.COMMANDS, word)
        if command is None:
            self.lines.say(unknown(self.COMMANDS, word))
        elif command.changes and self.desk.read_only:
            self.lines.say(self.desk.read_only)
        else:
            self.execute(command, rest.strip())

    def execute(self, command: Command, rest: str) -> None:
        """Run a command with what is written after its name."""
        getattr(self, command.action)(rest)

    def attempt(self, act: Callable[[], None]) -> None:
        """Do something, say what is in its way, and go on where its questions are left."""
        try:
            act()
        except Ended as ended:
            self.not_used(ended.take())
            raise
        except Instead as instead:
            self.lines.say(_("The question is left."))
            self.attempt(partial(self.take, instead.written))
        except Interrupted as stopped:
            self.lines.say(_("The question is left."))
            self.not_used(stopped.written)
        except StoreError as error:
            self.lines.say(one_line(str(error)))

    def interrupted(self, written: str) -> None:
        """Leave the program where nothing was written; else leave the line."""
        if not written:
            raise Ended(130)
        self.not_used(written)

    def ended(self, written: str) -> None:
        """Take what was written on a line that will not be finished."""
        self.not_used(written)

    def not_used(self, written: str) -> None:
        """Say what was written and came to nothing, so that it is not lost."""
        if written:
            self.lines.say(_("Not used: {text}").format(text=one_line(written)))

    # Commands

    def help(self, _rest: str) -> None:
        """Say all that can be written here."""
        if self.usage:
            self.lines.say(_(self.usage))
        self.lines.say(*(one.help() for one in self.COMMANDS))

    def quit(self, _rest: str) -> None:
        """Leave the program."""
        raise Ended

    def leave(self, _rest: str) -> None:
        """Leave the place."""
        self.left = True
