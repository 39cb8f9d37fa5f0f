"""The ways to write a date, in bokmål, nynorsk and English: `RULES`.

A rule is a pattern and the function that reads its match. Text is matched in lower case.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from enum import Flag, auto
from functools import cached_property

from agendas.date_words import (
    DEADLINE,
    FRIDAY,
    MONTHS,
    NUMBERS,
    PREPOSITION,
    UNITS,
    WEEKDAYS,
)

# The readers

_Reader = Callable[[re.Match[str], dt.date], dt.date]
"""Returns what a match says; raises ValueError or OverflowError where there is no such day."""


def _full_date(match: re.Match[str], today: dt.date) -> dt.date:
    """Read a day and a month in numbers or words, with a year or the next such day."""
    day, month = int(match["day"]), match["month"]
    number = MONTHS[month] if month in MONTHS else int(month)
    if year := match.groupdict().get("year"):
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), number, day)
    return _next_day(day, number, today)


def _next_day(day: int, month: int, today: dt.date) -> dt.date:
    for year in range(today.year, today.year + 9):  # two leap years can be eight years apart
        if day <= calendar.monthrange(year, month)[1] and dt.date(year, month, day) >= today:
            return dt.date(year, month, day)
    raise ValueError("no such day in any year")


def _distance(match: re.Match[str], today: dt.date) -> dt.date:
    """Read ``+3 months`` or ``in two weeks``."""
    count = NUMBERS.get(match["count"]) or int(match["count"])
    match UNITS[match["unit"]]:
        case "day":
            return today + dt.timedelta(days=count)
        case "week":
            return today + dt.timedelta(weeks=count)
        case "month":
            return _months_later(today, count)
        case _:
            return _months_later(today, 12 * count)


def _distance_back(match: re.Match[str], today: dt.date) -> dt.date:
    """Read ``3 weeks ago``."""
    count = NUMBERS.get(match["count"]) or int(match["count"])
    unit = UNITS[match["unit"]]
    if unit in ("day", "week"):
        return today - dt.timedelta(days=count if unit == "day" else 7 * count)
    return _months_later(today, -count if unit == "month" else -12 * count)


def _months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or its last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    last = _last_of_month(day.year + years, month + 1)
    return last.replace(day=min(day.day, last.day))


def _last_of_month(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _next_month(_match: re.Match[str], today: dt.date) -> dt.date:
    """Read ``next month`` as its last day."""
    following = _months_later(today, 1)
    return _last_of_month(following.year, following.month)


def _weekday(match: re.Match[str], today: dt.date) -> dt.date:
    """Read a weekday as the first one after today."""
    return today + dt.timedelta(days=(WEEKDAYS[match["weekday"]] - today.weekday() - 1) % 7 + 1)


def _in_next_week(match: re.Match[str], today: dt.date) -> dt.date:
    """Read ``next week`` as its Friday, ``next Tuesday`` as the one in the coming week."""
    weekday = WEEKDAYS[match["weekday"]] if match["weekday"] else FRIDAY
    return today + dt.timedelta(days=7 - today.weekday() + weekday)


def _week(match: re.Match[str], today: dt.date) -> dt.date:
    """Read the number of an ISO week as its Friday, or as the weekday that is named."""
    weekday = WEEKDAYS[match["weekday"]] if match["weekday"] else FRIDAY
    week = int(match["week"])
    if match["year"]:
        return dt.date.fromisocalendar(int(match["year"]), week, weekday + 1)
    date = dt.date.fromisocalendar(today.isocalendar().year, week, weekday + 1)
    if date < today:
        date = dt.date.fromisocalendar(today.isocalendar().year + 1, week, weekday + 1)
    return date


def _end_of(match: re.Match[str], today: dt.date) -> dt.date:
    """Read the end of a month, of this week (Friday) or of this year."""
    if match["week"]:
        return today + dt.timedelta(days=(FRIDAY - today.weekday()) % 7)
    if match["whole_year"]:
        return dt.date(int(match["year"] or today.year), 12, 31)
    month = MONTHS[match["month"]] if match["month"] else today.month
    year = int(match["year"]) if match["year"] else today.year + (month < today.month)
    return _last_of_month(year, month)


def _days_from_today(days: int) -> _Reader:
    return lambda _match, today: today + dt.timedelta(days=days)


# The rules


class _Sign(Flag):
    """What shows that a phrase in a note is meant as a date."""

    ITSELF = auto()
    """Nothing else than the phrase."""
    DEADLINE = auto()
    """A word for a deadline in front, or a weekday, or the day's article."""
    PREPOSITION = auto()
    END = auto()
    """Nothing comes after it in the line."""


