"""Two versions of one record: where they differ, and one record that has what both have.

What only one side has changed since their common base is taken from that side. What both have
changed is united where that loses nothing: the lines of texts, the items of plans, histories,
answers. Of the rest the newer version decides, but for a person, whose fields somebody has to
choose. A text that two people have agreed on is never merged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any, TypeVar, cast

from msgspec.structs import asdict, fields, replace

from agendas.words import _
from storage.agreement import fingerprint
from storage.employee_form import EmployeeForm
from storage.forms.answers import taken_in
from storage.plan import in_order
from storage.records import (
    Action,
    Answer,
    Conversation,
    Feedback,
    Goal,
    LogEntry,
    Person,
    Plan,
    Point,
    Preparation,
    Record,
    StatusChange,
    TopicNotes,
    UnitGoal,
)

R = TypeVar("R", bound=Record)
_Item = TypeVar("_Item", Goal, Action, Point)
_Texts = TypeVar("_Texts", TopicNotes, Feedback)
_Value = TypeVar("_Value")

OF_THE_STORE = ("id", "schema", "rev", "parent_rev", "base_rev", "form_after")
"""The fields that say which record and version it is, not what is in it."""

_TEXTS: dict[type[Record], tuple[str, ...]] = {
    Person: (),
    Conversation: ("summary", "employee_preparation"),
    Preparation: ("text",),
    LogEntry: ("text",),
    UnitGoal: ("text",),
}
_ITEM_TEXTS = ("text", "why", "unit_goal", "reached_when", "support", "if_then")
_AGREED = ("plan", "summary", "answers", "versions", "state")
"""What belongs together once both have answered."""
_LAID_OUT = ("agenda", "notes", "clock")
"""What belongs together as the agenda's topics number it."""
_PURPOSE = ("purpose", "aim")
"""What says the same twice: in words, and which of the four it is."""
_STATES = ("planned", "prepared", "live", "held", "closed", "agreed")
_MOST_LINES = 2000
"""Texts that differ in more lines are put one below the other: comparing them takes too long."""


class Unmergeable(Exception):
    """The two can't be made one without losing something; the message says why."""


def common_base(mine: R, other: R, kept: Iterable[R]) -> R | None:
    """Return the nearest version that both stem from, of the two and those that are ``kept``."""
    at_hand = {one.rev: one for one in (*kept, mine, other)}
    shared = [rev for rev in _ancestors(mine) if rev in _ancestors(other)]
    return next((at_hand[rev] for rev in shared if rev in at_hand), None)


def differing(mine: R, other: R) -> list[str]:
    """Return the names of the fields in which the two differ."""
    return [
        field.name
        for field in fields(mine)
        if field.name not in OF_THE_STORE
        and getattr(mine, field.name) != getattr(other, field.name)
    ]


def to_choose(mine: R, other: R, base: R | None) -> list[str]:
    """Return the names of the fields that `merged` can't decide by itself."""
    if not isinstance(mine, Person):
        return []
    names = differing(mine, other)
    return [name for name in names if _of_one_side(name, mine, other, base) is None]


def merged(mine: R, other: R, base: R | None, chosen: Mapping[str, R] | None = None) -> R:
    """Return a record with what both have; it has the revision of ``mine``.

    ``chosen`` says of each field of `to_choose` which of the two has it.

    Raises:
        Unmergeable: They hold what must stay as it is.
    """
    sources: dict[str, R] = dict(chosen or {})
    names = differing(mine, other)
    for name in names:
        if name not in sources and (source := _of_one_side(name, mine, other, base)):
            sources[name] = source
    if isinstance(mine, Conversation) and isinstance(other, Conversation):
        _keep_together(mine, other, names, cast(dict[str, Conversation], sources))
        newer = max(mine, other, key=lambda one: one.rev)
        sources |= {name: sources.get("purpose", newer) for name in _PURPOSE if name in names}
    values = {name: getattr(sources[name], name) for name in names if name in sources}
    for name in names:
        if name not in sources:
            values[name] = _united(name, mine, other, base)
    both = replace(mine, **values)
    if isinstance(both, Conversation) and both.closed:
        _refuse_new_text(both, mine, other)
    return both


