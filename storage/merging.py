"""Two versions of one record: where they differ, and one record that has what both have.

What only one side has changed since their common base is taken from that side. What both have
changed is united where that loses nothing: the lines of texts, the items of plans, histories,
answers. Of the rest the newer version decides, but for a person, whose fields somebody has to
choose. A text that two people have agreed on is never merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar, cast

from msgspec.structs import fields, replace

from agendas.words import _
from storage.agreement import fingerprint
from storage.records import Conversation, Person, Record
from storage.uniting import Unmergeable, united

R = TypeVar("R", bound=Record)

OF_THE_STORE = ("id", "schema", "rev", "parent_rev", "base_rev", "form_after")
"""The fields that say which record and version it is, not what is in it."""

_AGREED = ("plan", "summary", "answers", "versions", "state")
"""What belongs together once both have answered."""
_LAID_OUT = ("agenda", "notes", "clock")
"""What belongs together as the agenda's topics number it."""
_PURPOSE = ("purpose", "aim")
"""What says the same twice: in words, and which of the four it is."""


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
        if (of_one_side := sources.get("purpose")) is not None:
            sources |= {name: of_one_side for name in _PURPOSE if name in names}
        else:
            sources.pop("aim", None)
    values = {name: getattr(sources[name], name) for name in names if name in sources}
    for name in names:
        if name not in sources:
            values[name] = united(name, mine, other, base)
    both = replace(mine, **values)
    if isinstance(both, Conversation) and both.closed:
        _refuse_new_text(both, mine, other)
    return both


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
