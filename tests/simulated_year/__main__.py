"""Use the program for a year as a manager does, day by day, in a real terminal.

::

    python -m tests.simulated_year

From the first start to the talk of the next year and the one after it: thirty notes, follow-ups,
what is due, search and calendar; then what stands on the screen of preparation and in the story of
each goal. Says what was done and checked, and ends with 1 when something is wrong.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from agendas.words import speak
from tests.simulated_year import follow_ups, looking_up, preparation, second_talk, talks
from tests.simulated_year.manager import Manager


def main() -> None:
    """Go through the year in a home that is thrown away."""
    speak("nb")
    with tempfile.TemporaryDirectory() as folder:
        manager = Manager(Path(folder, "samtale"))
        try:
            go_through(manager)
        except AssertionError as stuck:
            manager.check(False, str(stuck).partition(";")[0], str(stuck).partition("\n")[2])
    print(f"{manager.checked} checks, {len(manager.wrong)} wrong")
    sys.exit(bool(manager.wrong))


def go_through(manager: Manager) -> None:
    """Go through the year."""
    talks.first_talk(manager)
    looking_up.calendar(manager, "2025-11-05")
    follow_ups.year_of_notes(manager)
    looking_up.search(manager)
    looking_up.calendar(manager, "2026-11-06")
    preparation.prepare(manager)
    second_talk.second_talk(manager)
    second_talk.threads(manager)
    second_talk.third_year(manager)


if __name__ == "__main__":
    main()
