"""What was saved since the catalog was written down: a line each, appended without waiting.

So a note that is kept from the command line costs the same on any store, and the next start of
the program needs no look at the folders. Each line tells when its table's folder had changed
before and after the save; a line that doesn't follow on what is known means that somebody else
has changed the folder, which is then gone through. The file is disposable: a line that was torn,
and all after it, count as not there. In a locked store none is written, for an encrypted file
can't be appended to.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import msgspec

from storage.cards import Card, LogCard, PersonCard, TalkEntry
from storage.cipher import PLAIN, Cipher, Encrypted
from storage.envelope import encode
from storage.files import make_folder, remove
from storage.folder import Stamp

MOST_BYTES = 256 * 1024
"""What may be appended until the catalog is written down anew."""


class Change(msgspec.Struct, frozen=True):
    """One document that was saved."""

    table: str
    stamp: Stamp
    before: int
    """When the table's folder had changed before this, in nanoseconds."""
    after: int
    person: PersonCard | None = None
    talk: TalkEntry | None = None
    log: LogCard | None = None

    @classmethod
    def to(cls, card: Card, table: str, stamp: Stamp, before: int, after: int) -> Change:
        """Return a change to what ``card`` tells of a document."""
        return cls(
            table,
            stamp,
            before,
            after,
            person=card if isinstance(card, PersonCard) else None,
            talk=card if isinstance(card, TalkEntry) else None,
            log=card if isinstance(card, LogCard) else None,
        )

    @property
    def card(self) -> Card:
        """What is known of the document.

        Raises:
            ValueError: Nothing is.
        """
        card = self.person or self.talk or self.log
        if card is None:
            raise ValueError("a change without a card")
        return card


class CatalogChanges:
    """The changes, in a file of their own."""

    def __init__(self, path: Path, cipher: Cipher) -> None:
        """Keep them at ``path``."""
        self._path, self._cipher = path, cipher

    def append(self, change: Change) -> bool:
        """Note a change; return whether that was possible."""
        if self._cipher is not PLAIN:
            return False
        data = encode(change)
        line = b"%08x %b\n" % (crc32(data), data)
        try:
            make_folder(self._path.parent)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
            file = os.open(self._path, flags, 0o600)
            try:
                return os.fstat(file).st_size < MOST_BYTES and os.write(file, line) == len(line)
            finally:
                os.close(file)
        except OSError:
            return False

    def all(self) -> Iterator[Change]:
        """Go through the changes, oldest first, up to the first that can't be read."""
        try:
            lines = self._cipher.decrypt(self._path.read_bytes()).splitlines()
            for line in lines:
                checksum, _space, data = line.partition(b" ")
                if int(checksum, 16) != crc32(data):
                    return
                yield msgspec.json.decode(data, type=Change)
        except (OSError, ValueError, Encrypted, RecursionError):
            return

    def remove(self) -> None:
        """Forget them all.

        Raises:
            OSError: The file can't be removed.
        """
        remove(self._path)
