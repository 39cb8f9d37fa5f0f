"""``samtale due``, ``search``, ``summary``, ``goals`` and ``people``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from agendas.words import _
from storage.home import Home
from tui.failure import WrongUse
from tui.parser import Commands, add_json, number
from tui.settings import Settings

MOST_FOUND = 50
"""How many records a search shows, unless it is asked for more."""


def add_due(commands: Commands) -> None:
    """Define ``samtale due``."""
    due = commands.add_parser("due", help=_("tell who and what is due"))
    due.set_defaults(obey=_due)
    due.description = _("Ends with status 3 where something is overdue, else with 0.")
    forms = due.add_mutually_exclusive_group()
    add_json(forms)
    forms.add_argument("--quiet", action="store_true", help=_("say it with the exit status alone"))


def _due(arguments: Namespace, home: Home, settings: Settings) -> int:
    from tui.due import list_due

    return list_due(home, settings, as_json=arguments.json, quiet=arguments.quiet)


def add_search(commands: Commands) -> None:
    """Define ``samtale search``."""
    search = commands.add_parser("search", help=_("search all notes, plans and log entries"))
    search.set_defaults(obey=_search)
    search.mixes = True
    search.description = _(
        'Words as they begin, "a phrase", person:, kind:, year: and is:open; all must hold.'
    )
    search.epilog = _("Ends with status 1 where nothing is found.")
    search.add_argument("words", nargs="+", metavar=_("WORDS"), help=_("what to look for"))
    search.add_argument(
        "--limit",
        type=number(100_000),
        default=MOST_FOUND,
        metavar=_("NUMBER"),
        help=_("how much to show at most, the newest first (default: %(default)s)"),
    )
    add_json(search)


def _search(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.search import search

    return search(home, arguments.words, limit=arguments.limit, as_json=arguments.json)


def add_summary(commands: Commands) -> None:
    """Define ``samtale summary``."""
    summary = commands.add_parser("summary", help=_("look back on the team, year by year"))
    summary.set_defaults(obey=_summary)
    summary.description = _("For the manager alone; nobody is named or compared.")
    summary.add_argument(
        "--year",
        type=number(9999),
        metavar=_("YEAR"),
        help=_("this calendar year alone (default: the past twelve months and all years before)"),
    )
    add_json(summary)


def _summary(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.summary import sum_up_team

    return sum_up_team(home, year=arguments.year, as_json=arguments.json)


def add_goals(commands: Commands) -> None:
    """Define ``samtale goals``."""
    goals = commands.add_parser("goals", help=_("list what the whole unit is to reach"))
    goals.set_defaults(obey=_goals)
    goals.description = _("The goals of the unit by year, and how many plans serve each.")
    goals.add_argument(
        "--year", type=number(9999), metavar=_("YEAR"), help=_("this year alone (default: all)")
    )
    goals.add_argument(
        "--import",
        dest="file",
        type=Path,
        metavar=_("FILE"),
        help=_("take in Markdown: a heading with a year, and a list below it"),
    )
    goals.add_argument(
        "--dry-run", action="store_true", help=_("with --import: only show what would come of it")
    )
    add_json(goals)


def _goals(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui import goals

    if arguments.file is None:
        if arguments.dry_run:
            raise WrongUse(_("--dry-run goes with --import"))
        return goals.list_goals(home, year=arguments.year, as_json=arguments.json)
    if arguments.year is not None:
        raise WrongUse(_("--import takes the years from the file; leave out --year"))
    return goals.import_goals(
        home, arguments.file, dry_run=arguments.dry_run, as_json=arguments.json
    )


def add_people(commands: Commands) -> None:
    """Define ``samtale people``."""
    people = commands.add_parser("people", help=_("list the team"))
    people.set_defaults(obey=_people, form="text")
    forms = people.add_mutually_exclusive_group()
    for form, explained in (
        ("json", _("write JSON, for other programs")),
        ("csv", _("write CSV, for a spreadsheet")),
    ):
        forms.add_argument(
            f"--{form}", dest="form", action="store_const", const=form, help=explained
        )


def _people(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.listings import list_people

    return list_people(home, form=arguments.form)
