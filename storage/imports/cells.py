"""What a cell of a list of people says: a day, a cadence, a language, a yes or no, a text.

An empty cell says nothing, which is None. What can't be read is a `CellError`, whose words are for
the one who has the list.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from agendas.dates import DateError, read_date
from agendas.words import _
from storage.exports.spreadsheet import uncell
from storage.search_query import folded
from storage.text import clean

LONGEST = 2000
"""The most characters of a cell: what is longer is no name and no title."""
MOST_MONTHS = 120
"""The longest cadence, as in the form."""
MOST_WEEKS = 120

_FAR_AHEAD = 10
"""Years: a year of two digits that would lie farther ahead is one of the last century."""

_MIDNIGHT = re.compile(r"[T\s]+00[:.]00(?:[:.]00(?:\.0+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?$")
_YEAR_FIRST = re.compile(r"(\d{4})[-./]?(\d{2})[-./]?(\d{2})|(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_SHORT_YEAR = re.compile(r"\d{1,2}\s*[./]\s*\d{1,2}\s*[./]\s*\d{2}")
_WITH_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NUMBER = re.compile(r"(?:(?:every|hvert?|kvart?)\s+)?(\d{1,4})\.?(?:[.,]0+)?\s*(\w*)\.?")

_EVERY = {
    1: "maanedlig maanedleg manedlig manadleg monthly",
    3: "kvartalsvis kvartalsvist kvartalvis quarterly",
    6: "halvarlig halvarleg halvaarlig semiannual semiannually halfyearly biannual",
    12: "arlig arleg aarlig yearly annual annually",
    24: "toarlig toarleg biennial",
}
_CADENCES = {word: months for months, words in _EVERY.items() for word in words.split()}
_MONTH_WORDS = frozenset(
    [
        "m",
        "md",
        "mnd",
        "mnder",
        "maned",
        "maneden",
        "maneder",
        "manad",
        "manaden",
        "manader",
        "month",
        "months",
    ]
)
_YEAR_WORDS = frozenset(["ar", "aret", "year", "years", "yr", "yrs", "y"])
_WEEK_WORDS = frozenset(["u", "uke", "uker", "veke", "veker", "week", "weeks", "w"])
_LANGUAGES = {
    **dict.fromkeys(["nb", "no", "nor", "nob", "bokmal", "norsk", "norwegian"], "nb"),
    **dict.fromkeys(["nn", "nno", "nynorsk"], "nn"),
    **dict.fromkeys(["en", "eng", "english", "engelsk"], "en"),
}
_YES = frozenset(["true", "ja", "yes", "j", "y", "x", "1", "sann"])
_NO = frozenset(["false", "nei", "no", "n", "0", "usann"])


class CellError(ValueError):
    """What is wrong with a cell, in the user's language."""


def read_text(cell: str) -> str:
    """Return a cell's text as it is kept: what `cell` of a spreadsheet has made safe as it was.

    Line breaks, as they stand in a cell that was typed by hand, are spaces.
    """
    text = clean(uncell(" ".join(line.strip() for line in clean(cell).split("\n")).strip()))
    if len(text) > LONGEST:
        raise CellError(_("it is longer than {n} characters").format(n=LONGEST))
    return text


def read_day(cell: str, today: dt.date, *, over: bool = False) -> dt.date | None:
    """Return the day of a cell; it is to have its year, and to be ``over`` where that is asked.

    Raises:
        CellError: It is no such day.
    """
    text = _MIDNIGHT.sub("", cell.strip())
    if not text:
        return None
    day = _day(text[:60], today)
    if over and day > today:
        raise CellError(_("{day} is still to come").format(day=day.isoformat()))
    return day


@lru_cache(1000)
def _day(text: str, today: dt.date) -> dt.date:
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups() if part)
        try:
            return dt.date(year, month, day)
        except ValueError:
            raise CellError(_("There is no such day. Check the day and the month.")) from None
    short = _SHORT_YEAR.fullmatch(text)
    if not short and not _WITH_YEAR.search(text):
        raise CellError(_("write the day with its year, such as 15.1.2024"))
    try:
        found_day = read_date(text, today)
    except DateError as error:
        raise CellError(str(error)) from error
    if short and found_day.year > today.year + _FAR_AHEAD:
        return read_date(f"{text.strip()[:-2]}19{text.strip()[-2:]}", today)
    return found_day


def read_months(cell: str) -> int | None:
    """Return how many months lie between two talks: ``12``, ``12 mnd``, ``1 år``, ``årlig``."""
    text = folded(cell).strip()
    if word := _CADENCES.get(re.sub(r"[^a-z]", "", text)):
        return word
    number, unit = _number(text)
    if number is None:
        return None
    months = 12 * number if unit in _YEAR_WORDS else number
    if (unit and unit not in _MONTH_WORDS | _YEAR_WORDS) or not 1 <= months <= MOST_MONTHS:
        raise CellError(_("write the months, from 1 to {n}").format(n=MOST_MONTHS))
    return months


def read_weeks(cell: str) -> int | None:
    """Return how many weeks lie between two follow-ups."""
    number, unit = _number(folded(cell).strip())
    if number is None:
        return None
    if (unit and unit not in _WEEK_WORDS) or not 1 <= number <= MOST_WEEKS:
        raise CellError(_("write the weeks, from 1 to {n}").format(n=MOST_WEEKS))
    return number


def read_kept_for(cell: str) -> int | None:
    """Return how many months records are kept."""
    return read_months(cell)


def _number(text: str) -> tuple[int | None, str]:
    if not text:
        return None, ""
    found = _NUMBER.fullmatch(text)
    if not found:
        raise CellError(_("a whole number was expected"))
    return int(found[1]), found[2]


def read_language(cell: str) -> str:
    """Return the code of a language."""
    text = folded(cell).strip()
    if text and text not in _LANGUAGES:
        raise CellError(_("write bokmål, nynorsk or English"))
    return _LANGUAGES.get(text, "")


def read_yes(cell: str) -> bool:
    """Return whether a cell says yes; an empty one says no."""
    text = folded(cell).strip()
    if text and text not in _YES | _NO:
        raise CellError(_("write yes or no"))
    return text in _YES
