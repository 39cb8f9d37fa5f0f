"""Lists as people type them: what Enter begins the next line with."""

from __future__ import annotations

import re

from agendas.date_words import MONTHS

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*•]|(?P<number>\d{1,9})(?P<dot>[.)]))(?P<space>[ \t]+)")
_WORD = re.compile(r"[^\W\d]*")


def next_item(line: str, column: int) -> str | None:
    """Return what the line after ``line`` begins with when it is broken at ``column``.

    That is a bullet like its own, or the number after its own; ``""`` where the item is empty,
    which ends the list; None where the line, or what is left of it before the break, is no item.
    """
    item = _ITEM.match(line)
    if item is None or column < item.end() or _is_date(item["number"], line[item.end() :]):
        return None
    if not line[item.end() :].strip():
        return ""
    if item["number"] is None:
        return item[0]
    return f"{item['indent']}{int(item['number']) + 1}{item['dot']}{item['space']}"


def _is_date(number: str | None, rest: str) -> bool:
    """Return whether a line that begins with a number begins with a day: ``15. januar``."""
    word = _WORD.match(rest)
    return number is not None and word is not None and word[0].lower() in MONTHS
