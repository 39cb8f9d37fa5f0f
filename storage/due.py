"""What is due: talks, follow-ups and promises, read from the team's list alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal, NamedTuple

from storage.cards import PersonEntry
from storage.records import Owner

NOTICE = dt.timedelta(days=14)
"""How long before a talk it counts as due: both need a week or two to prepare."""

SOON = dt.timedelta(days=7)
"""How long before a follow-up it counts as due."""

What = Literal["promise", "talk", "follow_up", "action"]
"""``promise`` is an action that the manager owns, alone or with the employee."""

ORDER: tuple[What, ...] = ("promise", "talk", "follow_up", "action")
"""What stands first: what the manager owes, then the meetings, then what others owe."""


class Due(NamedTuple):
    """One thing that is due, or will be soon."""

    what: What
    person: str
    """The id of the person that it is about."""
    name: str
    on: dt.date
    """The day; before today it is late."""
    owner: Owner | None = None
    action: str | None = None
    """The id of the action, and of the talk in which it was agreed."""
    talk: str | None = None


def due(people: Iterable[PersonEntry], today: dt.date) -> list[Due]:
    """Return what is due with everybody who is in the team: by kind, the latest first.

    Talks count from two weeks before and follow-ups from one week before. Actions count once
    their deadline is past.
    """
    found: list[Due] = []
    for one in people:
        if not one.archived:
            found += [*_meetings(one, today), *_late_actions(one, today)]
    return sorted(found, key=lambda one: (ORDER.index(one.what), one.on, one.name.casefold()))


def _meetings(one: PersonEntry, today: dt.date) -> list[Due]:
    if one.live is not None:
        return []
    found: list[Due] = []
    if one.next_talk is not None and one.next_talk <= today + NOTICE:
        found.append(Due("talk", one.id, one.name, one.next_talk))
    if one.next_follow_up is not None and one.next_follow_up <= today + SOON:
        found.append(Due("follow_up", one.id, one.name, one.next_follow_up))
    return found


def _late_actions(one: PersonEntry, today: dt.date) -> list[Due]:
    return [
        Due(
            "promise" if action.owner in ("manager", "both") else "action",
            one.id,
            one.name,
            action.due,
            action.owner,
            action.id,
            action.talk,
        )
        for action in one.open_actions
        if action.due is not None and action.due < today
    ]
