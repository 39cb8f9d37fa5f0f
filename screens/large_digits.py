"""Digits several lines high, for a clock that two people see from across a table."""

from __future__ import annotations

from textual.renderables.digits import DIGITS, DIGITS3X3

_DOTS = {
    "0": "111 101 101 101 111",
    "1": "010 110 010 010 111",
    "2": "111 001 111 100 111",
    "3": "111 001 111 001 111",
    "4": "101 101 111 001 001",
    "5": "111 100 111 001 111",
    "6": "111 100 111 101 111",
    "7": "111 001 001 001 001",
    "8": "111 101 111 101 111",
    "9": "111 101 111 001 111",
    ":": "0 1 0 1 0",
    "+": "000 010 111 010 000",
}
"""Each letter by its lines; a dot is two cells wide, which is about as wide as it is high."""

LINES = 5


def large(text: str, width: int) -> str:
    """Return digits, ``:`` and ``+`` in large letters, set closer where there is less width."""
    letters = [_DOTS[letter].split() for letter in text]
    for gap in ("  ", " "):
        lines = [
            gap.join(letter[line].replace("1", "██").replace("0", "  ") for letter in letters)
            for line in range(LINES)
        ]
        if len(lines[0]) <= width:
            break
    return "\n".join(lines)


def medium(text: str) -> str:
    """Return the same in letters three lines high: those of Textual's `Digits`, as plain text."""
    letters = [3 * DIGITS.index(letter) for letter in text]
    return "\n".join(
        "".join(DIGITS3X3[letter + line].ljust(3) for letter in letters) for line in range(3)
    )
