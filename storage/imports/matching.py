"""Who of a list is here already, and what comes of each line: added, filled in, or left.

A person is known for sure by an id, as our own lists say it. An e-mail address or a name that is
also somebody else's makes a doubt, which the user decides: the same person, of whom only what is
empty is filled in; another one, who is added; or nobody, who is left out. What was decided is
worked out from the first line to the last, so two lines of one file can be the same person, too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from msgspec.structs import replace

from storage.imports.team import Listed
from storage.records import Person, new_id
from storage.search_query import tokens_of

Choice = Literal["same", "another", "leave"]
"""``another`` is also what is done with somebody who is like nobody."""
By = Literal["", "id", "email", "name"]

FILLED = (
    "title",
    "email",
    "language",
    "started_on",
    "last_talk_elsewhere",
    "months_between_talks",
    "weeks_between_follow_ups",
    "next_talk",
    "retention_months",
)
"""The fields that are filled in where they are empty."""


class Known(NamedTuple):
    """Somebody that a line may mean."""

    person: Person
    last_talk: dt.date | None = None
    """The newest talk that is known of."""
    line: int = 0
    """The line of the same file, where it is not somebody who is kept."""


@dataclass(frozen=True)
class Proposal:
    """What is to come of one line."""

    listed: Listed
    like: Known | None
    """Who it seems to be; None where it is somebody new."""
    by: By
    choice: Choice
    doubtful: bool
    """Whether the user is to decide."""
    several: bool = False
    """Whether more than one are like it."""


class Outcome(NamedTuple):
    """What the store becomes."""

    added: list[Person]
    filled: list[Person]
    lines: list[Done]


class Done(NamedTuple):
    """What comes of one line as things were decided."""

    what: Literal["add", "fill", "leave", "out"]
    """Of a line that is left out nothing is taken; of one to be left, it is all here."""
    fields: tuple[str, ...] = ()
    """What is filled in."""
    differing: tuple[str, ...] = ()
    """What the file says otherwise than is kept, and stays as it is."""


def propose(
    people: Iterable[Listed], kept: Iterable[Known], erased: Iterable[str]
) -> list[Proposal]:
    """Return what is to come of each line unless the user says otherwise.

    What agrees is taken for the same person, what contradicts is left out until somebody decides.
    ``erased`` are ids that can't be used again.
    """
    index = _Index(kept)
    gone = set(erased)
    found = []
    for listed in people:
        if listed.person.id in gone or (listed.known and listed.person.id in index.listed):
            listed = Listed(listed.line, replace(listed.person, id=new_id()))
        proposal = _proposal(listed, index)
        found.append(proposal)
        index.add(proposal)
    return found


def decided(proposal: Proposal, choice: Choice) -> Proposal:
    """Return the proposal with the user's choice."""
    return Proposal(
        proposal.listed, proposal.like, proposal.by, choice, proposal.doubtful, proposal.several
    )


def choices(proposal: Proposal) -> tuple[Choice, ...]:
    """Return what can be chosen for a line."""
    if proposal.like is None:
        return "another", "leave"
    return ("same", "leave") if proposal.by == "id" else ("same", "another", "leave")


def outcome(proposals: Iterable[Proposal]) -> Outcome:
    """Work out what comes of all lines, in their order."""
    now: dict[str, Known] = {}
    """By id, what those who are added or filled in have become."""
    became: dict[str, str | None] = {}
    """By the id of a line's person, who that is in the end; None where it was left out."""
    added: dict[str, None] = {}
    filled: dict[str, None] = {}
    lines: list[Done] = []
    for one in proposals:
        person = one.listed.person
        target = _target(one, became)
        became[person.id] = None
        if one.choice == "another" or (one.choice == "same" and one.like is None):
            became[person.id] = person.id
            now[person.id] = Known(person, person.last_talk_elsewhere)
            added[person.id] = None
            lines.append(Done("add"))
        elif target is None:
            lines.append(Done("out"))
        else:
            before = now.get(target.person.id, target)
            became[person.id] = before.person.id
            fields, differing = _compared(before, person)
            now[before.person.id] = _with(before, fields)
            if fields and before.person.id not in added:
                filled[before.person.id] = None
            lines.append(Done("fill" if fields else "leave", tuple(fields), differing))
    return Outcome([now[id_].person for id_ in added], [now[id_].person for id_ in filled], lines)


