"""A list of people as anybody's spreadsheet writes it, read line by line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.cadence import USUAL
from storage.cards import PersonCard, card_of, summed_up
from storage.exports.people import FIELDS, row
from storage.exports.spreadsheet import to_csv
from storage.imports.cells import LONGEST, CellError, read_day, read_months, read_weeks
from storage.imports.team import MOST_PEOPLE, TeamList, read_team
from storage.imports.trouble import Trouble
from storage.records import Person
from storage.text import clean
from tests.hostile import TEXTS
from tests.storage.talks import texts

PAGE = Path(__file__).parents[2] / "docs" / "people.md"
TODAY = dt.date(2026, 11, 23)


def read(text: str | bytes, encoding: str = "utf-8") -> TeamList:
    return read_team(text if isinstance(text, bytes) else text.encode(encoding), TODAY)


def said(team: TeamList) -> list[tuple[int, str]]:
    return [(one.line, one.person.name) for one in team.people]


COLUMNS = {
    "nb": "Navn;Stilling;E-post;Ansatt fra;Siste samtale;Måneder mellom samtaler;Neste samtale",
    "nn": "Namn;Tittel;E-postadresse;Startdato;Siste samtale;Månader mellom samtalar;Neste samtale",
    "en": "Name;Job title;E-mail;Start date;Last talk;Cadence;Next talk",
}
ROW = "Kari Nordmann;Utvikler;kari@x.no;1.8.2019;15. januar 2026;6 mnd;2026-12-01"
KARI = Person(
    name="Kari Nordmann",
    title="Utvikler",
    email="kari@x.no",
    started_on=dt.date(2019, 8, 1),
    last_talk_elsewhere=dt.date(2026, 1, 15),
    months_between_talks=6,
    next_talk=dt.date(2026, 12, 1),
)


def same(one: Person, other: Person) -> bool:
    one.id = other.id
    return one == other


@pytest.mark.parametrize("names", COLUMNS.values(), ids=COLUMNS)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_columns_are_known_by_their_names_in_any_order(names: str, separator: str) -> None:
    for turn in range(7):
        lines = [part.split(";") for part in (names, ROW)]
        text = "\n".join(separator.join((*one[turn:], *one[:turn])) for one in lines)
        team = read(text)
        assert (team.separator, team.unused, team.troubles) == (separator, (), [])
        assert same(team.people[0].person, KARI)


@pytest.mark.parametrize(
    ("encoding", "mark", "taken_for"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8-sig", b"", "UTF-8"),
        ("utf-16-le", b"\xff\xfe", "UTF-16"),
        ("utf-16-be", b"\xfe\xff", "UTF-16"),
        ("utf-16-le", b"", "UTF-16"),
        ("utf-16-be", b"", "UTF-16"),
        ("cp1252", b"", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_and_said(encoding: str, mark: bytes, taken_for: str) -> None:
    text = "Navn;Språk;Stilling\r\nÅse Bø;nynorsk;Rådgiver – økonomi\r\n"
    team = read(mark + text.encode(encoding))
    assert team.encoding == taken_for
    (one,) = team.people
    assert (one.person.name, one.person.language) == ("Åse Bø", "nn")
    assert one.person.title == "Rådgiver – økonomi"


def test_the_list_in_the_documents_is_one() -> None:
    (example,) = re.findall(r"```\n(Navn;.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    team = read(example)
    assert (team.troubles, team.unused) == ([], ())
    assert [one.person.months_between_talks for one in team.people] == [12, 6]
    assert all(one.person.started_on for one in team.people)


def test_bytes_that_windows_does_not_know_are_latin_1() -> None:
    assert read(b"Navn\n\xc5se \x81\n").encoding == "Latin-1"


def test_lines_are_counted_as_an_editor_does() -> None:
    team = read(
        "sep=;\r\nAnsatte per 1.1.;\r\n\r\nNavn;Tittel\r\n"
        '"Kari\r\nNordmann";"Leder;\n ""salg"""\r\n;\r\nOla;=1+1\r\n;Sjef\r\nPer"x";\r\n'
    )
    assert said(team) == [(5, "Kari Nordmann"), (9, "Ola"), (11, 'Per"x"')]
    assert [one.person.title for one in team.people] == ['Leder; "salg"', "=1+1", ""]
    assert [(one.line, one.reason) for one in team.troubles] == [(10, "nobody is named")]


