"""What is kept, by the names that it has in a backup, and what each must hold.

A name is the file's place in a home: ``data/people/<ulid>.json`` lies in the data folder. Only
names of these few forms are ever turned into paths.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

import msgspec

from agendas.words import _
from storage.conflicts import copies_in
from storage.envelope import NewerFormat, unpack
from storage.migration import brought_up, is_newer
from storage.names import is_ulid
from storage.tables import TABLES
from storage.tombstones import FOLDER as TOMBSTONES
from storage.tombstones import Tombstones

if TYPE_CHECKING:
    from storage.home import Home

Part = Literal["document", "earlier", "copy", "tombstone", "set_aside", "settings", "agenda"]
"""``copy`` is a second version that a sync program has put beside a document."""

_LONGEST = 100
"""The most bytes of a name that every tool for tar files takes."""
_ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}"
_TABLE = "|".join(TABLES.values())
_FORMS: dict[Part, str] = {
    "document": rf"data/({_TABLE})/({_ULID})\.json",
    "earlier": rf"data/({_TABLE})/earlier/({_ULID})\.json",
    "copy": rf"data/({_TABLE})/({_ULID}) \([1-9][0-9]{{0,2}}\)\.json",
    "tombstone": rf"data/{TOMBSTONES}/({_TABLE})/({_ULID})\.json",
    "set_aside": rf"state/quarantine/({_TABLE})/({_ULID})(?:\.[0-9]{{1,3}})?\.json",
    "settings": r"()()config/settings\.toml",
    "agenda": r"()()config/agendas/(?!(?i:con|prn|aux|nul|com\d|lpt\d)\.)\w[\w .-]*\.md",
}
_PATTERNS = {part: re.compile(form) for part, form in _FORMS.items()}
assert tuple(_FORMS) == get_args(Part)


class Member(msgspec.Struct, frozen=True):
    """One thing that is kept."""

    name: str
    part: Part
    table: str = ""
    id: str = ""

    def place(self, home: Home) -> Path:
        """Return where it lies in ``home``."""
        folder, rest = self.name.split("/", 1)
        return cast(Path, getattr(home, folder)) / rest

    def document(self, content: bytes) -> dict[str, Any] | None:
        """Return the document in ``content``, in the shape that this program writes.

        None where it is of a newer version, or this is none of the documents.

        Raises:
            ValueError: It isn't what it should be; the message is the reason, in the user's
                language.
        """
        if self.part not in ("document", "earlier", "copy"):
            return None
        try:
            document = brought_up(self.table, unpack(content))
        except NewerFormat:
            return None
        if is_newer(document):
            return None
        kind = next(kind for kind, table in TABLES.items() if table == self.table)
        with suppress(msgspec.ValidationError):
            if msgspec.convert(document, kind).id == self.id:
                return document
        raise ValueError(_("its content isn't what this kind of document holds"))


def member_of(name: str) -> Member | None:
    """Return what ``name`` stands for, or None where nothing that is kept has such a name."""
    for part, pattern in _PATTERNS.items():
        found = pattern.fullmatch(name)
        if found and len(name.encode()) <= _LONGEST:
            return Member(name, part, *found.groups())
    return None


def kept_in(home: Home) -> dict[str, Path]:
    """Return the files of all that is kept in ``home``, by name and in the order of the names.

    A document that was erased is not kept, whatever has brought its file back.

    Raises:
        OSError: A folder can't be read.
    """
    files: dict[str, Path] = {}
    tombstones = Tombstones(home.data)
    for table in TABLES.values():
        erased = tombstones.ids(table)
        for folder in (f"data/{table}", f"data/{table}/earlier", f"state/quarantine/{table}"):
            found = _files(home, folder)
            files |= {name: file for name, file in found.items() if file.name[:26] not in erased}
        files |= _files(home, f"data/{TOMBSTONES}/{table}")
        copies = [name for name in copies_in(home.data / table) if name[:26] not in erased]
        files |= dict(_numbered(table, home.data / table, copies))
    files |= {**_files(home, "config"), **_files(home, "config/agendas")}
    return dict(sorted(files.items()))


def left_out(home: Home) -> list[Path]:
    """Return the user's own agendas whose names have no place in a backup."""
    agendas = sorted((home.config / "agendas").glob("*.md"))
    return [file for file in agendas if member_of(f"config/agendas/{file.name}") is None]


def _files(home: Home, folder: str) -> dict[str, Path]:
    root, _slash, rest = folder.partition("/")
    place = cast(Path, getattr(home, root)) / rest
    if not place.is_dir():
        return {}
    names = os.listdir(place)  # noqa: PTH208 - ten times quicker in a large folder
    found = (member_of(f"{folder}/{name}") for name in names)
    members = [member for member in found if member is not None and member.part != "copy"]
    return {member.name: member.place(home) for member in members}


def _numbered(table: str, folder: Path, names: list[str]) -> Iterator[tuple[str, Path]]:
    """Give copies names that tell nothing of the machines and people that they came from."""
    numbers: dict[str, int] = {}
    for name in names:
        id_ = name[:26]
        if is_ulid(id_):
            numbers[id_] = numbers.get(id_, 0) + 1
            yield f"data/{table}/{id_} ({numbers[id_]}).json", folder / name
