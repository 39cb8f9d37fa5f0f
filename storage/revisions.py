"""The revisions of a store's records: what each is made from, and the one that comes next.

A revision tells by its time when it was saved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from storage.records import Record
from storage.tables import Tables
from storage.ulids import ulid_at

Key = tuple[type[Record], str]


class Revisions:
    """What one sitting has saved, or tried to."""

    def __init__(self, tables: Tables, now: Callable[[], dt.datetime]) -> None:
        """Give revisions to the records in ``tables``."""
        self._tables = tables
        self._now = now
        self._unsure: dict[Key, set[str]] = {}
        """Those whose writing was reported as failed; they may have reached the disk."""
        self._bases: dict[Key, str] = {}
        """Those from before the sitting."""

    def next(self, record: Record) -> dict[str, Any]:
        """Return the document of ``record`` as it is to be written.

        Fields that this program doesn't know stay as they are kept.

        Raises:
            StoreError: It may not be kept; see `Tables.kept_of`.
        """
        key = (type(record), record.id)
        kept = self._tables.kept_of(record, self._unsure.get(key, set()))
        rev, base = ulid_at(self._now()), self._bases.setdefault(key, record.rev)
        self._unsure.setdefault(key, set()).add(rev)
        revisions = {"rev": rev, "parent_rev": record.rev, "base_rev": base}
        return {**kept, **msgspec.to_builtins(record), **revisions}

    def kept(self, record: Record, document: Mapping[str, Any]) -> None:
        """Let ``record`` be the revision that was written as ``document``."""
        del self._unsure[type(record), record.id]
        record.base_rev, record.parent_rev = document["base_rev"], document["parent_rev"]
        record.rev = document["rev"]
