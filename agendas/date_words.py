"""The words that dates are written with, in bokmål, nynorsk and English, in lower case."""

from __future__ import annotations

DEADLINE = (
    "innen|innan|før|senest|seinast|ikke senere enn|ikkje seinare enn|frist(?:en)?(?: er)?"
    "|deadline|due|by|before|until|till|no later than"
)
"""A pattern for what is said before a deadline only."""

PREPOSITION = "til|på|fra|frå|ved|on|at|from|to"
"""A pattern for what is said before dates and before much else."""


def _numbered(*lines: str, start: int = 1) -> dict[str, int]:
    """Return a table of the words in each line with the line's number."""
    return {word: number for number, line in enumerate(lines, start) for word in line.split()}


NUMBERS = _numbered(
    "en ei ein et eit ett eitt én éin éi a an one",
    "to two",
    "tre three",
    "fire four",
    "fem five",
    "seks six",
    "sju syv seven",
    "åtte eight",
    "ni nine",
    "ti ten",
)

MONTHS = _numbered(
    "januar january jan",
    "februar february feb",
    "mars march mar",
    "april apr",
    "mai may",
    "juni june jun",
    "juli july jul",
    "august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "desember december des dec",
)

WEEKDAYS = _numbered(
    "mandag måndag monday man mån mon",
    "tirsdag tysdag tuesday tir tys tue tues",
    "onsdag wednesday ons wed",
    "torsdag thursday tor tors thu thur thurs",
    "fredag friday fre fri",
    "lørdag laurdag saturday lør lau sat",
    "søndag sundag sunday søn sun",
    start=0,
)
FRIDAY = WEEKDAYS["friday"]

UNITS = {
    word: unit
    for unit, words in {
        "day": "dag dager dagar day days d",
        "week": "uke uker veke veker week weeks u w",
        "month": "mnd måned måneder månad månader månadar month months m",
        "year": "år year years y",
    }.items()
    for word in words.split()
}
"""The units of a distance; a single letter is written close to its number, as in ``+2w``."""
