"""What a setting can be: how it stands in the file, is typed, and is said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agendas.words import N_, _, ngettext


class Kind:
    """Any text; the other kinds say what else they may be."""

    choices: Mapping[object, str] = {}
    """What it must be one of, if there are few, each with the message id of its words."""

    @property
    def values(self) -> str:
        """What may stand in the file, in a few words."""
        return ", ".join(map(as_toml, self.choices)) or _("text in quotes")

    def read(self, value: object) -> Any:
        """Return what a value of the file means; raise ValueError, with the reason, where none."""
        if not isinstance(value, str):
            raise ValueError(_("must be text in quotes"))
        return value

    def typed(self, text: str) -> object:
        """Return what stands in the file for what a user has typed; `read` says whether it may."""
        return text

    def words(self, value: Any) -> str:
        """Return in words what `read` has returned."""
        return _(self.choices[value]) if value in self.choices else str(value)

    def to_type(self, value: Any) -> str:
        """Return what a user types for what `read` has returned; nothing for none."""
        return "" if value is None else str(value)


class Folder(Kind):
    """A folder, by its whole path."""

    @property
    def values(self) -> str:
        """See `Kind`."""
        return _("a whole path in quotes")

    def read(self, value: object) -> Path:
        """Return the folder."""
        try:
            folder = Path(super().read(value)).expanduser()
        except RuntimeError as error:
            raise ValueError(_("must be a whole path")) from error
        if not folder.is_absolute():
            raise ValueError(_("must be a whole path"))
        return folder


class OneOf(Kind):
    """One of a few texts."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        """Allow ``choices``, each with the message id of its words."""
        self.choices = dict[object, str](choices.items())

    def read(self, value: object) -> str:
        """Return the one."""
        if not isinstance(value, str) or value not in self.choices:
            allowed = ", ".join(map(as_toml, (one for one in self.choices if one)))
            raise ValueError(_("must be one of {choices}").format(choices=allowed))
        return value


class YesOrNo(Kind):
    """A thing that is done, or not."""

    choices = {True: N_("yes"), False: N_("no")}

    def read(self, value: object) -> bool:
        """Return whether it is."""
        if not isinstance(value, bool):
            raise ValueError(_("must be true or false"))
        return value

    def typed(self, text: str) -> object:
        """Take the words of TOML, and those that people say."""
        said = {_(words): value for value, words in self.choices.items()}
        return {"true": True, "false": False, **said}.get(text.casefold(), text)

    def to_type(self, value: Any) -> str:
        """Return it in the words of TOML."""
        return as_toml(value)


@dataclass(frozen=True)
class Number(Kind):
    """A whole number of something."""

    least: int
    most: int
    unit: Callable[[int], str]
    """Says a number of it in words."""
    zero: str = ""
    """The message id of what 0 means, where it is more than none."""

    @property
    def values(self) -> str:
        """See `Kind`."""
        return _("{least} to {most}").format(least=self.least, most=self.most)

    def read(self, value: object) -> int:
        """Return the number."""
        if (
            not isinstance(value, int)
            or isinstance(value, bool)
            or not self.least <= value <= self.most
        ):
            words = _("must be a whole number from {least} to {most}")
            raise ValueError(words.format(least=self.least, most=self.most))
        return value

    def typed(self, text: str) -> object:
        """Take digits, also with the unit behind them, and the word for 0."""
        if self.zero and text.casefold() == _(self.zero).casefold():
            return 0
        digits = text.partition(" ")[0]
        if not digits.isascii() or not digits.isdecimal() or len(digits) >= 10:
            return text
        return int(digits) if text in (digits, self.unit(int(digits))) else text

    def words(self, value: int) -> str:
        """Return the number with its unit."""
        return _(self.zero) if self.zero and not value else self.unit(value)

    def to_type(self, value: int | None) -> str:
        """Return the number with its unit, so that the field says what it counts."""
        return "" if value is None else self.words(value)


class OwnKeys(Kind):
    """A table of keys by the names of commands."""

    @property
    def values(self) -> str:
        """See `Kind`."""
        return _("a table")

    def read(self, value: object) -> dict[str, str]:
        """Return the keys by name, several of one command with commas between them."""
        if not isinstance(value, dict):
            raise ValueError(_("must be a table"))
        return dict(_flat(value, ""))

    def words(self, value: Mapping[str, str]) -> str:
        """Return how many commands have keys of their own."""
        return ngettext("{n} of your own", "{n} of your own", len(value)) if value else _("usual")


def _flat(table: dict[str, object], above: str) -> Iterator[tuple[str, str]]:
    """Yield each name with its keys, also where it is written as ``people.talk = "t"``."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            keys = value if isinstance(value, list) else [value]
            said = [str(one) if type(one) in (str, int) else "" for one in keys]
            yield above + name, ",".join(said)


def as_toml(value: object) -> str:
    """Return a short value as it is written in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


@dataclass(frozen=True)
class About:
    """What there is to know of a setting, beside its name and its default."""

    kind: Kind
    title: str
    """The message id of what it is called."""
    explained: str
    """The message id of one or two sentences on what it does."""
    unset: str = ""
    """The message id of what holds where it is empty."""
    instead: str = ""
    """The message id of what one does in the place of changing it by its name."""
    at_once: bool = True
    """Whether it holds as soon as it is chosen, and not from the next start."""


def about(
    kind: Kind,
    title: str,
    explained: str,
    *,
    unset: str = "",
    instead: str = "",
    at_once: bool = True,
) -> dict[str, About]:
    """Return what a field of the settings carries with it; see `About`."""
    return {"about": About(kind, title, explained, unset, instead, at_once)}
