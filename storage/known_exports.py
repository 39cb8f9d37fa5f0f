"""The files that the program has written for somebody to take away, so that they can be found.

The list lies in ``state/exports.json``. It knows where a file was put, not where somebody has
moved it since, nor of copies.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec

from storage.cipher import PLAIN, Cipher, Encrypted
from storage.envelope import encode
from storage.files import make_folder, write_atomically

Standing = Literal["as written", "changed", "gone"]
FILE = "exports.json"
"""The list's name within the state folder."""


class KnownExport(msgspec.Struct, frozen=True):
    """One file that was written."""

    path: str
    person: str
    """The id of the person that it is about."""
    sha256: str
    talk: str = ""
    """The id of the one talk that it holds, if it is one."""

    @property
    def standing(self) -> Standing:
        """Whether the file is still there, as it was written."""
        try:
            content = Path(self.path).read_bytes()
        except OSError:
            return "gone"
        return "as written" if sha256(content).hexdigest() == self.sha256 else "changed"


class KnownExports:
    """The list of files that were written."""

    def __init__(self, state: Path, cipher: Cipher = PLAIN) -> None:
        """Look into the state folder ``state``."""
        self._file = state / FILE
        self._cipher = cipher

    def all(self) -> list[KnownExport]:
        """Return all files that are known, oldest first; none where the list can't be read."""
        try:
            return self._read()
        except OSError:
            return []

    def add(self, path: Path, content: bytes, person: str, talk: str = "") -> None:
        """Remember that ``content`` is written to ``path``.

        Raises:
            OSError: The list can't be read or written.
        """
        where = str(path.absolute())
        others = [one for one in self._read() if one.path != where]
        self._write([*others, KnownExport(where, person, sha256(content).hexdigest(), talk)])

    def forget(self, paths: Iterable[str]) -> None:
        """Take files off the list.

        Raises:
            OSError: The list can't be read or written.
        """
        gone = set(paths)
        known = self._read()
        if any(one.path in gone for one in known):
            self._write([one for one in known if one.path not in gone])

    def _read(self) -> list[KnownExport]:
        """Return what the list holds; of a damaged one that is locked nothing can be read.

        Raises:
            OSError: It can't be read now.
        """
        try:
            content = self._cipher.decrypt(self._file.read_bytes())
        except (FileNotFoundError, ValueError):
            return []
        except Encrypted as error:
            raise PermissionError(str(error)) from error
        try:
            return msgspec.json.decode(content, type=list[KnownExport])
        except ValueError:
            return list(_still_whole(content.decode(errors="replace")))

    def _write(self, known: list[KnownExport]) -> None:
        make_folder(self._file.parent)
        write_atomically(self._file, self._cipher.encrypt(encode(known)))


def _still_whole(damaged: str) -> Iterator[KnownExport]:
    """Go through what can be read of a damaged list: a byte spoils one of its files, or two."""
    decoder, start = json.JSONDecoder(), 0
    while (start := damaged.find("{", start)) >= 0:
        end = start + 1
        with suppress(ValueError):
            found, end = decoder.raw_decode(damaged, start)
            yield msgspec.convert(found, KnownExport)
        start = end
