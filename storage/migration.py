"""Documents of older versions, brought up to the shape that this program writes.

Each step is a function from the documents of one schema to those of the next, and stays for as
long as there may be such a document: one from a backup, or from a machine that was long away. It
is used whenever a document is read, so the rest of the program knows one shape only. A document
that is saved is written in that shape.

A talk's journal has the shape of its document: a step that changes talks must come with one for
the parts in journals.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from storage.files import make_folder, write_atomically
from storage.records import SCHEMA

_STAMP = "schema"
"""A file in the state folder: the schema up to which all documents have been brought."""

Body = dict[str, Any]


def brought_up(table: str, document: Body) -> Body:
    """Return a document of ``table`` in the shape that this program writes.

    One that isn't older, or doesn't say how old it is, is returned as it is.
    """
    schema = document.get("schema")
    if not isinstance(schema, int):
        return document
    for number in sorted(number for number in _STEPS if number >= schema > 0):
        step = _STEPS[number].get(table, _as_it_is)
        document = {**step(document), "schema": number + 1}
    return document


def is_behind(state: Path) -> bool:
    """Return whether documents of the store with this state folder may still be older."""
    try:
        return int((state / _STAMP).read_bytes()) < SCHEMA
    except (OSError, ValueError):
        return True


def mark(state: Path) -> None:
    """Note that no document is older now.

    Raises:
        OSError: It can't be written.
    """
    make_folder(state)
    write_atomically(state / _STAMP, b"%d\n" % SCHEMA)


def _as_it_is(document: Body) -> Body:
    return document


def _raising(document: Body) -> Body:
    """From 1 to 2: the day on which a note was raised gets room for how that went."""
    rest = {name: value for name, value in document.items() if name != "raised_on"}
    day = document.get("raised_on")
    return {**rest, "raised": None if day is None else {"on": day}}


def _following_the_team(document: Body) -> Body:
    """From 1 to 2: who had the usual cadence follows the team's, which is the same at first."""
    usual = {"months_between_talks": 12, "weeks_between_follow_ups": 6}
    own = {name: None for name, number in usual.items() if document.get(name) == number}
    return {**document, **own}


_STEPS: dict[int, dict[str, Callable[[Body], Body]]] = {
    1: {"log": _raising, "people": _following_the_team},
    2: {},  # from 2 to 3 talks get room for the employee's form, which is empty at first
}
"""By the schema that a step begins from, and the table whose documents it changes."""
