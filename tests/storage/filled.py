"""Records with a text of choice in each of their text fields, found by the fields' types.

A field that somebody adds tomorrow is filled as well.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from agendas.agenda import Agenda
from storage.plan import in_order
from storage.records import Conversation, Person, Record
from storage.tables import TABLES

R = TypeVar("R", bound=Record)

RECORDS: tuple[type[Record], ...] = tuple(TABLES)
"""All kinds: what is in no table can't be kept."""
IDS = frozenset({"id", "thread", "person", "previous", "conversation"})
IDS |= {"goal", "unit_goal_id", "entry", "fingerprint"}
"""Fields of letters that the program makes by itself; an agenda's id is a person's."""
_OF_THE_STORE = {field.name for field in msgspec.structs.fields(Record)} - {"id"} | {"form_after"}
"""Ids and revisions that the store sees to."""
_OF_A_CLOCK = {"current", "loans"}
"""Point at one of its topics."""
PERSON = "01J00000000000000000000P01"
DAY = dt.date(2026, 3, 3)
_VALUES: dict[type, Any] = {int: 1, bool: False, dt.date: DAY}
_MOMENT = dt.datetime(2026, 3, 3, 13, tzinfo=dt.UTC)


@cache
def text_fields(kind: type[Record]) -> tuple[str, ...]:
    """Return the paths of all text fields of a record, such as ``plan.goals.why``."""
    paths: dict[str, None] = {}

    def note(path: str) -> str:
        paths[path] = None
        return ""

    _Filler(note).made(kind, "")
    return tuple(path.removeprefix(".") for path in paths)


def filled(kind: type[R], text: str, only: str = "", other: str = "ord") -> R:
    """Return a record that holds ``text`` in the field ``only``, or in all, and ``other`` else."""
    return with_texts(kind, lambda path: text if only in ("", path[1:]) else other)


def with_texts(kind: type[R], text: Callable[[str], str]) -> R:
    """Return a record with what ``text`` returns for the path of each text field."""
    record = _Filler(text).made(kind, "")
    if isinstance(record, Person):
        record.id = PERSON
    elif isinstance(record, Conversation):
        record.state = "agreed"
        record.plan = in_order(record.plan)
    result: R = record
    return result


class _Filler:
    """Makes values of any type that stands in a record."""

    def __init__(self, text: Callable[[str], str]) -> None:
        self._text = text
        self._made = 0

    def made(self, kind: Any, path: str) -> Any:
        """Return a value of ``kind``; ``path`` is where it stands."""
        if kind is str:
            return self._text(path)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            hints = get_type_hints(kind, include_extras=True)
            names = [field.name for field in msgspec.structs.fields(kind)]
            names = [name for name in names if name not in _OF_THE_STORE | _OF_A_CLOCK]
            return kind(**{name: self._field(kind, name, hints[name], path) for name in names})
        inner = [one for one in get_args(kind) if one not in (type(None), ...)]
        origin = get_origin(kind)
        if origin is Literal:
            return inner[0]
        if origin in (Union, types.UnionType, Annotated):
            return self.made(inner[0], path)
        if origin is tuple and ... not in get_args(kind):
            return tuple(self.made(one, path) for one in inner)
        if origin in (tuple, list):
            return origin([self.made(inner[0], path)])
        return _MOMENT if kind is dt.datetime else _VALUES[kind]

    def _field(self, kind: type, name: str, hint: Any, path: str) -> Any:
        if name not in IDS or kind is Agenda:
            return self.made(hint, f"{path}.{name}")
        self._made += 1
        return PERSON if name == "person" else f"01J000000000000000000000{self._made:02}"
