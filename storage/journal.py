"""The journal of a talk under way: every change, appended, checksummed and made durable.

A journal is a row of frames. Each is the length of its payload and the payload's CRC-32, both
as four bytes with the lowest first, then the payload: one entry as JSON, with the whole new
text of the part that changed. Reading stops at the first frame that isn't whole and right, so
what is read is always what stood after one of the changes.
"""

from __future__ import annotations

import datetime as dt
import os
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from zlib import crc32

import msgspec

from storage.cipher import PLAIN, Cipher
from storage.files import (
    BINARY,
    make_durable,
    make_folder,
    sweep,
    sync_folder,
    write_atomically,
    write_fully,
)

_HEAD = struct.Struct("<II")
_BEGINNING = b'{"at":'
"""How each payload begins."""


class Entry(msgspec.Struct, frozen=True):
    """One change."""

    at: dt.datetime
    part: str
    value: msgspec.Raw
    """The part's new content, as JSON."""


def read(path: Path, cipher: Cipher = PLAIN) -> dict[str, bytes]:
    """Return the newest content of each part that the journal at ``path`` holds.

    Raises:
        OSError: The file can't be read.
        ValueError: It is encrypted and damaged.
        Encrypted: There is no key for it.
    """
    return newest(cipher.decrypt(path.read_bytes()))


def newest(frames: bytes) -> dict[str, bytes]:
    """Return the newest content of each part in a journal's bytes."""
    return {entry.part: bytes(entry.value) for entry, _end in entries(frames)}


def goes_on_after_damage(frames: bytes) -> bool:
    """Return whether whole entries stand behind the place at which reading ends.

    A crash tears only the newest ones: what stands before others was once whole.
    """
    end = max((end for _entry, end in entries(frames)), default=0)
    while (end := frames.find(_BEGINNING, max(end + 1, _HEAD.size))) >= 0:
        if next(entries(frames, end - _HEAD.size), None) is not None:
            return True
    return False


def open_journal(path: Path, cipher: Cipher = PLAIN) -> Journal:
    """Open the journal at ``path`` for writing, or begin it; nobody else writes journals now.

    What can't be read must have been taken away before.

    Raises:
        OSError: The file can't be opened.
        ValueError: It is encrypted and damaged.
        Encrypted: There is no key for it.
    """
    if path.parent.is_dir():
        sweep(path.parent)
    return Journal(path) if cipher is PLAIN else EncryptedJournal(path, cipher)


def entries(data: bytes, start: int = 0) -> Iterator[tuple[Entry, int]]:
    """Go through the entries in a journal's bytes, each with the place where its frame ends."""
    while start + _HEAD.size <= len(data):
        length, checksum = _HEAD.unpack_from(data, start)
        start += _HEAD.size
        payload = data[start : start + length]
        if len(payload) < length or crc32(payload) != checksum:
            return
        try:
            entry = msgspec.json.decode(payload, type=Entry)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return
        start += length
        yield entry, start


class Journal:
    """A journal that is open for writing; all of it is called from one thread."""

    def __init__(self, path: Path) -> None:
        """Open the journal at ``path``, or begin it; a torn end of it is cut off.

        Raises:
            OSError: The file can't be opened.
        """
        make_folder(path.parent)
        self.path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | BINARY, 0o600)
        self._end = max((end for _entry, end in entries(path.read_bytes())), default=0)
        self._torn = True
        try:
            self._mend()
            sync_folder(path.parent)
        except OSError:
            self.close()
            raise

    def append(self, parts: Mapping[str, bytes], at: dt.datetime) -> None:
        """Write down the new content of ``parts``; when this returns it is on the disk.

        Raises:
            OSError: It isn't; what was written before still is.
        """
        frames = b"".join(
            _frame(Entry(at, part, msgspec.Raw(value))) for part, value in parts.items()
        )
        self._mend()
        self._torn = True
        os.lseek(self._file, self._end, os.SEEK_SET)
        write_fully(self._file, frames)
        _make_data_durable(self._file)
        self._end += len(frames)
        self._torn = False

    def reset(self) -> None:
        """Empty the journal, once all that it holds is kept elsewhere.

        Raises:
            OSError: It can't be emptied.
        """
        self._end = 0
        self._torn = True
        self._mend()

    def remove(self) -> None:
        """Close the journal and remove its file.

        Raises:
            OSError: The file can't be removed.
        """
        self.close()
        self.path.unlink(missing_ok=True)
        sync_folder(self.path.parent)

    def close(self) -> None:
        """Close the file; calling it again does nothing."""
        if self._file >= 0:
            with suppress(OSError):
                os.close(self._file)
        self._file = -1

    def _mend(self) -> None:
        """Cut off what a write that failed, or a crash, has left behind the last whole frame."""
        if self._torn:
            os.ftruncate(self._file, self._end)
            _make_data_durable(self._file)
            self._torn = False


class EncryptedJournal(Journal):
    """A journal that is one encrypted file, with the newest content of each part.

    An age file can't be appended to, so each change writes it anew, atomically: a talk is small.
    """

    def __init__(self, path: Path, cipher: Cipher) -> None:
        """Open the journal at ``path``, or begin it.

        Raises:
            OSError: The file can't be read.
            ValueError: It is damaged.
            Encrypted: There is no key for it.
        """
        make_folder(path.parent)
        self.path = path
        self._cipher = cipher
        self._frames: dict[str, bytes] = {}
        with suppress(FileNotFoundError):
            for entry, _end in entries(cipher.decrypt(path.read_bytes())):
                self._frames[entry.part] = _frame(entry)

    def append(self, parts: Mapping[str, bytes], at: dt.datetime) -> None:
        """See `Journal.append`."""
        new = {part: _frame(Entry(at, part, msgspec.Raw(value))) for part, value in parts.items()}
        self._write({**self._frames, **new})

    def reset(self) -> None:
        """See `Journal.reset`."""
        self._write({})

    def close(self) -> None:
        """See `Journal.close`; the file is open only while it is written."""

    def _write(self, frames: dict[str, bytes]) -> None:
        write_atomically(self.path, self._cipher.encrypt(b"".join(frames.values())))
        self._frames = frames


def _frame(entry: Entry) -> bytes:
    payload = msgspec.json.encode(entry)
    return _HEAD.pack(len(payload), crc32(payload)) + payload


def _make_data_durable(descriptor: int) -> None:
    """Wait for the data, and of what is known about the file only for its length."""
    if hasattr(os, "fdatasync"):
        os.fdatasync(descriptor)
    else:
        make_durable(descriptor)
