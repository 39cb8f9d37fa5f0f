"""What was left out when all that is kept on a person was given out, and why."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from storage.records import Record


class Withheld(msgspec.Struct, frozen=True):
    """A private record that was left out."""

    table: Literal["preparations", "log"]
    id: str
    reason: str


class Disclosure(Record, kw_only=True):
    """All that is kept on a person was given out, but for some private records."""

    person: str
    at: dt.datetime
    withheld: tuple[Withheld, ...] = ()
