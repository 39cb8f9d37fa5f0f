"""What both sides have written into a field of a record, made one: nothing of either is lost.

So it is with the lines of texts, the items of plans, histories and answers. Of the rest the newer
version decides, unless it says nothing. ``before`` is what stood in the version both stem from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import Any, TypeVar, cast

from msgspec.structs import asdict, fields, replace

from agendas.words import _
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
    Raising,
    Record,
    SetAside,
    StatusChange,
    TopicNotes,
    UnitGoal,
)

_Item = TypeVar("_Item", Goal, Action, Point)
_Texts = TypeVar("_Texts", TopicNotes, Feedback)
_Value = TypeVar("_Value")
_Worded = TypeVar("_Worded", Raising, SetAside)

_TEXTS: dict[type[Record], tuple[str, ...]] = {
    Person: (),
    Conversation: ("summary", "employee_preparation"),
    Preparation: ("text",),
    LogEntry: ("text",),
    UnitGoal: ("text",),
}
_ITEM_TEXTS = ("text", "why", "unit_goal", "reached_when", "support", "if_then")
_STATES = ("planned", "prepared", "live", "held", "closed", "agreed")
_MOST_LINES = 2000
"""Texts that differ in more lines are put one below the other: comparing them takes too long."""


class Unmergeable(Exception):
    """The two can't be made one without losing something; the message says why."""


def united(name: str, mine: Record, other: Record, base: Record | None) -> Any:
    """Return what a field holds that both sides have changed.

    Raises:
        Unmergeable: What one of them says would be lost.
    """
    ours, theirs = getattr(mine, name), getattr(other, name)
    in_order_of_time = sorted((mine, other), key=lambda one: one.rev)
    older, newer = (getattr(one, name) for one in in_order_of_time)
    before = getattr(base, name, None)
    if name in _TEXTS.get(type(mine), ()):
        return joined(ours, theirs)
    match name:
        case "purpose" | "aim":
            return getattr(_with_purpose(*cast(list[Conversation], in_order_of_time)), name)
        case "notes":
            return _notes(ours, theirs, before)
        case "plan":
            return _plan(ours, theirs, before or Plan(), newer is theirs)
        case "points" | "shared_points":
            return _items(ours, theirs, before or (), newer is theirs)
        case "answers":
            return _answers(ours, theirs, before or ())
        case "versions":
            both = (*ours, *theirs) if newer is theirs else (*theirs, *ours)
            return _all_of(both, lambda version: version.closed_at)
        case "state":
            return max(ours, theirs, key=_STATES.index)
        case "shared":
            return False
        case "employee_form":
            return _form(ours, theirs)
        case "raised":
            return _with_words("how", older, newer)
        case "set_aside":
            return _with_words("why", older, newer)
    return older if newer in (None, "", ()) else newer


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


def _with_purpose(older: Conversation, newer: Conversation) -> Conversation:
    """Return a talk with what both are for: words of one's own, or else the aim that was chosen."""
    own = [one for one in (older, newer) if one.aim is None and one.purpose]
    if own:
        return replace(own[0], purpose=joined(own[0].purpose, own[-1].purpose))
    return newer if newer.purpose else older


def _notes(
    ours: list[TopicNotes], theirs: list[TopicNotes], before: list[TopicNotes] | None
) -> list[TopicNotes]:
    bases = before if before and len(before) == len(ours) else [TopicNotes()] * len(ours)
    return [_texts(*both) for both in zip(ours, theirs, bases, strict=True)]


def _with_words(name: str, older: _Worded | None, newer: _Worded | None) -> _Worded | None:
    """Return the newer, with the words of both."""
    if older is None or newer is None:
        return older or newer
    return replace(newer, **{name: joined(getattr(older, name), getattr(newer, name))})


def _answers(
    ours: tuple[Answer, ...], theirs: tuple[Answer, ...], before: tuple[Answer, ...]
) -> tuple[Answer, ...]:
    """Return the newest answer of each of the two, with what was noted to the same in the other.

    One that stood there ``before`` was taken back by whoever answered anew.

    Raises:
        Unmergeable: The older one says something else, with a note.
    """
    newest: dict[str, Answer] = {}
    given = set(ours) & set(theirs) | set(ours + theirs) - set(before)
    for answer in sorted(given, key=lambda one: (one.at, one.fingerprint, one.note)):
        older = newest.get(answer.side)
        if older is not None and older.note and older.kind != answer.kind:
            raise Unmergeable(_("Somebody has answered differently in each of the two."))
        newest[answer.side] = answer if older is None else _with_note(answer, older.note)
    return tuple(newest[side] for side in sorted(newest))


def _with_note(answer: Answer, older: str) -> Answer:
    return replace(answer, note=joined(older, answer.note))


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
