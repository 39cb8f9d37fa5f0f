"""The words of the command line: what can be asked for, and the help that says so."""

from __future__ import annotations

import argparse
import gettext
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NoReturn, get_args

from agendas import words
from agendas.words import N_, _
from storage.text import one_line
from tui import __version__

PlanFormat = Literal["md", "html", "json"]
"""What a plan can leave as; also the suffix of its file."""
KeyFormat = Literal["md", "html"]
"""What the list of keys can be written as."""
Duplicates = Literal["same", "another", "leave"]
"""What can be said beforehand of somebody in a list who is like somebody else."""
FormFormat = Literal["md", "html", "docx"]
"""What the employee's form can be written as; also the suffix of its file."""
Form = Literal["text", "json", "csv"]
"""What a list can be written as."""

MOST_FOUND = 50
"""How many records a search shows, unless it is asked for more."""

ARGPARSE_WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("not allowed with argument %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""What argparse itself says most; it stands here so that it is translated with the rest."""


class Parser(argparse.ArgumentParser):
    """A parser that guesses at nothing and whose complaints are one line."""

    mixes = False
    """Whether options may stand between the words of a text, as in ``log kari --praise Bra``."""

    def __init__(self, **options: Any) -> None:
        """Take what `argparse.ArgumentParser` takes; options are to be written in full."""
        super().__init__(**{**options, "allow_abbrev": False})

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Take options between the words of a text, too, where this parser mixes them."""
        if not self.mixes:
            return super().parse_known_args(args, namespace)
        self.mixes = False  # argparse comes back here for the options, and for the words
        self.usage = self.format_usage().removeprefix(gettext.gettext("usage: "))
        return self.parse_known_intermixed_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is, and leave with status 2."""
        see = _("See {command}.").format(command=f"{self.prog} --help")
        self.exit(2, f"{one_line(f'{self.prog}: {message}. {see}')}\n")


def build_parser() -> Parser:
    """Return the whole command line, in the language that the program speaks."""
    _teach_argparse()
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
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), prog=parser.prog)

    talk = commands.add_parser("talk", help=_("go straight to a person's talk, safe to share"))
    _add_person(talk)
    _add_demo(commands.add_parser("demo", help=_("try the app on made-up people; nothing is kept")))
    _add_keys(commands.add_parser("keys", help=_("list all keys, to read or to print")))
    _add_log(commands.add_parser("log", help=_("keep a note about a person")))
    _add_due(commands.add_parser("due", help=_("tell who and what is due")))
    _add_search(commands.add_parser("search", help=_("search all notes, plans and log entries")))
    _add_summary(commands.add_parser("summary", help=_("look back on the team, year by year")))
    _add_goals(commands.add_parser("goals", help=_("list what the whole unit is to reach")))
    people = commands.add_parser("people", help=_("list the team"))
    _add_forms(people)
    _add_export(commands.add_parser("export", help=_("write a person's plan to a file")))
    _add_prep(commands.add_parser("prep", help=_("write the form for an employee to prepare on")))
    _add_import(
        commands.add_parser("import", help=_("take in a form, an exported plan, or people"))
    )
    verify = commands.add_parser("verify", help=_("tell whether a plan is the one that was agreed"))
    _add_file(verify, _("the exported plan"))
    _add_lock(commands.add_parser("lock", help=_("encrypt all that is kept, with a passphrase")))
    commands.add_parser("unlock", help=_("make all that is kept readable without a passphrase"))
    _add_backup(commands.add_parser("backup", help=_("write all that is kept to one file")))
    _add_restore(commands.add_parser("restore", help=_("take in what a backup holds")))
    _add_doctor(commands.add_parser("doctor", help=_("check all that is kept, and mend it")))
    _add_agendas(commands.add_parser("agendas", help=_("list and show agendas, and make your own")))
    _add_access(commands.add_parser("access", help=_("write all that is kept on a person")))
    _add_erase(commands.add_parser("erase", help=_("erase all that is kept on a person")))
    retention = commands.add_parser("retention", help=_("list what is past its date"))
    _add_json(retention)
    return parser


def _add_log(log: Parser) -> None:
    log.mixes = True
    _add_person(log)
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
    log.set_defaults(kind="observation")


def _add_keys(keys: argparse.ArgumentParser) -> None:
    keys.add_argument(
        "--format",
        choices=get_args(KeyFormat),
        default="md",
        help=_("Markdown, or one page to print (default: %(default)s)"),
    )


