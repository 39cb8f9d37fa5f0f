"""Erasures that have begun: a note with ids, and nothing else, until all is done."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec

from agendas.words import _

_NAME = "erasing-{person}.json"


class Unfinished(msgspec.Struct, frozen=True):
    """An erasure that has begun."""

    person: str
    begun_on: dt.date
    documents: list[tuple[str, str]]
    """The table and the id of each document that there was."""

    def __str__(self) -> str:
        """Say in one line how to go on."""
        words = _("An erasure was interrupted. Go on with: samtale erase {person}")
        return words.format(person=self.person)


def note_of(state: Path, person_id: str) -> Path:
    """Return where the note on a person's erasure lies in the state folder."""
    return state / _NAME.format(person=person_id)


def unfinished(state: Path) -> list[Unfinished]:
    """Return the erasures that were interrupted; the note's name tells even of a damaged one."""
    found = []
    for file in sorted(state.glob(_NAME.format(person="*"))):
        try:
            found.append(msgspec.json.decode(file.read_bytes(), type=Unfinished))
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            person = file.stem.removeprefix("erasing-")
            found.append(Unfinished(person, dt.date.min, [("people", person)]))
    return found
