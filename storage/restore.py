"""What a backup holds, taken into a home: whatever isn't there, or is older there.

The whole backup is checked before anything of it is written. A version that was made from
another is the newer one; of two that know nothing of each other it is the one that was saved
later, as the time in its revision tells. What a document replaces is kept as its earlier version.
Each document is written whole, so a restore that was interrupted can simply be run again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from storage.batch import Write, batch, in_batches
from storage.cipher import Encrypted
from storage.conflicts import copies_of, free_copy
from storage.envelope import pack
from storage.errors import Damaged, Newer, NotFound, could_not_save
from storage.files import make_folder, remove, write_atomically
from storage.folder import Folder, Folders
from storage.members import Member
from storage.names import is_ulid
from storage.progress import Progress, untold
from storage.records import Person
from storage.sitting import WriteLock
from storage.tables import TABLES
from storage.tombstones import Tombstones

if TYPE_CHECKING:
    from storage.backup_file import Backup
    from storage.cipher import Cipher
    from storage.home import Home

Body: TypeAlias = dict[str, Any]
Verdict = Literal["taken", "newer", "same", "erased", "refused"]
"""What becomes of a document; ``newer`` is kept as the home has it, ``refused`` is of a newer
version of the program."""


@dataclass
class Restored:
    """How it went."""

    documents: dict[Verdict, int] = field(default_factory=dict)
    """How many documents went which way."""
    kept: list[str] = field(default_factory=list)
    """The settings and agendas that the home has otherwise, by their names in the backup."""


def restore(
    home: Home,
    cipher: Cipher,
    backup: Backup,
    *,
    erased_too: bool = False,
    progress: Progress = untold,
) -> Restored:
    """Take what ``backup`` holds into ``home``, whose files pass through ``cipher``.

    The caller holds the sitting, and has taken up what a crash had left in journals. Documents
    that were erased stay so, unless ``erased_too``.

    Raises:
        BadBackup: Something is wrong with it; nothing was changed.
        StoreError: Something can't be read or written; what came before it has been.
    """
    backup.check()
    return _Restoring(home, cipher, erased_too).run(backup, progress)


def verdict(archived: Body, kept: Body | None) -> Verdict:
    """Return what becomes of a document that the home has as ``kept``."""
    if kept is None:
        return "taken"
    mine, other = _rev(kept, "rev"), _rev(archived, "rev")
    if mine == other:
        return "same"
    if other in _ancestors(kept):
        return "newer"
    if mine in _ancestors(archived):
        return "taken"
    return "taken" if other > mine else "newer"


class _Restoring:
    def __init__(self, home: Home, cipher: Cipher, erased_too: bool) -> None:
        self._home = home
        self._cipher = cipher
        self._erased_too = erased_too
        self._folders = Folders(home.data, home.state / "quarantine", cipher)
        self._tombstones = Tombstones(home.data, cipher)
        self._lock = WriteLock(home.state)
        self._done = Restored()
        self._write_later: Write = write_atomically

    def run(self, backup: Backup, progress: Progress) -> Restored:
        take: dict[str, Callable[[Member, bytes], None]] = {
            "document": self._document,
            "earlier": self._earlier,
            "tombstone": self._tombstone,
            "set_aside": self._missing,
            "settings": self._settings,
            "agenda": self._settings,
        }
        copies: list[tuple[Member, bytes]] = []
        for part, of_part in groupby(backup.files(progress), lambda one: one[0].part):
            if part == "copy":
                copies += of_part  # taken last: a document stands behind its copies in a backup
                continue
            for some in in_batches(of_part):
                with self._lock.held(), self._batch():
                    for member, content in some:
                        take[part](member, content)
        with self._lock.held():
            for member, content in copies:
                self._copy(member, content)
        return self._done

    @contextmanager
    def _batch(self) -> Iterator[None]:
        """Put documents, and their earlier versions, in place together when the block ends."""
        try:
            with batch() as self._write_later:
                yield
        except OSError as error:
            raise could_not_save(Path(error.filename or self._home.data), error) from error

    def _document(self, member: Member, content: bytes) -> None:
        found = self._take(member, member.document(content))
        self._done.documents[found] = self._done.documents.get(found, 0) + 1

    def _take(self, member: Member, archived: Body | None) -> Verdict:
        if archived is None:
            return "refused"
        if self._is_erased(member, archived):
            if not self._erased_too:
                return "erased"
            self._bring_back(member, archived)
        folder = self._folder(member)
        try:
            found = verdict(archived, folder.read(member.id))
        except (NotFound, Damaged):
            found = "taken"
        except Newer:
            found = "newer"
        if found == "taken":
            folder.write(member.id, pack(archived), self._write_later)
        return found

    def _earlier(self, member: Member, content: bytes) -> None:
        """Take an earlier version where none is kept of a document that is."""
        archived = member.document(content)
        if archived is not None and self._folder(member).file(member.id).exists():
            self._write_if_missing(member, pack(archived), self._write_later)

    def _copy(self, member: Member, content: bytes) -> None:
        """Take a second version, unless it is here under whatever name or was erased.

        It may be the only one that can be read.
        """
        archived = member.document(content)
        file = self._folder(member).file(member.id)
        if archived is None or self._is_erased(member, archived):
            return
        others = [file, *copies_of(file.parent, member.id)] if file.parent.exists() else []
        if all(_rev(archived, "rev") != self._rev_in(member, other) for other in others):
            self._write(free_copy(file.parent, member.id), pack(archived))

    def _tombstone(self, member: Member, content: bytes) -> None:
        """Take a tombstone where it stands for nothing that is here."""
        if not self._folder(member).file(member.id).exists():
            self._write_if_missing(member, content)

    def _settings(self, member: Member, content: bytes) -> None:
        place = member.place(self._home)
        if not place.exists():
            self._write(place, content, sealed=False)
        elif place.read_bytes() != content:
            self._done.kept.append(member.name)

    def _missing(self, member: Member, content: bytes) -> None:
        if not self._tombstones.is_erased(member.table, member.id):
            self._write_if_missing(member, content)

    def _is_erased(self, member: Member, archived: Body) -> bool:
        return any(self._tombstones.is_erased(*one) for one in _stones(member, archived))

    def _bring_back(self, member: Member, archived: Body) -> None:
        for table, id_ in _stones(member, archived):
            stone = self._tombstones.file(table, id_)
            try:
                for file in (*copies_of(stone.parent, id_), stone):
                    remove(file)
            except OSError as error:
                raise could_not_save(stone, error) from error

    def _write_if_missing(
        self, member: Member, content: bytes, write: Write = write_atomically
    ) -> None:
        place = member.place(self._home)
        if not place.exists():
            self._write(place, content, write)

    def _write(
        self, place: Path, content: bytes, write: Write = write_atomically, *, sealed: bool = True
    ) -> None:
        try:
            make_folder(place.parent)
            write(place, self._cipher.encrypt(content) if sealed else content)
        except OSError as error:
            raise could_not_save(place, error) from error

    def _rev_in(self, member: Member, file: Path) -> str | None:
        """Return the revision of the document in ``file``, or None where none can be read."""
        try:
            document = member.document(self._cipher.decrypt(file.read_bytes()))
        except (OSError, ValueError, Encrypted):
            return None
        return None if document is None else _rev(document, "rev")

    def _folder(self, member: Member) -> Folder:
        return self._folders.folder(member.table)


def _stones(member: Member, archived: Body) -> list[tuple[str, str]]:
    """Return what would have a tombstone if the document, or all of its person, was erased."""
    person = str(archived.get("person", ""))
    of_person = [(TABLES[Person], person)] if is_ulid(person) else []
    return [(member.table, member.id), *of_person]


def _rev(document: Body, name: str) -> str:
    """Return a revision in ``document``, or nothing where it is none."""
    rev = document.get(name)
    return rev if isinstance(rev, str) and is_ulid(rev) else ""


def _ancestors(document: Body) -> set[str]:
    return {_rev(document, "parent_rev"), _rev(document, "base_rev")} - {""}
