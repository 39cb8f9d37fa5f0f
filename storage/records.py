"""The records: what is kept, each a typed document of its own.

Values that stand inside a record (goals, actions, answers) are frozen, so a plan can be
kept, compared and taken back as a whole. Times are timezone-aware; ids are ULIDs.
The manager's private preparation is a record of its own: a talk that is read for a shared
screen can then not carry it along.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from agendas.agenda import Agenda, Aim
from agendas.clock import Clock
from storage.employee_form import EmployeeForm, FormSent
from storage.ulids import new_ulid

SCHEMA = 4
"""The version of the documents' shape that this program writes; see ``storage.migration``."""

Side = Literal["manager", "employee"]
Owner = Literal["manager", "employee", "both"]
GoalKind = Literal["work", "development"]
Status = Literal["open", "blocked", "done", "moved", "dropped", "carried"]
AnswerKind = Literal["agree", "agree_with_note", "disagree"]
LogKind = Literal["praise", "concern", "observation"]
PointKind = Literal[
    "insight", "curiosity", "strength", "more", "less", "keep", "expectation", "unit_goal"
]
"""What a point of the manager's is about; the first two are questions to the manager's self."""
State = Literal["planned", "prepared", "live", "agreed", "closed", "held"]
"""``closed`` is closed without agreement; ``held`` is a follow-up with nothing to agree on."""

CLOSED: tuple[State, ...] = ("agreed", "closed", "held")
"""The states in which a talk is over."""


def new_id() -> str:
    """Return a new ULID; one made later sorts after it."""
    return new_ulid()


class StatusChange(msgspec.Struct, frozen=True):
    """One dated event in the life of a goal or an action after it was agreed."""

    on: dt.date
    status: Status
    note: str = ""
    deadline: dt.date | None = None
    """The new deadline, where the status is ``moved``."""


class _Tracked(msgspec.Struct, frozen=True, kw_only=True):
    """What goals and actions share: an identity that outlives one plan, and a history."""

    id: str = msgspec.field(default_factory=new_id)
    thread: str = ""
    """The id of the first goal or action that this one carries on; its own id if new."""
    text: str
    carried_from: tuple[dt.date, ...] = ()
    """When it was agreed before, oldest first."""
    history: tuple[StatusChange, ...] = ()

    def __post_init__(self) -> None:
        if not self.thread:
            msgspec.structs.force_setattr(self, "thread", self.id)

    @property
    def status(self) -> Status:
        """Where it stands: the newest event, or open."""
        return self.history[-1].status if self.history else "open"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.status in ("open", "blocked", "moved")


class Goal(_Tracked, frozen=True, kw_only=True):
    """Something to reach, with how it is seen to be reached."""

    kind: GoalKind = "work"
    why: str = ""
    unit_goal: str = ""
    """The unit goal it serves, in the words that were agreed on."""
    unit_goal_id: str = ""
    """Which unit goal that is; empty for words of one's own.

    It stands outside the fingerprint as all ids do: a reader of the plan sees the words.
    """
    reached_when: str = ""
    support: str = ""
    """Support or training needed."""


class Action(_Tracked, frozen=True, kw_only=True):
    """Something that somebody does by a date."""

    goal: str | None = None
    """The id of the goal it serves, in the same plan."""
    owner: Owner | None = None
    deadline: dt.date | None = None
    undated: bool = False
    """True where "no date" was chosen; never beside a deadline."""
    if_then: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.deadline is not None:
            msgspec.structs.force_setattr(self, "undated", False)

    @property
    def due(self) -> dt.date | None:
        """The deadline that holds now: the agreed one, or the one it was moved to."""
        moved = [event.deadline for event in self.history if event.deadline]
        return moved[-1] if moved else self.deadline

    @property
    def complete(self) -> bool:
        """Whether it has an owner and a choice about its deadline."""
        return self.owner is not None and (self.deadline is not None or self.undated)


class Feedback(msgspec.Struct, frozen=True):
    """What one can do more of, less of, and continue with; free text each."""

    more: str = ""
    less: str = ""
    keep: str = ""


class Plan(msgspec.Struct, frozen=True):
    """What the two agree on. Actions stand in order; those of one goal are shown under it."""

    goals: tuple[Goal, ...] = ()
    actions: tuple[Action, ...] = ()
    to_employee: Feedback = Feedback()
    to_manager: Feedback = Feedback()
    next_talk: dt.date | None = None
    next_follow_up: dt.date | None = None


class Answer(msgspec.Struct, frozen=True):
    """What one of the two said to the plan."""

    side: Side
    kind: AnswerKind
    at: dt.datetime
    fingerprint: str
    """Of the text that was answered; see ``storage.agreement.fingerprint``."""
    note: str = ""


class Version(msgspec.Struct, frozen=True):
    """A plan that was closed, kept when it is opened again."""

    plan: Plan
    summary: str
    answers: tuple[Answer, ...]
    closed_at: dt.datetime
    reopened_at: dt.datetime | None = None


class TopicNotes(msgspec.Struct):
    """The two people's notes to one topic."""

    manager: str = ""
    employee: str = ""


