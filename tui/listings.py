"""What is listed: the team, and the agendas; as text for people or JSON for programs."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from agendas.words import _, language, ngettext, short_day
from storage.home import Home
from storage.text import one_line, visible
from tui.failure import Failure, WrongUse
from tui.formats import Form
from tui.table import table

if TYPE_CHECKING:
    from storage.cards import PersonEntry
    from storage.store import Store


def list_people(home: Home, *, form: Form) -> int:
    """Print the team: who, the last talk, the next one, and how many actions are open and late."""
    from tui.keeping import kept, local_now

    with kept(home, tidy=False) as store:
        people = store.people()
        today = local_now().date()
        values = _for_programs(store, people, today) if form != "text" else []
    if form != "text":
        from storage.exports.people import FIELDS

        if form == "json":
            print_json([dict(zip(FIELDS, one, strict=True)) for one in values])
            return 0
        from storage.exports.spreadsheet import to_csv

        print_document(to_csv([FIELDS, *values]))
        return 0
    here = [entry for entry in people if not entry.archived]
    if not here:
        print(_("Nobody is in the team yet. Start samtale to add somebody, or import a list."))
        return 0
    heading = (_("Name"), _("Title"), _("Last talk"), _("Next talk"), _("Open"), _("Overdue"))
    rows = [heading, *(_row(entry, today) for entry in here)]
    print(table(rows, right=(4, 5)))
    return 0


def list_agendas(home: Home, *, as_json: bool) -> int:
    """Print the agendas of the program's language, and name the own ones that are broken."""
    from agendas.shelf import Shelf

    shelf = Shelf(home.config / "agendas")
    agendas = shelf.agendas(language())
    for problem in shelf.problems:
        print(f"samtale: {one_line(str(problem))}", file=sys.stderr)
    if as_json:
        print_json(
            [
                {
                    "id": agenda.id,
                    "language": agenda.language,
                    "title": agenda.title,
                    "minutes": agenda.minutes,
                    "every": agenda.every,
                    "apart": agenda.apart,
                    "topics": [topic.title for topic in agenda.topics],
                }
                for agenda in agendas
            ]
        )
        return 0
    heading = (_("ID"), _("Agenda"), _("Topics"), _("Minutes"))
    rows = [
        (agenda.id, one_line(agenda.title), str(len(agenda.topics)), str(agenda.minutes))
        for agenda in agendas
    ]
    print(table([heading, *rows], right=(2, 3)))
    return 0


def show_agenda(home: Home, id: str) -> int:
    """Print one agenda as the Markdown file that it could be."""
    from agendas.shelf import Shelf, UnknownAgenda
    from agendas.writer import write_agenda

    try:
        agenda = Shelf(home.config / "agendas").get(id, language())
    except UnknownAgenda as error:
        raise WrongUse(str(error)) from error
    print_document(write_agenda(agenda))
    return 0


def check_agenda(file: Path) -> int:
    """Say that an agenda file is in order, or fail with the line that is not."""
    from agendas.reader import AgendaError, read_agenda_file

    try:
        agenda = read_agenda_file(file)
    except AgendaError as error:
        raise Failure(str(error)) from error
    topics = ngettext("{n} topic", "{n} topics", len(agenda.topics))
    minutes = ngettext("{n} minute", "{n} minutes", agenda.minutes)
    print(f"{one_line(str(file))}: {one_line(agenda.title)}, {topics}, {minutes}")
    return 0


def print_document(text: str) -> None:
    """Print a file's text: to a file as it is, to a terminal with nothing that commands it."""
    if sys.stdout.isatty():
        sys.stdout.write(visible(text.replace("\r\n", "\n")))
    else:
        sys.stdout.buffer.write(text.encode())


def _row(entry: PersonEntry, today: dt.date) -> tuple[str, ...]:
    from storage.exports.people import action_counts

    def day(value: dt.date | None) -> str:
        return short_day(value, today) if value else "–"

    return (
        one_line(entry.name),
        one_line(entry.title),
        day(entry.last_talk),
        day(entry.next_talk),
        *(str(count) for count in action_counts(entry, today)),
    )


def _for_programs(
    store: Store, people: Sequence[PersonEntry], today: dt.date
) -> list[list[str | int | None]]:
    """Return the rows of everybody, each in the order of the fields."""
    from storage.exports.people import row
    from storage.records import Person

    store.through = "samtale people"
    persons = {person.id: person for person in store.all(Person)}
    return [row(one, persons.get(one.id), store.cadence, today) for one in people]


def print_json(value: object) -> None:
    """Print ``value`` in ASCII, so that no name can command a terminal that it is shown on."""
    import json

    print(json.dumps(value, indent=2))
