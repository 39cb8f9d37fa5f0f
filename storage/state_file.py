"""Small files that the program keeps for itself: a checksum on the first line, JSON after it.

The checksum is the CRC-32 of the rest, as eight hexadecimal digits. A file that is damaged or of
another version counts as not there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, TypeVar
from zlib import crc32

import msgspec

from storage.cipher import PLAIN, Cipher, Encrypted
from storage.envelope import encode
from storage.files import write_atomically


class Versioned(Protocol):
    """What such a file holds."""

    format: int


_State = TypeVar("_State", bound=Versioned)


def read_state(
    file: Path, kind: type[_State], version: int, cipher: Cipher = PLAIN
) -> _State | None:
    """Return what ``file`` holds, or None where that can't be had."""
    try:
        checksum, _end, data = cipher.decrypt(file.read_bytes()).partition(b"\n")
        if int(checksum, 16) != crc32(data):
            return None
        state = msgspec.json.decode(data, type=kind)
    except (OSError, ValueError, Encrypted, RecursionError):
        return None
    return state if state.format == version else None


def write_state(file: Path, state: Versioned, cipher: Cipher = PLAIN) -> None:
    """Replace ``file`` by ``state``.

    Raises:
        OSError: It could not be made durable.
    """
    data = encode(state)
    write_atomically(file, cipher.encrypt(b"%08x\n%b" % (crc32(data), data)))
