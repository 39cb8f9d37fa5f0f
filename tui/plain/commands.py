"""What a line with a slash asks for, defined once: its name, its words, what it runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from agendas.words import _


@dataclass(frozen=True)
class Command:
    """Something that can be asked for."""

    name: str
    """The message id of its name, with the slash; it works in every language."""
    explained: str
    """The message id of what it does."""
    action: str
    """The method that is run with what is written after the name."""
    key: str = ""
    """The key that it has on the screen, which works after a slash, too."""
    takes: str = ""
    """The message id of what is written after it."""
    changes: bool = False
    """Whether it changes what is kept."""

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called: in the user's language, in English, by its key."""
        key = (f"/{self.key}",) if self.key else ()
        return tuple(dict.fromkeys((_(self.name), self.name, *key)))

    def help(self) -> str:
        """Return its names and what it does, in a line."""
        name, takes, explained = (
            _(self.name),
            _(self.takes) if self.takes else "",
            _(self.explained),
        )
        if self.key:
            name = _("{name} or {key}").format(name=name, key=f"/{self.key}")
        return f"{name} {takes}".rstrip() + f": {explained}"


def found(commands: Iterable[Command], word: str) -> Command | None:
    """Return the command that is called ``word``."""
    wanted = word.casefold()
    return next((one for one in commands if wanted in one.names), None)


def unknown(commands: Sequence[Command], word: str) -> str:
    """Return that there is no such command, and which one may be meant."""
    said = _("There is no {command} here.").format(command=word)
    names = [name for one in commands for name in one.names]
    if close := get_close_matches(word.casefold(), names, 1, 0.7):
        said += " " + _("Did you mean {command}?").format(command=close[0])
    return said + " " + _("/help says all there is.")
