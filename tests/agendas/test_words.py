"""Which language is spoken, and days in words."""

from __future__ import annotations

import datetime as dt

import pendulum
import pytest

from agendas.words import (
    LANGUAGES,
    choose_language,
    day_in_full,
    from_today,
    short_day,
    speak,
)

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("setting", "environ", "language"),
    [
        ("en", {"LANGUAGE": "nb"}, "en"),
        ("", {"LANGUAGE": "nb:en", "LANG": "en_GB.UTF-8"}, "nb"),
        ("", {"LANG": "nb_NO.UTF-8"}, "nb"),
        ("", {"LC_ALL": "nn_NO.UTF-8"}, "nn"),
        ("", {"LANG": "no_NO.UTF-8"}, "nb"),
        ("", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("", {}, "en"),
    ],
)
def test_the_setting_wins_then_the_environment_then_english(
    setting: str, environ: dict[str, str], language: str
) -> None:
    assert choose_language(setting, environ) == language


def test_days_are_told_from_today_in_the_language_spoken() -> None:
    speak("nb")
    assert from_today(dt.date(2025, 10, 20), TODAY) == "for 13 måneder siden"
    assert from_today(dt.date(2026, 11, 29), TODAY) == "om 6 dager"
    near = [from_today(TODAY + dt.timedelta(days=days), TODAY) for days in (-2, -1, 0, 1, 2)]
    assert near == ["for 2 dager siden", "i går", "i dag", "i morgen", "om 2 dager"]
    speak("nn")
    assert from_today(dt.date(2026, 8, 20), TODAY) == "for 3 månader sidan"
    assert from_today(dt.date(2026, 11, 29), TODAY) == "om 6 dagar"
    near = [from_today(TODAY + dt.timedelta(days=days), TODAY) for days in (-14, -1, 0, 1, 14)]
    assert near == ["for 2 veker sidan", "i går", "i dag", "i morgon", "om 2 veker"]
    speak("en")
    assert from_today(dt.date(2025, 10, 20), TODAY) == "13 months ago"


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_have_the_names_that_pendulum_knows(language: str) -> None:
    for days in range(366):
        day = TODAY + dt.timedelta(days=days)
        pattern = "dddd D MMMM YYYY" if language == "en" else "dddd D. MMMM YYYY"
        expected = pendulum.date(day.year, day.month, day.day).format(pattern, locale=language)
        assert day_in_full(day, language) == expected


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (2, "in 2 days"),
        (7, "in 1 week"),
        (11, "in 2 weeks"),
        (31, "in 1 month"),
        (59, "in 2 months"),
        (355, "in 1 year"),
        (365 + 120, "in 1 year"),
        (365 + 250, "in 2 years"),
        (-3, "3 days ago"),
        (-400, "13 months ago"),
        (-800, "2 years ago"),
    ],
)
def test_a_distance_is_rounded_to_its_largest_unit(days: int, words: str) -> None:
    speak("en")
    assert from_today(TODAY + dt.timedelta(days=days), TODAY) == words


def test_norwegian_months_are_short_where_norwegian_shortens_them() -> None:
    speak("nn")
    week = [short_day(TODAY + dt.timedelta(days=days), TODAY).split()[0] for days in range(7)]
    assert week == ["mån.", "tys.", "ons.", "tor.", "fre.", "lau.", "søn."]
    speak("nb")
    months = [short_day(dt.date(2030, month, 5), dt.date(2026, 1, 1)) for month in range(1, 13)]
    words = "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des."
    assert months == [f"5. {month} 2030" for month in words.split()]
    speak("en")
