"""A backup as it lies on the disk: an archive, plain or as a whole one age file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from agendas.words import _
from storage.archive import Archive, Manifest, Wrong
from storage.cipher import AGE_HEADER, PLAIN, Cipher, Encrypted, is_encrypted
from storage.errors import StoreError, could_not_read
from storage.members import Member, member_of
from storage.passphrase import BadKeyFile, WrongPassphrase, unwrap, wrap
from storage.progress import Progress, counted, untold
from storage.records import SCHEMA
from storage.text import one_line

MOST_ENCRYPTED = 512 * 2**20
"""The largest encrypted backup, in bytes; it is decrypted in memory."""

_BY_PASSPHRASE = AGE_HEADER + b"-> scrypt "
"""How an age file begins that a passphrase opens."""


class BadBackup(StoreError):
    """The file is no backup, or one that can't be trusted."""

    def __init__(self, file: Path, reason: str) -> None:
        """Blame ``file``."""
        words = _("{file} can't be restored: {reason}. Nothing was changed.")
        super().__init__(words.format(file=file, reason=reason))


class Passphrase(Cipher):
    """Encrypts with a passphrase; each time takes about a second."""

    def __init__(self, passphrase: str) -> None:
        """Use ``passphrase``."""
        self._passphrase = passphrase

    def encrypt(self, data: bytes) -> bytes:
        """Return ``data`` as an age file."""
        return wrap(data, self._passphrase)

    def decrypt(self, data: bytes) -> bytes:
        """Return the content of an age file; see `Cipher.decrypt`.

        Raises:
            WrongPassphrase: It isn't the one that the file was encrypted with.
        """
        try:
            return unwrap(data, self._passphrase)
        except WrongPassphrase:
            raise WrongPassphrase(_("That passphrase does not open the backup.")) from None
        except BadKeyFile as error:
            raise ValueError(_("it is damaged")) from error


def wants_passphrase(file: Path) -> bool:
    """Return whether ``file`` is encrypted with a passphrase.

    Raises:
        StoreError: It can't be read.
    """
    return _head(file).startswith(_BY_PASSPHRASE)


class Backup:
    """The backup in a file; can be gone through more than once, and must stay the same."""

    def __init__(self, file: Path, cipher: Cipher = PLAIN) -> None:
        """Look at ``file``; ``cipher`` opens it if it is encrypted."""
        self._file = file
        self._cipher = cipher
        self._decrypted: bytes | None = None
        self._first: Manifest | None = None
        self._checked = False

    def check(self, progress: Progress = untold) -> Manifest:
        """Go through all of it, unless that was done; return its list.

        Raises:
            BadBackup: Something is wrong with it.
            StoreError: It can't be read, or `WrongPassphrase`.
        """
        if not self._checked:
            for _member, _content in self.files(progress):
                pass
            self._checked = True
        assert self._first is not None
        return self._first

    @property
    def documents(self) -> int:
        """How many documents are in it, once it is checked; earlier versions don't count."""
        members = (member_of(listed.name) for listed in self.check().files)
        return sum(member is not None and member.part == "document" for member in members)

    def files(self, progress: Progress = untold) -> Iterator[tuple[Member, bytes]]:
        """Go through what is in it, in the order of the names; each is checked before.

        Raises:
            BadBackup: Something is wrong with what comes next, or with the end.
            StoreError: It can't be read, or `WrongPassphrase`.
        """
        try:
            with self._opened() as source:
                packed = source.seek(0, io.SEEK_END)
                source.seek(0)
                archive = Archive(source, packed)
                members = self._members(archive.manifest)
                found = zip(members, archive.files(), strict=True)
                for member, (_name, content) in counted(found, len(members), progress):
                    _check(member, content)
                    yield member, content
        except OSError as error:
            raise could_not_read(self._file, error) from error
        except (ValueError, Encrypted) as error:
            raise BadBackup(self._file, str(error)) from error

    def _opened(self) -> BinaryIO:
        if not is_encrypted(_head(self._file)):
            return self._file.open("rb")
        if self._file.stat().st_size > MOST_ENCRYPTED:
            raise Wrong(_("it is too large to be decrypted"))
        if self._decrypted is None:
            self._decrypted = self._cipher.decrypt(self._file.read_bytes())
        return io.BytesIO(self._decrypted)

    def _members(self, manifest: Manifest) -> list[Member]:
        """Return what the list names, once that is known to be the one that was checked first."""
        if manifest.schema > SCHEMA:
            raise Wrong(_("a newer version of Samtale has written it, so upgrade to read it"))
        if self._first not in (None, manifest):
            raise Wrong(_("it has just been changed"))
        self._first = manifest
        return [_member(listed.name) for listed in manifest.files]


def _member(name: str) -> Member:
    member = member_of(name)
    if member is None:
        words = _("nothing that Samtale keeps is called {name}")
        raise Wrong(words.format(name=one_line(name)))
    return member


def _check(member: Member, content: bytes) -> None:
    try:
        member.document(content)
    except ValueError as error:
        words = _("{name} in it can't be read: {reason}")
        raise Wrong(words.format(name=member.name, reason=error)) from error


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as source:
            return source.read(len(_BY_PASSPHRASE))
    except OSError as error:
        raise could_not_read(file, error) from error
