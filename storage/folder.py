"""One table on the disk: a folder with one file for each document.

Beside the documents lie, in ``earlier/``, those that were changed in the last sittings as they
were before: a sitting lasts as long as the store is open. A file that can't be read is moved
to the quarantine and named as a problem; nothing else is kept from working by it. Only strict
ULIDs are names of documents, whatever else lies in the folder is left alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from agendas.words import _
from storage.batch import Write
from storage.cipher import PLAIN, Cipher, Encrypted
from storage.envelope import NewerFormat, unpack
from storage.errors import (
    Damaged,
    Locked,
    Newer,
    NotFound,
    StoreError,
    could_not_read,
    could_not_save,
    reason_of,
)
from storage.files import make_folder, remove, sweep, write_atomically
from storage.names import ID_LENGTH, SUFFIX, is_table, is_ulid
from storage.others import EARLIER, OtherVersions
from storage.problems import Problem
from storage.quarantine import Quarantine, why

__all__ = ["Folder", "Folders", "Problem", "Stamp", "is_ulid"]

Stamp = tuple[int, int]
"""What tells whether a file has changed: its time in nanoseconds, and its size in bytes."""


class Folder:
    """The documents of one table."""

    def __init__(
        self, path: Path, quarantine: Quarantine, cipher: Cipher = PLAIN, *, tidy: bool = True
    ) -> None:
        """Look at the folder at ``path``; what can't be read is moved to ``quarantine``."""
        self._tidy = tidy
        self.path = path
        self.others = OtherVersions(path, quarantine, cipher)
        self._quarantine = quarantine
        self._cipher = cipher
        self._unreadable: dict[str, Problem] = {}
        self._kept: set[str] = set()
        self._swept = False

    def file(self, id_: str) -> Path:
        """Return the path of a document.

        Raises:
            ValueError: ``id_`` is no ULID.
        """
        if not is_ulid(id_):
            raise ValueError(f"not a ULID: {id_!r}")
        return self.path / (id_ + SUFFIX)

    # Looking

    def ids(self) -> list[str]:
        """Return the ids of all documents, oldest first.

        Raises:
            StoreError: The folder can't be read.
        """
        return sorted(id_ for id_, _entry in self._entries())

    def stamps(self) -> dict[str, Stamp]:
        """Return the stamp of each document's file.

        Raises:
            StoreError: The folder can't be read.
        """
        found = {}
        for id_, entry in self._entries():
            with suppress(FileNotFoundError):
                found[id_] = _stamp(entry.stat())
        return found

    def stamp(self, id_: str) -> Stamp | None:
        """Return the stamp of one document's file, or None if it isn't there."""
        try:
            return _stamp(self.file(id_).stat())
        except OSError:
            return None

    def changed_at(self) -> int:
        """Return when a file last came, went or was replaced, in nanoseconds; 0 if never."""
        try:
            return self.path.stat().st_mtime_ns
        except OSError:
            return 0

    # Reading

    def read(self, id_: str) -> dict[str, Any]:
        """Return one document, in the shape that this program writes.

        Raises:
            NotFound: There is none.
            Damaged: It was damaged and has been set aside.
            StoreError: The file can't be read, or is of a newer version (`Newer`).
        """
        if not is_ulid(id_):
            raise _not_there(self.path)
        file = self.file(id_)
        try:
            document = self.others.content(file)
        except FileNotFoundError:
            raise _not_there(file) from None
        except OSError as error:
            self._note(id_, file, reason_of(error))
            raise could_not_read(file, error) from error
        except NewerFormat:
            raise self.refuse(id_) from None
        except Encrypted as error:
            raise self._locked(id_, str(error)) from None
        except ValueError as error:
            raise self.set_aside(id_, str(error)) from error
        self._unreadable.pop(id_, None)
        return document

    def find(self, id_: str) -> dict[str, Any] | None:
        """Return one document, or None where there is none that can be read."""
        try:
            return self.read(id_)
        except StoreError:
            return None

    # Writing

    def write(self, id_: str, data: bytes, write: Write = write_atomically) -> None:
        """Put a document's file on the disk; what stood there before this sitting is kept.

        It is written by ``write``, which may belong to a batch.

        Raises:
            StoreError: It can't be written.
        """
        file = self.file(id_)
        try:
            self._make_ready()
            self._keep_earlier(id_)
            write(file, self._cipher.encrypt(data))
        except OSError as error:
            raise could_not_save(file, error) from error
        self._unreadable.pop(id_, None)

    def erase(self, id_: str) -> None:
        """Remove a document, its earlier version, and all copies that were set aside or synced.

        The document goes last, so an erasure that fails can be seen and asked for again.

        Raises:
            StoreError: Something of it can't be removed.
        """
        file = self.file(id_)
        try:
            if self.path.is_dir():
                self._make_ready()
            self.others.erase(id_)
            remove(file)
        except OSError as error:
            raise could_not_save(file, error) from error
        self._unreadable.pop(id_, None)

    def drop(self) -> None:
        """Remove all documents, and the folder if nothing else lies in it.

        Raises:
            StoreError: A document can't be removed.
        """
        for id_ in self.ids():
            self.erase(id_)
        for folder in (self.path / EARLIER, self.path):
            with suppress(OSError):
                folder.rmdir()

    def make(self) -> None:
        """Make the folder, if it isn't there.

        Raises:
            StoreError: It can't be made.
        """
        try:
            make_folder(self.path)
        except OSError as error:
            raise could_not_save(self.path, error) from error

    # What can't be read

    def problems(self) -> list[Problem]:
        """Return the documents that can't be read and that nothing has taken the place of."""
        problems = dict(self._unreadable)
        for file in self.others.damaged_files():
            id_ = file.name[:ID_LENGTH]
            if id_ not in problems and not self.file(id_).exists():
                problems[id_] = self._problem(id_, file, why(file, self._cipher))
        return list(problems.values())

    def set_aside(self, id_: str, reason: str) -> Damaged:
        """Move a damaged document to the quarantine; return the error that says so."""
        place = self._quarantine.take(self.file(id_))
        return Damaged(str(self._note(id_, place, reason)))

    def refuse(self, id_: str) -> Newer:
        """Leave a document of a newer version alone; return the error that says so."""
        reason = _("a newer version of Samtale has written it, so upgrade to read it")
        return Newer(str(self._note(id_, self.file(id_), reason)))

    def _locked(self, id_: str, reason: str) -> Locked:
        """Leave a document alone that there is no key for; return the error that says so."""
        return Locked(str(self._note(id_, self.file(id_), reason)))

    def _note(self, id_: str, file: Path, reason: str) -> Problem:
        self._unreadable[id_] = self._problem(id_, file, reason)
        return self._unreadable[id_]

    def _problem(self, id_: str, file: Path, reason: str) -> Problem:
        return Problem(self.path.name, id_, file, reason, self.others.has_earlier(id_))

    # Keeping order

    def _entries(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Go through the documents' files, with the ids that they are named by."""
        try:
            with os.scandir(self.path) as entries:
                for entry in entries:
                    id_, suffix = entry.name[:ID_LENGTH], entry.name[ID_LENGTH:]
                    if suffix == SUFFIX and is_ulid(id_) and not entry.is_symlink():
                        yield id_, entry
        except FileNotFoundError:
            return
        except OSError as error:
            raise could_not_read(self.path, error) from error

    def _make_ready(self) -> None:
        """Before the first change of this sitting, clear away what a crash has left, if tidy.

        There is one writer, so a temporary file that lies here is nobody's.
        """
        if self._swept and (self.path / EARLIER).is_dir():
            return
        make_folder(self.path)
        if self._tidy:
            sweep(self.path)
        self.others.make_ready()
        self._swept = True

    def _keep_earlier(self, id_: str) -> None:
        """Keep what stands on the disk before the first change of this sitting."""
        if id_ in self._kept:
            return
        file = self.file(id_)
        with suppress(FileNotFoundError):
            try:
                data = self._cipher.decrypt(file.read_bytes())
                unpack(data)
            except NewerFormat:
                raise self.refuse(id_) from None
            except Encrypted as error:
                raise self._locked(id_, str(error)) from None
            except ValueError as error:
                self.set_aside(id_, str(error))
            else:
                self.others.keep_earlier(id_, data)
        self._kept.add(id_)


class Folders:
    """The folders of all tables."""

    def __init__(
        self,
        data: Path,
        quarantine: Path,
        cipher: Cipher = PLAIN,
        *,
        read_only: bool = False,
        tidy: bool = True,
    ) -> None:
        """Keep tables in ``data``, and files that can't be read in ``quarantine``.

        ``read_only`` leaves such files where they are. One that isn't ``tidy`` leaves what a
        crash has left to the next: to look for it takes the longer, the more is kept.
        """
        self._tidy = tidy
        self._data = data
        self._quarantine = quarantine
        self._cipher = cipher
        self._read_only = read_only
        self._folders: dict[str, Folder] = {}

    def folder(self, table: str) -> Folder:
        """Return the folder of a table.

        Raises:
            ValueError: The name isn't one that every file system takes as it stands.
        """
        if not is_table(table):
            raise ValueError(f"not the name of a table: {table!r}")
        if table not in self._folders:
            place = self._quarantine / table
            quarantine = Quarantine(place, self._cipher, read_only=self._read_only)
            self._folders[table] = Folder(
                self._data / table, quarantine, self._cipher, tidy=self._tidy
            )
        return self._folders[table]

    def names(self) -> list[str]:
        """Return the names of the tables that are on the disk."""
        if not self._data.is_dir():
            return []
        found = sorted(one.name for one in self._data.iterdir() if one.is_dir())
        return [name for name in found if is_table(name)]


def _stamp(stat: os.stat_result) -> Stamp:
    return stat.st_mtime_ns, stat.st_size


def _not_there(file: Path) -> NotFound:
    words = _("{file} is no longer there. Put back a copy from a backup.")
    return NotFound(words.format(file=file))
