"""The command line: from the words after ``samtale`` to an exit status.

Nothing slow is imported here; each command brings what it needs.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from agendas.words import _, choose_language, language, speak
from storage.home import Home
from tui.failure import Failure, WrongUse
from tui.settings import Settings, read_settings

if TYPE_CHECKING:
    import argparse


def run(words: Sequence[str]) -> int:
    """Do what the words ask for; return 0, 1 for a failure or 2 for wrong use."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # rather than fail on somebody's name
    home = Home.find(os.environ)
    settings, problems = read_settings(home.config / "settings.toml")
    speak(choose_language(settings.language, os.environ))
    settings = replace(settings, language=language())
    arguments = _understood(words) if words else None
    for problem in problems:
        _complain(problem)
    try:
        status = _open_app(home, settings) if not arguments else _obey(arguments, home, settings)
        sys.stdout.flush()
        return status
    except Failure as failure:
        _complain(str(failure))
        return failure.status
    except BrokenPipeError:
        # The reader of our output has left; Python would complain once more at its own exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _complain(f"{place}{error.strerror or error}")
        return 1
    except KeyboardInterrupt:
        return 130


def _understood(words: Sequence[str]) -> argparse.Namespace:
    from tui.parser import build_parser

    return build_parser().parse_args(words)


def _open_app(home: Home, settings: Settings, talk_with: str | None = None) -> int:
    from tui.opening import open_app

    return open_app(home, settings, talk_with=talk_with)


def _obey(arguments: argparse.Namespace, home: Home, settings: Settings) -> int:
    if arguments.command not in (None, "talk"):
        gc.enable()
    match arguments.command:
        case None | "talk":
            return _open_app(home, settings, getattr(arguments, "person", None))
        case "demo":
            return _demo(arguments, settings)
        case "keys":
            from tui.keys import list_keys

            return list_keys(home, settings, format=arguments.format)
        case "log":
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
        case "due":
            from tui.due import list_due

            return list_due(home, settings, as_json=arguments.json, quiet=arguments.quiet)
        case "summary":
            from tui.summary import sum_up_team

            return sum_up_team(home, year=arguments.year, as_json=arguments.json)
        case "goals":
            return _goals(arguments, home)
        case "search":
            from tui.search import search

            return search(home, arguments.words, limit=arguments.limit, as_json=arguments.json)
        case "people":
            from tui.listings import list_people

            return list_people(home, form=arguments.form)
        case "export":
            return _export(arguments, home)
        case "prep":
            return _prepare(arguments, home, settings)
        case "import":
            return _import(arguments, home)
        case "verify":
            from tui.plans import verify_plan

            return verify_plan(home, arguments.file)
        case "lock":
            from tui.vault import lock_store

            return lock_store(home, change=arguments.change, keyring=arguments.keyring)
        case "unlock":
            from tui.vault import unlock_store

            return unlock_store(home)
        case "backup":
            from tui.backup import make_backup

            return make_backup(
                home,
                arguments.file,
                encrypt=arguments.encrypt,
                plain=arguments.plain,
                overwrite=arguments.force,
            )
        case "restore":
            from tui.backup import restore_backup

            return restore_backup(
                home, arguments.file, check=arguments.check, erased_too=arguments.erased
            )
        case "doctor":
            from tui import doctor

            if arguments.forget is not None:
                return doctor.accept_loss(home, arguments.forget)
            return doctor.examine_store(home, check=arguments.check, as_json=arguments.json)
        case "access" | "erase" | "retention":
            return _rights(arguments, home, settings)
        case _:
            return _agendas(arguments, home)


def _export(arguments: argparse.Namespace, home: Home) -> int:
    if arguments.format == "ics":
        if arguments.talk is not None:
            raise WrongUse(_("A calendar is of all talks; leave out --talk"))
        from tui.calendar import export_calendar

        return export_calendar(
            home,
            arguments.person,
            todo=arguments.todo,
            to=arguments.to,
            overwrite=arguments.force,
        )
    if arguments.todo:
        raise WrongUse(_("--todo goes with --format ics"))
    from tui.plans import export_plan

    return export_plan(
        home,
        arguments.person,
        format=arguments.format,
        to=arguments.to,
        talk=arguments.talk,
        overwrite=arguments.force,
    )


def _goals(arguments: argparse.Namespace, home: Home) -> int:
    from tui import goals

    if arguments.file is None:
        if arguments.dry_run:
            raise WrongUse(_("--dry-run goes with --import"))
        return goals.list_goals(home, year=arguments.year, as_json=arguments.json)
    if arguments.json or arguments.year is not None:
        raise WrongUse(_("--import takes the years from the file; leave out --year and --json"))
    return goals.import_goals(home, arguments.file, dry_run=arguments.dry_run)


def _prepare(arguments: argparse.Namespace, home: Home, settings: Settings) -> int:
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


def _import(arguments: argparse.Namespace, home: Home) -> int:
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


def _rights(arguments: argparse.Namespace, home: Home, settings: Settings) -> int:
    from tui import rights

    match arguments.command:
        case "access":
            return rights.give_access(
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
        case "erase":
            return rights.erase(
                home,
                settings,
                arguments.person,
                yes=arguments.yes,
                changed_too=arguments.changed_too,
            )
        case _:
            return rights.list_expired(home, settings, as_json=arguments.json)


def _demo(arguments: argparse.Namespace, settings: Settings) -> int:
    from tui.opening import keep_demo, open_demo

    size = {name: getattr(arguments, name) for name in ("people", "years", "seed")}
    if arguments.keep is None:
        return open_demo(settings, **size)
    return keep_demo(arguments.keep, settings, **size)


def _agendas(arguments: argparse.Namespace, home: Home) -> int:
    from tui import listings

    match arguments.action:
        case "list":
            return listings.list_agendas(home, as_json=arguments.json)
        case "show":
            return listings.show_agenda(home, arguments.id)
        case "new":
            from tui.agendas import new_agenda

            return new_agenda(
                home,
                arguments.id,
                begin_with=arguments.begin_with,
                wished=arguments.language,
                edit=not arguments.no_edit,
            )
        case "edit":
            from tui.agendas import edit_agenda

            return edit_agenda(home, arguments.id, wished=arguments.language)
        case _:
            return listings.check_agenda(arguments.file)


def _complain(problem: str) -> None:
    from storage.text import one_line

    print(f"samtale: {one_line(problem)}", file=sys.stderr)
