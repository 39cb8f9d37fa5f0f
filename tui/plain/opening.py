"""Opening the program line by line, on the same store, with the same locks."""

from __future__ import annotations

from agendas.words import _, speak
from screens.desk import Desk
from storage.errors import StoreError
from storage.home import Home
from tui.desk import make_desk
from tui.door import Door
from tui.failure import Failure
from tui.keeping import local_now
from tui.lookup import find_person
from tui.plain.console import console
from tui.plain.lines import Ended, Lines
from tui.plain.person import PersonLoop
from tui.plain.team import Team, ask_name
from tui.settings import Settings
from tui.vault_key import cipher_for


def open_plain(home: Home, settings: Settings, *, talk_with: str | None) -> int:
    """Take lines about the team, or go straight to one person's talk; return the exit status.

    Raises Failure where the store can't be opened, or nobody is called ``talk_with``.
    """
    speak(settings.language)
    door = Door(home, local_now)
    try:
        store = door.open(cipher_for(home))
        desk = make_desk(home, settings, door, store)
        person = find_person(store.people(), talk_with).id if talk_with is not None else None
        return take_lines(console(), desk, person)
    except StoreError as error:
        raise Failure(str(error)) from error
    finally:
        door.close()


def take_lines(lines: Lines, desk: Desk, talk_with: str | None) -> int:
    """Take lines until the program is left; return the exit status."""

    def settle() -> None:
        if desk.waiting:
            desk.retry()
        lines.tell_trouble(desk.talk_problem or (desk.problem if desk.waiting else ""))

    lines.settle = settle
    desk.place = "plain"
    try:
        if talk_with is None:
            Team(lines, desk).run()
        else:
            _talk(lines, desk, talk_with)
        status = 0
    except Ended as ended:
        status = ended.status
    if desk.unkept:
        lines.say(_("Not everything is saved."))
        return status or 1
    if talk_with is None:
        lines.say(_("Everything is saved."))
    return status


def _talk(lines: Lines, desk: Desk, person_id: str) -> None:
    """Hold a person's talk, shared; where another window writes, read about the person instead."""
    desk.shared_with = person_id
    place = PersonLoop(lines, desk, person_id)
    if desk.read_only:
        lines.say(desk.read_only)
        place.run()
    else:
        place.attempt(lambda: ask_name(lines, desk))
        place.hold()
