"""The outline of a coming talk: by which agenda it is led, and how long it is."""

from __future__ import annotations

from agendas.agenda import Agenda
from agendas.shelf import UnknownAgenda
from agendas.words import _
from screens.desk import Desk
from screens.plans import Plans
from storage.looking_back import looks_back_on
from storage.plan import lines
from storage.purpose import set_aim
from storage.records import Conversation, StatusChange, TopicNotes

LONGEST = 480
"""The longest talk that can be planned, in minutes: a working day."""


def template_of(desk: Desk, conversation: Conversation) -> Agenda:
    """Return a talk's agenda as it lies on the shelf, or the talk's own where it is gone.

    Its hints are for the manager alone: while the screen is shared it comes without them.
    """
    agenda = conversation.agenda
    try:
        agenda = desk.shelf.get(agenda.id, agenda.language)
    except UnknownAgenda:
        return agenda
    return agenda if desk.shared_with is None else agenda.without_hints()


def read_length(text: str, template: Agenda) -> Agenda:
    """Return ``template`` stretched or shrunk to the minutes that ``text`` says.

    Raises ValueError, in the user's language, where that can't be.
    """
    if not text.isdecimal() or not 1 <= int(text[:6]) <= LONGEST:
        raise ValueError(_("Write whole minutes, at most {longest}.").format(longest=LONGEST))
    return template.stretched(int(text))


def lead_by(plans: Plans, agenda: Agenda) -> bool:
    """Lead the talk by ``agenda``; it has no notes yet. Return whether another plan is now its own.

    The plan that is looked back on is another one where the agenda is of another strand.
    """
    talk = plans.conversation
    other_plan = agenda.strand != talk.agenda.strand
    if other_plan:
        _leave_plan(plans, agenda)
    talk.agenda = agenda.without_hints()
    talk.notes = [TopicNotes() for _topic in agenda.topics]
    if talk.aim is not None:
        set_aim(talk, talk.aim)
    return other_plan


def _leave_plan(plans: Plans, agenda: Agenda) -> None:
    """Look back on another plan; what was carried on from the one before stays there, open."""
    here = {item.thread for item in lines(plans.conversation.plan)}
    for past in plans.past:
        if past.item.status == "carried" and past.item.thread in here:
            plans.outcome(past, StatusChange(plans.desk.today, "open"))
    plans.forget_undo()
    talks = plans.desk.view.conversations(plans.conversation.person)
    plans.conversation.previous = looks_back_on(agenda, talks)
