"""The second talk, the goals' threads after it, and the talk of the year after that."""

from __future__ import annotations

from agendas.words import _
from tests.simulated_year.log import RAISED_LATER, UNRAISED, UNSAID
from tests.simulated_year.manager import Manager, Screen
from tests.simulated_year.talks import ACTION_FORM, GOALS, agree

REWORDED = "Skrive og prøve opplæringsplanen"
"""The new words of the goal that is changed."""
WHY = "Kunden ble med et år til"
"""Why a goal is carried over a second time."""


def second_talk(manager: Manager) -> None:
    """Hold the talk, though the follow-up that was planned four days before was forgotten."""
    manager.on("2026-11-10", "10:00")
    with manager.app("talk", "kari") as screen:
        screen.terminal.wait_for_text("F2  Leder · Siri")
        screen.says("Medarbeidersamtale")
        screen.write("Et godt år")
        screen.press("f5", "f5", "f5", shows="Tok vakta på kort varsel")
        screen.says_not(*UNSAID[:2], *UNRAISED, RAISED_LATER)
        screen.press("f4", shows="2 mål · 2 tiltak")
        change_goal(screen)
        set_deadline(screen, "Skygge Ola i Fjord", "1. april")
        set_deadline(screen, "Ha fast sparring", "-")
        screen.press("esc", "f", shows="Kari oppsummerer")
        screen.press("d", shows="Når møtes vi igjen?")
        screen.terminal.press("enter")
        screen.until_gone("Når møtes vi igjen?")
        screen.says("tirsdag 22. desember 2026", "onsdag 10. november 2027")
        agree(screen)
    manager.on("2026-11-11")
    with manager.app() as screen:
        screen.terminal.wait_for_text("Kari Nordmann")
        screen.press("f", "s", shows="Oppfølgingen er holdt")
        screen.press("enter", shows="Dere møtes igjen")
    manager.run_says("due", says=[_("Nothing is due. Well done.")])


def change_goal(screen: Screen) -> None:
    """Put the goal that is changed into new words."""
    screen.press("home", "down", "down", "enter", shows="Nådd når")
    screen.terminal.press("ctrl+u")
    screen.until_gone(GOALS["changed"] + "  ")
    screen.write(REWORDED)
    screen.press("enter", shows=f"◎ {REWORDED}")


def set_deadline(screen: Screen, action: str, deadline: str) -> None:
    """Give the action that comes next with no deadline a new one."""
    keys = {"Skygge Ola i Fjord": ("home", "down"), "Ha fast sparring": ("end",)}[action]
    screen.press(*keys, "enter", shows=ACTION_FORM)
    screen.press("tab", "tab", shows=ACTION_FORM)
    screen.write(deadline)
    screen.terminal.press("enter")
    screen.until_gone(ACTION_FORM)


def threads(manager: Manager) -> None:
    """Look at the years with Kari, and at the story of every goal."""
    with manager.app() as screen:
        open_timeline(screen)
        screen.row_says("◆ Samtaler", " 2 ")
        screen.row_says("● Oppfølginger", " 5 ")
        screen.says("2 åpne · 1 nådd · 1 lagt bort")
        screen.row_says(f"◎ {GOALS['carried']}", "◎━", "→", "tatt med én gang")
        screen.row_says(f"◎ {REWORDED}", "◎━", "~", "tatt med én gang")
        screen.row_says(f"✓ {GOALS['reached']}", "━✓", "nådd 6. november")
        screen.row_says(f"✗ {GOALS['dropped']}", "━✗", "lagt bort 6. november")
        stories = (
            ("→ 10. november   tatt med videre Medarbeidersamtale",),
            (GOALS["changed"], "~ 10. november   endret          Medarbeidersamtale", REWORDED),
            ("✓ 6. november    nådd            mellom to samtaler",),
            ("✗ 6. november    lagt bort       mellom to samtaler",),
        )
        for number, story in enumerate(stories):
            screen.press("home", *["down"] * number, "enter", shows="Historien til et mål")
            screen.in_order("◎ 4. nov. 2025   avtalt          Medarbeidersamtale", *story)
            screen.press("esc", shows="År for år")


def third_year(manager: Manager) -> None:
    """Hold a third talk: what is carried over a second time asks why, and its story says it."""
    manager.on("2027-11-02")
    with manager.app() as screen:
        screen.terminal.wait_for_text("Kari Nordmann")
        screen.press("p", shows="Klart før samtalen")
        screen.press("home", "c", shows=f"Tas med videre: {GOALS['carried']}")
        screen.row_says("Hvorfor en gang", "Én linje")
        screen.write(WHY)
        screen.press("enter", shows=f"→ {GOALS['carried']}")
        screen.press("s", shows="F2  Leder · Siri")
        screen.press("esc", "f", shows="Kari oppsummerer")
        screen.says(f"tatt med en gang til: {WHY}")
        agree(screen)
    with manager.app() as screen:
        open_timeline(screen)
        screen.row_says(f"◎ {GOALS['carried']}", "tatt med 2 ganger")
        screen.press("home", "enter", shows="Historien til et mål")
        screen.in_order("avtalt", "→ 10. nov. 2026  tatt med videre", "→ 2. november", WHY)


def open_timeline(screen: Screen) -> None:
    """Go to the years with Kari."""
    screen.terminal.wait_for_text("Kari Nordmann")
    screen.press("enter", shows="Planen")
    screen.press("y", shows="År for år")
