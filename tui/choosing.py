"""``samtale settings``: what is chosen, and choosing it by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from agendas.words import _
from storage.home import Home
from storage.text import one_line
from tui.failure import Failure, WrongUse
from tui.listings import print_json
from tui.setting_kinds import About
from tui.settings import ABOUT, Settings, SettingsError, find_settings, write_setting
from tui.table import table


def list_settings(home: Home, *, name: str | None, as_json: bool) -> int:
    """Print every setting with what holds, or the one of that name."""
    settings = find_settings(home.config / "settings.toml").settings
    if name is not None and name not in ABOUT:
        raise WrongUse(f"{name}: {_('there is no such setting')}")
    chosen = {key: one for key, one in ABOUT.items() if name in (None, key)}
    if as_json:
        print_json([_for_programs(settings, key, one) for key, one in chosen.items()])
        return 0
    heading = (_("Setting"), _("Value"), _("What it is"))
    rows = [(key, in_words(settings, key), _(one.title)) for key, one in chosen.items()]
    print(table([heading, *rows]))
    if name is not None:
        about = ABOUT[name]
        print(_(about.explained))
        values = _("It can be: {values}").format(values=about.kind.values)
        print(_(about.instead) if about.instead else values)
    return 0


def change_setting(home: Home, name: str, text: str) -> int:
    """Keep in the file what was typed for a setting."""
    try:
        choose(home.config / "settings.toml", name, text)
    except SettingsError as error:
        raise Failure(str(error)) from error
    except ValueError as error:
        raise WrongUse(f"{name}: {error}") from error
    return 0


def choose(path: Path, name: str, text: str) -> None:
    """Write down what was typed for a setting; where that is nothing, take the setting out.

    Raises:
        ValueError: It may not be that, or is not changed by its name; the text says why.
        SettingsError: The file can't be read or written.
    """
    about = ABOUT.get(name)
    if about is None:
        raise ValueError(_("there is no such setting"))
    if about.instead:
        raise ValueError(_(about.instead))
    write_setting(path, name, about.kind.typed(text) if text else None)


def in_words(settings: Settings, name: str) -> str:
    """Return what holds, as people say it."""
    value, about = getattr(settings, name), ABOUT[name]
    if about.unset and value in (None, ""):
        return _(about.unset)
    return one_line(about.kind.words(value))


def _for_programs(settings: Settings, name: str, about: About) -> dict[str, Any]:
    value, default = (_plain(getattr(one, name)) for one in (settings, Settings()))
    choices = list(about.kind.choices) or None
    return {"name": name, "value": value, "default": default, "choices": choices}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Path) else value
