"""Two plans side by side: what was carried over stands with what it was."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import dropwhile
from typing import TYPE_CHECKING, NamedTuple

from storage.plan import actions_of
from storage.records import Action, Goal, Plan

if TYPE_CHECKING:
    from storage.cards import TalkEntry

_OF_A_GOAL = ("text", "kind", "why", "unit_goal", "reached_when", "support")
_OF_AN_ACTION = ("text", "owner", "deadline", "if_then")


class Pair(NamedTuple):
    """A goal or an action in two plans; None in the one where it doesn't stand."""

    before: Goal | Action | None
    now: Goal | Action | None

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the fields that were agreed on anew."""
        if self.before is None or self.now is None:
            return ()
        names = _OF_A_GOAL if isinstance(self.now, Goal) else _OF_AN_ACTION
        return tuple(
            name for name in names if getattr(self.before, name) != getattr(self.now, name)
        )


def talk_before(talk_id: str, talks: Iterable[TalkEntry]) -> TalkEntry | None:
    """Return the closed talk of the same kind before one, if it has a plan.

    ``talks`` are the person's, newest first. The big talk is compared with the big talk before
    it, a follow-up with a follow-up, and a talk that is kept apart with one of its own kind.
    """
    older = dropwhile(lambda one: one.id != talk_id, talks)
    this = next(older, None)
    if this is None:
        return None
    same = (one for one in older if _kind(one) == _kind(this) and one.closed)
    return next((one for one in same if one.goals or one.actions), None)


def _kind(talk: TalkEntry) -> tuple[bool, str]:
    return talk.annual, talk.strand


def pairs(before: Plan, now: Plan) -> list[Pair]:
    """Return all of two plans as they are shown: the earlier one's goals, then the new ones.

    What was carried over stands where it stood before, also where it is under another goal now.
    """
    goals = {goal.thread: goal for goal in reversed(now.goals)}
    actions = {action.thread: action for action in reversed(now.actions)}
    matched = {goals[one.thread].id for one in before.goals if one.thread in goals}
    matched |= {actions[one.thread].id for one in before.actions if one.thread in actions}

    def under(old: list[Action], new: list[Action]) -> list[Pair]:
        return [
            *(Pair(one, actions.pop(one.thread, None)) for one in old),
            *(Pair(None, one) for one in new if one.id not in matched),
        ]

    found: list[Pair] = []
    for goal in before.goals:
        later = goals.pop(goal.thread, None)
        new = actions_of(now, later.id) if later else []
        found += [Pair(goal, later), *under(actions_of(before, goal.id), new)]
    for goal in now.goals:
        if goal.id not in matched:
            found += [Pair(None, goal), *under([], actions_of(now, goal.id))]
    return found + under(actions_of(before, None), actions_of(now, None))
