"""What tells of a person, and the search for it in every file: the proof of an erasure.

Text is compared as words, without case, marks and layout, so it is found as well where an export
has escaped it.
"""

from __future__ import annotations

import html
import io
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from agendas.agenda import Agenda
from storage.archive import Archive
from storage.cipher import Cipher, Encrypted
from storage.envelope import NewerFormat, unpack
from storage.exports.escape import BREAK, unnoted
from storage.holdings import Holdings
from storage.names import SUFFIX
from storage.progress import Progress, counted, untold
from storage.search_index import INDEX, unpacked
from storage.text import HIDDEN, clean
from storage.tombstones import FOLDER as TOMBSTONES
from storage.vault import KEY_FILES

if TYPE_CHECKING:
    from storage.home import Home

SHORTEST = 12
"""Letters that a line needs to be worth looking for."""
LARGEST_EXPORT = 16 * 1024 * 1024
"""Bytes; a larger file beside the exports is no export."""
EXPORT_SUFFIXES = (".md", ".html", ".ics", ".json")

_COMPRESSED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"\x28\xb5\x2f\xfd")
"""How files begin in which no words can be found: gzip, zip, bzip2, xz, 7z, zstd."""

_JSON_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_NO_WORD = re.compile(rf"[\W_{HIDDEN}]+")
_NAMES = ("name", "email", "employee_name")
_NOT_TYPED = {"agenda", "manager_name", "language", "state", "kind", "side", "owner", "status"}
_NOT_TYPED |= {"id", "rev", "parent_rev", "base_rev", "person", "previous", "conversation"}
_NOT_TYPED |= {"thread", "goal", "fingerprint"}


@dataclass(frozen=True)
class Traces:
    """What is looked for, each as `as_words` gives it."""

    ids: frozenset[str]
    """The person's id and those of the records."""
    names: frozenset[str]
    """Names and e-mail address."""
    lines: frozenset[str]
    """The lines of what was written."""

    def seen_in(self, words: str) -> tuple[bool, bool, bool]:
        """Return whether an id, a name and a line stand in a text, given as `readings` does."""
        kinds = (self.ids, self.names, self.lines)
        by_id, named, by_line = (any(one in words for one in kind) for kind in kinds)
        return by_id, named, by_line


@dataclass
class Search:
    """What a search has found."""

    files: int = 0
    size: int = 0
    """Bytes."""
    hits: list[Path] = field(default_factory=list)
    """Files in which something of the person still is."""
    mentions: list[Path] = field(default_factory=list)
    """Other files, such as the records of a colleague, in which the person is named."""
    unreadable: list[Path] = field(default_factory=list)
    """Files that could not be searched."""


def traces(held: Holdings) -> Traces:
    """Return what tells of a person."""
    records = [one.record for one in held.files if one.record is not None]
    ids = {held.person_id, *(one.id for one in held.files)}
    names, lines = (
        {as_words(line) for record in records for line in _lines(record, named)} - {""}
        for named in (True, False)
    )
    return Traces(frozenset(map(as_words, ids)), frozenset(names), frozenset(lines))


def search(
    home: Home,
    cipher: Cipher,
    found: Traces,
    exports: Iterable[Path],
    folders: Iterable[Path],
    progress: Progress = untold,
) -> Search:
    """Search every file of the home, all known ``exports``, and what lies in their ``folders``."""
    result = Search()
    files = dict.fromkeys([*_all_files(home), *export_files(exports, folders)])
    for file in counted(files, len(files), progress):
        _search_file(home, cipher, found, file, result)
    return result


def export_files(exports: Iterable[Path], folders: Iterable[Path]) -> list[Path]:
    """Return those of the ``exports`` that are there, and what may be others beside them."""
    known = [file.absolute() for file in exports]
    found = [file for file in known if file.is_file()]
    for folder in [*folders, *(file.parent for file in known)]:
        beside = sorted(folder.absolute().glob("*")) if folder.is_dir() else []
        found += [file for file in beside if _may_be_export(file)]
    return list(dict.fromkeys(found))


