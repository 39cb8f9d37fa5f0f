"""``samtale access``, ``samtale erase`` and ``samtale retention``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from agendas.words import _
from storage.home import Home
from tui.parser import Commands, add_force, add_json, add_person
from tui.settings import Settings


def add_access(commands: Commands) -> None:
    """Define ``samtale access``."""
    access = commands.add_parser("access", help=_("write all that is kept on a person"))
    access.set_defaults(obey=_access)
    add_person(access)
    places = access.add_mutually_exclusive_group()
    places.add_argument(
        "--to",
        type=Path,
        metavar=_("FOLDER"),
        help=_("where to write Markdown and JSON (default: this folder)"),
    )
    for name, explained in (
        ("--json", _("write only JSON, to this file; - is standard output")),
        ("--markdown", _("write only Markdown, to this file; - is standard output")),
    ):
        places.add_argument(name, metavar=_("FILE"), help=explained)
    access.add_argument(
        "--withhold",
        action="append",
        default=[],
        metavar="ID",
        help=_("leave out the text of this private record; again for more"),
    )
    access.add_argument(
        "--reason",
        action="append",
        default=[],
        metavar=_("TEXT"),
        help=_("why, one for each --withhold; it is kept, and stands in the file"),
    )
    add_force(access)


def _access(arguments: Namespace, home: Home, settings: Settings) -> int:
    from tui.rights import give_access

    return give_access(
        home,
        settings,
        arguments.person,
        to=arguments.to,
        as_json=arguments.json,
        markdown=arguments.markdown,
        withhold=arguments.withhold,
        reasons=arguments.reason,
        overwrite=arguments.force,
    )


def add_erase(commands: Commands) -> None:
    """Define ``samtale erase``."""
    erase = commands.add_parser("erase", help=_("erase all that is kept on a person"))
    erase.set_defaults(obey=_erase)
    add_person(erase)
    erase.add_argument(
        "--yes", metavar=_("NAME"), help=_("the person's whole name; nothing is asked then")
    )
    erase.add_argument(
        "--changed-too",
        action="store_true",
        help=_("erase exported files as well that were changed since"),
    )


def _erase(arguments: Namespace, home: Home, settings: Settings) -> int:
    from tui.erasing import erase

    return erase(
        home, settings, arguments.person, yes=arguments.yes, changed_too=arguments.changed_too
    )


def add_retention(commands: Commands) -> None:
    """Define ``samtale retention``."""
    retention = commands.add_parser("retention", help=_("list what is past its date"))
    retention.set_defaults(obey=_retention)
    add_json(retention)


def _retention(arguments: Namespace, home: Home, settings: Settings) -> int:
    from tui.rights import list_expired

    return list_expired(home, settings, as_json=arguments.json)
