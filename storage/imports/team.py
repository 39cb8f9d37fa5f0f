"""People in a list from a spreadsheet or an address book, each with the line that it stands in.

What can't be read is named by its line and the reason, and the others stay as they are. Nothing
here asks what is kept already: see `storage.imports.matching`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from agendas.words import N_, _
from storage.imports.cells import (
    CellError,
    read_day,
    read_kept_for,
    read_language,
    read_months,
    read_text,
    read_weeks,
    read_yes,
)
from storage.imports.encodings import decoded
from storage.imports.sheet import Line, read_sheet
from storage.imports.trouble import Trouble
from storage.imports.vcards import is_vcard, read_vcards
from storage.names import is_ulid
from storage.records import Person

MAX_BYTES = 8 * 1024 * 1024
"""The largest file that is read; address books hold photos."""
MOST_PEOPLE = 2000

LABELS = {
    "name": N_("Name"),
    "title": N_("Title"),
    "email": N_("E-mail"),
    "language": N_("Language"),
    "started_on": N_("Began here"),
    "last_talk": N_("Last talk"),
    "months_between_talks": N_("Months between talks"),
    "weeks_between_follow_ups": N_("Weeks between follow-ups"),
    "next_talk": N_("Next talk"),
    "retention_months": N_("Kept for, in months"),
    "archived": N_("Archived"),
}
"""What the columns are called where one of their cells can't be read."""

_FIELDS = {"last_talk": "last_talk_elsewhere"}
"""The field of a person that a column is read into, where it is called otherwise."""


class TeamError(Exception):
    """Why a file is no list of people that can be read, in one line: ``file:line: reason``."""


class Listed(NamedTuple):
    """One person as the file says."""

    line: int
    person: Person
    known: bool = False
    """Whether the file says the person's id, as our own lists do."""


class TeamList(NamedTuple):
    """What a file says."""

    people: list[Listed]
    troubles: list[Trouble]
    """The lines that can't be read."""
    kind: Literal["sheet", "vcards"]
    encoding: str
    separator: str = ""
    unused: tuple[str, ...] = ()
    """The names of the columns that say nothing here."""


def read_team_file(path: Path, today: dt.date) -> TeamList:
    """Return the people in a file. Raises TeamError, or OSError where it can't be read at all."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    try:
        return read_team(data, today)
    except Trouble as trouble:
        raise TeamError(f"{path}:{trouble.line}: {trouble.reason}") from trouble


def read_team(data: bytes, today: dt.date) -> TeamList:
    """Return the people in a file's content.

    Raises:
        Trouble: It is no list of people.
    """
    if len(data) > MAX_BYTES:
        raise Trouble(1, _("the file is too large; at most {n} MB are read").format(n=8))
    text, encoding = decoded(data)
    if is_vcard(text):
        return _from_vcards(text, encoding)
    sheet = read_sheet(text, MOST_PEOPLE)
    people: list[Listed] = []
    troubles: list[Trouble] = []
    for line in sheet.lines:
        try:
            people.append(_listed(line, sheet.columns.places, today))
        except Trouble as trouble:
            troubles.append(trouble)
    if not sheet.lines:
        raise Trouble(1, _("nobody is listed in it"))
    return TeamList(people, troubles, "sheet", encoding, sheet.separator, sheet.columns.unused)


def _from_vcards(text: str, encoding: str) -> TeamList:
    people, troubles = [], []
    for card in read_vcards(text, MOST_PEOPLE):
        try:
            if card.trouble:
                raise Trouble(card.line, card.trouble)
            values = {
                name: _value(name, read_text, getattr(card, name), card.line)
                for name in ("name", "title", "email")
            }
            people.append(Listed(card.line, _person(values, card.line)))
        except Trouble as trouble:
            troubles.append(trouble)
    return TeamList(people, troubles, "vcards", encoding)


def _listed(line: Line, places: Mapping[str, int], today: dt.date) -> Listed:
    if line.trouble:
        raise Trouble(line.number, line.trouble)

    def cell(name: str) -> str:
        place = places.get(name, len(line.cells))
        return line.cells[place] if place < len(line.cells) else ""

    values = {
        _FIELDS.get(name, name): _value(name, read, cell(name), line.number)
        for name, read in _readers(today).items()
        if name in places
    }
    if not values.get("name"):
        parts = [_value("name", read_text, cell(one), line.number) for one in _NAME_PARTS]
        values["name"] = " ".join(str(part) for part in parts if part)
    if cell("next_talk_by").strip() == "cadence":
        values["next_talk"] = None
    id_ = cell("id").strip()
    if is_ulid(id_):
        values["id"] = id_
    return Listed(line.number, _person(values, line.number), known=is_ulid(id_))


_NAME_PARTS = ("first_name", "last_name")


def _readers(today: dt.date) -> dict[str, Callable[[str], object]]:
    return {
        "name": read_text,
        "title": read_text,
        "email": read_text,
        "language": read_language,
        "started_on": lambda cell: read_day(cell, today),
        "last_talk": lambda cell: read_day(cell, today, over=True),
        "months_between_talks": read_months,
        "weeks_between_follow_ups": read_weeks,
        "next_talk": lambda cell: read_day(cell, today),
        "retention_months": read_kept_for,
        "archived": read_yes,
    }


def _value(name: str, read: Callable[[str], object], cell: str, line: int) -> object:
    try:
        return read(cell)
    except CellError as error:
        raise Trouble(line, f"{_(LABELS[name])}: {error}") from error


def _person(values: dict[str, Any], line: int) -> Person:
    if not values.get("name", "").strip():
        raise Trouble(line, _("nobody is named"))
    return Person(**values)