def joined(mine: str, other: str) -> str:
    """Return the lines of both texts in order, those that they share only once."""
    if not mine or not other or mine == other:
        return mine or other
    ours, theirs = mine.split("\n"), other.split("\n")
    if max(len(ours), len(theirs)) > _MOST_LINES:
        return f"{mine}\n{other}"
    lines: list[str] = []
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        lines += ours[start:end]
        if what != "equal":
            lines += theirs[other_start:other_end]
    return "\n".join(lines)


# Which side


def _ancestors(record: Record) -> list[str]:
    """Return the record's revision and those that are known to lead to it, the nearest first."""
    return [rev for rev in (record.rev, record.parent_rev, record.base_rev) if rev]


def _of_one_side(name: str, mine: R, other: R, base: R | None) -> R | None:
    """Return the side that alone has changed a field since the base, if it is so."""
    if base is None:
        return None
    before = getattr(base, name)
    if getattr(mine, name) == before:
        return other
    return mine if getattr(other, name) == before else None


def _keep_together(
    mine: Conversation,
    other: Conversation,
    names: list[str],
    sources: dict[str, Conversation],
) -> None:
    """Let each group of fields that can't be told apart come from one side.

    Raises:
        Unmergeable: Both sides have changed such a group.
    """
    if "agenda" in names:
        _from_one_side(_LAID_OUT, names, sources, _("They follow different agendas."))
    if not (mine.closed or other.closed):
        return
    if mine.state == other.state and fingerprint(mine) == fingerprint(other):
        return
    reason = _("A plan that was agreed on stays as it is.")
    _from_one_side(_AGREED, names, sources, reason)


def _refuse_new_text(both: Conversation, *sides: Record) -> None:
    """Make sure that a closed talk has a text that was closed.

    Raises:
        Unmergeable: It would get another.
    """
    closed = [one for one in sides if isinstance(one, Conversation) and one.closed]
    if fingerprint(both) not in map(fingerprint, closed):
        raise Unmergeable(_("A plan that was agreed on stays as it is."))


def _from_one_side(
    group: Iterable[str], names: list[str], sources: dict[str, Conversation], reason: str
) -> None:
    concerned = [name for name in group if name in names]
    sides = {id(sources[name]) for name in concerned if name in sources}
    if len(sides) > 1 or any(name not in sources for name in concerned):
        raise Unmergeable(reason)


# What both have


def _united(name: str, mine: Record, other: Record, base: Record | None) -> Any:
    """Return what a field holds that both sides have changed."""
    ours, theirs = getattr(mine, name), getattr(other, name)
    newer = getattr(max(mine, other, key=lambda one: one.rev), name)
    before = getattr(base, name, None)
    if name in _TEXTS.get(type(mine), ()):
        return joined(ours, theirs)
    match name:
        case "notes":
            return _notes(ours, theirs, before)
        case "plan":
            return _plan(ours, theirs, before or Plan(), newer is theirs)
        case "points" | "shared_points":
            return _items(ours, theirs, before or (), newer is theirs)
        case "answers":
            return _answers(ours, theirs)
        case "versions":
            both = (*ours, *theirs) if newer is theirs else (*theirs, *ours)
            return _all_of(both, lambda version: version.closed_at)
        case "state":
            return max(ours, theirs, key=_STATES.index)
        case "shared":
            return False
        case "employee_form":
            return _form(ours, theirs)
    return newer


def _notes(
    ours: list[TopicNotes], theirs: list[TopicNotes], before: list[TopicNotes] | None
) -> list[TopicNotes]:
    bases = before if before and len(before) == len(ours) else [TopicNotes()] * len(ours)
    return [_texts(*both) for both in zip(ours, theirs, bases, strict=True)]


