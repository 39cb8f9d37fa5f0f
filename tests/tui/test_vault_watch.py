"""When a store that was left open is locked again."""

from __future__ import annotations

import datetime as dt

from tests.storage.made_up import MONDAY
from tui.vault_watch import Watch


class Desk:
    """Time that passes in looks of five seconds, as in the running app."""

    def __init__(self, minutes: int) -> None:
        self.now = MONDAY
        self.watch = Watch(minutes, lambda: self.now)

    def locks_within(self, minutes: float, *, talking: bool = False) -> float | None:
        """Return after how many minutes it locks, or None if it doesn't."""
        for look in range(1, int(minutes * 12) + 1):
            self.now += dt.timedelta(seconds=5)
            if self.watch.is_over(talking=talking):
                return look / 12
        return None


def test_it_locks_after_the_minutes_chosen_and_not_while_somebody_works() -> None:
    desk = Desk(10)
    assert desk.locks_within(9.9) is None
    desk.watch.stirred()
    assert desk.locks_within(30) == 10


def test_two_people_may_talk_for_an_hour_without_a_key() -> None:
    desk = Desk(10)
    assert desk.locks_within(59.9, talking=True) is None
    desk.watch.stirred()
    assert desk.locks_within(90, talking=True) == 60
    desk = Desk(90)
    assert desk.locks_within(120, talking=True) == 90


def test_a_paused_talk_is_left_alone_as_anything_else() -> None:
    desk = Desk(10)
    assert desk.locks_within(30, talking=True) is None
    assert desk.locks_within(1) is not None


def test_a_machine_that_slept_locks_when_it_wakes_even_in_a_talk() -> None:
    desk = Desk(10)
    desk.now += dt.timedelta(minutes=9)
    assert not desk.watch.is_over(talking=True)
    desk.now += dt.timedelta(minutes=10)
    assert desk.watch.is_over(talking=True)


def test_no_minutes_are_for_ever_and_a_clock_set_back_locks_nothing() -> None:
    desk = Desk(0)
    desk.now += dt.timedelta(days=9)
    assert not desk.watch.is_over(talking=False)
    desk = Desk(10)
    desk.now -= dt.timedelta(days=9)
    assert not desk.watch.is_over(talking=False)
