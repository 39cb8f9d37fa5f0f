"""The app, opened on the user's own people or on made-up ones."""

from __future__ import annotations

import os
import shlex
import signal
import tempfile
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from agendas.words import _, language
from storage.home import Home
from tui.failure import Failure, WrongUse
from tui.settings import Settings, read_settings, write_setting
from tui.window import check_window

if TYPE_CHECKING:
    from tui.app import Left


def open_app(home: Home, settings: Settings, *, talk_with: str | None) -> int:
    """Open the app, or one person's talk in it; ``talk_with`` is a part of the name."""
    check_window(os.environ)
    left = _run(home, settings, talk_with, locked=_is_locked(home))
    while not left.status and (left.passphrase or left.demo):
        settings = replace(read_settings(home.config / "settings.toml")[0], language=language())
        if left.demo and (status := _look_at_demo(settings)):
            return status
        left = _run(home, settings, None, locked=_is_locked(home), after=left)
    return left.status


def _look_at_demo(settings: Settings) -> int:
    """Open the app on a made-up team, and say how one comes back."""
    words = _(
        "These people are made up, and nothing is kept. {people.quit} leads back to your own team."
    )
    return open_demo(settings, people=7, years=2, seed=1, greeting=words)


def open_demo(settings: Settings, *, people: int, years: int, seed: int, greeting: str = "") -> int:
    """Open the app on a made-up team in a temporary folder, which is gone afterwards."""
    check_window(os.environ)
    for name in ("SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), _leave)
    with tempfile.TemporaryDirectory(prefix="samtale-demo-") as folder:
        home = Home.at(Path(folder))
        manager = _write_team(home, settings, people=people, years=years, seed=seed)
        settings = replace(settings, name=manager, export_folder=None)
        return _run(home, settings, None, greeting=greeting).status


def keep_demo(folder: Path, settings: Settings, *, people: int, years: int, seed: int) -> int:
    """Write a made-up team to an empty folder, and print the command that opens it."""
    from tui.keeping import kept

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUse(_("{folder} is not an empty folder; choose another").format(folder=folder))
    home = Home.at(folder.absolute())
    left = _("Only a part of the made-up team is in {folder}; remove it.").format(folder=folder)
    _write_team(home, settings, people=people, years=years, seed=seed, left=left)
    with kept(home):
        pass  # what is made for the lists at the first closing lies there from the start
    print(f"SAMTALE_HOME={shlex.quote(str(folder.absolute()))} samtale")
    return 0


def _write_team(
    home: Home, settings: Settings, *, people: int, years: int, seed: int, left: str = ""
) -> str:
    """Write a made-up team with settings of its own, and return its manager's name.

    ``left`` is said where one leaves.
    """
    from tui.demo import MANAGER, write_demo
    from tui.keeping import local_now
    from tui.progress import waiting

    size = {"people": people, "years": years, "seed": seed}
    with waiting(_("Making up a team"), left=left):
        write_demo(home, **size, now=local_now(), language=language())
    for key, value in {"name": MANAGER, "language": settings.language}.items():
        write_setting(home.config / "settings.toml", key, value)
    return MANAGER


def _is_locked(home: Home) -> bool:
    from storage.errors import StoreError
    from storage.vault import Vault

    try:
        return Vault(home.data).locked
    except StoreError as error:
        raise Failure(str(error)) from error


def _run(
    home: Home,
    settings: Settings,
    talk_with: str | None,
    *,
    locked: bool = False,
    after: Left | None = None,
    greeting: str = "",
) -> Left:
    from storage.errors import StoreError
    from tui.ground import Ground

    try:
        with Ground(settings.theme) as ground:  # asked while the program is being loaded
            from tui.running import run_app, run_locked_app

            if locked:
                return run_locked_app(home, settings, ground, talk_with=talk_with, after=after)
            return run_app(
                home, settings, ground, talk_with=talk_with, after=after, greeting=greeting
            )
    except StoreError as error:
        raise Failure(str(error)) from error


def _leave(number: int, _frame: FrameType | None) -> None:
    """End by an exception, so that the temporary folder is removed on the way out."""
    raise SystemExit(128 + number)
