"""Measure the calendar of a person with very many actions, and read it back as others do.

::

    python -m tests.benchmarks.calendar

Exports as events and as tasks, and takes each file in twice with vobject. Exits with 1 where an
export takes longer than a second for each thousand, or where one of them isn't there just once.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time

from storage.records import Conversation, Person, Plan
from tests.storage.made_up import MONDAY, a_held_talk, a_talk, an_action
from tests.storage.reading_calendars import OtherCalendar, exported

MOST = 1.0
"""Seconds of CPU for each thousand of them."""


def talks_with(person: Person, count: int) -> list[Conversation]:
    """Return talks whose plans have ``count`` open actions in all, and one that is planned."""
    talks = [a_talk(person, planned_at=MONDAY + dt.timedelta(days=30))]
    for first in range(0, count, 50):
        actions = tuple(
            an_action(text=f"Rydde i arkivet, hylle {number}; æøå " * 3)
            for number in range(first, min(first + 50, count))
        )
        day = MONDAY.date() - dt.timedelta(days=first // 50)
        talks.append(a_held_talk(person, day, plan=Plan(actions=actions)))
    return talks


def taken_in_twice(file: str) -> int:
    """Return how many actions another program has after two imports of the file."""
    calendar = OtherCalendar()
    for _again in range(2):
        calendar.take_in(file)
    return sum("-next-" not in uid and "-preparation" not in uid for uid in calendar)


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=5000)
    count = parser.parse_args().count
    person, wrong = Person(name="Kari Nordmann"), False
    talks = talks_with(person, count)
    for todo in (False, True):
        began = time.process_time()
        file = exported(*talks, person=person, todo=todo)
        took = time.process_time() - began
        there = taken_in_twice(file)
        wrong |= there != count or took > MOST * count / 1000
        print(
            f"{count} {'tasks' if todo else 'events'}: {took:.2f} s of CPU,"
            f" {len(file) / 1e6:.1f} MB; {there} there after two imports"
        )
    sys.exit(wrong)


if __name__ == "__main__":
    main()