def holds_id(file: Path, ids: Iterable[str]) -> bool:
    """Return whether one of ``ids`` stands in ``file``."""
    try:
        content = file.read_bytes().lower()
    except OSError:
        return False
    return any(id_.lower().encode() in content for id_ in ids)


def as_words(text: str) -> str:
    """Return the words of a text between single spaces, one before and one after."""
    plain = html.unescape(unnoted(text)).replace(BREAK, "")
    words = _NO_WORD.sub(" ", unicodedata.normalize("NFC", plain).casefold()).strip()
    return f" {words} " if words else ""


def readings(text: str) -> str:
    """Return the words of a file's text as it stands, and as JSON that has escapes in it."""
    if "\\" not in text:
        return as_words(text)
    read = _JSON_ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", text)
    return f"{as_words(text)}\n{as_words(clean(read))}"


def _lines(record: object, named: bool, name: str = "") -> Iterator[str]:
    """Go through the names and addresses if ``named``, else the lines that somebody has typed."""
    if isinstance(record, msgspec.Struct) and not isinstance(record, Agenda):
        for one in record.__struct_fields__:
            if one not in _NOT_TYPED:
                yield from _lines(getattr(record, one), named, one)
    elif isinstance(record, list | tuple):
        for item in record:
            yield from _lines(item, named)
    elif isinstance(record, str) and named == (name in _NAMES):
        lines = [line.strip() for line in record.splitlines()]
        yield from (line for line in lines if named or len(line) >= SHORTEST)


def _all_files(home: Home) -> Iterator[Path]:
    for root in dict.fromkeys((home.data, home.state, home.config)):
        for folder, _folders, names in os.walk(root):
            for name in sorted(names):
                file = Path(folder) / name
                if file.is_file() and not file.is_symlink():
                    yield file


def _may_be_export(file: Path) -> bool:
    if file.suffix not in EXPORT_SUFFIXES or file.is_symlink() or not file.is_file():
        return False
    return file.stat().st_size <= LARGEST_EXPORT


def _search_file(home: Home, cipher: Cipher, found: Traces, file: Path, result: Search) -> None:
    if file.parent == home.data and file.name in KEY_FILES:
        return  # they hold a key, and open with no key that is at hand
    result.files += 1
    try:
        content = file.read_bytes()
        result.size += len(content)
        plain = cipher.decrypt(content)
        seen = [found.seen_in(readings(text)) for text in _texts(file.name, plain)]
    except (OSError, ValueError, Encrypted):
        result.unreadable.append(file)
        return
    tombstone = file.is_relative_to(home.data / TOMBSTONES)  # which holds an id and no more
    by_id, named, by_lines = (any(kind) for kind in zip(*seen, strict=True))
    by_id = by_id and not tombstone
    by_text = named or by_lines
    if by_id or (by_text and _is_left_over(home, file, plain)):
        result.hits.append(file)
    elif named:
        result.mentions.append(file)


def _texts(name: str, content: bytes) -> Iterator[str]:
    """Go through the text of a file; of a backup, the texts of the files in it.

    Raises:
        ValueError: It is compressed, and neither a backup of ours nor the search index.
    """
    yield name
    if name == INDEX:
        yield unpacked(content).decode(errors="replace")
        return
    if not content.startswith(_COMPRESSED):
        yield content.decode(errors="replace")
        return
    for inner, held in Archive(io.BytesIO(content), len(content)).files():
        if not inner.startswith(f"data/{TOMBSTONES}/"):
            yield f"{inner}\n{held.decode(errors='replace')}"


def _is_left_over(home: Home, file: Path, content: bytes) -> bool:
    """Return whether a file with the person's words, but no id of theirs, may still be theirs.

    A whole document is somebody else's. One that is damaged, or was never whole, may be anybody's.
    """
    if file.name.startswith("."):
        return True
    if file.is_relative_to(home.state / "journal"):
        return not (home.data / "conversations" / f"{file.stem}{SUFFIX}").exists()
    if not any(map(file.is_relative_to, (home.data, home.state / "quarantine"))):
        return False
    try:
        unpack(content)
    except ValueError:
        return True
    except NewerFormat:
        pass
    return False
