"""Conflict copies: second versions of a document, put beside it by a program that syncs folders.

Where two machines have changed a document before they heard of each other, one version keeps
the name and the other is given another, which begins as the first does::

    X.sync-conflict-20261123-101530-ABC1234.json    Syncthing
    X (Siri's conflicted copy 2026-11-23).json      Dropbox, in the language of the machine
    X (Case Conflict).json                          Dropbox
    X (conflicted copy 2026-11-23 101530).json      Nextcloud, ownCloud
    X_conflict-20261123-101530.json                 Nextcloud, ownCloud: older clients
    X-LAPTOP-AB12.json                              OneDrive
    X (1).json                                      Google Drive
    X 2.json                                        iCloud

Names are translated and change from one client to the next, so the name says only what a file
may be a copy of. What it is, its content says: a document with that id.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Generic, TypeVar

from storage.names import ID_LENGTH, SUFFIX, is_ulid
from storage.records import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Copy:
    """A second version of a document, that can be read."""

    table: str
    id: str
    """The document's."""
    name: str
    """The name of the file, in the table's folder."""
    person: str
    """The id of the person that it is about; empty for none."""


@dataclass(frozen=True)
class Versions(Generic[R]):
    """The two versions of a record."""

    copy: Copy
    mine: R | None
    """The one that is in use; None where it can't be read."""
    other: R
    """The one that the copy holds."""
    base: R | None
    """The one that both stem from, where it is kept."""


def copies_of(folder: Path, id_: str) -> list[Path]:
    """Return the files in ``folder`` that may be copies of the document ``id_``, by name.

    Their content isn't looked at: one that can't be read, or was never whole, is among them.

    Raises:
        ValueError: ``id_`` is no ULID.
        OSError: The folder can't be read.
    """
    if not is_ulid(id_):
        raise ValueError(f"not a ULID: {id_!r}")
    return [folder / name for name in copies_in(folder) if name.startswith(id_)]


def free_copy(folder: Path, id_: str) -> Path:
    """Return a place in ``folder`` for one more copy of a document."""
    numbers = (folder / f"{id_} ({number}){SUFFIX}" for number in count(1))
    return next(place for place in numbers if not place.exists())


def copies_in(folder: Path) -> list[str]:
    """Return the names of all files in ``folder`` that may be copies of a document, in order.

    Links and folders are none.

    Raises:
        OSError: The folder can't be read.
    """
    try:
        with os.scandir(folder) as entries:
            return sorted(
                entry.name
                for entry in entries
                if is_ulid(entry.name[:ID_LENGTH])
                and entry.name[ID_LENGTH:] not in ("", SUFFIX)
                and entry.is_file(follow_symlinks=False)
            )
    except FileNotFoundError:
        return []
