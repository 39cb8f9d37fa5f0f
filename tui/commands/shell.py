"""``samtale completion`` and ``samtale manual``: what the shell knows about us."""

from __future__ import annotations

import argparse
from argparse import Namespace
from typing import get_args

from agendas.words import _
from storage.home import Home
from tui.formats import Shell
from tui.parser import Commands
from tui.settings import Settings


def add_completion(commands: Commands) -> None:
    """Define ``samtale completion``."""
    completion = commands.add_parser(
        "completion", help=_("let the shell complete commands and people")
    )
    completion.set_defaults(obey=_completion)
    completion.description = _(
        "Writes a script for the shell. People's names are not in it: the shell asks for them, and"
        " is told none while the screen is shared or the store is locked."
    )
    completion.add_argument("shell", choices=get_args(Shell), help=_("the shell"))
    completion.add_argument("--names", help=argparse.SUPPRESS)


def _completion(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.completion import print_names, print_script

    if arguments.names is None:
        return print_script(arguments.shell)
    return print_names(home, arguments.shell, arguments.names)


def add_manual(commands: Commands) -> None:
    """Define ``samtale manual``."""
    manual = commands.add_parser("manual", help=_("write the manual page, for man"))
    manual.set_defaults(obey=_manual)


def _manual(_arguments: Namespace, _home: Home, _settings: Settings) -> int:
    from tui.manual import print_manual

    return print_manual()
