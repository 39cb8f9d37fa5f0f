"""The commands of the command line, a module for those of a kind.

Each command is two functions, one below the other: the first adds its name and its arguments, the
second obeys it, and imports what it needs only then.
"""

from __future__ import annotations

from importlib import import_module

from agendas.words import _
from tui import __version__
from tui.commands import opening
from tui.parser import Parser, teach_argparse

MODULES = {
    "talk": "opening",
    "demo": "opening",
    "keys": "opening",
    "log": "log",
    "due": "looking_up",
    "search": "looking_up",
    "summary": "looking_up",
    "goals": "looking_up",
    "people": "looking_up",
    "export": "files",
    "prep": "files",
    "import": "files",
    "verify": "files",
    "lock": "upkeep",
    "unlock": "upkeep",
    "backup": "upkeep",
    "restore": "upkeep",
    "doctor": "upkeep",
    "agendas": "agendas",
    "settings": "settings",
    "access": "rights",
    "erase": "rights",
    "retention": "rights",
    "completion": "shell",
    "manual": "shell",
}
"""The module of each command, in the order of the help; there ``add_talk`` adds ``talk``."""


def build_parser(first: str = "") -> Parser:
    """Return the whole command line, in the language that the program speaks.

    Where the ``first`` word is a command, all others are left out: they would not be asked.
    """
    teach_argparse()
    parser = Parser(
        prog="samtale",
        description=_("Prepare, hold and follow up the talk between a manager and an employee."),
        epilog=_("Without a command, the app opens."),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"samtale {__version__}",
        help=_("show program's version number and exit"),
    )
    opening.add_plain(parser)
    parser.set_defaults(obey=opening.open_app)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), prog=parser.prog)
    for name in [first] if first in MODULES else MODULES:
        getattr(import_module(f"tui.commands.{MODULES[name]}"), f"add_{name}")(commands)
    return parser
