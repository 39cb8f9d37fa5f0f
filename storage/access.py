"""All that is kept on a person, to be given to them: gathered, and as JSON.

The shape of the JSON is published in ``docs/schema/access.schema.json``;
``python -m tests.access_schema`` writes it anew.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence
from typing import Any, Literal

import msgspec

from storage.access_log import Opening
from storage.disclosure import Disclosure, Withheld
from storage.holdings import Holdings, Kept, Where
from storage.known_exports import KnownExport
from storage.points import without_examples
from storage.records import Conversation, LogEntry, Person, Preparation
from storage.tombstones import Tombstone, Tombstones

FORMAT = 1
"""The version of the export's shape."""


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A file that isn't the document itself, or can't be read."""

    where: Where
    table: str
    id: str
    file: str
    """Where it lies on the machine."""
    record: dict[str, Any] | None
    """What it holds; null where that can't be read, or is withheld."""
    unreadable: str = ""
    """Why it can't be read."""


class Retention(msgspec.Struct, frozen=True):
    """How long records are kept after the day that they are about."""

    months: int | None
    """Null where no end is set."""
    chosen_for: Literal["person", "all", "nobody"]


class Access(msgspec.Struct, kw_only=True):
    """All that is kept on one person."""

    samtale: Literal["access"] = "access"
    format: int = FORMAT
    made_at: dt.datetime
    person_id: str
    person: Person | None
    conversations: list[Conversation]
    preparations: list[Preparation]
    log: list[LogEntry]
    withheld: list[Withheld]
    """Private records that are left out, each with the reason."""
    disclosures: list[Disclosure]
    """When something was withheld before."""
    copies: list[Copy]
    """Earlier versions, the journal of a talk under way, copies, and what is damaged."""
    exports: list[KnownExport]
    openings: list[Opening]
    erased: list[Tombstone]
    retention: Retention

    def to_json(self) -> str:
        """Return the export as JSON in ASCII, so that no text in it can command a terminal."""
        return json.dumps(msgspec.to_builtins(self), indent=2) + "\n"


def access(
    held: Holdings,
    *,
    at: dt.datetime,
    withheld: Sequence[Withheld] = (),
    exports: Sequence[KnownExport] = (),
    openings: Sequence[Opening] = (),
    tombstones: Tombstones,
    months_for_all: int | None = None,
) -> Access:
    """Return what is to be given out; no text of what is ``withheld`` is in it."""
    left_out = {(one.table, one.id) for one in withheld}
    talks = held.of(Conversation)
    mentioned = {(one.table, one.id) for one in openings if one.id}
    mentioned |= {("conversations", talk.previous) for talk in talks if talk.previous}
    stones = [tombstones.read(*one) for one in sorted(mentioned)]
    return Access(
        made_at=at,
        person_id=held.person_id,
        person=held.person,
        conversations=talks,
        preparations=[
            _without_examples(one, left_out)
            for one in held.of(Preparation)
            if ("preparations", one.id) not in left_out
        ],
        log=[one for one in held.of(LogEntry) if ("log", one.id) not in left_out],
        withheld=list(withheld),
        disclosures=held.of(Disclosure),
        copies=[_copy(one, left_out) for one in held.others],
        exports=list(exports),
        openings=list(openings),
        erased=[one for one in stones if one is not None],
        retention=_retention(held.person, months_for_all),
    )


def private(held: Holdings) -> dict[str, tuple[Literal["preparations", "log"], str]]:
    """Return what may be withheld, by its id: the preparations and the private log entries."""
    found: dict[str, tuple[Literal["preparations", "log"], str]] = {}
    for one in sorted(held.files, key=lambda one: one.where == "document"):
        if isinstance(one.record, Preparation):
            found[one.id] = "preparations", one.id
        elif isinstance(one.record, LogEntry) and not one.record.shared:
            found[one.id] = "log", one.id
        elif isinstance(one.record, LogEntry):
            found.pop(one.id, None)  # the document itself, which comes last, is shared
    return found


def _without_examples(
    preparation: Preparation, left_out: Collection[tuple[str, str]]
) -> Preparation:
    """Return a preparation without what its points have copied from withheld log entries."""
    return without_examples(preparation, {id_ for table, id_ in left_out if table == "log"})


def _copy(one: Kept, left_out: Collection[tuple[str, str]]) -> Copy:
    withheld = (one.table, one.id) in left_out
    record = one.record
    if isinstance(record, Preparation):
        record = _without_examples(record, left_out)
    return Copy(
        where=one.where,
        table=one.table,
        id=one.id,
        file=str(one.file),
        record=None if withheld or record is None else msgspec.to_builtins(record),
        unreadable=one.unreadable,
    )


def _retention(person: Person | None, months_for_all: int | None) -> Retention:
    if person is not None and person.retention_months is not None:
        return Retention(person.retention_months, "person")
    return Retention(months_for_all, "nobody" if months_for_all is None else "all")
