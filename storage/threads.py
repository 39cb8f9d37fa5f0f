"""A goal's way through the years: agreed, carried on, changed, and what became of it.

A goal that is carried over keeps its thread. This reads the threads out of a person's closed
talks; nothing of it is kept anywhere else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from storage.looking_back import why_again
from storage.records import Conversation, Goal, Status

What = Literal["agreed", "carried", "changed", "reached", "dropped"]


class Step(NamedTuple):
    """Something that happened to a goal."""

    on: dt.date
    what: What
    text: str
    """The goal's words from then on."""
    conversation_id: str
    """The talk where it happened, or the one that it was agreed in where that was between talks."""
    note: str = ""
    """What was said about it: why it was carried on once more, how it was reached or dropped."""


@dataclass(frozen=True)
class Thread:
    """One goal, from the talk that first agreed on it."""

    goal: Goal
    """The goal as it stands now."""
    steps: tuple[Step, ...]
    """What happened to it, oldest first."""

    @property
    def began(self) -> dt.date:
        """When it was first agreed on."""
        return self.steps[0].on

    @property
    def ended(self) -> dt.date | None:
        """When it was reached or dropped; None while it stands open."""
        last = self.steps[-1]
        return last.on if last.what in ("reached", "dropped") else None

    @property
    def times_carried(self) -> int:
        """In how many talks after the first it was agreed on again."""
        return sum(step.what in ("carried", "changed") for step in self.steps)


def threads(conversations: Iterable[Conversation]) -> list[Thread]:
    """Return the threads of all goals in one person's closed talks, the oldest first.

    Talks that are kept apart are no part of it.
    """
    steps: dict[str, list[Step]] = {}
    newest: dict[str, Goal] = {}
    talks = sorted(
        (one for one in conversations if one.closed and not one.agenda.apart), key=closed_on
    )
    held = {closed_on(talk): talk.id for talk in talks}
    for talk in talks:
        for goal in talk.plan.goals:
            before = newest.get(goal.thread)
            steps.setdefault(goal.thread, []).append(_agreed(goal, before, talk))
            steps[goal.thread] += _outcome(goal, talk, held)
            newest[goal.thread] = goal
    found = (Thread(newest[thread], _lasting(one)) for thread, one in steps.items())
    return sorted(found, key=lambda thread: (thread.began, thread.goal.thread))


def closed_on(talk: Conversation) -> dt.date:
    """Return the day on which a closed talk was held."""
    moment = talk.ended_at or talk.started_at or talk.planned_at
    return moment.date() if moment else dt.date.min


def _agreed(goal: Goal, before: Goal | None, talk: Conversation) -> Step:
    what: What = "agreed"
    if before is not None:
        what = "carried" if goal.text == before.text else "changed"
    return Step(closed_on(talk), what, goal.text, talk.id, why_again(goal))


def _outcome(goal: Goal, talk: Conversation, held: Mapping[dt.date, str]) -> list[Step]:
    """Return how the goal ended after the talk, if it did: its newest event decides."""
    ends: dict[Status, What] = {"done": "reached", "dropped": "dropped"}
    if (what := ends.get(goal.status)) is None:
        return []
    last = goal.history[-1]
    return [Step(last.on, what, goal.text, held.get(last.on, talk.id), last.note)]


def _lasting(steps: list[Step]) -> tuple[Step, ...]:
    """Return the steps in the order of their days; those of one day in the order of the talks."""
    return tuple(sorted(steps, key=lambda step: step.on))
