"""``samtale export``, ``prep``, ``import`` and ``verify``: what goes out, and comes back."""

from __future__ import annotations

from argparse import Namespace
from typing import Literal, get_args

from agendas.words import _
from storage.home import Home
from tui.failure import Failure, WrongUse
from tui.formats import FormFormat, PlanFormat
from tui.parser import Commands, add_file, add_force, add_json, add_person, add_to
from tui.settings import Settings

Duplicates = Literal["same", "another", "leave"]
"""What can be said beforehand of somebody in a list who is like somebody else."""


def add_export(commands: Commands) -> None:
    """Define ``samtale export``."""
    export = commands.add_parser("export", help=_("write a person's plan to a file"))
    export.set_defaults(obey=_export)
    add_person(export)
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
    add_to(export)
    export.add_argument(
        "--talk", metavar="ID", help=_("the talk whose plan it is (default: the newest closed one)")
    )
    add_force(export)


def _export(arguments: Namespace, home: Home, _settings: Settings) -> int:
    to, overwrite = arguments.to, arguments.force
    if arguments.format == "ics":
        if arguments.talk is not None:
            raise WrongUse(_("A calendar is of all talks; leave out --talk"))
        from tui.calendar import export_calendar

        return export_calendar(
            home, arguments.person, todo=arguments.todo, to=to, overwrite=overwrite
        )
    if arguments.todo:
        raise WrongUse(_("--todo goes with --format ics"))
    from tui.plans import export_plan

    return export_plan(
        home,
        arguments.person,
        format=arguments.format,
        to=to,
        talk=arguments.talk,
        overwrite=overwrite,
    )


def add_prep(commands: Commands) -> None:
    """Define ``samtale prep``."""
    prep = commands.add_parser("prep", help=_("write the form for an employee to prepare on"))
    prep.set_defaults(obey=_prep)
    prep.description = _(
        "For the talk that comes next, in the employee's language. Where none is planned, one is."
        " What comes back is taken in with samtale import."
    )
    add_person(prep)
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
    add_to(prep)
    add_force(prep)


def _prep(arguments: Namespace, home: Home, settings: Settings) -> int:
    to, overwrite = arguments.to, arguments.force
    if arguments.from_manager:
        from tui.managers_points import write_points

        if arguments.format != "md":
            raise WrongUse(_("--from-manager writes Markdown; leave out --format"))
        return write_points(home, arguments.person, to=to, overwrite=overwrite)
    from tui.forms import write_form

    return write_form(
        home, settings, arguments.person, format=arguments.format, to=to, overwrite=overwrite
    )


def add_import(commands: Commands) -> None:
    """Define ``samtale import``."""
    importing = commands.add_parser("import", help=_("take in a form, an exported plan, or people"))
    importing.set_defaults(obey=_import)
    importing.description = _(
        "A list of people is a table (CSV) or an address book (vCard). What would come of it is"
        " shown first, line by line."
    )
    add_file(importing, _("a form that was filled in, an exported plan, or a list of people"))
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
    add_json(people)


def _import(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from storage.imports.kind import kind_of

    of_people = {
        name: getattr(arguments, name)
        for name in ("yes", "dry_run", "duplicates", "skip_unreadable")
    }
    kind = "people" if arguments.people else kind_of(arguments.file)
    if kind == "people":
        from tui.team import import_team

        return import_team(home, arguments.file, as_json=arguments.json, **of_people)
    if arguments.json or any(of_people.values()):
        raise WrongUse(_("This is no list of people by its name; --people says that it is one"))
    if kind == "form":
        from tui.forms import import_form

        return import_form(home, arguments.file)
    if kind is None:
        reason = _("this is no form with its reference, no exported plan, no list of people")
        raise Failure(f"{arguments.file}:1: {reason}")
    from tui.plans import import_plan

    return import_plan(home, arguments.file)


def add_verify(commands: Commands) -> None:
    """Define ``samtale verify``."""
    verify = commands.add_parser("verify", help=_("tell whether a plan is the one that was agreed"))
    verify.set_defaults(obey=_verify)
    add_file(verify, _("the exported plan"))


def _verify(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.plans import verify_plan

    return verify_plan(home, arguments.file)
