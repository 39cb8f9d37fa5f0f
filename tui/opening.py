"""The app, opened on the user's own people or on made-up ones."""

from __future__ import annotations

import os
import shlex
import signal
import tempfile
from dataclasses import replace
from pathlib import Path
from types import FrameType

from agendas.words import _, language
from storage.home import Home
from tui.failure import Failure, WrongUse
from tui.settings import Settings
from tui.window import check_window


def open_app(home: Home, settings: Settings, *, talk_with: str | None) -> int:
    """Open the app, or one person's talk in it; ``talk_with`` is a part of the name."""
    check_window(os.environ)
    if _is_locked(home):
        return _run(home, settings, talk_with, locked=True)
    if talk_with is not None:
        from tui.keeping import kept
        from tui.lookup import find_person

        with kept(home) as store:
            talk_with = find_person(store.people(), talk_with).id
    return _run(home, settings, talk_with)


def open_demo(settings: Settings, *, people: int, years: int, seed: int) -> int:
    """Open the app on a made-up team in a temporary folder, which is gone afterwards."""
    check_window(os.environ)
    for name in ("SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), _leave)
    with tempfile.TemporaryDirectory(prefix="samtale-demo-") as folder:
        home = Home.at(Path(folder))
        manager = _write_team(home, people=people, years=years, seed=seed)
        return _run(home, replace(settings, name=manager, export_folder=None), None)


def keep_demo(folder: Path, settings: Settings, *, people: int, years: int, seed: int) -> int:
    """Write a made-up team to an empty folder, and print the command that opens it."""
    from tui.keeping import kept
    from tui.settings import write_setting

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUse(_("{folder} is not an empty folder; choose another").format(folder=folder))
    home = Home.at(folder.absolute())
    manager = _write_team(home, people=people, years=years, seed=seed)
    for key, value in {"name": manager, "language": settings.language}.items():
        write_setting(home.config / "settings.toml", key, value)
    with kept(home):
        pass  # what is made for the lists at the first closing lies there from the start
    print(f"SAMTALE_HOME={shlex.quote(str(folder.absolute()))} samtale")
    return 0


def _write_team(home: Home, *, people: int, years: int, seed: int) -> str:
    """Write a made-up team and return its manager's name."""
    from tui.demo import MANAGER, write_demo
    from tui.keeping import local_now

    write_demo(home, people=people, years=years, seed=seed, now=local_now(), language=language())
    return MANAGER


def _is_locked(home: Home) -> bool:
    from storage.errors import StoreError
    from storage.vault import Vault

    try:
        return Vault(home.data).locked
    except StoreError as error:
        raise Failure(str(error)) from error


def _run(home: Home, settings: Settings, talk_with: str | None, *, locked: bool = False) -> int:
    from storage.errors import StoreError
    from tui.ground import Ground

    try:
        with Ground(settings.theme) as ground:  # asked while the program is being loaded
            if locked:
                from tui.vault_app import run_locked_app

                return run_locked_app(home, settings, ground, talk_with=talk_with)
            from tui.app import run_app

            return run_app(home, settings, ground, talk_with=talk_with)
    except StoreError as error:
        raise Failure(str(error)) from error


def _leave(number: int, _frame: FrameType | None) -> None:
    """End by an exception, so that the temporary folder is removed on the way out."""
    raise SystemExit(128 + number)
