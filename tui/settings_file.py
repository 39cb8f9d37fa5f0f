"""The file of the settings as the screens see it: all that can be chosen, and choosing it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from agendas.words import _, choose_language, language, speak
from screens.setting import Setting
from tui.choosing import choose, in_words
from tui.keymap import read_keymap
from tui.setting_kinds import as_toml
from tui.settings import ABOUT, Found, Settings, SettingsError, find_settings

if TYPE_CHECKING:
    from screens.desk import Desk
    from storage.home import Home


class SettingsFile:
    """See `screens.setting.Choosing`."""

    def __init__(self, home: Home, desk: Desk) -> None:
        """Keep what is chosen in ``home``, and let it hold at ``desk``."""
        self._home, self._desk = home, desk

    @property
    def file(self) -> Path:
        """See `Choosing`."""
        return self._home.config / "settings.toml"

    @property
    def untouched(self) -> bool:
        """See `Choosing`."""
        return not self.file.exists()

    def all(self) -> tuple[list[Setting], str]:
        """See `Choosing`."""
        found = find_settings(self.file)
        known = [self._known(found, name) for name in ABOUT]
        strangers = [
            Setting(name, name, _("This line does nothing."), problem=reason)
            for name, reason in found.wrong.items()
            if name not in ABOUT
        ]
        return [*known, *strangers], found.unusable

    def _known(self, found: Found, name: str) -> Setting:
        about, value = ABOUT[name], getattr(found.settings, name)
        usual = Settings()
        problem = found.wrong.get(name, "")
        if name == "keys" and not problem:
            problem = " ".join(read_keymap(self.file, found.settings)[1])
        return Setting(
            name,
            _(about.title),
            _(about.explained),
            said=in_words(found.settings, name),
            typed=about.kind.to_type(value),
            default=in_words(usual, name),
            choices=[
                (about.kind.to_type(one), _(words)) for one, words in about.kind.choices.items()
            ],
            instead=_(about.instead) if about.instead else "",
            problem=problem,
            usual=value == getattr(usual, name),
        )

    def choose(self, name: str, typed: str) -> None:
        """See `Choosing`."""
        try:
            choose(self.file, name, typed)
        except SettingsError as error:
            raise ValueError(str(error)) from error
        self.take_in()

    def begin(self) -> None:
        """See `Choosing`."""
        from storage.errors import reason_of
        from storage.files import make_folder, write_atomically

        if self.file.exists():
            return
        lines = [
            f"# {name} = {as_toml(default)}\n"
            for name, default in vars(Settings()).items()
            if isinstance(default, bool | int | str)
        ]
        try:
            make_folder(self.file.parent)
            write_atomically(self.file, "".join(lines).encode())
        except OSError as error:
            words = _("{file} could not be changed: {reason}")
            raise ValueError(words.format(file=self.file, reason=reason_of(error))) from error

    def take_in(self) -> None:
        """See `Choosing`."""
        desk, settings = self._desk, find_settings(self.file).settings
        speak(choose_language(settings.language, os.environ))
        desk.language = language()
        desk.manager = settings.name
        desk.export_folder = settings.export_folder or self._home.exports
        desk.retention_months = settings.retention_months
        desk.soft_wrap, desk.vim = settings.soft_wrap, settings.vim
        desk.store.cadence = settings.cadence
