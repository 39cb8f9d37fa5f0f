"""People out of an address book: vCard 2.1, 3.0 and 4.0, with quoted-printable.

vobject reads the lines with their parameters and encodings. Only those that say who somebody is are
given to it, so a photo or a birthday that it can't read stands in nobody's way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agendas.words import _
from storage.imports.trouble import Trouble

_PROPERTY = re.compile(r"(?:[\w-]+\.)?([\w-]+)[;:]")
_WANTED = ("BEGIN", "END", "N", "FN", "TITLE", "EMAIL")
_LONGEST = 10_000
"""The most characters of a line that is wanted."""


class Card(NamedTuple):
    """One person of an address book."""

    line: int
    """Where the card begins."""
    name: str = ""
    title: str = ""
    email: str = ""
    trouble: str = ""
    """Why it can't be read."""


def is_vcard(text: str) -> bool:
    """Return whether a text is an address book."""
    return text.lstrip("\ufeff \t\r\n")[:11].upper() == "BEGIN:VCARD"


def read_vcards(text: str, most: int) -> list[Card]:
    """Return the people in a text; ``most`` is how many it may have.

    Raises:
        Trouble: They are too many, or there is none.
    """
    cards: list[Card] = []
    for number, lines in _apart(text):
        if len(cards) == most:
            words = _("more than {n} people are too many; import them in parts")
            raise Trouble(number, words.format(n=most))
        cards.append(_card(number, lines))
    if not cards:
        raise Trouble(1, _("there is no whole vCard in it"))
    return cards


def _apart(text: str) -> Iterator[tuple[int, list[str]]]:
    """Go through the cards: where each begins, and its lines that are wanted, unfolded."""
    began = 0
    wanted: list[str] = []
    for number, line in _unfolded(text):
        head = line[:40].strip().upper()
        if head == "BEGIN:VCARD":
            began, wanted = number, []
        elif head == "END:VCARD" and began:
            yield began, wanted
            began = 0
        else:
            wanted.append(line)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Go through the lines that are wanted, each with its number and what is folded under it.

    vobject's own takes the square of a photo's length, and counts otherwise.
    """
    began, parts, encoded = 0, [""], False
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r")
        if encoded and parts[-1].endswith("="):
            parts += ["\n", line]
        elif line[:1] in (" ", "\t"):
            parts.append(line[1:])
        else:
            if _is_wanted(parts[0]):
                yield began, "".join(parts)
            began, parts = number, [line]
            encoded = "QUOTED-PRINTABLE" in line.partition(":")[0].upper()
    if _is_wanted(parts[0]):
        yield began, "".join(parts)


def _is_wanted(line: str) -> bool:
    found = _PROPERTY.match(line[:100])
    return found is not None and found[1].upper() in _WANTED


def _card(number: int, lines: list[str]) -> Card:
    import vobject  # type: ignore[import-untyped]

    if any(len(line) > _LONGEST for line in lines):
        return Card(number, trouble=_("a line of it is too long"))
    body = "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))
    try:
        card = next(vobject.readComponents(body, allowQP=True))
        name = _first(card, "fn") or _whole(card.contents.get("n", [None])[0])
        return Card(number, name, _first(card, "title"), _address(card))
    except Exception:  # whatever the library makes of a stranger's file
        return Card(number, trouble=_("this vCard can't be read"))


def _first(card: object, field: str) -> str:
    lines = getattr(card, "contents").get(field, [])  # noqa: B009 - the library has no types
    return next((text for line in lines if (text := _text(line.value))), "")


def _whole(line: object) -> str:
    """Return the given and the family name."""
    if line is None:
        return ""
    name = getattr(line, "value")  # noqa: B009 - the library has no types
    return " ".join(filter(None, (_text(name.given), _text(name.additional), _text(name.family))))


def _address(card: object) -> str:
    """Return the address that is preferred, else the one at work, else the first."""
    lines = getattr(card, "contents").get("email", [])  # noqa: B009 - the library has no types

    def rank(line: object) -> int:
        params = getattr(line, "params")  # noqa: B009 - the library has no types
        kinds = {str(kind).lower() for kind in params.get("TYPE", [])}
        kinds |= {name.lower() for name in getattr(line, "singletonparams")}  # noqa: B009
        preferred = "pref" in kinds or "1" in params.get("PREF", [])
        return 0 if preferred else 1 if "work" in kinds else 2

    return next((text for one in sorted(lines, key=rank) if (text := _text(one.value))), "")


def _text(value: object) -> str:
    parts = value if isinstance(value, list) else [value]
    return " ".join(str(part).strip() for part in parts if part).strip()
