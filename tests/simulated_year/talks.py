"""The first talk: four goals, five actions, both agree."""

from __future__ import annotations

from tests.simulated_year.manager import Manager, Screen

GOALS = {
    "carried": "Lede et kundeprosjekt",
    "reached": "Bli trygg på engelsk",
    "changed": "Skrive ny opplæringsplan",
    "dropped": "Lede fagforumet",
}
"""The goals of the first talk, by what becomes of them in the second."""
ACTION_FORM = "Hvis … så …"
"""What stands on the screen while the form of an action is open, and only then."""
WAY_OUT = "Hvis Fjord utsettes, tar vi Havn"
"""What was agreed for the case that an action is stuck."""


def first_talk(manager: Manager) -> None:
    """Begin with an empty program, and hold the first talk."""
    manager.on("2025-11-04", "10:00")
    with manager.app() as screen:
        screen.terminal.wait_for_text("Hvilket språk?")
        screen.press("enter", shows="Hva heter du?")
        screen.write("Siri Berg")
        screen.press("enter", shows="Beskytte alt")
        screen.press("esc", shows="Ny medarbeider")
        screen.press("n", shows="Navn")
        screen.write("Kari Nordmann")
        screen.press("enter", shows="aldri")
        screen.press("enter", shows="Samtaler")
        screen.press("p", shows="Klart før samtalen")
        screen.press("s", shows="F2  Leder · Siri")
        screen.write("Siri melder på kurs innen 15. januar")
        screen.press("ctrl+j", shows="1 tiltak")
        screen.press("f4", "a", shows=ACTION_FORM)
        new_action(screen, "Ha fast sparring", "both", "-")
        new_goal(screen, GOALS["carried"], reached_when="Kunden har signert")
        new_action(screen, "Skygge Ola i Fjord", "employee", "1. mars", WAY_OUT, press="a")
        new_goal(screen, GOALS["reached"])
        new_action(screen, "Holde foredrag på engelsk", "employee", "1. juni", press="a")
        new_goal(screen, GOALS["changed"])
        new_action(screen, "Lage første utkast", "both", "1. april", press="a")
        new_goal(screen, GOALS["dropped"])
        screen.says("4 mål · 5 tiltak")
        screen.press("esc", "f", shows="Kari oppsummerer")
        screen.press("d", shows="Når møtes vi igjen?")
        screen.terminal.press("enter")
        screen.until_gone("Når møtes vi igjen?")
        screen.says("tirsdag 16. desember 2025", "onsdag 4. november 2026")
        agree(screen)
        screen.press("x", shows="Skrevet")


def new_goal(screen: Screen, text: str, *, reached_when: str = "") -> None:
    """Make a goal, with the plan in hand."""
    screen.press("g", shows="Nådd når")
    screen.fill(text, "", "", "", reached_when)
    screen.press("enter", shows=f"◎ {text}")
    screen.until_gone("Nådd når")


def new_action(
    screen: Screen, text: str, owner: str, deadline: str, if_then: str = "", *, press: str = ""
) -> None:
    """Fill in the form of an action; ``press`` is the key that opens it, if it is not open."""
    if press:
        screen.press(press, shows=ACTION_FORM)
    screen.write(text)
    screen.terminal.press("tab", *["right"] * (["manager", "employee", "both"].index(owner) + 1))
    screen.terminal.press("tab")
    screen.fill(deadline, if_then)
    screen.press("enter", shows=f"☐ {text}")
    screen.until_gone(ACTION_FORM)


def agree(screen: Screen) -> None:
    """Let both agree to the plan."""
    screen.press("m", shows="Siri, er du enig")
    screen.press("right", "enter", shows="✓ Siri")
    screen.press("e", shows="Kari, er du enig")
    screen.press("right", "enter", shows="Begge har svart")
