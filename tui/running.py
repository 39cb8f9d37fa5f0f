"""The app run on a store, plain or locked, until it is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agendas.words import _, speak
from tui.app import Left, SamtaleApp
from tui.desk import make_desk
from tui.door import Door
from tui.failure import Failure
from tui.keeping import closing, local_now
from tui.keymap import read_keymap
from tui.progress import waiting
from tui.settings import Settings, read_settings
from tui.terminal_input import take_input_whole

if TYPE_CHECKING:
    from storage.home import Home
    from tui.ground import Ground


def run_app(
    home: Home,
    settings: Settings,
    ground: Ground,
    *,
    talk_with: str | None = None,
    after: Left | None = None,
    greeting: str = "",
) -> Left:
    """Run the program on the store in ``home``; return how it was left.

    ``ground`` was asked for the theme; ``talk_with`` is a part of the name of the person whose talk
    is opened at once, ``after`` how the program was left just before, and ``greeting`` is said on
    the first screen.

    Raises:
        Failure: There is no such person, or not everything is saved.
    """
    speak(settings.language)
    door = Door(home, local_now)
    try:
        with waiting(_("Opening"), left=_("Not opened. Nothing is lost.")) as progress:
            store = door.open(progress=progress)
        if talk_with is not None:
            from tui.lookup import find_person

            talk_with = find_person(store.people(), talk_with).id
        desk = make_desk(home, settings, door, store)
        keymap, _problems = read_keymap(home.config / "settings.toml", settings)
        app = SamtaleApp(desk, theme=ground.theme(), talk_with=talk_with, door=door, keymap=keymap)
        app.greeting = greeting
        return _run(app, ground, after)
    finally:
        with closing():
            door.close()


def run_locked_app(
    home: Home,
    settings: Settings,
    ground: Ground,
    *,
    talk_with: str | None = None,
    after: Left | None = None,
) -> Left:
    """Run the program on a locked store; return how it was left.

    See `run_app`.

    Raises:
        Failure: There is no such person, or not everything is saved.
    """
    from tui.vault_app import LockedApp
    from tui.vault_watch import Watch

    speak(settings.language)
    door = Door(home, local_now)
    path = home.config / "settings.toml"
    app = LockedApp(
        home,
        door,
        lambda store: make_desk(home, read_settings(path)[0], door, store),
        theme=ground.theme(),
        talk_with=talk_with,
        keymap=read_keymap(path, settings)[0],
        watch=Watch(settings.lock_after, local_now),
    )
    try:
        left = _run(app, ground, after)
    finally:
        with closing():
            door.close()
    if app.failure is not None:
        raise app.failure
    return left


def _run(app: SamtaleApp, ground: Ground, after: Left | None) -> Left:
    """Run an app on the terminal that ``ground`` has asked; return how it was left.

    Raises:
        Failure: It was left by its user with something that is not on disk.
    """
    app.fits_ground, app.after = ground.found, after
    take_input_whole(ground.typed, unanswered=ground.unanswered)
    app.run()
    if app.desk is not None and app.desk.unkept and not app.return_code:
        raise Failure(_("Not everything is saved."))
    return replace(app.left, status=app.return_code or 0)
