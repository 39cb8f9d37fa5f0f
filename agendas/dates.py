"""Dates as people write them in a note or a form, in bokmål, nynorsk and English.

A note is read with caution: `find_date` wants a sign that a number is meant as a date, for
``2.5`` is a mark and ``10/12`` a score more often than a day. A form field holds nothing but
a date, so `read_date` takes any spelling. Both go by the same `RULES`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from agendas.date_rules import RULES
from agendas.words import _, day_in_full

_MOST_YEARS = 9
"""The most years that the 29th of February can be away."""
_SEPARATORS = " \t,;:–—-"


class FoundDate(NamedTuple):
    """A date and where it stands: ``text[start:end]`` is the phrase with its preposition."""

    date: dt.date
    start: int
    end: int


class DateError(ValueError):
    """A text that is no date; its words are for the person who wrote it."""


def find_date(text: str, today: dt.date) -> FoundDate | None:
    """Return the last date in a line of text, or None.

    A day without a year is the next such day, today included.
    """
    line = _lowered(text)
    found = [FoundDate(*one) for rule in RULES for one in rule.dates_in(line, today)]
    return max(found, key=lambda one: (one.end, -one.start), default=None)


def read_date(text: str, today: dt.date) -> dt.date:
    """Return the date that ``text`` holds and nothing else.

    Raises:
        DateError: It is no date, or no day in the calendar.
    """
    words = _("That is not a date. Write 15 January, 15.1.2027, Friday or +3 months.")
    return _read(text, today, words)


def _read(text: str, today: dt.date, otherwise: str) -> dt.date:
    """Return the date that ``text`` holds; ``otherwise`` is said where it is none."""
    field = _lowered(text.strip().rstrip(".,;!"))
    fitting = [rule for rule in RULES if rule.fits(field)]
    for rule in fitting:
        if date := rule.date_of(field, today):
            return date
    if fitting:
        raise DateError(_("There is no such day. Check the day and the month."))
    raise DateError(otherwise)


def read_past_date(text: str, today: dt.date) -> dt.date:
    """Return the date that ``text`` holds; a day without a year is the last such day.

    Raises:
        DateError: It is no date, or one that is still to come.
    """
    words = _("That is not a date. Write 15 January, 15.1.2026, Friday or yesterday.")
    readings = _readings(text, today, words)
    day = next(readings)
    if day > today and not _moves_with_today(text, day, today):
        day = next((earlier for earlier in readings if earlier <= today), day)
    if day > today:
        words = _("{day} is still to come. Write a day that has been.")
        raise DateError(words.format(day=day_in_full(day)))
    return day


def _readings(text: str, today: dt.date, otherwise: str) -> Iterator[dt.date]:
    """Go through what ``text`` means today, a week ago, and a year ago and so on; not every year
    has a 29th of February or a week 53.

    Raises:
        DateError: It is none; as it would be said today.
    """
    found, error = False, None
    for back in (0, 7, *range(365, _MOST_YEARS * 365, 365)):
        try:
            day = _read(text, today - dt.timedelta(days=back), otherwise)
        except DateError as reason:
            error = error or reason
        else:
            found = True
            yield day
    if error is not None and not found:
        raise error


def read_coming_date(text: str, today: dt.date, before: dt.date | None = None) -> dt.date:
    """Return the date that ``text`` holds; a day that is over is taken where it is ``before``.

    Raises:
        DateError: It is no date, or one that is over.
    """
    day = read_date(text, today)
    if day < today and day != before:
        words = _("{day} is over. Write a day that is still to come.")
        raise DateError(words.format(day=day_in_full(day)))
    return day


def _moves_with_today(text: str, day: dt.date, today: dt.date) -> bool:
    """Return whether ``text`` is a distance, as ``+3 months``: not a weekday or a calendar day."""
    try:
        earlier = read_date(text, today - dt.timedelta(days=3))
    except DateError:  # a week that the year before doesn't have
        return False
    return 0 < (day - earlier).days < 7


def strip_date(text: str, found: FoundDate) -> str:
    """Return ``text`` without the date, where it opens or closes the line.

    A date in the middle of a sentence stays, and so does one that is all there is.
    """
    before = text[: found.start].rstrip(_SEPARATORS)
    after = text[found.end :].lstrip(_SEPARATORS)
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1].rstrip(_SEPARATORS), after[1:].lstrip(_SEPARATORS)
    if not before:
        return after.lstrip("." + _SEPARATORS).rstrip() or text
    if re.fullmatch(r"[\s.!?…)\]]*", after):
        return before + after.rstrip()
    return text


def _lowered(text: str) -> str:
    """Return ``text`` in lower case and of the same length, so that places in it hold."""
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
