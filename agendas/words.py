"""The words of the program: its language, its translations, and dates in words."""

from __future__ import annotations

import datetime as dt
import gettext as _gettext
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from agendas.day_names import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS

LANGUAGE_NAMES = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}
"""The languages with a complete interface, each by its own name."""

LANGUAGES = tuple(LANGUAGE_NAMES)

LOCALE = Path(__file__).parent / "locale"
"""Where the translations are: ``<language>/LC_MESSAGES/samtale.mo``."""
_ALIASES = {"no": "nb"}


class _Current:
    """The language that the program speaks now."""

    language = "en"


def choose_language(setting: str, environ: Mapping[str, str]) -> str:
    """Return the language to speak: the setting's, else the environment's, else English.

    The environment is read as gettext does: LANGUAGE, LC_ALL, LC_MESSAGES, LANG. Norwegian that
    does not say which is taken for bokmål.
    """
    wishes = [setting]
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            wishes += environ[name].split(":")
            break
    for wish in wishes:
        code = wish.split(".")[0].split("_")[0].lower()
        code = _ALIASES.get(code, code)
        if code in LANGUAGES:
            return code
    return "en"


def speak(language: str) -> None:
    """Make ``language`` the one that the program speaks from now on."""
    _Current.language = language if language in LANGUAGES else "en"


def language() -> str:
    """Return the language that the program speaks."""
    return _Current.language


@cache
def catalogue(language: str) -> _gettext.NullTranslations:
    """Return the translations of one language; English is its own catalogue."""
    return _gettext.translation("samtale", LOCALE, [language], fallback=True)


def _(message: str) -> str:
    """Return ``message`` in the language that the program speaks."""
    return catalogue(_Current.language).gettext(message)


def N_(message: str) -> str:
    """Mark ``message`` for translation where it is shown, and return it unchanged."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form that fits ``count``, with ``{n}`` replaced by it."""
    return catalogue(_Current.language).ngettext(one, many, count).replace("{n}", str(count))


def day_in_full(day: dt.date, language: str = "") -> str:
    """Return a date as ``fredag 15. januar 2027`` or ``Friday 15 January 2027``."""
    weekday = WEEKDAYS[language or _Current.language][day.weekday()]
    return f"{weekday} {_day(day, MONTHS, language)} {day.year}"


def ever_shorter(day: dt.date) -> tuple[str, ...]:
    """Return a date in full, then ``15. januar 2027``, ``15. jan. 2027`` and ``15. jan.``."""
    short = _day(day, SHORT_MONTHS)
    return day_in_full(day), f"{_day(day, MONTHS)} {day.year}", f"{short} {day.year}", short


def day_and_month(day: dt.date, today: dt.date) -> str:
    """Return ``15. januar``, with the year where it is not the coming or past half year."""
    if abs((day - today).days) < 183 or day.year == today.year:
        return _day(day, MONTHS)
    return f"{_day(day, SHORT_MONTHS)} {day.year}"


def month_name(day: dt.date) -> str:
    """Return the name of a day's month: ``januar``, ``January``."""
    return MONTHS[_Current.language][day.month - 1]


def short_day(day: dt.date, today: dt.date) -> str:
    """Return ``fre. 15. jan.``, or ``15. jan. 2028`` where the year is not near."""
    if abs((day - today).days) < 300:
        return f"{SHORT_WEEKDAYS[_Current.language][day.weekday()]} {_day(day, SHORT_MONTHS)}"
    return f"{_day(day, SHORT_MONTHS)} {day.year}"


def from_today(day: dt.date, today: dt.date) -> str:
    """Return how far a day is from today in words: ``for 3 måneder siden``, ``om 6 dager``."""
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if words := near.get((day - today).days):
        return words
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if 12 < months < 24:
        return ngettext("{n} month ago", "{n} months ago", months)
    distance = _distance(min(day, today), max(day, today))
    return (_("in {distance}") if day > today else _("{distance} ago")).format(distance=distance)


def _day(day: dt.date, months: Mapping[str, Sequence[str]], language: str = "") -> str:
    language = language or _Current.language
    number = f"{day.day}" if language == "en" else f"{day.day}."
    return f"{number} {months[language][day.month - 1]}"


def _distance(first: dt.date, last: dt.date) -> str:
    """Return how far two days are from each other, in the largest unit that fits, rounded."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    month_before = last.replace(day=1) - dt.timedelta(days=1)
    days = (last.day - first.day) % max(month_before.day, first.day)
    if months > 11 or (months == 11 and days > 15):
        return ngettext("{n} year", "{n} years", max(months // 12 + (months % 12 > 6), 1))
    if months:
        return ngettext("{n} month", "{n} months", months + (days >= 27))
    days = (last - first).days
    if days > 6:
        return ngettext("{n} week", "{n} weeks", days // 7 + (days % 7 > 3))
    return ngettext("{n} day", "{n} days", days)
