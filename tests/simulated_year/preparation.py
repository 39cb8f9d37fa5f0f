"""The second talk is prepared, with the whole year on the screen."""

from __future__ import annotations

from agendas.words import ngettext
from tests.simulated_year.log import EMPTY_MONTHS, NOTES, RAISED_LATER, UNRAISED, UNSAID
from tests.simulated_year.manager import Manager, Screen
from tests.simulated_year.talks import GOALS, WAY_OUT

SAID = [note.text for note in NOTES if note.kind == "--praise" and note.text not in UNSAID]


def prepare(manager: Manager) -> None:
    """Look at all that stands there, and deal with it."""
    manager.on("2026-11-06")
    with manager.app() as screen:
        screen.terminal.wait_for_text("Kari Nordmann")
        screen.press("p", shows="Klart før samtalen")
        what_was_agreed(screen)
        screen.says(praise_unsaid(3), concerns_unraised(3))
        screen.says_not(*UNSAID, *UNRAISED)
        screen.press("y", shows="Notatene dine")
        the_year(screen)
        screen.in_order(
            "Ikke sagt ennå",
            *reversed(UNSAID),
            *reversed(UNRAISED),
            "Notatene dine",
            "Fra loggen",
        )
        screen.says_not_between("Ikke sagt ennå", "Fra loggen", RAISED_LATER, *SAID)
        three_ways_out(screen)
        screen.in_order(UNSAID[0], UNRAISED[2], "Notatene dine")
        what_became_of_it(screen)
        screen.press("w", shows="Når møtes dere?")
        screen.fill("10. november", "10:00")
        screen.press("enter", shows="tirsdag 10. november 2026 10:00")
        screen.press("f9", shows="delt skjerm")
        screen.says_not(*UNSAID[:2], *UNRAISED, "Notatene dine", "aldri tatt opp")


def what_was_agreed(screen: Screen) -> None:
    """Check last year's plan: what stands open, what is stuck and what is done."""
    screen.says("avtalt 4. nov. 2025 · 2 av 5 gjort", "Fjorårets plan: 5 punkter igjen")
    for goal in GOALS.values():
        screen.row_says(f"◎ {goal}", "åpent")
    screen.row_says("⊘ Skygge Ola i Fjord", "Kari", "står fast 3. februar")
    screen.in_order("⊘ Skygge Ola i Fjord", f"↳ {WAY_OUT}", "Fjord er utsatt")
    screen.row_says("✓ Holde foredrag på engelsk", "Kari", "gjort 8. september")
    screen.row_says("↷ Lage første utkast", "begge", "over fristen")
    screen.row_says("✓ Siri melder på kurs", "Siri", "gjort 16. des. 2025")
    screen.row_says("☐ Ha fast sparring", "begge", "åpent")


def the_year(screen: Screen) -> None:
    """Check how the notes spread over the months: thirty, most of them of the last two."""
    screen.in_order(
        "▂▂▂▂ ▂▂▂▂ ▂▂▂▂           ▂▂▂▂ ▂▂▂▂      ▁▁▁▁ ▁▁▁▁ ████ ▃▃▃▃",
        "+ 1    2    ·    ·    ·    1    ·    ·    1    ·    3    1",
        "! 1    ·    1    ·    ·    ·    1    ·    ·    ·    2    ·",
        "  des  jan  feb  mar  apr  mai  jun  jul  aug  sep  okt  nov",
        "Over halvparten av notatene er fra de siste to månedene.",
        f"Ingenting er notert i {EMPTY_MONTHS}.",
    )


def three_ways_out(screen: Screen) -> None:
    """Show praise in the talk; raise one concern soon, keep one private, let one go."""
    screen.press("home", "space", shows=praise_unsaid(2))
    screen.row_says("+ 14. oktober", "delt")
    screen.press("down", "down", "down", "n", shows="Når møtes dere?")
    screen.press("tab", shows="Når møtes dere?")
    screen.write("14:00")
    screen.press("enter", shows="Tas opp i oppfølgingen fredag 6. november 2026")
    screen.row_says("! 26. oktober", "aldri tatt opp, oppfølging 6. november")
    screen.press("down", "k", shows="Tas ikke opp")
    screen.press("ctrl+s", shows="Skriv hvorfor du holder det for deg selv.")
    screen.write("Gjelder helsa")
    screen.press("ctrl+s", shows=concerns_unraised(2))
    screen.press("end", "x", shows="Tas ikke opp")
    screen.press("ctrl+s", shows=concerns_unraised(1))


def what_became_of_it(screen: Screen) -> None:
    """Say what became of each goal and of what stands open."""
    screen.press("r", shows=GOALS["carried"])
    screen.press("home", "c", shows="→ Lede et kundeprosjekt")
    screen.press("c", shows="→ Skygge Ola i Fjord")
    screen.press("d", shows="✓ Bli trygg på engelsk")
    screen.press("down", "c", shows="→ Skrive ny opplæringsplan")
    screen.press("x", shows="✗ Lage første utkast")
    screen.press("x", shows="✗ Lede fagforumet")
    screen.press("end", "c", shows="→ Ha fast sparring")
    screen.says("Fjorårets plan gått gjennom")
    screen.row_says("✓ Bli trygg på engelsk", "nådd 6. november")


def praise_unsaid(n: int) -> str:
    """Return what the screen says of so much praise."""
    return ngettext("{n} word of praise not said yet", "{n} words of praise not said yet", n)


def concerns_unraised(n: int) -> str:
    """Return what the screen says of so many concerns."""
    return ngettext("{n} concern never raised", "{n} concerns never raised", n)
