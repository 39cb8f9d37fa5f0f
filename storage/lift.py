"""Lifting a line of the notes into the plan: who does it, by when, and what."""

from __future__ import annotations

import datetime as dt
import re

from agendas.dates import find_date, strip_date
from storage.records import Action, Owner, Side

MARK = " →"
"""Stands after a line that was lifted into the plan."""

_LIST_MARK = re.compile(r"(?:[-*+•]\s+|\d{1,3}[.)]\s+|\[[ xX]?\](?=\s|$)|[☐☑→])\s*")
_ROLES: dict[str, Owner] = {
    "leder": "manager",
    "lederen": "manager",
    "leiar": "manager",
    "leiaren": "manager",
    "manager": "manager",
    "medarbeider": "employee",
    "medarbeideren": "employee",
    "medarbeidar": "employee",
    "medarbeidaren": "employee",
    "employee": "employee",
}
_PRONOUNS: dict[str, Owner] = {"begge": "both", "vi": "both", "both": "both", "we": "both"}
_AND = r"\s*(?:,|/|&|\+|\bog\b|\band\b)\s*"


def lift(
    line: str,
    side: Side,
    *,
    today: dt.date,
    manager: str,
    employee: str,
    goal: str | None = None,
) -> Action:
    """Return the action that a line of ``side``'s notes stands for.

    Its owner is ``side`` unless the line names somebody: ``Siri: …``, ``… @Siri``, ``… (Siri)``,
    ``Siri melder …``, and so with the roles and with ``begge``, ``vi``, ``both``, ``we``. A date
    in the line becomes the deadline, if it is not over. The text is the line without marks, date
    and owner; where nothing would be left, it is the whole line.
    """
    people = _People(manager, employee)
    text = _without_marks(line)
    owner, text = people.marked(text)
    found = find_date(text, today)
    if found and found.date < today:
        found = None
    if found:
        text = strip_date(text, found)
    if owner is None:
        owner, text = people.marked(text)
    return Action(
        text=text.strip() or line.strip(),
        owner=owner or people.subject(text) or side,
        deadline=found.date if found else None,
        goal=goal,
    )


def _without_marks(line: str) -> str:
    text = line.strip().removesuffix(MARK.strip())
    while mark := _LIST_MARK.match(text):
        text = text[mark.end() :]
    return text


class _People:
    """The words by which a line can name the two."""

    def __init__(self, manager: str, employee: str) -> None:
        names = _names(manager, employee)
        self._owners: dict[str, Owner] = _ROLES | _PRONOUNS | names
        who = _either(self._owners)
        whoever = _one_or_two(who)
        subject = _either(_PRONOUNS | names)
        self._opening = re.compile(rf"{whoever}\s*:\s*", re.I)
        self._at = re.compile(rf"^@({who})\s*[:,]?\s*|,?\s?(?<!\w)@({who})", re.I)
        self._closing = re.compile(rf"\({whoever}\)$", re.I)
        self._subject = re.compile(rf"{_one_or_two(subject)}(?=\s+\S)", re.I)

    def marked(self, text: str) -> tuple[Owner | None, str]:
        """Return whom a mark in the text names, if anybody, and the text without the mark."""
        text = text.strip()
        if opening := self._opening.match(text):
            return self._owner(opening["who"], opening["other"]), text[opening.end() :]
        if mentions := list(self._at.finditer(text)):
            owners = {self._owner(mention[1] or mention[2]) for mention in mentions}
            return owners.pop() if len(owners) == 1 else "both", self._at.sub("", text)
        if closing := self._closing.search(text):
            return self._owner(closing["who"], closing["other"]), text[: closing.start()].rstrip()
        return None, text

    def subject(self, text: str) -> Owner | None:
        """Return who does what the text says, where it begins with a name."""
        found = self._subject.match(text)
        return self._owner(found["who"], found["other"]) if found else None

    def _owner(self, *named: str | None) -> Owner:
        """Return who is named; letters are alike as the search for a name has them."""
        owners = {
            owner
            for words, owner in self._owners.items()
            for one in named
            if one is not None and re.fullmatch(_pattern(words), one, re.I)
        }
        return owners.pop() if len(owners) == 1 else "both"


def _names(manager: str, employee: str) -> dict[str, Owner]:
    """Return the full and first names that mean one of the two and not the other."""
    manager, employee = _folded(manager), _folded(employee)
    of_manager = {manager, *manager.split(" ")[:1]} - {""}
    of_employee = {employee, *employee.split(" ")[:1]} - {""}
    owners: dict[str, Owner] = dict.fromkeys(of_manager - of_employee, "manager")
    return owners | dict.fromkeys(of_employee - of_manager, "employee")


def _one_or_two(who: str) -> str:
    return rf"(?P<who>{who})(?:{_AND}(?P<other>{who}))?"


def _either(words: dict[str, Owner]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return rf"(?:{'|'.join(map(_pattern, longest_first))})(?![\w'’-])"


def _pattern(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


def _folded(name: str) -> str:
    return " ".join(name.lower().split())
