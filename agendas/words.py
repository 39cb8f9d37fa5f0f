"""The words of the program: its language, its translations, and dates in words."""

from __future__ import annotations

import datetime as dt
import gettext as _gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path

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
    return catalogue(_Current.language).ngettext(one, many, count).format(n=count)


def day_in_full(day: dt.date, language: str = "") -> str:
    """Return a date as ``fredag 15. januar 2027`` or ``Friday 15 January 2027``."""
    return _formatted(day, "dddd D. MMMM YYYY", "dddd D MMMM YYYY", language)


def day_and_month(day: dt.date, today: dt.date) -> str:
    """Return ``15. januar``, with the year where it is not the coming or past half year."""
    if abs((day - today).days) < 183 or day.year == today.year:
        return _formatted(day, "D. MMMM", "D MMMM")
    return _formatted(day, "D. MMM YYYY", "D MMM YYYY")


def month_name(day: dt.date) -> str:
    """Return the name of a day's month: ``januar``, ``January``."""
    return _formatted(day, "MMMM", "MMMM")


def short_day(day: dt.date, today: dt.date) -> str:
    """Return ``fre. 15. jan.``, or ``15. jan. 2028`` where the year is not near."""
    if abs((day - today).days) < 300:
        return _formatted(day, "ddd D. MMM", "ddd D MMM")
    return _formatted(day, "D. MMM YYYY", "D MMM YYYY")


def from_today(day: dt.date, today: dt.date) -> str:
    """Return how far a day is from today in words: ``for 3 måneder siden``, ``om 6 dager``."""
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if words := near.get((day - today).days):
        return words
    import pendulum

    there = pendulum.datetime(day.year, day.month, day.day)
    here = pendulum.datetime(today.year, today.month, today.day)
    months = (here.year - there.year) * 12 + here.month - there.month - (here.day < there.day)
    if 12 < months < 24:
        return ngettext("{n} month ago", "{n} months ago", months)
    distance = pendulum.format_diff(abs(there - here), locale=_Current.language, absolute=True)
    distance = distance.replace(*_MONTHS_IN_NYNORSK)
    return (_("in {distance}") if day > today else _("{distance} ago")).format(distance=distance)


_NEVER_SHORT = (3, 6, 7)
"""Months that Norwegian writes in full among short ones (Unicode CLDR); pendulum cuts them."""


_MONTHS_IN_NYNORSK = ("månadar", "månader")
"""How pendulum spells several months in nynorsk, and how they are spelled."""


def _formatted(day: dt.date, norwegian: str, english: str, language: str = "") -> str:
    import pendulum

    language = language or _Current.language
    pattern = english if language == "en" else norwegian
    if language != "en" and day.month in _NEVER_SHORT:
        pattern = pattern.replace("MMMM", "MMM").replace("MMM", "MMMM")
    return pendulum.date(day.year, day.month, day.day).format(pattern, locale=language)
