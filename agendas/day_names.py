"""The names of months and days of the week in each language of the program (Unicode CLDR)."""

from __future__ import annotations

_NORWEGIAN = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
_NORWEGIAN_SHORT = (
    *("jan.", "feb.", "mars", "apr.", "mai", "juni"),
    *("juli", "aug.", "sep.", "okt.", "nov.", "des."),
)
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

MONTHS = {"nb": _NORWEGIAN, "nn": _NORWEGIAN, "en": _ENGLISH}
SHORT_MONTHS = {
    "nb": _NORWEGIAN_SHORT,
    "nn": _NORWEGIAN_SHORT,
    "en": tuple(name[:3] for name in _ENGLISH),
}
WEEKDAYS = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
"""From Monday on."""
SHORT_WEEKDAYS = {
    language: tuple(name[:3] + ("" if language == "en" else ".") for name in names)
    for language, names in WEEKDAYS.items()
}
