"""The cards of all documents in one file, from which one person's are read alone.

The first line is the CRC-32 of the second, as eight hexadecimal digits. The second is the head,
JSON: it tells where each person's cards lie. After it come the cards, a piece of JSON for each
person. What is damaged counts as not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import msgspec

from storage.cards import LogCard, PersonCard, TalkEntry
from storage.cipher import Cipher, Encrypted, is_encrypted
from storage.envelope import encode
from storage.files import write_atomically
from storage.folder import Stamp

FORMAT = 7
"""The version of the catalog's files; one of another is made anew."""

Times = dict[str, int]
"""When each table's folder last changed, in nanoseconds."""


class Unreadable(ValueError):
    """A person's cards can't be had."""


class PersonCards(msgspec.Struct):
    """What is known of one person's documents, with the stamps of the files that told it."""

    stamps: dict[str, dict[str, Stamp]] = {}
    people: list[PersonCard] = []
    conversations: list[TalkEntry] = []
    log: list[LogCard] = []


class _Place(NamedTuple):
    """Where a piece lies, counted from the end of the head, and its CRC-32."""

    start: int
    length: int
    checksum: int


class _Head(msgspec.Struct):
    format: int
    times: Times
    missing: dict[str, set[str]]
    """The ids of the documents, by table, whose files were gone."""
    places: dict[str, _Place]


class CardFile:
    """Cards as they were written down."""

    def __init__(self, path: Path, head: _Head, begin: int, content: bytes | None) -> None:
        """Read from ``path``, after the first ``begin`` bytes; or from what ``content`` holds.

        That is for a file that was encrypted: it can't be read in pieces.
        """
        self._path, self._head, self._begin, self._content = path, head, begin, content

    @property
    def times(self) -> Times:
        """When the folders were as told here."""
        return self._head.times

    @property
    def missing(self) -> dict[str, set[str]]:
        """The ids of the documents, by table, whose files were gone."""
        return self._head.missing

    @property
    def persons(self) -> Iterable[str]:
        """The ids of all that there are cards of."""
        return self._head.places.keys()

    def piece(self, person: str) -> bytes:
        """Return a person's cards as they stand in the file.

        Raises:
            Unreadable: They are not there, or the file is another one by now.
        """
        place = self._head.places[person]
        start = self._begin + place.start
        try:
            if self._content is not None:
                piece = self._content[start : start + place.length]
            else:
                with self._path.open("rb") as file:
                    file.seek(start)
                    piece = file.read(place.length)
        except OSError as error:
            raise Unreadable(str(error)) from error
        if crc32(piece) != place.checksum:
            raise Unreadable(f"{self._path}: {person}")
        return piece

    def cards(self, person: str) -> PersonCards:
        """Return a person's cards.

        Raises:
            Unreadable: See `piece`.
        """
        try:
            return msgspec.json.decode(self.piece(person), type=PersonCards)
        except msgspec.MsgspecError as error:
            raise Unreadable(str(error)) from error


def read_cards(path: Path, cipher: Cipher) -> CardFile | None:
    """Return the file at ``path``, or None where it can't be used."""
    content = None
    try:
        with path.open("rb") as file:
            checksum, line = file.readline(), file.readline()
        if is_encrypted(checksum):
            content = cipher.decrypt(path.read_bytes())
            checksum, line, _cards = content.split(b"\n", 2)
        line = line.removesuffix(b"\n")
        if int(checksum, 16) != crc32(line):
            return None
        head = msgspec.json.decode(line, type=_Head)
    except (OSError, ValueError, Encrypted, RecursionError):
        return None
    begin = len(checksum.removesuffix(b"\n")) + len(line) + 2
    return CardFile(path, head, begin, content) if head.format == FORMAT else None


def write_cards(
    path: Path,
    cipher: Cipher,
    times: Times,
    missing: dict[str, set[str]],
    pieces: Iterator[tuple[str, bytes]],
) -> None:
    """Replace the file at ``path`` by ``pieces``, one for each person, given by the id.

    Raises:
        OSError: It could not be made durable.
    """
    places, whole, start = {}, [], 0
    for person, piece in pieces:
        places[person] = _Place(start, len(piece), crc32(piece))
        whole.append(piece)
        start += len(piece)
    head = encode(_Head(FORMAT, times, missing, places))
    content = b"".join([b"%08x\n" % crc32(head), head, b"\n", *whole])
    write_atomically(path, cipher.encrypt(content))
