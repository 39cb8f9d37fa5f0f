"""What the columns of a list of people are called, in bokmål, nynorsk and English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from storage.search_query import folded

_NAMES = {
    "id": "id",
    "name": (
        "name fullname employee employeename navn namn fulltnavn fulltnamn medarbeider medarbeidar"
        " ansatt tilsett ansattnavn tilsettnamn fornavnogetternavn visningsnavn displayname person"
    ),
    "first_name": "firstname givenname fornavn fornamn fornavnmellomnavn",
    "last_name": "lastname surname familyname etternavn etternamn",
    "title": (
        "title jobtitle position role tittel stilling stillingstittel stillingsnavn"
        " stillingsnemning stillingsbetegnelse rolle yrke"
    ),
    "email": (
        "email mail emailaddress workemail epost epostadresse epostadressejobb jobbepost"
        " mailadresse epostjobb userprincipalname"
    ),
    "language": "language sprak spraak maalform malform",
    "started_on": (
        "startedon startdate start started hiredate dateofhire employedsince hired begin began"
        " beganhere startdato startet starta ansattfra ansattdato ansettelsesdato ansattsiden"
        " tilsettfra tilsettdato tilsetjingsdato tiltredelse tiltredelsesdato begynte byrja fradato"
    ),
    "last_talk": (
        "lasttalk lastreview lastappraisal lastconversation lastmeeting previoustalk sistesamtale"
        " sistemedarbeidersamtale sistemedarbeidarsamtale sistesamtaledato forrigesamtale"
        " forrigemedarbeidersamtale forresamtale sistesamtalen datosistesamtale"
        " sistmedarbeidersamtale lasttalkelsewhere"
    ),
    "months_between_talks": (
        "cadence monthsbetweentalks months frequency interval talkevery manedermellomsamtaler"
        " manadermellomsamtalar hyppighet hyppigheit frekvens intervall samtalehver kadens"
        " hvormangemaneder manedermellom mndmellomsamtaler"
    ),
    "weeks_between_follow_ups": (
        "weeksbetweenfollowups followupevery ukermellomoppfolginger vekermellomoppfolgingar"
        " ukermellomoppfolging oppfolginghver"
    ),
    "next_talk": (
        "nexttalk nextreview nextappraisal nextconversation nestesamtale nestemedarbeidersamtale"
        " nestemedarbeidarsamtale nestesamtaledato planlagtsamtale kommendesamtale"
    ),
    "next_talk_by": "nexttalkby",
    "retention_months": "retentionmonths keptfor lagringstid oppbevaring manederlagret",
    "archived": "archived arkivert sluttet slutta left",
}
COLUMNS = {word: field for field, words in _NAMES.items() for word in words.split()}
"""The field of each name, as `plain` writes names."""

FOR_PROGRAMS = ("open_actions", "overdue_actions")
"""Columns of our own lists that nothing can be read from."""


class Columns(NamedTuple):
    """Where each field stands in a line."""

    places: dict[str, int]
    unused: tuple[str, ...]
    """The names of the columns that say nothing here."""

    @property
    def named(self) -> bool:
        """Whether there is a column that says who it is."""
        return bool({"name", "first_name", "last_name"} & self.places.keys())


def plain(name: str) -> str:
    """Return a column's name without case, accents, spaces and marks: ``E-post`` is ``epost``."""
    return re.sub(r"[^a-z0-9]", "", folded(name[:100]))


def columns_of(cells: Sequence[str]) -> Columns:
    """Return what a line says, read as the names of columns; the first of two that are alike."""
    places: dict[str, int] = {}
    unused = []
    for place, cell in enumerate(cells):
        field = COLUMNS.get(plain(cell))
        if field and field not in places:
            places[field] = place
        elif cell.strip() and cell not in FOR_PROGRAMS:
            unused.append(" ".join(cell.split()))
    return Columns(places, tuple(unused))
