"""The desk as the settings have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agendas.shelf import Shelf
from agendas.words import language
from screens.desk import Desk
from storage.text import one_line
from storage.unfinished import unfinished
from tui.keeping import local_now
from tui.keymap import read_keymap
from tui.settings import Settings, read_settings
from tui.settings_file import SettingsFile

if TYPE_CHECKING:
    from storage.home import Home
    from storage.store import Store
    from tui.door import Door


def make_desk(home: Home, settings: Settings, door: Door, store: Store) -> Desk:
    """Return the desk for ``home`` with the user's settings and ``door``'s store."""
    path = home.config / "settings.toml"

    desk = Desk(
        store=store,
        shelf=Shelf(home.config / "agendas"),
        manager=settings.name,
        language=language(),
        export_folder=settings.export_folder or home.exports,
        retention_months=settings.retention_months,
        soft_wrap=settings.soft_wrap,
        now=local_now,
        tell_shared=door.shared_mark.put,
        may_lock=door.may_lock,
        read_only=one_line(door.read_only),
        vim=settings.vim,
        notices=[*read_settings(path)[1], *read_keymap(path, settings)[1], *door.problems],
    )
    store.cadence = settings.cadence
    desk.settings = SettingsFile(home, desk)
    desk.notices += map(str, unfinished(home.state))
    return desk