def _signs(match: re.Match[str]) -> _Sign:
    signs = _Sign.ITSELF
    groups = match.groupdict()
    if groups["deadline"] or groups.get("lead"):
        signs |= _Sign.DEADLINE
    if groups["preposition"]:
        signs |= _Sign.PREPOSITION
    if not re.search(r"\w", match.string[match.end() :]):
        signs |= _Sign.END
    return signs


class Rule:
    """One way to write a date, what it means, and the signs of which one is enough."""

    def __init__(self, phrase: str, read: _Reader, enough: _Sign) -> None:
        """Take the pattern of the ``phrase`` in lower case, without its preposition."""
        self._phrase = _LEADING + phrase
        self._read = read
        self._enough = enough

    def fits(self, field: str) -> bool:
        """Return whether the whole of a field is written in this way."""
        return self._whole.fullmatch(field) is not None

    def date_of(self, field: str, today: dt.date) -> dt.date | None:
        """Return the date that a whole field says, or None."""
        match = self._whole.fullmatch(field)
        return self._date(match, today) if match else None

    def dates_in(self, line: str, today: dt.date) -> Iterator[tuple[dt.date, int, int]]:
        """Yield each date in a line that is signalled well enough, with its start and end."""
        for match in self._within.finditer(line):
            if self._enough & _signs(match) and (date := self._date(match, today)):
                yield date, *match.span()

    def _date(self, match: re.Match[str], today: dt.date) -> dt.date | None:
        """Return what a match says, or None where the calendar has no such day."""
        try:
            return self._read(match, today)
        except (ValueError, OverflowError):
            return None

    # Compiled at first use: all of them together take longer than a screen may.

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self._phrase)

    @cached_property
    def _within(self) -> re.Pattern[str]:
        before, after = r"(?<![\w+/@])(?<![0-9][-.,:])", r"(?!\w|[-./:,][0-9]|-\w)"
        return re.compile(before + self._phrase + after)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# The parts of phrases. Longer words stand first: "jan" must not keep "januar" from matching.

_LEADING = (
    rf"(?:(?P<deadline>(?:{DEADLINE})(?::\s*|\s+)(?:(?:{DEADLINE}|{PREPOSITION})\s+)?)"
    rf"|(?P<preposition>(?:{PREPOSITION})\s+))?"
)
_WEEKDAY = rf"(?P<weekday>{_any_of(word for word in WEEKDAYS if len(word) > 5)})"
_LEAD = rf"(?P<lead>(?:(?:{_any_of(WEEKDAYS)})\.?,?\s+)?(?:(?:den|the)\s+)?)"
_LEAD_OF_WEEK = rf"(?P<lead>(?:{_WEEKDAY}\s+)?(?:(?:i|in)\s+)?)"
_DAY = r"(?P<day>[0-9]{1,2})"
# The first days of "10.–15. januar": the last one is the deadline.
_DAYS_BEFORE = r"(?:[0-9]{1,2}\.?\s?[-–]\s?)?"
_DAY_OF = rf"{_LEAD}{_DAYS_BEFORE}{_DAY}(?:(?:\.|st|nd|rd|th)\s*|\s+)(?:of\s+)?"
_ABBREVIATED = r"(?:(?<=\b[a-z]{3})(?<!mai|may)|(?<=\bsept))\."
_MONTH = rf"(?P<month>{_any_of(MONTHS)})(?:{_ABBREVIATED})?"
_MONTH_NUMBER = r"(?P<month>[0-9]{1,2})"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_SHORT_YEAR = r"(?P<year>[0-9]{2})"
_COUNT = rf"(?P<count>[0-9]{{1,3}}|{_any_of(NUMBERS)})"
_UNIT = rf"(?P<unit>{_any_of(word for word in UNITS if len(word) > 1)})(?:(?<=mnd)\.)?"
_WEEK = r"(?:uk(?:e|a|en)|vek(?:e|a)|week)"
_NEXT = r"(?:neste|next)\s+"
_COMING = r"(?:førstkommende|kommende|komande|coming|this(?:\s+coming)?)\s+"
_END = r"(?:(?:the\s+)?end\s+of|(?:utgangen|utgongen|slutten)\s+av)"
_END_OF = rf"{_END}\s+(?:(?:the|this|denne)\s+)?"
_PERIOD = rf"(?:{_MONTH}|mån[ae]d(?:en)?|month|(?P<week>{_WEEK})|(?P<whole_year>året?|year))"

_ITSELF = _Sign.ITSELF
_BOUND = _Sign.DEADLINE | _Sign.PREPOSITION
_LAST = _Sign.DEADLINE | _Sign.END
_IN_A_FIELD = _Sign(0)

