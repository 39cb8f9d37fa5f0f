"""``samtale agendas`` and its own commands."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from agendas.words import _
from storage.home import Home
from tui.parser import Commands, add_file, add_json
from tui.settings import Settings


def add_agendas(commands: Commands) -> None:
    """Define ``samtale agendas`` with all that it can be asked for."""
    agendas = commands.add_parser("agendas", help=_("list and show agendas, and make your own"))
    actions = agendas.add_subparsers(dest="action", metavar=_("COMMAND"), required=True)
    for add in (_add_list, _add_show, _add_new, _add_edit, _add_check):
        add(actions)


def _add_list(actions: Commands) -> None:
    listing = actions.add_parser("list", help=_("list the agendas at hand"))
    listing.set_defaults(obey=_list)
    add_json(listing)


def _list(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.listings import list_agendas

    return list_agendas(home, as_json=arguments.json)


def _add_show(actions: Commands) -> None:
    show = actions.add_parser("show", help=_("write one agenda as Markdown"))
    show.set_defaults(obey=_show)
    show.add_argument("id", metavar="ID", help=_("the agenda's id, as listed"))


def _show(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.listings import show_agenda

    return show_agenda(home, arguments.id)


def _add_new(actions: Commands) -> None:
    new = actions.add_parser("new", help=_("begin an agenda of your own from another one"))
    new.set_defaults(obey=_new)
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
    _add_language(new)
    new.add_argument("--no-edit", action="store_true", help=_("don't open it in your editor"))


def _new(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.agendas import new_agenda

    return new_agenda(
        home,
        arguments.id,
        begin_with=arguments.begin_with,
        wished=arguments.language,
        edit=not arguments.no_edit,
    )


def _add_edit(actions: Commands) -> None:
    edit = actions.add_parser("edit", help=_("edit an agenda of your own, and check it"))
    edit.set_defaults(obey=_edit)
    edit.add_argument("id", metavar="ID", help=_("the agenda's id, as listed"))
    _add_language(edit)


def _edit(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.agendas import edit_agenda

    return edit_agenda(home, arguments.id, wished=arguments.language)


def _add_check(actions: Commands) -> None:
    check = actions.add_parser("check", help=_("tell what is wrong with an agenda file"))
    check.set_defaults(obey=_check)
    add_file(check, _("an agenda in Markdown"))


def _check(arguments: Namespace, _home: Home, _settings: Settings) -> int:
    from tui.listings import check_agenda

    return check_agenda(arguments.file)


def _add_language(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--language",
        default="",
        metavar=_("CODE"),
        help=_("nb, nn, en or another one (default: the program's)"),
    )
