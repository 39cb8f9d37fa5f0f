"""Dates in notes and in fields, as people write them and as they don't."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agendas import words
from agendas.dates import DateError, find_date, read_date, read_past_date, strip_date

TODAY = dt.date(2026, 11, 24)
"""A Tuesday, in week 48."""


def day(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)


WRITTEN = {
    # Days in numbers
    "2027-01-15": "2027-01-15",
    "15.1.2027": "2027-01-15",
    "15.01.2027": "2027-01-15",
    "15. 1. 2027": "2027-01-15",
    "15/1/2027": "2027-01-15",
    "15-01-2027": "2027-01-15",
    "15.01.27": "2027-01-15",
    "15/1/27": "2027-01-15",
    "15.1.": "2027-01-15",
    "15/1": "2027-01-15",
    "den 15.1": "2027-01-15",
    "fredag 15.1.": "2027-01-15",
    "24.11.": "2026-11-24",
    "23.11.": "2027-11-23",
    # Months by name
    "15. januar": "2027-01-15",
    "15.januar": "2027-01-15",
    "15 januar": "2027-01-15",
    "15. jan": "2027-01-15",
    "15. jan.": "2027-01-15",
    "15. sept. 2027": "2027-09-15",
    "den 15. januar 2028": "2028-01-15",
    "fre. 15. jan.": "2027-01-15",
    "fredag den 15. januar": "2027-01-15",
    "10.–15. januar": "2027-01-15",
    "10-15 januar": "2027-01-15",
    "29. februar": "2028-02-29",
    "17. mai": "2027-05-17",
    "15 January": "2027-01-15",
    "15th of January": "2027-01-15",
    "the 3rd of March, 2028": "2028-03-03",
    "Friday, 15 January": "2027-01-15",
    "March 1st": "2027-03-01",
    "March the 1st": "2027-03-01",
    "March 1, 2028": "2028-03-01",
    "2 May": "2027-05-02",
    # Distances
    "+3 mnd": "2027-02-24",
    "+3 mnd.": "2027-02-24",
    "+3 måneder": "2027-02-24",
    "+3 månader": "2027-02-24",
    "+3 months": "2027-02-24",
    "+3m": "2027-02-24",
    "+14 mnd": "2028-01-24",
    "+2 uker": "2026-12-08",
    "+ 2 veker": "2026-12-08",
    "+2w": "2026-12-08",
    "+10 dager": "2026-12-04",
    "+1 år": "2027-11-24",
    "om 3 uker": "2026-12-15",
    "om en måned": "2026-12-24",
    "om eit år": "2027-11-24",
    "innen 3 uker": "2026-12-15",
    "i løpet av to uker": "2026-12-08",
    "in two weeks": "2026-12-08",
    "within a month": "2026-12-24",
    "i dag": "2026-11-24",
    "today": "2026-11-24",
    "i morgen": "2026-11-25",
    "i morgon": "2026-11-25",
    "tomorrow": "2026-11-25",
    "i overmorgen": "2026-11-26",
    "the day after tomorrow": "2026-11-26",
    # Weekdays, weeks, months
    "på fredag": "2026-11-27",
    "innen fredag": "2026-11-27",
    "innan laurdag": "2026-11-28",
    "on Friday": "2026-11-27",
    "due on Friday": "2026-11-27",
    "på tirsdag": "2026-12-01",
    "førstkommende mandag": "2026-11-30",
    "this Friday": "2026-11-27",
    "neste fredag": "2026-12-04",
    "next Tuesday": "2026-12-01",
    "neste uke": "2026-12-04",
    "mandag i neste uke": "2026-11-30",
    "next week": "2026-12-04",
    "neste måned": "2026-12-31",
    "next month": "2026-12-31",
    "uke 12": "2027-03-26",
    "i uke 48": "2026-11-27",
    "veke 47": "2027-11-26",
    "week 12": "2027-03-26",
    "uke 12, 2028": "2028-03-24",
    "mandag i uke 12": "2027-03-22",
    "uke 53": "2027-01-01",
    "utgangen av mars": "2027-03-31",
    "utgangen av november": "2026-11-30",
    "slutten av februar 2028": "2028-02-29",
    "utgangen av måneden": "2026-11-30",
    "utgangen av året": "2026-12-31",
    "utgangen av uka": "2026-11-27",
    "the end of March": "2027-03-31",
    "end of the year": "2026-12-31",
    "end of year 2028": "2028-12-31",
}

BEFORE_A_DATE = {
    "innen": "15. januar",
    "innan": "15. januar",
    "før": "1. mars",
    "senest": "fredag 15. januar",
    "Frist:": "15/1",
    "fristen er": "15.1",
    "fra": "1. februar",
    "by": "March 1",
    "before": "1 March",
    "due by": "15.1",
    "no later than": "1 may",
}

NO_DATES = [
    "",
    "Øke snittet til 2.5",
    "Oppgradere til v1.2",
    "Bytte til 1.10.12 i vår, så 2.0",
    "Fikk 10/12 poeng",
    "Åpent 24/7",
    "Hjelpe til i 3. klasse",
    "Ferdig i mars",
    "Budsjett for mars 27",
    "We may meet 2 or 3 of them",
    "Phase 2 may slip",
    "Ring Ola fredag",
    "Fredager er stille",
    "På fredager er det stille",
    "Hver uke 3 timer til fordypning",
    "Slik vi jobber i dag, er det for mye",
    "Si det på i morgenmøtet",
    "Planlegge 17. mai-feiringen",
    "Innen 31. februar",
    "Innen 32.1.2027",
    "Innen 1.13.",
    "2027-02-29",
    "Innen uke 54",
    "Se https://example.org/2027-01-15",
    "Tre års erfaring, 3 uker ferie",
    "C++3 mnd",
    "a2027-01-15b",
    "Versjon 12.2027-01-15",
    "innen 15.1.5",
    "Innen ٣. mars",
]


@pytest.mark.parametrize(("phrase", "date"), WRITTEN.items())
def test_every_spelling_is_found_in_a_note_and_read_from_a_field(phrase: str, date: str) -> None:
    for spelling in (phrase, phrase.upper()):
        line = f"Melde på kurs {spelling}"
        found = find_date(line, TODAY)
        assert found is not None
        assert found.date == day(date)
        assert line[found.start : found.end] == spelling
        assert read_date(f"  {spelling} ", TODAY) == day(date)


@pytest.mark.parametrize(("preposition", "phrase"), BEFORE_A_DATE.items())
def test_the_preposition_belongs_to_the_phrase(preposition: str, phrase: str) -> None:
    line = f"Melde på kurs {preposition} {phrase} og så si fra"
    found = find_date(line, TODAY)
    assert found is not None
    assert line[found.start : found.end] == f"{preposition} {phrase}"
    assert found.date == read_date(phrase, TODAY)


@pytest.mark.parametrize("line", NO_DATES)
def test_other_words_and_numbers_are_no_dates(line: str) -> None:
    assert find_date(line, TODAY) is None


def test_the_last_date_wins() -> None:
    found = find_date(
        "Fra 1. februar, eller om to uker, men innen 1. mars 2028 er det gjort", TODAY
    )
    assert found is not None
    assert found.date == day("2028-03-01")


def test_an_impossible_date_does_not_hide_a_possible_one() -> None:
    found = find_date("Innen 15. januar, ikke 31. februar", TODAY)
    assert found is not None
    assert found.date == day("2027-01-15")


@pytest.mark.parametrize(
    ("today", "phrase", "date"),
    [
        ("2027-01-31", "+1 mnd", "2027-02-28"),
        ("2028-02-29", "+1 år", "2029-02-28"),
        ("2026-12-31", "neste måned", "2027-01-31"),
        ("2027-01-31", "neste måned", "2027-02-28"),
        ("2026-11-28", "utgangen av uka", "2026-12-04"),
        ("2026-11-29", "neste fredag", "2026-12-04"),
        ("2026-11-27", "på fredag", "2026-12-04"),
        ("2027-01-01", "uke 53", "2027-01-01"),
        ("2096-03-01", "29. februar", "2104-02-29"),
    ],
)
def test_the_calendars_corners(today: str, phrase: str, date: str) -> None:
    found = find_date(phrase, day(today))
    assert found is not None
    assert found.date == day(date)


def test_there_is_no_date_beyond_the_last_year() -> None:
    assert find_date("+1 år", dt.date.max) is None
    assert find_date("på fredag", dt.date.max) is None
    assert find_date("innen 1. januar", dt.date.max) is None


# Fields


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("fredag", "2026-11-27"),
        ("Fri.", "2026-11-27"),
        ("man", "2026-11-30"),
        ("15.1", "2027-01-15"),
        ("may 2", "2027-05-02"),
        ("3 mnd", "2027-02-24"),
        ("to uker", "2026-12-08"),
        ("2w", "2026-12-08"),
        ("1.9.1998", "1998-09-01"),
        ("Innen 15. januar.", "2027-01-15"),
        ("24/7", "2027-07-24"),
    ],
)
def test_a_field_may_be_written_short(text: str, date: str) -> None:
    assert read_date(text, TODAY) == day(date)


@pytest.mark.parametrize("text", ["", "snart", "mars", "15", "15. januar eller så", "2.5.x"])
def test_a_field_that_is_no_date_says_what_to_write(text: str) -> None:
    with pytest.raises(DateError, match=r"^That is not a date\. Write .+\.$"):
        read_date(text, TODAY)


@pytest.mark.parametrize("text", ["31. februar", "32.1.2027", "2027-13-01", "uke 54", "+999 år"])
def test_a_field_with_an_impossible_day_says_so(text: str) -> None:
    with pytest.raises(DateError, match=r"^There is no such day\."):
        read_date(text, dt.date(9999, 1, 1) if text.startswith("+") else TODAY)


# Taking the date out of the line


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Melde på kurs innen 15. januar", "Melde på kurs"),
        ("Melde på kurs, innen 15. januar.", "Melde på kurs."),
        ("Melde på kurs – 15.1.", "Melde på kurs"),
        ("Melde på kurs (innen 15. januar)", "Melde på kurs"),
        ("Melde på kurs(innen 15. januar)!", "Melde på kurs!"),
        ("Melde på kurs (med Ola, innen 15. januar)!", "Melde på kurs (med Ola)!"),
        ("Innen 15. januar: melde på kurs", "melde på kurs"),
        ("2027-01-15 – melde på kurs ", "melde på kurs"),
        ("(innen 15. januar) Melde på kurs", "Melde på kurs"),
        ("15. jan. Melde på kurs", "Melde på kurs"),
        ("Innen 15. januar. Melde på kurs.", "Melde på kurs."),
        ("Møte 15. januar om kurs", "Møte 15. januar om kurs"),
        ("Melde på kurs innen 15. januar, hvis Ola kan", None),
        ("innen 15. januar", None),
        ("(15. januar).", None),
    ],
)
def test_a_date_at_either_end_of_the_line_is_taken_out(line: str, rest: str | None) -> None:
    found = find_date(line, TODAY)
    assert found is not None
    assert strip_date(line, found) == (line if rest is None else rest)


# Laws


def spellings(date: dt.date) -> Iterator[str]:
    """Yield what the program itself and people in each language may write for a date."""
    for language in ("nb", "nn", "en"):
        yield words.day_in_full(date, language)
    for language in words.LANGUAGES:
        words.speak(language)
        yield words.day_and_month(date, TODAY) + f" {date.year}" * (
            str(date.year) not in words.day_and_month(date, TODAY)
        )
    yield f"{date}"
    yield f"{date:%d.%m.%Y}"
    yield f"{date.day}.{date.month}.{date.year}"
    yield f"{date:%d.%m.%y}"
    yield f"{date:%d/%m/%Y}"


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    words.speak("en")


@given(days=st.integers(-366, 366))
@settings(max_examples=150, deadline=None)
def test_a_date_with_its_year_reads_back_in_every_spelling(days: int) -> None:
    date = TODAY + dt.timedelta(days=days)
    for spelling in spellings(date):
        assert read_date(spelling, TODAY) == date
        found = find_date(f"Melde på kurs innen {spelling}", TODAY)
        assert found is not None
        assert found.date == date


@given(days=st.integers(0, 364))
@settings(max_examples=100, deadline=None)
def test_a_day_without_a_year_is_the_next_such_day(days: int) -> None:
    date = TODAY + dt.timedelta(days=days)
    written = [f"{date.day}.{date.month}.", f"{date.day}/{date.month}"]
    for language in words.LANGUAGES:
        words.speak(language)
        written += [words.short_day(date, date), words.day_and_month(date, date)]
    for spelling in written:
        assert read_date(spelling, TODAY) == date
        found = find_date(f"Frist: {spelling}", TODAY)
        assert found is not None
        assert found.date == date


PIECES = ["innen ", "på ", "fredag", "neste ", "uke ", "15", "1", ".", "/", "-", " ", "may", "jan"]
PIECES += ["+", "mnd", "2027", "0", "99", "end of ", "om ", "İ", "ſ", "K", "ı", "å", "(", ")"]


@given(
    text=st.text() | st.lists(st.sampled_from(PIECES)).map("".join),
    today=st.dates(),
)
@settings(max_examples=400, deadline=None)
@example(text="ſat 1. auguſt, K. mars 29. februar", today=dt.date.max)
def test_no_text_is_too_strange(text: str, today: dt.date) -> None:
    found = find_date(text, today)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        rest = strip_date(text, found)
        assert rest
        assert len(rest) <= len(text)
    try:
        read_date(text, today)
    except DateError as error:
        assert "\n" not in str(error)


def test_a_past_day_without_a_year_is_the_last_such_day() -> None:
    for days in (1, 200):
        before = TODAY - dt.timedelta(days=days)
        assert read_past_date(f"{before.day}.{before.month}.", TODAY) == before
    assert read_past_date("fredag", day("2026-11-23")) == day("2026-11-20")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("i går", "2026-11-23"),
        ("Yesterday", "2026-11-23"),
        ("i forgårs", "2026-11-22"),
        ("for tre dager siden", "2026-11-21"),
        ("2 weeks ago", "2026-11-10"),
        ("for 3 måneder siden", "2026-08-24"),
        ("for et år siden", "2025-11-24"),
    ],
)
def test_a_past_day_is_counted_back_from_today(text: str, meant: str) -> None:
    assert read_past_date(text, TODAY) == day(meant)
    assert find_date(f"Sa fra {text}", TODAY) is None


def test_what_is_no_past_day_is_answered_with_examples_of_some() -> None:
    with pytest.raises(DateError, match="yesterday"):
        read_past_date("+nonsense", TODAY)


@pytest.mark.parametrize("text", ["tomorrow", "+1 week", "om 3 måneder", "1.1.2030"])
def test_a_day_that_is_still_to_come_is_no_past_one(text: str) -> None:
    with pytest.raises(DateError, match="still to come"):
        read_past_date(text, TODAY)


@pytest.mark.parametrize(
    ("text", "today", "meant"),
    [
        ("29. februar", "2026-11-24", "2024-02-29"),
        ("29.2.", "2025-03-01", "2024-02-29"),
        ("29.2.", "1904-02-28", "1896-02-29"),
        ("uke 53", "2027-01-05", "2027-01-01"),
        ("uke 53", "2025-12-31", "2021-01-01"),
    ],
)
def test_a_past_day_that_not_every_year_has_is_the_last_such_day(
    text: str, today: str, meant: str
) -> None:
    assert read_past_date(text, day(today)) == day(meant)


def test_a_day_that_no_year_has_is_none() -> None:
    with pytest.raises(DateError, match="no such day"):
        read_past_date("30. februar", TODAY)
