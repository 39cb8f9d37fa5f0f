"""Looking things up on the way: a search finds a note, a calendar is written twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from icalendar import Calendar

from tests.simulated_year.log import NOTES, RAISED_LATER
from tests.simulated_year.manager import Manager


def search(manager: Manager) -> None:
    """Find a note from a shell, and in the app as one types."""
    manager.on("2026-11-05", "18:00")
    manager.run_says("search", "kutter", "kind:concern", says=[RAISED_LATER], lacks=["Sene"])
    manager.run_says("search", "finnesikke", status=1, says=["Fant ingenting"])
    with manager.app() as screen:
        screen.terminal.wait_for_text("Kari Nordmann")
        screen.press("/", shows="Søk")
        screen.write("frokost")
        screen.says_not(RAISED_LATER)
        screen.terminal.press("ctrl+u")
        screen.until_gone("frokost")
        screen.terminal.type("KUTTER")
        screen.says(RAISED_LATER)
        screen.says_not("Sene timelister")


def calendar(manager: Manager, day: str) -> None:
    """Write the calendar of what is ahead twice: each event stands in it once, nothing private."""
    manager.on(day)
    first, second = (_exported(manager) for _time in range(2))
    events = [_uids(text) for text in (first, second)]
    manager.check(events[0] == events[1], f"the same {events[0].total()} events", second)
    manager.check(max(events[0].values()) == 1, "each once", first)
    private = [note.text for note in NOTES if note.text in first]
    manager.check(not private, "nothing from the log", first)


def _exported(manager: Manager) -> str:
    file = Path(manager.home, "kari.ics")
    manager.run("export", "kari", "--format", "ics", "--force", "--to", str(file))
    return file.read_text("utf-8")


def _uids(text: str) -> Counter[str]:
    return Counter(str(event["UID"]) for event in Calendar.from_ical(text).walk("VEVENT"))
