"""The people of the catalog in one file, read whole or for their names alone.

What can't be read, or is of another version, counts as not there.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from storage.card_file import FORMAT, Times
from storage.cards import Name, PersonEntry
from storage.cipher import Cipher
from storage.state_file import read_state, write_state


class PeopleFile(msgspec.Struct):
    """All people, as they were when the folders had last changed at ``times``."""

    format: int
    times: Times
    people: list[PersonEntry]


class _Named(msgspec.Struct):
    id: str
    name: str


class NamesFile(msgspec.Struct):
    """The same file, read for the names alone: with hundreds of people that counts."""

    format: int
    times: Times
    people: list[_Named]

    @property
    def names(self) -> list[Name]:
        """Who everybody is."""
        return [Name(one.id, one.name) for one in self.people]


def read_people(path: Path, cipher: Cipher) -> PeopleFile | None:
    """Return the people that are written down at ``path``."""
    return read_state(path, PeopleFile, FORMAT, cipher)


def read_names(path: Path, cipher: Cipher) -> NamesFile | None:
    """Return the names that are written down at ``path``."""
    return read_state(path, NamesFile, FORMAT, cipher)


def write_people(path: Path, cipher: Cipher, times: Times, people: list[PersonEntry]) -> None:
    """Replace the file at ``path``.

    Raises:
        OSError: It could not be made durable.
    """
    write_state(path, PeopleFile(FORMAT, times, people), cipher)
