"""The next talk with a person: the one that is open, or a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.records import Conversation, Person

if TYPE_CHECKING:
    from screens.desk import Desk

ANNUAL = "medarbeidersamtale"
"""The id of the agenda that a new talk starts with."""


def language_with(desk: Desk, person: Person) -> str:
    """Return the language of talks with ``person``: theirs, else the program's."""
    return person.language or desk.language


def plan_talk(desk: Desk, person: Person) -> Conversation:
    """Return the person's open talk, one under way before one that is planned.

    Where none is open a new one is made and saved: the annual agenda in the person's language,
    looking back on the newest closed annual talk.
    """
    talks = [*desk.view.conversations(person.id), *desk.only_here(person.id)]
    still_open = [one for one in talks if not one.closed]
    if still_open:
        under_way = [one for one in still_open if one.state == "live"]
        return (under_way or still_open)[0]
    agenda = desk.shelf.get(ANNUAL, language_with(desk, person))
    talk = Conversation(
        person=person.id,
        employee_name=person.name,
        manager_name=desk.manager,
        agenda=agenda.without_hints(),
        previous=next((one.id for one in talks if one.closed and one.agenda.annual), None),
    )
    desk.save(talk)
    return talk
