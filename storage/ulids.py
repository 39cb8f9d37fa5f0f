"""ULIDs: ids that sort by when they were made, as <https://github.com/ulid/spec> has them.

48 bits of milliseconds since 1970 and 80 of chance, written in 26 letters of five bits. The library
for them takes longer to import than a note takes to be kept, so they are made here.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
import time

from storage.names import ID_LENGTH, is_ulid

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS, _CHANCE_BITS = 5, 80

_turn = threading.Lock()
_newest = 0
"""The number of the id that was made last, of those made now."""


def new_ulid() -> str:
    """Return a new ULID, that sorts after all that this process has made before."""
    global _newest
    with _turn:
        _newest = max(_number(time.time_ns() // 1_000_000, os.urandom(10)), _newest + 1)
        return _written(_newest)


def ulid_at(moment: dt.datetime, chance: bytes | None = None) -> str:
    """Return a ULID of an aware moment; its 10 bytes of ``chance`` may be given."""
    milliseconds = (moment - _EPOCH) // dt.timedelta(milliseconds=1)
    return _written(_number(milliseconds, chance or os.urandom(10)))


def made_at(id_: str) -> dt.datetime | None:
    """Return the moment that an id tells, in UTC; None where it is no ULID of our calendar."""
    if not is_ulid(id_):
        return None
    number = 0
    for letter in id_:
        number = number << _BITS | _LETTERS.index(letter)
    try:
        return _EPOCH + dt.timedelta(milliseconds=number >> _CHANCE_BITS)
    except OverflowError:
        return None


def _number(milliseconds: int, chance: bytes) -> int:
    return milliseconds << _CHANCE_BITS | int.from_bytes(chance)


def _written(number: int) -> str:
    shifts = range(_BITS * (ID_LENGTH - 1), -1, -_BITS)
    return "".join(_LETTERS[number >> shift & 31] for shift in shifts)