def _target(one: Proposal, became: Mapping[str, str | None]) -> Known | None:
    """Return whom a line is the same person as, or None where it is left out."""
    if one.choice != "same" or one.like is None:
        return None
    id_ = became.get(one.like.person.id, one.like.person.id)
    if id_ is None:
        return None
    return Known(replace(one.like.person, id=id_), one.like.last_talk)


def _compared(before: Known, person: Person) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what a line fills in, and the names of what it says otherwise."""
    fields: dict[str, Any] = {}
    differing = []
    for name in FILLED:
        said, here = getattr(person, name), getattr(before.person, name)
        if name == "last_talk_elsewhere":
            if said and (before.last_talk is None or said > before.last_talk):
                fields[name] = said
        elif said and not here:
            fields[name] = said
        elif said and _plain(said) != _plain(here):
            differing.append(name)
    return fields, tuple(differing)


def _with(before: Known, fields: Mapping[str, Any]) -> Known:
    last_talk = fields.get("last_talk_elsewhere", before.last_talk)
    return Known(replace(before.person, **fields), last_talk)


def _plain(value: object) -> object:
    return value.strip().casefold() if isinstance(value, str) else value


class _Index:
    """Those who are known so far, by what they are found by; each once, whatever lines say so."""

    def __init__(self, kept: Iterable[Known]) -> None:
        self._by_id: dict[str, Known] = {}
        self._by_email: dict[str, dict[str, Known]] = {}
        self._by_name: dict[str, dict[str, Known]] = {}
        self.listed: set[str] = set()
        """The ids that the file itself has said so far."""
        self._first: dict[str, str] = {}
        """By the id of a line's person, who that seems to be."""
        for one in kept:
            self._by_id[one.person.id] = one
            self._add(one, one.person.id)

    def add(self, proposal: Proposal) -> None:
        """Let the lines to come find what this one says."""
        person, like = proposal.listed.person, proposal.like
        self.listed.add(person.id)
        known = Known(person, person.last_talk_elsewhere, proposal.listed.line)
        if like is not None and proposal.choice == "same":
            self._first[person.id] = self._first.get(like.person.id, like.person.id)
        self._add(known, self._first.get(person.id, person.id))

    def find(self, listed: Listed) -> tuple[By, list[Known]]:
        """Return who a line may be, and what says so."""
        person = listed.person
        if listed.known and (sure := self._by_id.get(person.id)):
            return "id", [sure]
        names = self._by_name.get(name_key(person.name), {})
        emails = self._by_email.get(_email(person), {}) if _email(person) else {}
        if both := [one for id_, one in emails.items() if id_ in names]:
            return "email", both
        return ("email", [*emails.values()]) if emails else ("name", [*names.values()])

    def _add(self, one: Known, who: str) -> None:
        if email := _email(one.person):
            self._by_email.setdefault(email, {}).setdefault(who, one)
        self._by_name.setdefault(name_key(one.person.name), {}).setdefault(who, one)


def _proposal(listed: Listed, index: _Index) -> Proposal:
    by, like = index.find(listed)
    if not like:
        return Proposal(listed, None, "", "another", doubtful=False)
    first, several = like[0], len(like) > 1
    if by == "id":
        return Proposal(listed, first, by, "same", doubtful=False)
    agrees = not several and _agree(listed.person, first.person)
    fields, _differing = _compared(first, listed.person)
    choice: Choice = "same" if agrees else "leave"
    return Proposal(listed, first, by, choice, not agrees or bool(fields), several)


def _agree(one: Person, other: Person) -> bool:
    """Return whether two that are alike contradict each other in neither name nor address."""
    emails = {_email(one), _email(other)} - {""}
    return len(emails) < 2 and name_key(one.name) == name_key(other.name)


def _email(person: Person) -> str:
    return person.email.strip().casefold()


def name_key(name: str) -> str:
    """Return a name without case, accents, marks and the order of its parts."""
    return " ".join(sorted(tokens_of(name))) or name.strip().casefold()
