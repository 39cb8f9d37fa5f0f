"""``samtale settings``."""

from __future__ import annotations

from argparse import Namespace

from agendas.words import _
from storage.home import Home
from tui.failure import WrongUse
from tui.parser import Commands, add_json
from tui.settings import Settings


def add_settings(commands: Commands) -> None:
    """Define ``samtale settings``."""
    settings = commands.add_parser("settings", help=_("list what you can choose, or change it"))
    settings.set_defaults(obey=_settings)
    settings.add_argument(
        "name", nargs="?", metavar=_("NAME"), help=_("a setting's name, as listed")
    )
    settings.add_argument(
        "value", nargs="?", metavar=_("VALUE"), help=_("what to choose; '' is the default again")
    )
    add_json(settings)


def _settings(arguments: Namespace, home: Home, _read: Settings) -> int:
    from tui.choosing import change_setting, list_settings

    if arguments.value is None:
        return list_settings(home, name=arguments.name, as_json=arguments.json)
    if arguments.json:
        raise WrongUse(_("--json lists; leave out the value"))
    return change_setting(home, arguments.name, arguments.value)