def _add_due(due: argparse.ArgumentParser) -> None:
    due.description = _("Ends with status 3 where something is overdue, else with 0.")
    forms = due.add_mutually_exclusive_group()
    _add_json(forms)
    forms.add_argument("--quiet", action="store_true", help=_("say it with the exit status alone"))


def _add_summary(summary: argparse.ArgumentParser) -> None:
    summary.description = _("For the manager alone; nobody is named or compared.")
    summary.add_argument(
        "--year",
        type=_number(9999),
        metavar=_("YEAR"),
        help=_("this calendar year alone (default: the past twelve months and all years before)"),
    )
    _add_json(summary)


def _add_goals(goals: argparse.ArgumentParser) -> None:
    goals.description = _("The goals of the unit by year, and how many plans serve each.")
    goals.add_argument(
        "--year", type=_number(9999), metavar=_("YEAR"), help=_("this year alone (default: all)")
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
    _add_json(goals)


def _add_search(search: Parser) -> None:
    search.mixes = True
    search.description = _(
        'Words as they begin, "a phrase", person:, kind:, year: and is:open; all must hold.'
    )
    search.epilog = _("Ends with status 1 where nothing is found.")
    search.add_argument("words", nargs="+", metavar=_("WORDS"), help=_("what to look for"))
    search.add_argument(
        "--limit",
        type=_number(100_000),
        default=MOST_FOUND,
        metavar=_("NUMBER"),
        help=_("how much to show at most, the newest first (default: %(default)s)"),
    )
    _add_json(search)


def _add_doctor(doctor: argparse.ArgumentParser) -> None:
    doctor.add_argument("--check", action="store_true", help=_("only look, and change nothing"))
    doctor.add_argument(
        "--forget", metavar="ID", help=_("accept that the missing document of this id is lost")
    )
    _add_json(doctor)


def _add_backup(backup: argparse.ArgumentParser) -> None:
    _add_file(backup, _("where to write the backup, such as samtale.tar.gz"))
    lock = backup.add_mutually_exclusive_group()
    lock.add_argument(
        "--encrypt",
        action="store_true",
        help=_("encrypt it with a passphrase (a locked store's backup always is)"),
    )
    lock.add_argument(
        "--plain", action="store_true", help=_("don't encrypt the backup of a locked store")
    )
    backup.add_argument(
        "--force", action="store_true", help=_("write over the file if it is there")
    )


def _add_restore(restore: argparse.ArgumentParser) -> None:
    _add_file(restore, _("a backup"))
    restore.add_argument(
        "--check", action="store_true", help=_("only read the backup, and change nothing")
    )
    restore.add_argument(
        "--erased", action="store_true", help=_("bring back also what was erased here since")
    )


def _add_access(access: argparse.ArgumentParser) -> None:
    _add_person(access)
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
    access.add_argument(
        "--force", action="store_true", help=_("write over the file if it is there")
    )


def _add_erase(erase: argparse.ArgumentParser) -> None:
    _add_person(erase)
    erase.add_argument(
        "--yes", metavar=_("NAME"), help=_("the person's whole name; nothing is asked then")
    )
    erase.add_argument(
        "--changed-too",
        action="store_true",
        help=_("erase exported files as well that were changed since"),
    )


def _add_demo(demo: argparse.ArgumentParser) -> None:
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
            name, type=_number(most), default=default, metavar=_("NUMBER"), help=explained
        )


def _add_export(export: argparse.ArgumentParser) -> None:
    _add_person(export)
    export.add_argument(
        "--format",
        choices=(*get_args(PlanFormat), "ics"),
        default="md",
        help=_(
            "the plan as Markdown, a page to print or data, or all that is ahead as a calendar"
            " (default: %(default)s)"
        ),
    )
    export.add_argument(
        "--todo", action="store_true", help=_("with ics: what was agreed as tasks, not as events")
    )
    export.add_argument(
        "--to",
        metavar=_("FILE"),
        help=_("where to write it; - is standard output (default: a new file in this folder)"),
    )
    export.add_argument(
        "--talk", metavar="ID", help=_("the talk whose plan it is (default: the newest closed one)")
    )
    export.add_argument(
        "--force", action="store_true", help=_("write over the file if it is there")
    )


