"""The talk's clock: what each topic was given, what it has taken, and when it all ends.

A clock is a value. Every change is a function of the clock and of ``now``, a timezone-aware
time that the caller hands in, and returns a new clock; so a clock is stored as it stands, and
a crashed talk goes on by looking at the stored clock again. Nothing is counted in ticks: a
look (``Clock.at``) accounts for all the time since the look before it. All lengths are whole
seconds; a fraction waits in ``seen`` until it has grown to a second, so none is ever lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec
from msgspec.structs import replace

Phase = Literal["calm", "near", "over"]
State = Literal["stopped", "running", "paused"]
Seconds = Annotated[int, msgspec.Meta(ge=0)]
Moment = Annotated[dt.datetime, msgspec.Meta(tz=True)]

MINUTE = 60
GAP = 60
"""The longest time between two looks that counts unasked, in seconds."""

_SECOND = dt.timedelta(seconds=1)


class Clock(msgspec.Struct, frozen=True):
    """The time of one talk, by topic, in seconds."""

    agreed: tuple[Seconds, ...]
    """What each topic was given when the talk began."""
    planned: tuple[Seconds, ...]
    """What each topic is given now, after borrowing; the sum stays as agreed."""
    spent: tuple[Seconds, ...]
    current: Annotated[int, msgspec.Meta(ge=0)] = 0
    """The index of the topic that is talked about."""
    state: State = "stopped"
    """``stopped`` is before the start and after the end."""
    seen: Moment | None = None
    """The moment up to which time is accounted for, in UTC; None before the start."""
    paused: Seconds = 0
    """All pauses together."""
    gap: Seconds = 0
    """Time without a look, a suspended machine or a crash, that waits for an answer."""
    loans: tuple[tuple[int, int], ...] = ()
    """Minutes borrowed and not given back, as (lender, borrower), oldest first."""

    def __post_init__(self) -> None:
        """Refuse a clock that doesn't hang together, such as a damaged document's.

        Raises:
            ValueError: The clock has no topics, or its parts are of different lengths.
        """
        topics = range(len(self.agreed))
        if not topics or not len(self.planned) == len(self.spent) == len(topics):
            raise ValueError("a clock needs one agreed, planned and spent time for each topic")
        if not all(index in topics for index in (self.current, *sum(self.loans, ()))):
            raise ValueError("a clock can't point at a topic that it doesn't have")

    @classmethod
    def of(cls, minutes: Iterable[int]) -> Clock:
        """Return a clock that hasn't started, for topics of these lengths in minutes."""
        agreed = tuple(length * MINUTE for length in minutes)
        return cls(agreed=agreed, planned=agreed, spent=(0,) * len(agreed))

    # Time

    def started(self, now: dt.datetime) -> Clock:
        """Start, or go on after the end; the time in between isn't counted."""
        if self.state != "stopped":
            return self.at(now)
        return replace(self, state="running", seen=now.astimezone(dt.UTC))

    def at(self, now: dt.datetime) -> Clock:
        """Account for the time since the last look.

        It is the current topic's, or the pause's. More than ``GAP`` seconds since the last
        look at a running clock go to ``gap`` instead: somebody has to say whether they
        talked. A wall clock that was set back counts as no time.
        """
        if self.seen is None or self.state == "stopped":
            return self
        moment = now.astimezone(dt.UTC)
        elapsed = (moment - self.seen) // _SECOND
        if elapsed < 0:
            return replace(self, seen=moment)
        seen = self.seen + elapsed * _SECOND
        if self.state == "paused":
            return replace(self, seen=seen, paused=self.paused + elapsed)
        if elapsed > GAP:
            return replace(self, seen=seen, gap=self.gap + elapsed)
        return replace(self, seen=seen, spent=_added(self.spent, self.current, elapsed))

    def gap_answered(self, count: bool) -> Clock:
        """Count the gap as time on the current topic, or let it go."""
        counted = self.gap if count else 0
        return replace(self, gap=0, spent=_added(self.spent, self.current, counted))

    def pause(self, now: dt.datetime) -> Clock:
        """Pause a running clock."""
        clock = self.at(now)
        return replace(clock, state="paused") if clock.running else clock

    def resume(self, now: dt.datetime) -> Clock:
        """End the pause."""
        clock = self.at(now)
        return replace(clock, state="running") if clock.state == "paused" else clock

    def ended(self, now: dt.datetime) -> Clock:
        """End the talk: from now on no time is counted."""
        return replace(self.at(now), state="stopped")

    # Topics

    def moved_to(self, index: int, now: dt.datetime) -> Clock:
        """Go to the topic at ``index``, running or paused as before.

        Raises:
            IndexError: There is no such topic.
        """
        if index not in range(len(self.agreed)):
            raise IndexError(f"no topic {index} among {len(self.agreed)}")
        return replace(self.at(now), current=index)

    def next(self, now: dt.datetime) -> Clock:
        """Go to the next topic; stay at the last one."""
        return self.moved_to(min(self.current + 1, len(self.agreed) - 1), now)

    def previous(self, now: dt.datetime) -> Clock:
        """Go back to the topic before; stay at the first one."""
        return self.moved_to(max(self.current - 1, 0), now)

    # Borrowing

    def borrowed(self, now: dt.datetime) -> Clock:
        """Borrow a minute from the topic to come that has most left, the latest of equals.

        The lender keeps a minute at least, and is never sent over time by lending. With no
        lender the plan stays as it is.
        """
        clock = self.at(now)
        lender = clock._lender
        if lender is None:
            return clock
        loan = (lender, clock.current)
        return replace(
            clock, planned=_handed_over(clock.planned, *loan), loans=(*clock.loans, loan)
        )

    def given_back(self, now: dt.datetime) -> Clock:
        """Give back the minute that the current topic borrowed last.

        If it owes none, it gives one of its own to the next topic, as long as it has a
        minute left. It keeps a minute at least.
        """
        clock = self.at(now)
        here = clock.current
        if clock.planned[here] < 2 * MINUTE:
            return clock
        owed = [place for place, (_, borrower) in enumerate(clock.loans) if borrower == here]
        if owed:
            lender, _ = clock.loans[owed[-1]]
            loans = clock.loans[: owed[-1]] + clock.loans[owed[-1] + 1 :]
            return replace(clock, planned=_handed_over(clock.planned, here, lender), loans=loans)
        if here + 1 < len(clock.agreed) and clock.left >= MINUTE:
            return replace(clock, planned=_handed_over(clock.planned, here, here + 1))
        return clock

    @property
    def can_borrow(self) -> bool:
        """Whether a topic to come has a minute to lend."""
        return self._lender is not None

    @property
    def _lender(self) -> int | None:
        to_come = range(self.current + 1, len(self.agreed))
        left = {index: self.planned[index] - self.spent[index] for index in to_come}
        able = [i for i in to_come if self.planned[i] >= 2 * MINUTE and left[i] >= MINUTE]
        return max(able, key=lambda index: (left[index], index), default=None)

    # What it shows

    @property
    def running(self) -> bool:
        """Whether time goes to the current topic."""
        return self.state == "running"

    @property
    def left(self) -> int:
        """Seconds left of the current topic, negative when it is over time."""
        return self.planned[self.current] - self.spent[self.current]

    @property
    def over(self) -> bool:
        """Whether the current topic is over time."""
        return self.left < 0

    @property
    def phase(self) -> Phase:
        """``near`` is the last fifth of the current topic, and two minutes at most."""
        if self.over:
            return "over"
        planned = self.planned[self.current]
        return "near" if self.left <= min(2 * MINUTE, planned / 5) else "calm"

    @property
    def total_spent(self) -> int:
        """Seconds talked, all topics together."""
        return sum(self.spent)

    @property
    def projected_total(self) -> int:
        """Seconds that the talk will have taken if the topics to come keep their time.

        A topic that is left early has given its time away; one that was visited before its
        turn, or is over time, counts with what it has taken.
        """
        to_come = zip(self.spent[self.current :], self.planned[self.current :], strict=True)
        return sum(self.spent[: self.current]) + sum(max(pair) for pair in to_come)

    @property
    def ahead(self) -> int:
        """Seconds that the talk is ahead of what was agreed; negative when behind."""
        return sum(self.agreed) - self.projected_total

    def projected_end(self, now: dt.datetime) -> dt.datetime:
        """Return when the talk ends at this pace, in the zone of ``now``.

        The zone should be a real one, not a fixed offset, for the end to be right on the
        night when summer time begins or ends.
        """
        remaining = dt.timedelta(seconds=self.projected_total - self.total_spent)
        return (now.astimezone(dt.UTC) + remaining).astimezone(now.tzinfo)


def _added(seconds: tuple[int, ...], index: int, more: int) -> tuple[int, ...]:
    return (*seconds[:index], seconds[index] + more, *seconds[index + 1 :])


def _handed_over(planned: tuple[int, ...], giver: int, taker: int) -> tuple[int, ...]:
    """Return ``planned`` with one minute moved from one topic to another."""
    return _added(_added(planned, giver, -MINUTE), taker, MINUTE)
