"""The other versions of a table's documents: what lies beside them and isn't in use.

That is the version from before the last sitting in which a document was changed, in ``earlier/``;
the copies that sync programs have put beside it; and, in the quarantine, damaged files and the
versions that somebody has decided against.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from agendas.words import _
from storage.cipher import PLAIN, Cipher, Encrypted
from storage.conflicts import copies_of, free_copy
from storage.envelope import NewerFormat, pack, unpack
from storage.errors import NotFound, StoreError, could_not_read, could_not_save
from storage.files import make_folder, remove, sweep, write_atomically
from storage.migration import brought_up, is_newer
from storage.names import ID_LENGTH, SUFFIX, is_ulid
from storage.quarantine import Quarantine

EARLIER = "earlier"
"""The folder, within a table's, of the versions from before the last sittings."""


class OtherVersions:
    """The versions of one table's documents that aren't in use."""

    def __init__(self, table: Path, quarantine: Quarantine, cipher: Cipher = PLAIN) -> None:
        """Look beside the documents in the folder ``table``, and into ``quarantine``."""
        self._table = table
        self._earlier = table / EARLIER
        self._quarantine = quarantine
        self._cipher = cipher

    # Reading

    def content(self, file: Path) -> dict[str, Any]:
        """Return the document in ``file``, in the shape that this program writes.

        Raises:
            OSError: The file can't be read.
            ValueError: It is damaged; the message is the reason, in the user's language.
            NewerFormat: A newer version of the program has written it.
            Encrypted: There is no key for it.
        """
        return brought_up(self._table.name, unpack(self._cipher.decrypt(file.read_bytes())))

    def has_earlier(self, id_: str) -> bool:
        """Return whether a document's version from before the last sitting is kept."""
        return (self._earlier / (id_ + SUFFIX)).exists()

    def earlier(self, id_: str) -> dict[str, Any]:
        """Return a document as it was before the last sitting in which it was changed.

        Raises:
            NotFound: There is no such version that can be read.
        """
        file = self._earlier / (id_ + SUFFIX) if is_ulid(id_) else self._earlier
        try:
            return self._known(file)
        except (OSError, ValueError, NewerFormat, Encrypted) as error:
            words = _("There is no earlier version in {file}. Put back a copy from a backup.")
            raise NotFound(words.format(file=file)) from error

    def copy(self, name: str) -> dict[str, Any] | None:
        """Return the document in a conflict copy, or None where it is no copy of the one named.

        One that a newer version of the program has written is left alone: it may say more than
        can be read of it.
        """
        try:
            document = self._known(self._table / name)
        except (OSError, ValueError, NewerFormat, Encrypted):
            return None
        return document if document.get("id") == name[:ID_LENGTH] else None

    def is_newer(self, name: str) -> bool:
        """Return whether a newer version of the program has written a conflict copy."""
        try:
            self._known(self._table / name)
        except (OSError, ValueError, Encrypted):
            return False
        except NewerFormat:
            return True
        return False

    def unchosen(self, id_: str) -> list[dict[str, Any]]:
        """Return the versions of a document that were put by and can be read."""
        found = []
        for file in self._quarantine.unchosen(id_):
            with suppress(OSError, ValueError, NewerFormat, Encrypted):
                found.append(self._known(file))
        return found

    def _known(self, file: Path) -> dict[str, Any]:
        """Return the document in ``file`` as `content` does, if all of it can be read."""
        document = self.content(file)
        if is_newer(document):
            raise NewerFormat
        return document

    # Changing

    def make_ready(self) -> None:
        """Make the folder of earlier versions, and clear away what a crash has left.

        Raises:
            OSError: It can't be done.
        """
        make_folder(self._earlier)
        sweep(self._earlier)
        self._quarantine.sweep()

    def keep_earlier(self, id_: str, data: bytes) -> None:
        """Keep a document's file as its earlier version.

        Raises:
            OSError: It can't be kept.
        """
        write_atomically(self._earlier / (id_ + SUFFIX), self._cipher.encrypt(data))

    def add_copy(self, document: dict[str, Any]) -> None:
        """Keep another version of a document as a conflict copy.

        Raises:
            StoreError: It can't be kept.
        """
        place = free_copy(self._table, document["id"])
        try:
            write_atomically(place, self._cipher.encrypt(pack(document)))
        except OSError as error:
            raise could_not_save(place, error) from error

    def put_by(self, name: str) -> None:
        """Keep a copy of one of the table's files where nothing asks for it again.

        Raises:
            StoreError: It can't be kept.
        """
        try:
            self._quarantine.keep(self._table / name)
        except OSError as error:
            raise could_not_save(self._table / name, error) from error

    def remove_copy(self, name: str) -> None:
        """Remove a conflict copy, for what it held is kept elsewhere.

        Raises:
            StoreError: It can't be removed.
        """
        try:
            remove(self._table / name)
        except OSError as error:
            raise could_not_save(self._table / name, error) from error

    def set_earlier_aside(self, id_: str) -> None:
        """Move an earlier version that is damaged to the quarantine."""
        self._quarantine.take(self._earlier / (id_ + SUFFIX))

    def change(self, id_: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Put what ``change`` returns in the place of each other version that can be read.

        Raises:
            OSError: One can't be written.
        """
        earlier = self._earlier / (id_ + SUFFIX)
        for file in (earlier, *copies_of(self._table, id_), *self._quarantine.unchosen(id_)):
            with suppress(FileNotFoundError, ValueError, NewerFormat, Encrypted):
                document = self.content(file)
                if (changed := change(document)) != document:
                    write_atomically(file, self._cipher.encrypt(pack(changed)))

    def erase(self, id_: str) -> None:
        """Remove all other versions of a document.

        Raises:
            OSError: One can't be removed.
        """
        copies = [*copies_of(self._table, id_), *copies_of(self._earlier, id_)]
        aside = [*self._quarantine.files(id_), *self._quarantine.unchosen(id_)]
        for file in (*aside, *copies, self._earlier / (id_ + SUFFIX)):
            remove(file)

    # Looking through all of them

    def earlier_files(self) -> list[Path]:
        """Return the earlier versions of all documents."""
        files = self._earlier.glob(f"*{SUFFIX}")
        return sorted(file for file in files if is_ulid(file.stem) and not file.is_symlink())

    def damaged_files(self) -> list[Path]:
        """Return the files that were set aside as damaged, the oldest of each document first."""
        return [file for file in self._quarantine.files() if is_ulid(file.name[:ID_LENGTH])]

    def ids(self) -> set[str]:
        """Return the ids by which any file of the table or beside it is named."""
        places = (self._table, self._earlier, *self._quarantine.folders)
        files = [file for place in places for file in place.glob("*")]
        named = [file for file in files if is_ulid(file.name[:ID_LENGTH])]
        return {file.name[:ID_LENGTH] for file in named if not file.is_symlink()}

    def damage_of(self, file: Path) -> str:
        """Return why a file can't be read, in the user's language; empty if it can.

        Raises:
            StoreError: It can't be told, as the disk doesn't give it out, or a newer version or
                another key has written it.
        """
        try:
            self.content(file)
        except ValueError as error:
            return str(error)
        except OSError as error:
            raise could_not_read(file, error) from error
        except (NewerFormat, Encrypted) as error:
            raise StoreError(str(error)) from error
        return ""