def _answers(ours: tuple[Answer, ...], theirs: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Return the newest answer of each of the two."""
    newest: dict[str, Answer] = {}
    for answer in sorted((*ours, *theirs), key=lambda one: (one.at, one.fingerprint, one.note)):
        newest[answer.side] = answer
    return tuple(newest[side] for side in sorted(newest))


def _form(ours: EmployeeForm | None, theirs: EmployeeForm | None) -> EmployeeForm | None:
    """Return what both forms say, as if the one that came in first had been there before."""
    if ours is None or theirs is None:
        return ours or theirs
    first, second = sorted((ours, theirs), key=lambda one: one.imported_at)
    return taken_in(first, second)


def _plan(ours: Plan, theirs: Plan, before: Plan, newer_is_theirs: bool) -> Plan:
    def date(name: str) -> Any:
        sides = getattr(ours, name), getattr(theirs, name), getattr(before, name)
        return _value(*sides, newer_is_theirs)

    return in_order(
        Plan(
            goals=_items(ours.goals, theirs.goals, before.goals, newer_is_theirs),
            actions=_items(ours.actions, theirs.actions, before.actions, newer_is_theirs),
            to_employee=_texts(ours.to_employee, theirs.to_employee, before.to_employee),
            to_manager=_texts(ours.to_manager, theirs.to_manager, before.to_manager),
            next_talk=date("next_talk"),
            next_follow_up=date("next_follow_up"),
        )
    )


def _items(
    ours: tuple[_Item, ...],
    theirs: tuple[_Item, ...],
    before: tuple[_Item, ...],
    newer_is_theirs: bool,
) -> tuple[_Item, ...]:
    """Return the items of both, but for what one took out and the other left alone."""
    mine: dict[str, _Item] = {item.id: item for item in ours}
    other: dict[str, _Item] = {item.id: item for item in theirs}
    base: dict[str, _Item] = {item.id: item for item in before}
    kept: list[_Item] = []
    for id_ in dict.fromkeys((*mine, *other)):
        one, two, old = mine.get(id_), other.get(id_), base.get(id_)
        if one is not None and two is not None:
            kept.append(_item(one, two, old, newer_is_theirs))
        elif (left := one or two) is not None and left != old:
            kept.append(left)
    return tuple(kept)


def _item(one: _Item, two: _Item, old: _Item | None, newer_is_two: bool) -> _Item:
    """Return an item with what both sides have written into it."""
    values: dict[str, Any] = {}
    for field in fields(one):
        name = field.name
        ours, theirs, before = getattr(one, name), getattr(two, name), getattr(old, name, None)
        if name in _ITEM_TEXTS:
            values[name] = _text(ours, theirs, before or "")
        else:
            values[name] = _value(ours, theirs, before, newer_is_two)
    if isinstance(one, Point) or isinstance(two, Point):
        return replace(one, **values)
    events: list[tuple[StatusChange, ...]]
    events = [one.history, two.history] if newer_is_two else [two.history, one.history]
    values["history"] = _all_of((*events[0], *events[1]), lambda event: event.on)
    return replace(one, **values)


def _all_of(both: Iterable[_Value], when: Callable[[_Value], Any]) -> tuple[_Value, ...]:
    """Return what both sides have, each once, in the order of time, else as it stands."""
    return tuple(sorted(dict.fromkeys(both), key=when))


def _texts(ours: _Texts, theirs: _Texts, before: _Texts) -> _Texts:
    """Return an object of texts alone with what both sides have written into it."""
    sides = asdict(ours), asdict(theirs), asdict(before)
    return replace(ours, **{name: _text(*(side[name] for side in sides)) for name in sides[0]})


def _text(ours: str, theirs: str, before: str) -> str:
    """Return the text of the one side that has changed it, else what both have."""
    if theirs == before:
        return ours
    return theirs if ours == before else joined(ours, theirs)


def _value(ours: _Value, theirs: _Value, before: _Value, newer_is_theirs: bool) -> _Value:
    """Return the value of the one side that has changed it, else of the newer."""
    if theirs == before:
        return ours
    return theirs if ours == before or newer_is_theirs else ours