def test_what_can_not_be_read_is_named_and_the_others_go_on() -> None:
    team = read(
        "Fornavn;Etternavn;Siste samtale;Kadens;Avdeling\n"
        "Kari;Nordmann;31.2.2024;12;A\n"
        "Ola;Hansen;1.2.2028;12;A\n"
        "Per;Ås;1.2.;;\n"
        "Åse;Bø;;ofte;\n"
        'Ida;"Mo"e;;;\n'
        "Ingrid;Lund;1.2.24;årlig;B\n"
        "Lone\n"
    )
    assert said(team) == [(7, "Ingrid Lund"), (8, "Lone")]
    assert team.unused == ("Avdeling",)
    assert [(one.line, one.reason.split(":")[0]) for one in team.troubles] == [
        (2, "Last talk"),
        (3, "Last talk"),
        (4, "Last talk"),
        (5, "Months between talks"),
        (6, "its quotation marks or its length are not those of CSV"),
    ]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", 1, "no column is called Name"),
        (b"Kari Nordmann;Utvikler\n", 1, "no column is called Name"),
        (b"sep=;\nKari;Utvikler\n", 2, "no column is called Name"),
        (b"Navn;Tittel\n", 1, "nobody is listed"),
        (b'Navn\nKari\n"Ola\nPer\n', 3, "a quotation mark is opened here"),
        (b"Navn\n" + b"Kari\n" * (MOST_PEOPLE + 1), MOST_PEOPLE + 2, "are too many"),
        (b"PK\x03\x04" + bytes(100), 1, "this is a workbook"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), 1, "this is a workbook"),
        (b"Navn\nKari" + b"\n" * 200 + b"\x00", 202, "this is no text"),
        (b"\xff\xfeN\x00a\x00\n\x00\x00\xd8\n\x00", 2, "the file says that it is UTF-16"),
        (b"Navn\n" + b"x" * (8 * 2**20), 1, "too large"),
        (b"BEGIN:VCARD\nFN:Kari\n", 1, "no whole vCard"),
        (b"Navn\n" + b"x" * (LONGEST + 1), 2, "longer than"),
    ],
)
def test_what_is_no_list_is_refused_with_its_line(content: bytes, line: int, reason: str) -> None:
    with pytest.raises(Trouble) as refused:
        for trouble in read(content).troubles:
            raise trouble
    assert refused.value.line == line
    assert reason in refused.value.reason


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("15.01.2024", dt.date(2024, 1, 15)),
        ("15.1.24", dt.date(2024, 1, 15)),
        ("15/1-2024", None),
        ("15/1/2024", dt.date(2024, 1, 15)),
        ("15. januar 2024", dt.date(2024, 1, 15)),
        ("15. jan. 2024", dt.date(2024, 1, 15)),
        ("15 January 2024", dt.date(2024, 1, 15)),
        ("Monday 15 January 2024", dt.date(2024, 1, 15)),
        ("2024-01-15", dt.date(2024, 1, 15)),
        ("2024/1/15", dt.date(2024, 1, 15)),
        ("20240115", dt.date(2024, 1, 15)),
        ("2024-01-15 00:00:00", dt.date(2024, 1, 15)),
        ("2024-01-15T00:00:00Z", dt.date(2024, 1, 15)),
        ("15.01.2024 00:00", dt.date(2024, 1, 15)),
        ("1.8.98", dt.date(1998, 8, 1)),
        ("1.8.27", dt.date(2027, 8, 1)),
        ("29. februar 2024", dt.date(2024, 2, 29)),
        ("29.2.2023", None),
        ("2024-13-01", None),
        ("15. januar", None),
        ("fredag", None),
        ("+3 mnd", None),
        ("45306", None),
        ("x" * 100_000, None),
    ],
)
def test_days_are_read_as_norwegians_write_them(written: str, day: dt.date | None) -> None:
    if day is None:
        with pytest.raises(CellError):
            read_day(written, TODAY)
    else:
        assert read_day(f" {written} ", TODAY) == day


