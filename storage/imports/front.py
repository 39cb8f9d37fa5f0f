"""The front matter of an exported plan."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

import msgspec

from agendas.front_matter import FrontMatterError, Pair, read_pairs
from agendas.words import _
from storage.exports.escape import unnoted
from storage.exports.markdown import FORMAT
from storage.imports.trouble import Trouble
from storage.records import State

_SHAPE = re.compile(r"---\n(.*?\n)---(?:\n|\Z)", re.DOTALL)

Moment = Annotated[dt.datetime, msgspec.Meta(tz=True)]


class Front(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands in the front matter; the names are for other programs and may be shortened."""

    samtale: int
    id: str
    person: str
    employee: str = ""
    manager: str = ""
    agenda: str = ""
    language: str = ""
    every: str = ""
    apart: bool = False
    planned: Moment | None = None
    started: Moment | None = None
    ended: Moment | None = None
    previous: str = ""
    state: State
    version: Annotated[int, msgspec.Meta(ge=1)]
    fingerprint: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


def read_front(text: str) -> tuple[Front, str, int]:
    """Return a file's front matter, the text below it and how many lines stand above that.

    Raises Trouble.
    """
    shape = _SHAPE.match(text)
    if not shape:
        raise Trouble(1, _("this is not an exported plan: it has no front matter"))
    try:
        pairs = list(read_pairs(shape[1]))
    except FrontMatterError as error:
        raise Trouble(error.line, error.reason) from error
    return _front(pairs), text[shape.end() :], shape[0].count("\n")


def _front(pairs: list[Pair]) -> Front:
    values: dict[str, str] = {}
    for pair in pairs:
        if pair.name in values:
            reason = _("{name} stands twice in the front matter")
            raise Trouble(pair.line, reason.format(name=ascii(pair.name)))
        values[pair.name] = unnoted(pair.text)
    if values.get("samtale") != str(FORMAT):
        raise Trouble(1, _("this is not a plan of a format that this version of Samtale reads"))
    try:
        return msgspec.convert(values, Front, strict=False)
    except msgspec.ValidationError as error:
        line = next((pair.line for pair in pairs if f"`$.{pair.name}`" in str(error)), 1)
        raise Trouble(
            line, _("the front matter can't be read: {error}").format(error=error)
        ) from error
