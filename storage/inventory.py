"""What should lie in the data folder: so that a file that went is missed, and never forgotten.

A sync program that hasn't brought a file yet, a moved folder and a slip of the hand all look like
a deletion. So the documents that were seen are written down on this machine, by their ids, when
the program has nothing else to do; one that is gone without a tombstone is *missing* and stays so
until its file is back, it is erased, or `Inventory.forget` is called. Unlike the catalog the list
can't be made anew. Where it is lost, what is missing is no longer known by name; what still refers
to it is found by ``samtale doctor``, and nothing is ever cleaned up because of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from storage.cipher import PLAIN, Cipher
from storage.conflicts import copies_in
from storage.errors import StoreError, could_not_save
from storage.files import make_folder, sweep
from storage.folder import Folder
from storage.state_file import read_state, write_state
from storage.tombstones import Tombstones

FORMAT = 1
"""The version of both files."""


class _Known(msgspec.Struct):
    format: int
    documents: dict[str, list[str]]
    """The ids of all documents that were seen, by table."""


class _Standing(msgspec.Struct):
    format: int
    times: dict[str, int]
    """When each table's folder was as told here, in nanoseconds."""
    missing: dict[str, list[str]]
    copies: dict[str, list[str]]
    """The names of files that may be second versions of a document."""


_File = TypeVar("_File", _Known, _Standing)


class Inventory:
    """The documents that are known on this machine, and how they stand now."""

    def __init__(
        self,
        path: Path,
        folders: Mapping[str, Folder],
        tombstones: Tombstones,
        cipher: Cipher = PLAIN,
    ) -> None:
        """Keep the inventory of the tables ``folders`` in the folder ``path``."""
        self._path = path
        self._folders = folders
        self.tombstones = tombstones
        self._cipher = cipher
        self._standing: _Standing | None = None
        self._written: dict[str, int] | None = None

    def known(self, table: str) -> set[str]:
        """Return the ids of a table's documents that were written down and not erased."""
        return set(self._documents().get(table, ())) - self.tombstones.ids(table)

    def missing(self) -> list[tuple[str, str]]:
        """Return table and id of each document that is gone though nobody has erased it.

        Raises:
            StoreError: A folder can't be read.
        """
        return _pairs(self._look().missing)

    def copies(self) -> list[tuple[str, str]]:
        """Return table and name of each file that may be a second version of a document.

        Raises:
            StoreError: A folder can't be read.
        """
        return _pairs(self._look().copies)

    def forget(self, documents: Iterable[tuple[str, str]]) -> None:
        """Let documents, given by table and id, not be missed from now on.

        Raises:
            StoreError: It can't be written.
        """
        gone = set(documents)
        file = self._read("known.json", _Known)
        if file is None or gone.isdisjoint(_pairs(file.documents)):
            return
        for table, ids in file.documents.items():
            file.documents[table] = [id_ for id_ in ids if (table, id_) not in gone]
        self._standing = self._written = None
        try:
            (self._path / "standing.json").unlink(missing_ok=True)
            self._write("known.json", file)
        except OSError as error:
            raise could_not_save(self._path / "known.json", error) from error

    @property
    def outdated(self) -> bool:
        """Whether what is written down isn't in step with the folders."""
        if self._written is None and (file := self._read("standing.json", _Standing)):
            self._written = file.times
        return self._written != self._times_now()

    def flush(self) -> None:
        """Write down what is there now; what can't be written is tried again next time."""
        with suppress(OSError, StoreError):
            if not self.outdated:
                return
            standing = self._look()
            before, known = self._documents(), {}
            for table, folder in self._folders.items():
                ids = {*before.get(table, ()), *folder.ids()} - self.tombstones.ids(table)
                known[table] = sorted(ids)
            make_folder(self._path)
            sweep(self._path)
            if known != before:
                self._write("known.json", _Known(FORMAT, known))
            self._write("standing.json", standing)
            self._written = standing.times

    def _documents(self) -> dict[str, list[str]]:
        """Return the ids that are written down, by table."""
        file = self._read("known.json", _Known)
        return file.documents if file else {}

    def _look(self) -> _Standing:
        if self._standing is None:
            self._standing = self._read("standing.json", _Standing)
        times = self._times_now()
        if self._standing is None or self._standing.times != times:
            known, missing, copies = self._documents(), {}, {}
            for table, folder in self._folders.items():
                gone = set(known.get(table, ())).difference(folder.ids())
                missing[table] = sorted(gone - self.tombstones.ids(table))
                copies[table] = copies_in(folder.path)
            self._standing = _Standing(FORMAT, times, missing, copies)
        return self._standing

    def _times_now(self) -> dict[str, int]:
        return {table: self.tombstones.time_of(folder) for table, folder in self._folders.items()}

    def _read(self, name: str, kind: type[_File]) -> _File | None:
        return read_state(self._path / name, kind, FORMAT, self._cipher)

    def _write(self, name: str, file: _File) -> None:
        write_state(self._path / name, file, self._cipher)


def _pairs(by_table: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    return [(table, one) for table, some in by_table.items() for one in some]