def _add_prep(prep: argparse.ArgumentParser) -> None:
    prep.description = _(
        "For the talk that comes next, in the employee's language. Where none is planned, one is."
        " What comes back is taken in with samtale import."
    )
    _add_person(prep)
    prep.add_argument(
        "--from-manager",
        action="store_true",
        help=_("instead, as Markdown, what you have marked to be shared in your own preparation"),
    )
    prep.add_argument(
        "--format",
        choices=get_args(FormFormat),
        default="md",
        help=_(
            "Markdown for any editor, a page to fill in with a browser or on paper, or a Word"
            " document (default: %(default)s)"
        ),
    )
    prep.add_argument(
        "--to",
        metavar=_("FILE"),
        help=_("where to write it; - is standard output (default: a new file in this folder)"),
    )
    prep.add_argument("--force", action="store_true", help=_("write over the file if it is there"))


def _add_import(importing: argparse.ArgumentParser) -> None:
    importing.description = _(
        "A list of people is a table (CSV) or an address book (vCard). What would come of it is"
        " shown first, line by line."
    )
    _add_file(importing, _("a form that was filled in, an exported plan, or a list of people"))
    people = importing.add_argument_group(_("a list of people"))
    people.add_argument("--people", action="store_true", help=_("it is one, whatever it is called"))
    people.add_argument("--dry-run", action="store_true", help=_("only show what would come of it"))
    people.add_argument("--yes", action="store_true", help=_("import it, and ask nothing"))
    people.add_argument(
        "--duplicates",
        choices=get_args(Duplicates),
        help=_("who is like somebody is the same, another, or left out (default: what agrees)"),
    )
    people.add_argument(
        "--skip-unreadable",
        action="store_true",
        help=_("with --yes: leave out the lines that can't be read"),
    )
    _add_json(people)


def _add_lock(lock: argparse.ArgumentParser) -> None:
    lock.add_argument(
        "--change", action="store_true", help=_("choose a new passphrase for a locked store")
    )
    lock.add_argument(
        "--keyring", action="store_true", help=_("let the system's keyring keep the passphrase")
    )


def _add_agendas(agendas: argparse.ArgumentParser) -> None:
    actions = agendas.add_subparsers(dest="action", metavar=_("COMMAND"), required=True)
    _add_json(actions.add_parser("list", help=_("list the agendas at hand")))
    show = actions.add_parser("show", help=_("write one agenda as Markdown"))
    show.add_argument("id", metavar="ID", help=_("the agenda's id, as listed"))
    new = actions.add_parser("new", help=_("begin an agenda of your own from another one"))
    new.add_argument(
        "id", metavar="ID", help=_("what it is to be called: small letters and hyphens")
    )
    new.add_argument(
        "--from",
        dest="begin_with",
        default="medarbeidersamtale",
        metavar="ID",
        help=_("the agenda to begin with (default: %(default)s)"),
    )
    edit = actions.add_parser("edit", help=_("edit an agenda of your own, and check it"))
    edit.add_argument("id", metavar="ID", help=_("the agenda's id, as listed"))
    for parser in (new, edit):
        parser.add_argument(
            "--language",
            default="",
            metavar=_("CODE"),
            help=_("nb, nn, en or another one (default: the program's)"),
        )
    new.add_argument("--no-edit", action="store_true", help=_("don't open it in your editor"))
    check = actions.add_parser("check", help=_("tell what is wrong with an agenda file"))
    _add_file(check, _("an agenda in Markdown"))


def _add_person(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "person", metavar=_("PERSON"), help=_("any part of the name that fits one person only")
    )


def _add_file(parser: argparse.ArgumentParser, explained: str) -> None:
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=explained)


def _add_forms(people: argparse.ArgumentParser) -> None:
    forms = people.add_mutually_exclusive_group()
    for form, explained in (
        ("json", _("write JSON, for other programs")),
        ("csv", _("write CSV, for a spreadsheet")),
    ):
        forms.add_argument(
            f"--{form}",
            dest="form",
            action="store_const",
            const=form,
            default="text",
            help=explained,
        )


def _add_json(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--json", action="store_true", help=_("write JSON, for other programs"))


def _number(most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from 1 to ``most``."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = 0
        if not 1 <= number <= most:
            raise argparse.ArgumentTypeError(
                _("a whole number from 1 to {most} was expected").format(most=most)
            )
        return number

    return read


def _teach_argparse() -> None:
    """Let argparse, which asks gettext's default domain, say its own words in our language."""
    gettext.bindtextdomain("samtale", words.LOCALE)
    gettext.textdomain("samtale")
    os.environ["LANGUAGE"] = words.language()
