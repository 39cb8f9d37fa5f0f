"""What is due: promises, talks, follow-ups, and records that are past their date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, NamedTuple

from agendas.words import N_
from storage.cards import PersonEntry
from storage.errors import StoreError
from storage.progress import Progress, counted, untold
from storage.records import Conversation, Owner

if TYPE_CHECKING:
    from storage.retention import Expired

NOTICE = dt.timedelta(days=14)
"""How long before a talk it counts as due: both need a week or two to prepare."""

SOON = dt.timedelta(days=7)
"""How long before a follow-up it counts as due."""

What = Literal["promise", "talk", "follow_up", "action", "retention"]
"""``promise`` is an action that the manager owns, alone or with the employee."""

HEADINGS: dict[What, str] = {
    "promise": N_("What you have promised"),
    "talk": N_("Talks"),
    "follow_up": N_("Follow-ups"),
    "action": N_("What others have promised"),
    "retention": N_("Past its date"),
}
"""What stands first: what the manager owes, then the meetings, then what others owe."""
ORDER: tuple[What, ...] = tuple(HEADINGS)


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
    records: int = 0
    """How many records about the person are past their date."""


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


def past_dates(expired: Iterable[Expired]) -> list[Due]:
    """Return one for each person of whom records are past their date, the oldest first."""
    found: dict[str, Due] = {}
    for one in expired:
        before = found.get(one.person) or Due("retention", one.person, one.name, one.due)
        found[one.person] = before._replace(records=before.records + 1)
    return list(found.values())


def action_texts(
    read: Callable[[str], Conversation], found: Iterable[Due], progress: Progress = untold
) -> dict[str, str]:
    """Return the words of the actions in ``found``, by their ids, from the talks that ``read`` has.

    What can't be read has none.
    """
    found = list(found)
    wanted = {one.action for one in found}
    texts: dict[str, str] = {}
    talks = sorted({one.talk for one in found if one.talk})
    for talk in counted(talks, len(talks), progress):
        with suppress(StoreError):
            plan = read(talk).plan
            texts |= {action.id: action.text for action in plan.actions if action.id in wanted}
    return texts


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
