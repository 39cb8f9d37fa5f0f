"""An address book, from whichever program, as people with the lines that they begin in."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.team import MOST_PEOPLE, TeamList, read_team
from storage.imports.trouble import Trouble
from storage.imports.vcards import Card, read_vcards
from tests.hostile import TEXTS

BOOK = r"""BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 14//EN
N:Nordmann;Kari;;;
FN:Kari Nordmann
TITLE:Utvikler\, senior
item1.EMAIL;type=INTERNET;type=HOME:kari@hjemme.no
EMAIL;type=INTERNET;type=WORK:kari@x.no
BDAY:last spring
PHOTO;ENCODING=b;TYPE=JPEG:!!!
 AAAA
END:VCARD

BEGIN:VCARD
VERSION:4.0
FN:Øyst
 ein Ås
EMAIL;TYPE=work:post@x.no
EMAIL;PREF=1:oa@x.no
NOTE:secret
END:VCARD
begin:vcard
version:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=85s;=C3=85se;;;
ADR;ENCODING=QUOTED-PRINTABLE:;;Gata=
FN:Somebody Else
EMAIL;INTERNET;PREF:aase@x.no
TITLE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:R=E5dgiver =
i salg
TEL;CELL:22 00 00 00
end:vcard
BEGIN:VCARD
VERSION:4.0
FN:
END:VCARD
"""


def read(text: str) -> TeamList:
    return read_team(text.encode(errors="surrogatepass"), dt.date(2026, 11, 23))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_people_are_read_from_every_version(line_end: str) -> None:
    text = BOOK.replace("\n", line_end)
    assert read_vcards(text, 4) == [
        Card(1, "Kari Nordmann", "Utvikler, senior", "kari@x.no"),
        Card(14, "Øystein Ås", "", "oa@x.no"),
        Card(22, "Åse Ås", "Rådgiver i salg", "aase@x.no"),
        Card(32),
    ]
    team = read(text)
    assert (team.kind, team.encoding, len(team.people)) == ("vcards", "UTF-8", 3)
    assert [(one.line, one.reason) for one in team.troubles] == [(32, "nobody is named")]


def test_a_card_that_can_not_be_read_is_named_and_the_others_go_on() -> None:
    broken = "BEGIN:VCARD\nN;CHARSET=none;ENCODING=QUOTED-PRINTABLE:=C3;;;;\nEND:VCARD\n"
    long = f"BEGIN:VCARD\nFN:{'x' * 20_000}\nEND:VCARD\n"
    unended = "BEGIN:VCARD\nFN:Nobody\n"
    team = read(broken + long + unended + "BEGIN:VCARD\nFN:Ida Moe\nEND:VCARD\n")
    assert [(one.line, one.person.name) for one in team.people] == [(9, "Ida Moe")]
    assert [one.line for one in team.troubles] == [1, 4]


def test_a_large_photo_costs_no_more_than_its_size() -> None:
    lines = " " + "A" * 74 + "\n"
    photo = f"BEGIN:VCARD\nFN:Ida Moe\nPHOTO;ENCODING=b:\n{lines * 90_000}END:VCARD\n"
    assert [one.person.name for one in read(photo).people] == ["Ida Moe"]


def test_too_many_are_refused() -> None:
    with pytest.raises(Trouble) as refused:
        read("BEGIN:VCARD\nFN:Ida\nEND:VCARD\n" * (MOST_PEOPLE + 1))
    assert refused.value.line == 3 * MOST_PEOPLE + 1


@given(st.sampled_from([*TEXTS.values()]) | st.text(max_size=50))
def test_any_text_is_a_name_or_a_trouble(text: str) -> None:
    text = text.replace("\0", "")  # no address book has it, so the file is refused
    team = read(f"BEGIN:VCARD\nFN:{text}\nTITLE:{text}\nEND:VCARD\n")
    assert len(team.people) + len(team.troubles) == 1 or "VCARD" in text
