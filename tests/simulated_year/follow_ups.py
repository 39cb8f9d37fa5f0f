"""The follow-ups of the year, one of them with the clock, and what is due on some days."""

from __future__ import annotations

from agendas.words import _
from tests.simulated_year.log import RAISED_LATER, Note, write_until
from tests.simulated_year.manager import Manager, Screen
from tests.simulated_year.talks import WAY_OUT, agree

LATE = 3
"""How ``samtale due`` ends where something is late."""


def year_of_notes(manager: Manager) -> None:
    """Go through the year: notes, follow-ups, and a look now and then at what is due."""
    written: list[Note] = []
    manager.run_says("due", says=[_("Nothing is due. Well done.")])
    write_until(manager, "2025-12-15", written)
    first(manager)
    write_until(manager, "2026-01-28", written)
    second(manager)
    write_until(manager, "2026-03-20", written)
    raise_concern(manager)
    write_until(manager, "2026-05-11", written)
    third(manager)
    write_until(manager, "2026-09-07", written)
    fourth(manager)
    write_until(manager, "2026-10-20", written)
    manager.on("2026-10-20")
    manager.run_says("due", status=LATE, says=["Lage første utkast"], lacks=["Samtaler"])
    manager.on("2026-10-21")
    manager.run_says("due", status=LATE, says=["Samtaler", "ons. 4. nov., om 2 uker"])
    write_until(manager, "2026-12-31", written)
    manager.on("2026-11-05", "17:00")
    manager.run_says("due", status=LATE, says=["forfalt ons. 4. nov., i går"])


def first(manager: Manager) -> None:
    """Meet on the day: a course is done."""
    manager.on("2025-12-16")
    manager.run_says("due", says=["Oppfølginger", "i dag"])
    with manager.app() as screen:
        open_follow_up(screen)
        screen.press("end", "up", "d", shows="Gjort: Siri melder på kurs")
        screen.press("enter", shows="gjort 16. desember")
        keep(screen, "Godt i gang", "")
        screen.says("tirsdag 27. januar 2026")
    manager.run_says("due", says=[_("Nothing is due. Well done.")])


def second(manager: Manager) -> None:
    """Meet a week late: an action is stuck, and its way out is there."""
    manager.on("2026-01-29")
    manager.run("due", "--quiet", status=LATE)
    manager.on("2026-02-03")
    manager.run_says("due", status=LATE, says=["forfalt tir. 27. jan.", "1 uke siden"])
    with manager.app() as screen:
        open_follow_up(screen)
        screen.says("Denne oppfølgingen skulle vært")
        screen.press("b", shows="Står fast: Skygge Ola i Fjord")
        screen.says(WAY_OUT)
        screen.write("Fjord er utsatt")
        screen.press("enter", shows=f"↳ {WAY_OUT}")
        screen.says("Fjord er utsatt")
        keep(screen, "", "24. mars")
        screen.says("tirsdag 24. mars 2026")
    manager.run_says("due", says=[_("Nothing is due. Well done.")])


def raise_concern(manager: Manager) -> None:
    """Raise a concern, and say so in the log."""
    manager.on("2026-03-20")
    with manager.app() as screen:
        screen.terminal.wait_for_text("Kari Nordmann")
        screen.press("enter", shows="Planen")
        screen.press(".", shows="Byttet plass med Drift")
        screen.row_says("! 11. februar", "aldri tatt opp")
        screen.press("tab", "tab", "home", "down", "o", shows="Hvordan")
        screen.write("Sagt rolig, godt mottatt")
        screen.press("ctrl+s", shows="tatt opp 20. mars")
        screen.row_says("! 11. februar", "tatt opp 20. mars")
        screen.says("↳ Sagt rolig, godt mottatt")


def third(manager: Manager) -> None:
    """Miss a follow-up, and catch up on it with the clock: an action is moved."""
    manager.on("2026-05-12")
    manager.run_says(
        "due",
        status=LATE,
        says=["Det du har lovet", "Lage første utkast", "forfalt ons. 1. apr.",
              "forfalt tir. 24. mars", "Det andre har lovet", "Skygge Ola i Fjord"],
    )  # fmt: skip
    with manager.app() as screen:
        open_follow_up(screen)
        screen.press("t", shows="Hvor lang tid har dere?")
        screen.press("down", "enter", shows="F2  Leder · Siri")
        screen.says("Innsjekk")
        screen.write("Travelt, men bra")
        screen.says_not(RAISED_LATER, "Ryddig overlevering")
        screen.press("f5", "f5", "f5", shows="F4 igjen")
        screen.press("f4", "home", "down", "down", "down", "down", "down", "m", shows="Ny frist")
        screen.write("1. oktober")
        screen.press("enter", shows="utsatt til 1. oktober")
        screen.press("f5", "esc", "f", shows="Kari oppsummerer")
        screen.press("d", shows="Når møtes vi igjen?")
        screen.says_not("Neste samtale      ")
        screen.terminal.press("enter")
        screen.until_gone("Når møtes vi igjen?")
        screen.says("tirsdag 23. juni 2026")
        agree(screen)
    manager.run_says("due", status=LATE, says=["Skygge Ola i Fjord"])


def fourth(manager: Manager) -> None:
    """Meet once more: one is done, and a note says how another is going."""
    manager.on("2026-09-08")
    manager.run_says("due", status=LATE, says=["forfalt tir. 23. juni", "Holde foredrag"])
    with manager.app() as screen:
        open_follow_up(screen)
        screen.press("down", "down", "d", shows="Gjort: Holde foredrag på engelsk")
        screen.press("enter", shows="gjort 8. september")
        screen.press("end", "enter", shows="Åpent: Ha fast sparring")
        screen.write("Hver fredag")
        screen.press("enter", shows="Hver fredag")
        keep(screen, "Foredraget gikk fint", "27. oktober")


def open_follow_up(screen: Screen) -> None:
    """Take up the follow-up with Kari: one key from the list of the team."""
    screen.terminal.wait_for_text("Kari Nordmann")
    screen.press("f", shows="s lagrer")


def keep(screen: Screen, words: str, next_on: str) -> None:
    """Keep that the two have met, and when they meet again."""
    screen.press("s", shows="Oppfølgingen er holdt")
    screen.fill(words, "", next_on)
    screen.press("enter", shows="Dere møtes igjen")