class Example(msgspec.Struct, frozen=True):
    """A note of the log as it read when it was drawn from there."""

    entry: str
    """The id of the log entry."""
    on: dt.date
    text: str


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the manager wants to bring up in a talk."""

    id: str = msgspec.field(default_factory=new_id)
    kind: PointKind
    text: str = ""
    example: Example | None = None


class Record(msgspec.Struct, kw_only=True):
    """A document of its own. The store sets its revisions on every save."""

    id: str = msgspec.field(default_factory=new_id)
    schema: int = SCHEMA
    rev: str = ""
    """A ULID, new with every save; empty before the first."""
    parent_rev: str = ""
    """The revision that this one was made from."""
    base_rev: str = ""
    """The revision that stood here before the sitting in which this one was saved."""


class Person(Record, kw_only=True):
    """An employee."""

    name: str
    title: str = ""
    email: str = ""
    language: str = ""
    """``nb``, ``nn`` or ``en``; empty follows the program's."""
    started_on: dt.date | None = None
    last_talk_elsewhere: dt.date | None = None
    """The last talk that no record here tells of, such as one from before Samtale was used."""
    months_between_talks: int | None = None
    """None follows the team's `Cadence`, as does the next."""
    weeks_between_follow_ups: int | None = None
    next_talk: dt.date | None = None
    retention_months: int | None = None
    archived: bool = False


class Conversation(Record, kw_only=True):
    """One talk, from the day it is planned until both have answered its plan."""

    person: str
    employee_name: str
    """The two names as they were when the talk was held."""
    manager_name: str
    agenda: Agenda
    """A copy, without the manager's hints; a later change of the file leaves it alone."""
    purpose: str = ""
    """What it is for, as both agree on it: words of the talk's language, or one's own."""
    aim: Aim | None = None
    """Which of the four that is; None for own words. See ``storage.purpose``."""
    planned_at: dt.datetime | None = None
    started_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    state: State = "planned"
    previous: str | None = None
    """The id of the talk whose plan is looked back on."""
    clock: Clock | None = None
    """Planned and spent time by topic; None before the start."""
    notes: list[TopicNotes] = []
    """One for each topic of the agenda."""
    employee_preparation: str = ""
    """What the employee's side wrote down in the app."""
    form_sent: FormSent | None = None
    """The newest form that was written for the employee."""
    employee_form: EmployeeForm | None = None
    """What came back on it."""
    form_after: tuple[str, ...] = ()
    """The revisions since which only the form was changed; see ``storage.late_form``."""
    shared_points: tuple[Point, ...] = ()
    """What the manager wants to bring up and shares; what is private is in the `Preparation`."""
    plan: Plan = Plan()
    summary: str = ""
    """The plan in the employee's own words."""
    answers: tuple[Answer, ...] = ()
    versions: tuple[Version, ...] = ()
    """Earlier closed versions, oldest first."""

    def __post_init__(self) -> None:
        """Give each topic its notes; refuse a clock of another agenda, as of a damaged document.

        Raises:
            ValueError: The clock has more or fewer topics than the agenda.
        """
        if self.clock is not None and len(self.clock.planned) != len(self.agenda.topics):
            raise ValueError("a talk's clock needs the topics of its agenda")
        missing = len(self.agenda.topics) - len(self.notes)
        self.notes = [*self.notes, *(TopicNotes() for _ in range(missing))]

    @property
    def closed(self) -> bool:
        """Whether the plan's text can no longer change."""
        return self.state in CLOSED

    def answer_of(self, side: Side) -> Answer | None:
        """Return what ``side`` has answered, if anything."""
        return next((answer for answer in self.answers if answer.side == side), None)


class Preparation(Record, kw_only=True):
    """The manager's private preparation of one talk; its id is the talk's id."""

    person: str
    text: str = ""
    points: tuple[Point, ...] = ()
    """Those that are private; one that gets shared moves to the `Conversation`."""


class Raising(msgspec.Struct, frozen=True):
    """That a note was talked about with the employee."""

    on: dt.date
    how: str = ""
    """How it was said and taken, in the manager's words."""


class SetAside(msgspec.Struct, frozen=True):
    """That a concern is not to be raised."""

    on: dt.date
    kind: Literal["kept_private", "let_go"]
    why: str = ""


class LogEntry(Record, kw_only=True):
    """A note through the year."""

    person: str
    on: dt.date
    kind: LogKind = "observation"
    text: str
    shared: bool = False
    raised: Raising | None = None
    """How it was raised with the employee, or said aloud; None where it never was."""
    set_aside: SetAside | None = None
    """Why it is not to be raised, where that was decided."""
    conversation: str | None = None

    @property
    def waits(self) -> bool:
        """Whether it is a concern that the employee doesn't know of and that nobody has let go."""
        return self.kind == "concern" and self.raised is None and self.set_aside is None

    @property
    def unsaid(self) -> bool:
        """Whether it is praise that was never said aloud."""
        return self.kind == "praise" and self.raised is None and not self.shared


class UnitGoal(Record, kw_only=True):
    """A goal of the whole unit for one year."""

    text: str
    year: int
    thread: str = ""
    """The id of the first goal that this one carries on from year to year; its own id if new."""

    def __post_init__(self) -> None:
        """Begin a thread where none is carried on."""
        self.thread = self.thread or self.id
