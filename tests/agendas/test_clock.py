"""The clock: examples a manager would recognise, and the laws that hold for any talk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from agendas.clock import Clock

START = dt.datetime(2027, 1, 15, 13, 0, tzinfo=dt.UTC)
Change = Callable[[Clock, dt.datetime], Clock]


def after(seconds: float) -> dt.datetime:
    return START + dt.timedelta(seconds=seconds)


def running(*minutes: int) -> Clock:
    return Clock.of(minutes).started(START)


def watched(clock: Clock, start: int, end: int) -> Clock:
    """Look at the clock once a second from ``start`` to ``end`` seconds into the talk."""
    for second in range(start, end + 1):
        clock = clock.at(after(second))
    return clock


# Counting


def test_time_is_the_current_topics() -> None:
    clock = watched(running(5, 10), 0, 90)
    clock = watched(clock.next(after(90)), 90, 100)
    assert clock.spent == (90, 10)
    assert clock.left == 590
    assert clock.total_spent == 100


def test_a_clock_that_has_not_started_counts_nothing() -> None:
    clock = Clock.of([5, 10])
    assert clock.at(after(30)) == clock
    assert not clock.running
    assert clock.phase == "calm"


def test_moving_before_the_start_keeps_the_clock_stopped() -> None:
    clock = Clock.of([5, 10]).next(after(0))
    assert (clock.current, clock.state, clock.spent) == (1, "stopped", (0, 0))


def test_going_back_finds_the_time_as_it_was() -> None:
    clock = running(5, 10).next(after(40)).previous(after(50)).at(after(55))
    assert clock.spent == (45, 10)


def test_first_and_last_topic_are_the_ends() -> None:
    clock = running(5, 10).previous(START)
    assert clock.current == 0
    assert clock.next(START).next(START).current == 1


def test_next_and_previous_go_one_topic_at_a_time() -> None:
    clock = running(5, 10, 5).next(START)
    assert clock.current == 1
    assert clock.next(START).current == 2
    assert clock.next(START).previous(START).current == 1


@pytest.mark.parametrize("index", [-1, 2])
def test_there_is_no_way_to_a_topic_that_is_not_there(index: int) -> None:
    with pytest.raises(IndexError):
        running(5, 10).moved_to(index, START)


def test_moving_far_counts_up_to_the_move() -> None:
    clock = running(5, 10, 5).moved_to(2, after(30)).at(after(40))
    assert clock.spent == (30, 0, 10)


def test_fractions_of_seconds_add_up() -> None:
    clock = running(5)
    for look in range(1, 101):
        clock = clock.at(after(look * 0.3))
    assert clock.spent == (30,)


def test_a_wall_clock_that_was_set_back_counts_as_no_time() -> None:
    clock = running(5).at(after(30)).at(after(-3600))
    assert clock.spent == (30,)
    assert clock.at(after(-3590)).spent == (40,)


# Pause and end


def test_a_pause_is_not_talk() -> None:
    clock = running(5).pause(after(20)).at(after(50)).resume(after(80)).at(after(85))
    assert clock.spent == (25,)
    assert clock.paused == 60


def test_a_long_pause_is_no_gap() -> None:
    clock = running(5).pause(after(20)).at(after(20 + 3600))
    assert (clock.paused, clock.gap) == (3600, 0)


def test_moving_on_in_a_pause_keeps_the_pause() -> None:
    clock = running(5, 10).pause(after(20)).next(after(30)).at(after(40))
    assert (clock.state, clock.spent, clock.paused) == ("paused", (20, 0), 20)


def test_pausing_twice_is_pausing_once() -> None:
    clock = running(5).pause(after(20)).pause(after(30)).resume(after(40)).resume(after(45))
    assert (clock.spent, clock.paused, clock.running) == ((25,), 20, True)


def test_nothing_counts_after_the_end() -> None:
    clock = running(5).ended(after(50))
    assert clock.at(after(500)).resume(after(500)).pause(after(501)) == clock
    assert (clock.spent, clock.paused, clock.gap) == ((50,), 0, 0)


def test_a_talk_that_is_taken_up_after_its_end_counts_on_from_there() -> None:
    clock = running(5).ended(after(50)).started(after(5000)).at(after(5010))
    assert (clock.spent, clock.gap) == ((60,), 0)


def test_starting_a_running_clock_only_looks_at_it() -> None:
    assert running(5).started(after(7)) == running(5).at(after(7))


# Gaps


def test_more_than_a_minute_without_a_look_waits_for_an_answer() -> None:
    clock = running(5).at(after(30)).at(after(91)).at(after(95))
    assert clock.spent == (34,)
    assert clock.gap == 61


def test_a_minute_without_a_look_counts_unasked() -> None:
    clock = running(5).at(after(60.9))
    assert (clock.spent, clock.gap) == ((60,), 0)


@pytest.mark.parametrize(("count", "spent"), [(True, 640), (False, 40)])
def test_a_gap_is_counted_or_let_go(count: bool, spent: int) -> None:
    clock = running(5).at(after(40)).at(after(640)).gap_answered(count)
    assert clock.spent == (spent,)
    assert clock.gap == 0


def test_two_gaps_before_an_answer_add_up() -> None:
    assert running(5).at(after(100)).at(after(300)).gap == 300


def test_a_pause_after_the_lid_was_opened_still_asks_about_the_gap() -> None:
    clock = running(5).at(after(10)).pause(after(1000))
    assert (clock.gap, clock.paused) == (990, 0)


def test_a_crashed_talk_goes_on_from_the_stored_clock() -> None:
    stored = msgspec.json.encode(running(5, 10).next(after(20)).at(after(50)))
    soon = msgspec.json.decode(stored, type=Clock).at(after(70))
    assert (soon.spent, soon.gap) == ((20, 50), 0)
    late = msgspec.json.decode(stored, type=Clock).at(after(1250))
    assert (late.spent, late.gap) == ((20, 30), 1200)


# Borrowing


def test_a_minute_is_borrowed_from_the_topic_with_most_left() -> None:
    clock = running(5, 8, 12).borrowed(START)
    assert clock.planned == (360, 480, 660)
    assert clock.agreed == (300, 480, 720)


def test_the_latest_of_equals_lends() -> None:
    assert running(5, 8, 8).borrowed(START).planned == (360, 480, 420)


def test_what_a_topic_has_already_taken_is_not_left_to_lend() -> None:
    clock = running(5, 5, 4).next(START).at(after(50)).at(after(100)).previous(after(100))
    assert clock.borrowed(after(100)).planned == (360, 300, 180)


@pytest.mark.parametrize("minutes", [(5,), (5, 1), (5, 1, 1)])
def test_nobody_lends_the_last_minute(minutes: tuple[int, ...]) -> None:
    clock = running(*minutes)
    assert not clock.can_borrow
    assert clock.borrowed(START) == clock


def test_lending_sends_nobody_over_time() -> None:
    clock = running(5, 2).next(START).previous(after(61 - 1))
    assert clock.can_borrow
    clock = running(5, 2).next(START).at(after(30)).previous(after(61))
    assert not clock.can_borrow


def test_the_past_lends_nothing() -> None:
    assert not running(10, 5).next(START).can_borrow


def test_the_newest_loan_is_given_back_first() -> None:
    clock = running(5, 8, 8).borrowed(START).borrowed(START)
    assert clock.planned == (420, 420, 420)
    assert clock.given_back(START).planned == (360, 480, 420)
    assert clock.given_back(START).given_back(START).planned == (300, 480, 480)


def test_a_topic_without_debt_gives_its_own_minute_to_the_next() -> None:
    assert running(5, 8, 12).given_back(START).planned == (240, 540, 720)


def test_giving_back_leaves_the_loans_of_others() -> None:
    clock = running(5, 8, 12).borrowed(START).next(START).borrowed(START)
    assert clock.planned == (360, 540, 600)
    clock = clock.previous(START).given_back(START).next(START).given_back(START)
    assert (clock.planned, clock.loans) == (clock.agreed, ())


def test_somebody_elses_loan_is_not_given_back() -> None:
    clock = running(5, 8, 12).borrowed(START).next(START).given_back(START)
    assert clock.planned == (360, 420, 720)


def test_the_last_topic_and_the_last_minute_are_kept() -> None:
    last = running(5, 8).next(START)
    assert last.given_back(START) == last
    short = running(1, 8)
    assert short.given_back(START) == short


def test_a_topic_gives_no_minute_that_it_has_used() -> None:
    clock = running(2, 8).at(after(60))
    assert clock.given_back(after(60)).planned == (60, 540)
    assert clock.given_back(after(61)).planned == (120, 480)


def test_a_loan_is_given_back_over_time_too() -> None:
    clock = watched(running(2, 8), 0, 200).borrowed(after(200)).given_back(after(200))
    assert clock.planned == (120, 480)


def test_a_minute_that_was_lent_on_is_not_given_back_twice() -> None:
    """A topic that borrowed, and then lent to an earlier one, keeps its last minute."""
    clock = running(1, 1, 3).next(START).borrowed(START).previous(START)
    clock = clock.borrowed(START).borrowed(START)
    assert min(clock.next(START).given_back(START).planned) >= 60


# What it shows


def test_over_time_takes_nothing_from_the_others() -> None:
    clock = watched(running(1, 5), 0, 90)
    assert (clock.left, clock.over, clock.phase) == (-30, True, "over")
    assert clock.planned == (60, 300)
    assert clock.ahead == -30


@pytest.mark.parametrize(
    ("minutes", "left", "phase"),
    [
        (5, 61, "calm"),
        (5, 60, "near"),
        (20, 121, "calm"),
        (20, 120, "near"),
        (20, 0, "near"),
        (20, -1, "over"),
    ],
)
def test_near_is_the_last_fifth_and_two_minutes_at_most(
    minutes: int, left: int, phase: str
) -> None:
    spent = minutes * 60 - left
    clock = msgspec.structs.replace(Clock.of([minutes]), spent=(spent,))
    assert clock.left == left
    assert clock.phase == phase


def test_a_topic_left_early_puts_the_talk_ahead() -> None:
    clock = running(5, 10).next(after(60))
    assert clock.projected_total == 660
    assert clock.ahead == 240


def test_a_topic_that_was_visited_early_counts_once() -> None:
    clock = running(5, 10).next(START).previous(after(30))
    assert clock.projected_total == 900
    assert clock.projected_end(after(30)) == after(900)


def test_the_end_moves_while_the_talk_is_paused() -> None:
    clock = running(5).pause(after(60))
    assert clock.projected_end(after(60)) == after(300)
    assert clock.at(after(160)).projected_end(after(160)) == after(400)


def test_a_talk_over_time_in_its_last_topic_ends_now() -> None:
    clock = watched(running(1), 0, 90)
    assert clock.projected_end(after(90)) == after(90)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2027-03-28T01:30+01:00", "2027-03-28T03:30+02:00"),
        ("2027-10-31T02:30+02:00", "2027-10-31T02:30+01:00"),
    ],
    ids=["summer time begins", "summer time ends"],
)
def test_a_change_of_summer_time_is_neither_talk_nor_gap(start: str, end: str) -> None:
    oslo = ZoneInfo("Europe/Oslo")
    began = dt.datetime.fromisoformat(start).astimezone(oslo)
    clock = Clock.of([60]).started(began)
    assert clock.projected_end(began).isoformat() == dt.datetime.fromisoformat(end).isoformat()
    for minute in range(1, 61):
        moment = (began.astimezone(dt.UTC) + dt.timedelta(minutes=minute)).astimezone(oslo)
        clock = clock.at(moment)
    assert (clock.spent, clock.gap) == ((3600,), 0)


# Kept and read


@pytest.mark.parametrize(
    "damage",
    [
        {"agreed": [], "planned": [], "spent": []},
        {"spent": [0]},
        {"planned": [60, 60, 60]},
        {"spent": [0, -1]},
        {"current": 2},
        {"current": -1},
        {"loans": [[1, 5]]},
        {"loans": [[-1, 0]]},
        {"state": "asleep"},
        {"seen": "2027-01-15T13:00:00"},
    ],
)
def test_a_damaged_clock_is_refused_when_it_is_read(damage: dict[str, object]) -> None:
    document = msgspec.to_builtins(running(5, 8).borrowed(START))
    msgspec.convert(document, Clock)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(document | damage, Clock)


def test_a_talk_has_topics() -> None:
    with pytest.raises(ValueError, match="for each topic"):
        Clock.of([])


# Laws


class AnyTalk(RuleBasedStateMachine):
    """Whatever is pressed, and whenever, these hold."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock.of([1, 2, 5, 3])
        self.now = START
        self.let_go = 0

    def change(self, name: str) -> None:
        change: Change = getattr(Clock, name)
        self.clock = change(self.clock, self.now)

    @precondition(lambda self: self.clock.seen is None)
    @rule()
    def start(self) -> None:
        self.change("started")
        self.began = self.now

    @rule(seconds=st.one_of(st.just(1.0), st.floats(0, 70), st.floats(0, 5000)))
    def wait(self, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)
        self.change("at")

    @rule(name=st.sampled_from(["next", "previous", "pause", "resume"]))
    def press(self, name: str) -> None:
        self.change(name)

    @rule(to=st.integers(0, 3))
    def jump(self, to: int) -> None:
        before = self.clock.at(self.now)
        self.clock = self.clock.moved_to(to, self.now)
        assert self.clock.spent == before.spent

    @rule()
    def borrow(self) -> None:
        before = self.clock
        self.change("borrowed")
        assert (self.clock != before) == before.can_borrow
        if before.can_borrow:
            assert self.clock.given_back(self.now) == before

    @rule()
    def give_back(self) -> None:
        self.change("given_back")

    @rule(count=st.booleans())
    def answer(self, count: bool) -> None:
        self.let_go += 0 if count else self.clock.gap
        self.clock = self.clock.gap_answered(count)

    @invariant()
    def minutes_only_change_hands(self) -> None:
        assert sum(self.clock.planned) == sum(self.clock.agreed)
        assert all(planned >= 60 for planned in self.clock.planned)

    @invariant()
    def all_time_is_accounted_for(self) -> None:
        if self.clock.seen is None:
            assert self.clock.total_spent == self.clock.paused == self.clock.gap == 0
            return
        counted = self.clock.total_spent + self.clock.paused + self.clock.gap + self.let_go
        assert counted == (self.now - self.began) // dt.timedelta(seconds=1)

    @invariant()
    def the_end_is_not_past(self) -> None:
        assert self.clock.projected_end(self.now) >= self.now
        assert self.clock.ahead + self.clock.projected_total == sum(self.clock.agreed)

    @invariant()
    def it_is_stored_as_it_stands(self) -> None:
        assert msgspec.json.decode(msgspec.json.encode(self.clock), type=Clock) == self.clock


AnyTalk.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestAnyTalk = AnyTalk.TestCase


@given(steps=st.lists(st.integers(-5000, 5000), max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_wall_clock_takes_time_away(steps: list[int]) -> None:
    clock, now = running(5, 5), START
    for step in steps:
        now += dt.timedelta(seconds=step)
        looked = clock.at(now)
        assert looked.spent[0] >= clock.spent[0]
        assert looked.gap >= clock.gap
        clock = looked
