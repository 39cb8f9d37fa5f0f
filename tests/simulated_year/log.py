"""What the manager notes through the year: thirty notes, most of them in its last two months."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tests.simulated_year.manager import Manager, Screen

KIND_KEYS = {"--praise": "f2", "--concern": "f3", "--observation": "f4"}
"""The key in the form for each option of the command."""


class Note(NamedTuple):
    """A note, as it is written on a day."""

    day: str
    kind: Literal["--praise", "--concern", "--observation"]
    text: str
    more: tuple[str, ...] = ()
    """What else stands on the command line."""
    in_app: bool = False
    """Whether it is written in the app, from the list of the team."""


UNSAID = ("Ryddig overlevering til drift", "Roet ned kunden i Havn", "Tok vakta på kort varsel")
"""The praise that is never said, oldest first."""
UNRAISED = ("Sa nei til vakta uten grunn", "Svarer sent på e-post", "Sluttet å dele i teamet")
"""The concerns that are never raised, oldest first."""
RAISED_LATER = "Kutter andre av i møter"
"""A concern that is raised in April, five weeks after it was noted."""
EMPTY_MONTHS = "mars–april, juli"

NOTES = (
    Note("2025-12-02", "--praise", "Reddet leveransen til Fjord", ("--said",)),
    Note("2025-12-10", "--observation", "Tok ordet i statusmøtet"),
    Note("2025-12-18", "--concern", "Sene timelister", ("--said",)),
    Note("2026-01-14", "--praise", UNSAID[0]),
    Note("2026-01-21", "--observation", "Sparret med to nye"),
    Note("2026-01-28", "--praise", "Tok imot den nyansatte", ("--shared",)),
    Note("2026-02-11", "--concern", RAISED_LATER, in_app=True),
    Note("2026-02-19", "--observation", "Byttet plass med Drift"),
    Note("2026-05-06", "--praise", "Fin demo for styret", ("--said", "--date", "4. mai")),
    Note("2026-05-20", "--observation", "Meldte seg til beredskap"),
    Note("2026-06-03", "--concern", UNRAISED[0]),
    Note("2026-06-17", "--observation", "Rolig under nedetiden", ("--date", "2026-06-12")),
    Note("2026-08-19", "--praise", UNSAID[1], in_app=True),
    Note("2026-09-02", "--observation", "Fikk spørsmål fra Salg"),
    Note("2026-10-01", "--observation", "Ledet standup i ferien"),
    Note("2026-10-05", "--praise", "Skrev en klar rapport", ("--said",)),
    Note("2026-10-07", "--observation", "Var på fagdag", in_app=True),
    Note("2026-10-09", "--concern", UNRAISED[1]),
    Note("2026-10-12", "--observation", "Hjalp Salg med tilbud"),
    Note("2026-10-14", "--praise", UNSAID[2], in_app=True),
    Note("2026-10-16", "--observation", "Ny rutine for vakt"),
    Note("2026-10-19", "--praise", "Kurset for juniorene", ("--shared",)),
    Note("2026-10-22", "--observation", "Ryddet i køen"),
    Note("2026-10-26", "--concern", UNRAISED[2], in_app=True),
    Note("2026-10-28", "--observation", "Prøvde parprogrammering"),
    Note("2026-10-30", "--observation", "Tok opp teknisk gjeld"),
    Note("2026-11-02", "--praise", "Løste feilen i natt", ("--said",)),
    Note("2026-11-03", "--observation", "Stilte forberedt til demo", in_app=True),
    Note("2026-11-04", "--observation", "Delte kode med Havn"),
    Note("2026-11-05", "--observation", "Ba om mer ansvar"),
)


def write_until(manager: Manager, day: str, written: list[Note]) -> None:
    """Write all notes until ``day`` that are not in ``written`` yet."""
    for note in NOTES[len(written) :]:
        if note.day > day:
            return
        manager.on(note.day, "16:00")
        if note.in_app:
            with manager.app() as screen:
                _in_app(screen, note)
        else:
            manager.run_says(
                "log", "kari", note.text, note.kind, *note.more, says=["Lagret om Kari"]
            )
        written.append(note)


def _in_app(screen: Screen, note: Note) -> None:
    """Write a note in the app: a key, the text, and the key that keeps it."""
    screen.terminal.wait_for_text("Kari Nordmann")
    screen.press("l", shows="Notat til loggen")
    screen.press(KIND_KEYS[note.kind], shows="Sagt høyt")
    screen.write(note.text)
    screen.press("ctrl+s", shows="Lagret i loggen")
