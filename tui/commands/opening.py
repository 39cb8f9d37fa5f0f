"""``samtale``, ``samtale talk``, ``samtale demo`` and ``samtale keys``."""

from __future__ import annotations

from argparse import SUPPRESS, Namespace
from pathlib import Path
from typing import get_args

from agendas.words import _
from storage.home import Home
from tui.formats import KeyFormat
from tui.parser import Commands, Parser, add_json, add_person, number
from tui.settings import Settings


def add_talk(commands: Commands) -> None:
    """Define ``samtale talk``."""
    talk = commands.add_parser("talk", help=_("go straight to a person's talk, safe to share"))
    add_person(talk)
    add_plain(talk)


def add_plain(parser: Parser) -> None:
    """Let the app be opened line by line."""
    parser.add_argument(
        "--plain",
        action="store_true",
        default=SUPPRESS,  # or a command's own would take away what was said before its name
        help=_("line by line, for a screen reader: no screen, no colours"),
    )


def open_app(arguments: Namespace, home: Home, settings: Settings) -> int:
    """Open the app, at a person's talk if one is named; line by line if that is asked for."""
    talk_with = getattr(arguments, "person", None)
    if getattr(arguments, "plain", False):
        from tui.plain.opening import open_plain

        return open_plain(home, settings, talk_with=talk_with)
    from tui import opening

    return opening.open_app(home, settings, talk_with=talk_with)


def add_demo(commands: Commands) -> None:
    """Define ``samtale demo``."""
    demo = commands.add_parser("demo", help=_("try the app on made-up people; nothing is kept"))
    demo.set_defaults(obey=_demo)
    demo.add_argument(
        "--keep",
        type=Path,
        metavar=_("FOLDER"),
        help=_("write the people to this empty folder, and leave"),
    )
    for name, default, most, explained in (
        ("--people", 7, 2000, _("how many people (default: %(default)s)")),
        ("--years", 2, 40, _("how many years of talks (default: %(default)s)")),
        ("--seed", 1, 2**32, _("another number makes other people (default: %(default)s)")),
    ):
        demo.add_argument(
            name, type=number(most), default=default, metavar=_("NUMBER"), help=explained
        )


def _demo(arguments: Namespace, _home: Home, settings: Settings) -> int:
    from tui.opening import keep_demo, open_demo

    size = {name: getattr(arguments, name) for name in ("people", "years", "seed")}
    if arguments.keep is None:
        return open_demo(settings, **size)
    return keep_demo(arguments.keep, settings, **size)


def add_keys(commands: Commands) -> None:
    """Define ``samtale keys``."""
    keys = commands.add_parser("keys", help=_("list all keys, to read or to print"))
    keys.set_defaults(obey=_keys)
    forms = keys.add_mutually_exclusive_group()
    forms.add_argument(
        "--format",
        choices=get_args(KeyFormat),
        default="md",
        help=_("Markdown, or one page to print (default: %(default)s)"),
    )
    add_json(forms)


def _keys(arguments: Namespace, home: Home, settings: Settings) -> int:
    from tui.keys import list_keys

    return list_keys(home, settings, format=arguments.format, as_json=arguments.json)
