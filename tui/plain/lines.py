"""Lines to the user and lines from them: nothing moves, and nothing is said unasked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from agendas.words import _
from storage.text import clean, one_line, visible
from tui.asking import YES

Option = TypeVar("Option")


class Interrupted(Exception):
    """``^C`` was pressed; ``written`` is what stood on the line."""

    def __init__(self, written: str = "") -> None:
        """Hand on what was ``written``."""
        super().__init__()
        self.written = written


class Ended(Interrupted):
    """No more lines will come: the input is at its end, or a signal said so."""

    def __init__(self, status: int = 0, written: str = "") -> None:
        """Have the program end with ``status``; ``written`` is what stood on the line."""
        super().__init__(written)
        self.status = status

    def take(self) -> str:
        """Return what was written, to whoever asks first."""
        written, self.written = self.written, ""
        return written


class Instead(Interrupted):
    """A command was ``written`` in the place of an answer."""


class Lines:
    """What is said to the user, and asked of them."""

    def __init__(self, read: Callable[[str, str], str], write: Callable[[str], None]) -> None:
        """Ask by ``read``, which gets the question and what can be changed, and say by ``write``.

        ``read`` raises Interrupted or Ended.
        """
        self._read, self._write = read, write
        self.turn = threading.Lock()
        """Let go only while a line is waited for: what else may touch a talk takes it."""
        self.turn.acquire()
        self.settle: Callable[[], None] = lambda: None
        """Has on the disk what was written before, whenever a line is waited for."""
        self._trouble = ""

    def say(self, *lines: str) -> None:
        """Say lines, with a mark for what can't be seen and for a line that ends within one."""
        for line in lines:
            self._write(one_line(line))

    def tell_trouble(self, trouble: str) -> None:
        """Say once why something can't be saved, and once that it can again."""
        if trouble and trouble != self._trouble:
            self.say(_("Not saved: {reason}").format(reason=one_line(trouble)))
            self.say(_("It is kept in memory and tried again."))
        elif self._trouble and not trouble:
            self.say(_("Saved again."))
        self._trouble = trouble

    def ask(self, question: str, before: str = "") -> str:
        """Return what is answered; on a terminal ``before`` stands there to be changed.

        Raises:
            Interrupted: Nothing was answered; as Ended, nothing will be.
        """
        shown = visible(f"/{before}" if before.startswith("/") else before)
        answer = self.next(question, shown)
        if answer == shown.rstrip():
            return before
        if answer.startswith("/") and not answer.startswith("//"):
            raise Instead(answer)
        return answer.removeprefix("/")

    def next(self, question: str, before: str = "") -> str:
        """Return the line that is written, a command as it is; see `ask`."""
        self.settle()
        self.turn.release()
        try:
            return clean(self._read(one_line(question), before)).rstrip()
        finally:
            self.turn.acquire()

    def ask_again(self, question: str, stands: str) -> str:
        """Return what shall stand in the place of ``stands``: Enter keeps it, - empties it."""
        if stands:
            self.say(
                _("{what} {text}. Enter keeps it, - takes it out.").format(
                    what=question, text=one_line(stands)
                )
            )
        answer = self.ask(question, stands).strip()
        return stands if not answer else "" if answer == "-" else answer

    def offer(self, options: Iterable[str]) -> None:
        """Say what can be chosen, each with its number."""
        self.say(*(f"{number}. {one_line(one)}" for number, one in enumerate(options, 1)))

    def agrees(self, question: str) -> bool:
        """Return whether the answer is yes; nothing is no."""
        return self.ask(f"{question} [y/N]").strip().casefold() in YES

    def choose(self, question: str, options: Sequence[str]) -> int | None:
        """Return which of ``options`` is chosen by its number, from 0; None where none is."""
        self.offer(options)
        while answer := self.ask(question).strip():
            if (chosen := by_number(range(len(options)), answer)) is not None:
                return chosen
            self.say(_("Write a number from 1 to {n}.").format(n=len(options)))
        return None


def by_number(options: Sequence[Option], written: str) -> Option | None:
    """Return the option whose number, from 1, is ``written``; None where none has it."""
    if written.isdecimal() and len(written) < 10 and 1 <= int(written) <= len(options):
        return options[int(written) - 1]
    return None
