"""``samtale log``."""

from __future__ import annotations

from argparse import Namespace

from agendas.words import _
from storage.home import Home
from tui.parser import Commands, add_person
from tui.settings import Settings


def add_log(commands: Commands) -> None:
    """Define ``samtale log``."""
    log = commands.add_parser("log", help=_("keep a note about a person"))
    log.set_defaults(obey=_log, kind="observation")
    log.mixes = True
    add_person(log)
    log.add_argument(
        "text",
        nargs="*",
        default=[],
        metavar=_("TEXT"),
        help=_("the note; - or nothing reads it from standard input"),
    )
    kinds = log.add_mutually_exclusive_group()
    for kind, explained in (
        ("praise", _("it is praise")),
        ("concern", _("it is a concern")),
        ("observation", _("it is an observation (default)")),
    ):
        kinds.add_argument(
            f"--{kind}", dest="kind", action="store_const", const=kind, help=explained
        )
    log.add_argument("--date", metavar=_("DAY"), help=_("the day it is about (default: today)"))
    log.add_argument(
        "--said", action="store_true", help=_("the employee has been told, on the same day")
    )
    log.add_argument(
        "--shared", action="store_true", help=_("show it to the employee on a shared screen, too")
    )
    log.add_argument("--edit", action="store_true", help=_("write it in your editor (EDITOR)"))


def _log(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.log import add_to_log

    return add_to_log(
        home,
        arguments.person,
        arguments.text,
        kind=arguments.kind,
        date=arguments.date,
        shared=arguments.shared,
        said=arguments.said,
        edit=arguments.edit,
    )
