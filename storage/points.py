"""What the manager wants to bring up in a talk, point by point.

A point stands in one of two records: in the private `Preparation`, or in the `Conversation` once
it is shared. So a talk can be loaded whole for a shared screen, with no private point in it.
Functions that change something return the records to save, in that order: the one that the point
comes into first, so that a crash in between leaves it twice and never nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from agendas.words import N_
from storage.looking_back import Past
from storage.records import (
    Action,
    Conversation,
    Example,
    LogEntry,
    Point,
    PointKind,
    Preparation,
    new_id,
)

KINDS: dict[PointKind, str] = {
    "insight": N_("Insight"),
    "curiosity": N_("Curiosity"),
    "strength": N_("Strengths"),
    "more": N_("More of"),
    "less": N_("Less of"),
    "keep": N_("Continue with"),
    "expectation": N_("Expectations"),
    "unit_goal": N_("Unit goals"),
}
"""The kinds in their order, and what stands above such points."""
QUESTIONS: dict[PointKind, str] = {
    "insight": N_("Do I know the work well enough?"),
    "curiosity": N_("Have I been curious enough?"),
}
"""The kinds that are a question to the manager, which has one answer."""


class Points:
    """The points of one talk, private and shared."""

    def __init__(self, conversation: Conversation, preparation: Preparation) -> None:
        """Hold the points of both records; what a crash has left in both stays shared."""
        self.conversation = conversation
        self.preparation = preparation
        shared = {point.id: point for point in conversation.shared_points}
        preparation.points = tuple(
            point if point.id not in shared else replace(point, id=new_id())
            for point in preparation.points
            if shared.get(point.id) != point
        )

    def of(self, kind: PointKind) -> list[Point]:
        """Return the points of a kind, the oldest first."""
        both = (*self.conversation.shared_points, *self.preparation.points)
        return sorted((one for one in both if one.kind == kind), key=lambda one: one.id)

    @property
    def written(self) -> bool:
        """Whether there is any point."""
        return bool(self.conversation.shared_points or self.preparation.points)

    @property
    def private(self) -> int:
        """How many points are private."""
        return len(self.preparation.points)

    def is_shared(self, point_id: str) -> bool:
        """Return whether the employee sees a point."""
        return any(one.id == point_id for one in self.conversation.shared_points)

    def put(self, point: Point) -> list[Conversation | Preparation]:
        """Put a point in the place of the one with its id, or a new one among the private ones.

        One that says nothing is taken out.
        """
        if self.is_shared(point.id):
            self.conversation.shared_points = _with(self.conversation.shared_points, point)
            return [self.conversation]
        self.preparation.points = _with(self.preparation.points, point)
        return [self.preparation]

    def share(self, point_id: str) -> list[Conversation | Preparation]:
        """Let the employee see a point, or keep it private again."""
        shared = self.is_shared(point_id)
        place = self.conversation.shared_points if shared else self.preparation.points
        point = next((one for one in place if one.id == point_id), None)
        if point is None:
            return []
        nothing = Point(id=point_id, kind=point.kind)
        if shared:
            self.preparation.points = _with(self.preparation.points, point)
            self.conversation.shared_points = _with(self.conversation.shared_points, nothing)
            return [self.preparation, self.conversation]
        self.conversation.shared_points = _with(self.conversation.shared_points, point)
        self.preparation.points = _with(self.preparation.points, nothing)
        return [self.conversation, self.preparation]

    def drawn_from(self, entry_id: str) -> Point | None:
        """Return the point whose example is a note of the log, if there is one."""
        both = (*self.conversation.shared_points, *self.preparation.points)
        return next((one for one in both if one.example and one.example.entry == entry_id), None)


def from_note(entry: LogEntry) -> Point:
    """Return a point with a note of the log as its example.

    A concern is something to do less of, and all else an example of a strength.
    """
    kind: PointKind = "less" if entry.kind == "concern" else "strength"
    return Point(kind=kind, example=Example(entry.id, entry.on, entry.text))


def without_examples(preparation: Preparation, entries: Collection[str]) -> Preparation:
    """Return a preparation without what its points have copied from log entries, by their ids."""
    points = (
        replace(point, example=None) if point.example and point.example.entry in entries else point
        for point in preparation.points
    )
    return replace(preparation, points=tuple(filter(_says_something, points)))


def owed(past: Iterable[Past]) -> list[Past]:
    """Return the open actions of an earlier plan that the manager has to do, alone or with both."""
    return [
        one
        for one in past
        if isinstance(one.item, Action)
        and one.item.is_open
        and one.item.owner in ("manager", "both")
    ]


def _with(points: tuple[Point, ...], point: Point) -> tuple[Point, ...]:
    """Return the points with one put in its place, at the end, or taken out if it says nothing."""
    kept = tuple(one for one in points if one.id != point.id)
    if not _says_something(point):
        return kept
    if any(one.id == point.id for one in points):
        return tuple(point if one.id == point.id else one for one in points)
    return (*kept, point)


def _says_something(point: Point) -> bool:
    return bool(point.text.strip()) or point.example is not None