RULES = (
    # Days in numbers. A bare 2.5 may be a mark, 10/12 a score and 1.10.12 a version.
    Rule(rf"{_YEAR}-{_MONTH_NUMBER}-{_DAY}", _full_date, _ITSELF),
    Rule(rf"{_LEAD}{_DAY}\.\s?{_MONTH_NUMBER}\.\s?{_YEAR}", _full_date, _ITSELF),
    Rule(rf"{_LEAD}{_DAY}(?P<mark>[/-]){_MONTH_NUMBER}(?P=mark){_YEAR}", _full_date, _ITSELF),
    Rule(rf"{_LEAD}{_DAY}(?P<mark>[./]){_MONTH_NUMBER}(?P=mark){_SHORT_YEAR}", _full_date, _LAST),
    Rule(rf"{_LEAD}{_DAY}\.{_MONTH_NUMBER}\.", _full_date, _LAST),
    Rule(rf"{_LEAD}(?!24/7){_DAY}/{_MONTH_NUMBER}", _full_date, _LAST),
    Rule(rf"{_LEAD}{_DAY}[./]{_MONTH_NUMBER}", _full_date, _Sign.DEADLINE),
    # Months by name. "Phase 2 may slip" has no date, "by 2 May" has.
    Rule(rf"{_DAY_OF}(?!may\s+[a-z]){_MONTH}(?:,?\s+{_YEAR})?", _full_date, _ITSELF),
    Rule(rf"{_DAY_OF}{_MONTH}", _full_date, _BOUND),
    Rule(
        rf"{_LEAD}{_MONTH}\s+(?:the\s+)?{_DAY}(?:st|nd|rd|th)(?:,?\s+{_YEAR})?", _full_date, _ITSELF
    ),
    Rule(rf"{_LEAD}{_MONTH}\s+{_DAY},?\s+{_YEAR}", _full_date, _ITSELF),
    Rule(rf"{_LEAD}{_MONTH}\s+{_DAY}", _full_date, _BOUND),
    Rule(rf"{_END_OF}{_PERIOD}(?:\s+{_YEAR})?", _end_of, _ITSELF),
    # Distances.
    Rule(rf"\+\s?{_COUNT}\s?{_UNIT}", _distance, _ITSELF),
    Rule(rf"\+{_COUNT}(?P<unit>[dumwy])", _distance, _ITSELF),
    Rule(rf"(?:om|in|within|innen|innan|i\s+løpet\s+av)\s+{_COUNT}\s+{_UNIT}", _distance, _ITSELF),
    Rule(rf"{_COUNT}\s+{_UNIT}", _distance, _IN_A_FIELD),
    Rule(rf"(?P<count>[0-9]{{1,3}})\s?(?P<unit>{_any_of(UNITS)})", _distance, _IN_A_FIELD),
    Rule(r"(?:i\s?dag|today)", _days_from_today(0), _LAST),
    Rule(r"(?:i\s?morg[eo]n|tomorrow)", _days_from_today(1), _ITSELF),
    Rule(r"(?:i\s?)?over\s?morg[eo]n", _days_from_today(2), _ITSELF),
    Rule(r"(?:the\s+)?day\s+after\s+tomorrow", _days_from_today(2), _ITSELF),
    # What has been. No deadline is meant by it, so a note is not searched for it.
    Rule(r"(?:i\s?går|yesterday)", _days_from_today(-1), _IN_A_FIELD),
    Rule(r"i\s?(?:forgårs|førgår)", _days_from_today(-2), _IN_A_FIELD),
    Rule(r"(?:the\s+)?day\s+before\s+yesterday", _days_from_today(-2), _IN_A_FIELD),
    Rule(rf"(?:for\s+)?{_COUNT}\s+{_UNIT}\s+(?:siden|sidan|ago)", _distance_back, _IN_A_FIELD),
    # Weekdays, weeks and months.
    Rule(_WEEKDAY, _weekday, _BOUND),
    Rule(rf"{_COMING}{_WEEKDAY}", _weekday, _ITSELF),
    Rule(rf"(?P<weekday>{_any_of(WEEKDAYS)})", _weekday, _IN_A_FIELD),
    Rule(rf"{_NEXT}{_WEEKDAY}", _in_next_week, _ITSELF),
    Rule(rf"(?:{_WEEKDAY}\s+(?:(?:i|in)\s+)?)?{_NEXT}{_WEEK}", _in_next_week, _ITSELF),
    Rule(rf"{_NEXT}(?:mån[ae]d|month)", _next_month, _ITSELF),
    Rule(
        rf"{_LEAD_OF_WEEK}{_WEEK}\s+(?P<week>[0-9]{{1,2}})(?:,?\s+{_YEAR})?", _week, _BOUND | _LAST
    ),
)
