"""A person found by any part of the name, as one types it in a hurry."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Protocol, TypeVar

from agendas.words import _
from tui.failure import WrongUse

SHOWN = 8
"""How many candidates are named when a part of a name fits several people."""


class Named(Protocol):
    """Anything with a name and an id."""

    @property
    def id(self) -> str:
        """The id."""

    @property
    def name(self) -> str:
        """The name."""


Someone = TypeVar("Someone", bound=Named)


def find_person(people: Sequence[Someone], wanted: str) -> Someone:
    """Return the one person whose name ``wanted`` is, or is a part of; an id will do as well.

    Case and accents do not count. Raises WrongUse where nobody fits, or several do.
    """
    part = folded(wanted)
    fitting = [person for person in people if person.id == wanted]
    if not fitting and part:
        names = [(folded(person.name), person) for person in people]
        fitting = [person for name, person in names if name == part] or [
            person for name, person in names if part in name
        ]
    if not fitting:
        raise WrongUse(
            _("Nobody is called “{name}”; “samtale people” lists the team").format(name=wanted)
        )
    if len(fitting) > 1:
        raise WrongUse(_ambiguous(wanted, fitting))
    return fitting[0]


def folded(name: str) -> str:
    """Return a name without case, accents and doubled spaces: ``Øystein  Ås`` is ``oystein as``."""
    letters = name.casefold().translate(_LETTERS)
    if not letters.isascii():
        apart = unicodedata.normalize("NFKD", letters)
        letters = "".join(char for char in apart if not _is_accent(char))
    return " ".join(letters.split())


_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ŧ": "t", "ŋ": "n", "ł": "l", "ð": "d"})
"""Letters that Unicode does not take apart into a base and an accent."""


def _is_accent(char: str) -> bool:
    return unicodedata.combining(char) != 0


def _ambiguous(wanted: str, fitting: Sequence[Named]) -> str:
    names = [person.name for person in fitting]
    shown = [
        f"{person.name} ({person.id})" if names.count(person.name) > 1 else person.name
        for person in fitting[:SHOWN]
    ]
    if len(fitting) > SHOWN:
        shown.append("…")
    return _("“{name}” fits {count} people: {names}. Write more of the name, or the id").format(
        name=wanted, count=len(fitting), names=", ".join(shown)
    )
