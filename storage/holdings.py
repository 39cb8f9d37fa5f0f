"""All that is kept on one person, wherever it lies under the home.

Files are found by what they say and by what they are called: first those that hold the person's
id, then those that are named after one of them, such as a damaged one in the quarantine. So a
file is found that no list knows of.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from agendas.words import _
from storage import journal
from storage.cipher import Cipher, Encrypted
from storage.disclosure import Disclosure
from storage.envelope import NewerFormat, unpack
from storage.errors import StoreError, reason_of
from storage.migration import brought_up
from storage.names import SUFFIX, is_table, is_ulid
from storage.parts import apply, from_parts
from storage.progress import Progress, counted, untold
from storage.records import Conversation, LogEntry, Person, Preparation, Record
from storage.tombstones import FOLDER as TOMBSTONES

if TYPE_CHECKING:
    from storage.home import Home

Where = Literal["document", "earlier", "copy", "quarantine", "journal", "temporary"]
"""A ``copy`` is what a sync program, or somebody, has put beside a document."""

KINDS: dict[str, type[Record]] = {
    "people": Person,
    "conversations": Conversation,
    "preparations": Preparation,
    "log": LogEntry,
    "disclosures": Disclosure,
}
"""The kinds of records that are about a person, by their table."""

_ID_LENGTH = 26
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Kept:
    """One file."""

    where: Where
    table: str
    id: str
    file: Path
    record: Record | None = None
    """What it holds; None where that can't be read."""
    unreadable: str = ""
    """Why it can't be read, in the user's language."""


@dataclass
class Holdings:
    """All files about one person."""

    person_id: str
    files: list[Kept] = field(default_factory=list)

    def of(self, kind: type[R]) -> list[R]:
        """Return the documents of one kind that can be read, oldest first."""
        return [
            one.record
            for one in self.files
            if one.where == "document" and isinstance(one.record, kind)
        ]

    @property
    def person(self) -> Person | None:
        """The person's own document; its earlier version where that can't be read."""
        records = [one.record for one in self.files if isinstance(one.record, Person)]
        return next(iter([*self.of(Person), *records]), None)

    @property
    def others(self) -> list[Kept]:
        """All but the documents that can be read: copies, earlier versions, what is damaged."""
        return [one for one in self.files if one.where != "document" or one.record is None]

    @property
    def documents(self) -> list[tuple[str, str]]:
        """The table and the id of everything that is or was a document; the person's last."""
        found = {(one.table, one.id) for one in self.files}
        return sorted(found, key=lambda one: (one == ("people", self.person_id), one))


def holdings(home: Home, cipher: Cipher, person_id: str, progress: Progress = untold) -> Holdings:
    """Return all that is kept on a person.

    Files that the disk won't give out are found by their name alone.
    """
    files = list(_document_files(home))
    marked = person_id.encode()
    family = {
        one.id
        for one in counted(files, len(files), progress)
        if one.id == person_id or marked in _content(one, cipher)
    }
    about = (_read(one, cipher) for one in files if one.id in family)
    found = [one for one in about if not _about_another(one.record, person_id)]
    return Holdings(person_id, _with_journals(found, cipher))


def _document_files(home: Home) -> Iterator[Kept]:
    """Go through all files that are named after a document."""
    for table, folder in _folders(home.data):
        if table != TOMBSTONES:
            yield from _files(folder, table, "document")
            yield from _files(folder / "earlier", table, "earlier")
    for table, folder in _folders(home.state / "quarantine"):
        yield from _files(folder, table, "quarantine")
    yield from _files(home.state / "journal", "conversations", "journal")


def _folders(path: Path) -> list[tuple[str, Path]]:
    names = sorted(os.listdir(path)) if path.is_dir() else []  # noqa: PTH208 - a name is enough
    return [(name, path / name) for name in names if is_table(name)]


def _files(folder: Path, table: str, where: Where) -> Iterator[Kept]:
    names = sorted(os.listdir(folder)) if folder.is_dir() else []  # noqa: PTH208
    for name in names:
        file, id_ = folder / name, name.removeprefix(".")[:_ID_LENGTH]
        if is_ulid(id_) and file.is_file() and not file.is_symlink():
            yield Kept(_where(name, where), table, id_, file)


def _where(name: str, place: Where) -> Where:
    if name.startswith("."):
        return "temporary"
    strict = name[_ID_LENGTH:] == SUFFIX
    return place if strict or place in ("quarantine", "journal") else "copy"


def _content(one: Kept, cipher: Cipher) -> bytes:
    try:
        return cipher.decrypt(one.file.read_bytes())
    except (OSError, ValueError, Encrypted):
        return b""


def _read(one: Kept, cipher: Cipher) -> Kept:
    """Return the file with what it holds; journals are left for later."""
    if one.where == "journal":
        return one
    try:
        content = brought_up(one.table, unpack(cipher.decrypt(one.file.read_bytes())))
        return _holding(one, msgspec.convert(content, KINDS[one.table]))
    except OSError as error:
        reason = reason_of(error)
    except NewerFormat:
        reason = _("a newer version of Samtale has written it, so upgrade to read it")
    except (KeyError, msgspec.ValidationError):
        reason = _("its content isn't what this kind of document holds")
    except (ValueError, Encrypted) as error:
        reason = str(error)
    return _unreadable(one, reason)


def _with_journals(files: list[Kept], cipher: Cipher) -> list[Kept]:
    """Return the files with the talks that the journals among them hold."""
    talks = {
        one.id: one.record
        for one in files
        if one.where == "document" and isinstance(one.record, Conversation)
    }
    return [
        one if one.where != "journal" else _read_journal(one, talks.get(one.id), cipher)
        for one in files
    ]


def _read_journal(one: Kept, talk: Conversation | None, cipher: Cipher) -> Kept:
    try:
        parts = journal.read(one.file, cipher)
        whole = apply(talk, parts) if talk is not None else from_parts(one.id, parts)
        return _holding(one, whole)
    except OSError as error:
        return _unreadable(one, reason_of(error))
    except (ValueError, Encrypted, StoreError) as error:
        return _unreadable(one, str(error))


def _holding(one: Kept, record: Record) -> Kept:
    return Kept(one.where, one.table, one.id, one.file, record=record)


def _unreadable(one: Kept, reason: str) -> Kept:
    return Kept(one.where, one.table, one.id, one.file, unreadable=reason)


def _about_another(record: Record | None, person_id: str) -> bool:
    """Return whether a record that holds a person's id is another person's all the same."""
    whose = record.id if isinstance(record, Person) else getattr(record, "person", person_id)
    return whose != person_id
