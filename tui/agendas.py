"""``samtale agendas new`` and ``edit``: agendas of one's own, checked after each edit."""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec.structs import replace

from agendas.agenda import Agenda
from agendas.reader import wrong_value
from agendas.shelf import Shelf, Shelved, UnknownAgenda
from agendas.words import _, language
from agendas.writer import write_agenda
from storage.errors import reason_of
from storage.files import make_folder
from storage.home import Home
from storage.text import one_line
from tui.asking import agrees
from tui.editor import edit_file
from tui.failure import Failure, WrongUse
from tui.listings import check_agenda


def new_agenda(home: Home, id: str, *, begin_with: str, wished: str, edit: bool) -> int:
    """Copy an agenda into a file of one's own, and open that in the editor.

    ``wished`` is its language, empty for the program's. Where nobody is at a terminal the editor
    isn't opened.
    """
    folder, spoken = home.config / "agendas", wished or language()
    shelf = Shelf(folder)
    for name, text in (("id", id), ("language", spoken)):
        if reason := wrong_value(name, text):
            raise WrongUse(reason)
    try:
        agenda = replace(shelf.get(begin_with, spoken), id=id, language=spoken)
    except UnknownAgenda as error:
        raise WrongUse(f"--from: {error}") from error
    path = _written(folder, agenda, shelf.own_files(id))
    print(one_line(str(path)))
    return _edited(folder, path) if edit and sys.stdin.isatty() else 0


def edit_agenda(home: Home, id: str, *, wished: str) -> int:
    """Open an agenda of one's own in the editor, and check it afterwards."""
    folder, spoken = home.config / "agendas", wished or language()
    shelf = Shelf(folder)
    files = shelf.own_files(id)
    if not files:
        try:
            shelf.get(id, spoken)
        except UnknownAgenda as error:
            raise WrongUse(str(error)) from error
        words = _("{id} is built in; samtale agendas new {id} --from {id} makes one of your own")
        raise WrongUse(words.format(id=id))
    in_language = [one for one in files if one.agenda is None or one.agenda.language == spoken]
    return _edited(folder, (in_language or files)[0].path)


def _written(folder: Path, agenda: Agenda, there: list[Shelved]) -> Path:
    """Return the new file with an agenda; nothing is written over."""
    taken = [
        one.path for one in there if one.agenda is None or one.agenda.language == agenda.language
    ]
    path = folder / f"{agenda.id}.md"
    if path.exists() and not taken:
        path = folder / f"{agenda.id}.{agenda.language}.md"
    try:
        if taken:
            raise FileExistsError
        make_folder(folder)
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(write_agenda(agenda))
    except FileExistsError as error:
        words = _("{file} is there already; samtale agendas edit {id} opens it")
        raise Failure(words.format(file=(taken or [path])[0], id=agenda.id)) from error
    except OSError as error:
        words = _("{file} could not be written: {reason}")
        raise Failure(words.format(file=path, reason=reason_of(error))) from error
    return path


def _edited(folder: Path, path: Path) -> int:
    """Let the user edit a file until it is in order, or they have had enough."""
    while True:
        edit_file(path)
        problems = [one for one in Shelf(folder).problems if one.path == path]
        if not problems:
            return check_agenda(path)
        if not sys.stdin.isatty():
            raise Failure(str(problems[0]))
        print(one_line(str(problems[0])))
        if not agrees(_("Open it again?")):
            raise Failure(_("The agenda is left out until its file is in order."))
