"""What is left of a document that was erased: that it was, and when. Nothing of what it held.

Tombstones lie in the data folder, ``tombstones/<table>/<ulid>.json``, and so travel with it: a
sync program or an old backup that brings a document back doesn't bring it back to life. The
name alone tells; a tombstone that can't be read holds all the same. A talk and its private
preparation have the same id, so the table is part of the name.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from agendas.words import _
from storage.cipher import PLAIN, Cipher, Encrypted
from storage.envelope import NewerFormat, pack, unpack
from storage.errors import NotFound, could_not_save
from storage.files import make_folder, sweep, write_atomically
from storage.problems import Problem

if TYPE_CHECKING:
    from storage.folder import Folder, Stamp

FOLDER = "tombstones"
"""The folder within the data folder."""
_SUFFIX = ".json"
_ID_LENGTH = 26


class Erased(NotFound):
    """The document was erased, and nothing may be put in its place."""


class Resurrected(Problem):
    """A document that was erased and is there again."""

    def __str__(self) -> str:
        """See `Problem.__str__`."""
        words = _(
            "{file} was erased and is here again: a sync program or a backup has brought it back."
            " It is not shown; samtale doctor erases it again."
        )
        return words.format(file=self.file)


class Tombstone(msgspec.Struct, frozen=True):
    """One erased document."""

    table: str
    id: str
    erased_on: dt.date
    schema: int = 1


class Tombstones:
    """The tombstones of all tables."""

    def __init__(self, data: Path, cipher: Cipher = PLAIN) -> None:
        """Look into the data folder ``data``."""
        self._path = data / FOLDER
        self._cipher = cipher

    def file(self, table: str, id_: str) -> Path:
        """Return where the tombstone of a document lies, or would."""
        return self._path / table / (id_ + _SUFFIX)

    def is_erased(self, table: str, id_: str) -> bool:
        """Return whether the document ``id_`` of ``table`` was erased."""
        return self.file(table, id_).is_file()

    def ids(self, table: str) -> set[str]:
        """Return the ids of the documents of ``table`` that were erased.

        A second version of a tombstone, as sync programs make them, is a tombstone too.
        """
        try:
            names = os.listdir(self._path / table)  # noqa: PTH208 - ten times quicker
        except OSError:
            return set()
        return {name[:_ID_LENGTH] for name in names if not name.startswith(".")}

    def changed_at(self, table: str) -> int:
        """Return when a tombstone last came to ``table``, in nanoseconds; 0 if never."""
        try:
            return (self._path / table).stat().st_mtime_ns
        except OSError:
            return 0

    def left(self, folder: Folder) -> dict[str, Stamp]:
        """Return the stamp of each document in ``folder`` that wasn't erased.

        Raises:
            StoreError: The folder can't be read.
        """
        stamps = folder.stamps()
        for erased in self.ids(folder.path.name):
            stamps.pop(erased, None)
        return stamps

    def time_of(self, folder: Folder) -> int:
        """Return a number that grows when a document or a tombstone of ``folder`` comes or goes."""
        return folder.changed_at() + self.changed_at(folder.path.name)

    def lay(self, table: str, id_: str, erased_on: dt.date) -> None:
        """Let a document count as erased, durably, from now on.

        Raises:
            StoreError: It can't be written.
        """
        file = self.file(table, id_)
        stone = msgspec.to_builtins(Tombstone(table, id_, erased_on))
        try:
            make_folder(file.parent)
            sweep(file.parent)
            write_atomically(file, self._cipher.encrypt(pack(stone)))
        except OSError as error:
            raise could_not_save(file, error) from error

    def read(self, table: str, id_: str) -> Tombstone | None:
        """Return what a tombstone says, or None where it isn't there or can't be read."""
        try:
            content = unpack(self._cipher.decrypt(self.file(table, id_).read_bytes()))
            return msgspec.convert(content, Tombstone)
        except (OSError, ValueError, NewerFormat, Encrypted):
            return None