def test_a_last_talk_is_over() -> None:
    assert read_day("", TODAY, over=True) is None
    assert read_day("2026-11-23", TODAY, over=True) == TODAY
    with pytest.raises(CellError):
        read_day("2026-11-24", TODAY, over=True)


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("", None),
        ("12", 12),
        ("12,0", 12),
        ("6 mnd.", 6),
        ("hver 6. måned", 6),
        ("2 år", 24),
        ("1 year", 12),
        ("Årlig", 12),
        ("årleg", 12),
        ("halvårlig", 6),
        ("Half-yearly", 6),
        ("kvartalsvis", 3),
        ("monthly", 1),
    ],
)
def test_a_cadence_is_read(written: str, months: int | None) -> None:
    assert read_months(written) == months


@pytest.mark.parametrize("written", ["0", "121", "11 år", "-3", "ofte", "12 uker", "1e3", "9" * 99])
def test_what_is_no_cadence_is_refused(written: str) -> None:
    for read_it in (read_months, read_weeks):
        with pytest.raises(CellError):
            read_it(written.replace("uker", "dager"))


# Our own list, out and in again

_DAYS = st.none() | st.dates(dt.date(1970, 1, 1), TODAY)
_COUNTS = st.none() | st.integers(1, 120)
_NAMES = texts.map(clean).filter(lambda text: text.strip() and len(text) < 1000)


@st.composite
def persons(draw: st.DrawFn) -> Person:
    return Person(
        name=draw(_NAMES),
        title=clean(draw(texts))[:999],
        email=clean(draw(texts))[:999],
        language=draw(st.sampled_from(["", "nb", "nn", "en"])),
        started_on=draw(st.none() | st.dates(dt.date(1000, 1, 1))),
        last_talk_elsewhere=draw(_DAYS),
        months_between_talks=draw(_COUNTS),
        weeks_between_follow_ups=draw(_COUNTS),
        retention_months=draw(_COUNTS),
        archived=draw(st.booleans()),
    )


def exported(people: list[Person]) -> str:
    rows: list[Any] = [FIELDS]
    for person in people:
        card = card_of(person)
        assert isinstance(card, PersonCard)
        rows.append(row(summed_up(card, [], []).by(USUAL), person, USUAL, TODAY))
    return to_csv(rows)


@given(st.lists(persons(), min_size=1, max_size=3), st.dates(TODAY, dt.date(2100, 1, 1)), texts)
def test_our_own_list_comes_back_equal(people: list[Person], day: dt.date, text: str) -> None:
    people[0].next_talk = day
    for separator in (",", ";"):
        file = exported(people)
        if separator != ",":
            lines = io.StringIO(newline="")
            csv.writer(lines, delimiter=separator).writerows(csv.reader(io.StringIO(file)))
            file = lines.getvalue()
        team = read(file)
        assert ([one.person for one in team.people], team.troubles) == (people, [])
        assert (team.unused, {one.known for one in team.people}) == ((), {True})
        assert exported([one.person for one in team.people]) == exported(people)


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_comes_back_equal_from_every_field(name: str) -> None:
    text = clean(TEXTS[name])
    person = Person(name=f"x{text}", title=text, email=text)
    (one,) = read(exported([person])).people
    assert one.person == person


@given(st.binary(max_size=300), st.sampled_from([b"", b"Navn;E-post\n", b"BEGIN:VCARD\n"]))
def test_any_bytes_are_a_list_or_refused(content: bytes, before: bytes) -> None:
    try:
        team = read(before + content)
    except Trouble as trouble:
        assert trouble.line >= 1
    else:
        assert all(one.person.name.strip() and one.line >= 1 for one in team.people)
