"""Any record as a nested Markdown list: each field with its name, in the program's language.

What is of use to programs only (ids, revisions, fingerprints, the clock) is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import zip_longest

import msgspec

from agendas.words import N_, _, day_in_full
from storage.chosen_words import ANSWER_WORDS, KIND_WORDS, LOG_WORDS, STATE_WORDS, STATUS_WORDS
from storage.exports.escape import inline, paragraph
from storage.records import Conversation, TopicNotes

LABELS = {
    "agenda": N_("Agenda"),
    "answers": N_("Answers"),
    "archived": N_("Archived"),
    "answer": N_("Answer"),
    "at": N_("Time"),
    "below": N_("Below"),
    "carried_from": N_("Carried on, agreed"),
    "closed_at": N_("Closed"),
    "deadline": N_("Deadline"),
    "email": N_("E-mail"),
    "employee": N_("Employee"),
    "employee_form": N_("The employee's form"),
    "employee_name": N_("Employee"),
    "employee_preparation": N_("The employee's preparation"),
    "ended_at": N_("Ended"),
    "form_sent": N_("The form that was written for the employee"),
    "example": N_("Example from the log"),
    "goals": N_("Goals"),
    "actions": N_("Actions"),
    "history": N_("What became of it"),
    "how": N_("How it went"),
    "if_then": N_("If … then …"),
    "imported_at": N_("Came in"),
    "items": N_("Last plan"),
    "keep": N_("Continue with"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "last_talk_elsewhere": N_("Last talk elsewhere"),
    "less": N_("Less of"),
    "manager": N_("Manager"),
    "manager_name": N_("Manager"),
    "months_between_talks": N_("Months between talks"),
    "more": N_("More of"),
    "name": N_("Name"),
    "next_follow_up": N_("Next follow-up"),
    "next_talk": N_("Next talk"),
    "note": N_("Note"),
    "notes": N_("Notes"),
    "on": N_("Date"),
    "owner": N_("Owner"),
    "plan": N_("The plan"),
    "planned_at": N_("Planned for"),
    "points": N_("To bring up"),
    "purpose": N_("Purpose"),
    "question": N_("Question"),
    "raised": N_("Raised"),
    "reached_when": N_("Reached when"),
    "reason": N_("Reason"),
    "reopened_at": N_("Opened again"),
    "replaced": N_("Earlier answers"),
    "retention_months": N_("Kept for, in months"),
    "set_aside": N_("Not to be raised"),
    "shared": N_("Shared with the employee"),
    "shared_points": N_("What the manager wants to bring up, and shares"),
    "side": N_("Who"),
    "standing": N_("Where it stands"),
    "started_at": N_("Started"),
    "started_on": N_("Began here"),
    "state": N_("Where it stands"),
    "status": N_("Status"),
    "summary": N_("The plan in the employee's own words"),
    "support": N_("Support and training"),
    "table": N_("Kind"),
    "text": N_("Text"),
    "title": N_("Title"),
    "to_employee": N_("To the employee"),
    "to_manager": N_("To the manager"),
    "topic": N_("Topic"),
    "undated": N_("No deadline"),
    "unit_goal": N_("Unit goal"),
    "unplaced": N_("Not placed"),
    "versions": N_("Earlier closed plans"),
    "weeks_between_follow_ups": N_("Weeks between follow-ups"),
    "why": N_("Why"),
    "withheld": N_("Withheld"),
    "word": N_("A few words"),
}
"""What the fields are called; a field that isn't here is for programs."""

_CHOICES = (LOG_WORDS, KIND_WORDS, STATUS_WORDS, STATE_WORDS, ANSWER_WORDS)
WORDS = {key: words for one in _CHOICES for key, words in one.items()} | {
    "manager": N_("manager"),
    "employee": N_("employee"),
    "both": N_("both"),
    "kept_private": N_("kept private"),
    "let_go": N_("let go"),
    "insight": N_("insight"),
    "curiosity": N_("curiosity"),
    "strength": N_("strength"),
    "more": N_("more of"),
    "less": N_("less of"),
    "keep": N_("continue with"),
    "expectation": N_("expectation"),
    "unit_goal": N_("unit goal"),
    "people": N_("person"),
    "conversations": N_("talk"),
    "preparations": N_("private preparation"),
    "log": N_("log entry"),
    "disclosures": N_("what was withheld"),
    "unit_goals": N_("unit goal"),
}
"""What the values of those fields are called that are chosen, not typed."""
_CHOSEN = ("kind", "owner", "side", "state", "status", "table")


def sheet(record: msgspec.Struct, indent: str = "") -> str:
    """Return a record as a list; empty fields are left out."""
    return "\n".join(_fields(record, indent))


def value(name: str, content: object) -> str:
    """Return the content of one field on one or more lines of Markdown."""
    match content:
        case bool():
            return _("yes") if content else _("no")
        case dt.datetime():
            return f"{day_in_full(content.date())}, {content:%H:%M}"
        case dt.date():
            return day_in_full(content)
        case str() if name in _CHOSEN:
            return _(WORDS[content]) if content in WORDS else inline(content)
        case _:
            return paragraph(str(content))


def _fields(record: msgspec.Struct, indent: str) -> Iterator[str]:
    for name in _in_order(record):
        content = getattr(record, name)
        if name == "agenda":
            content = content.title
        if isinstance(content, msgspec.Struct):
            inner = list(_fields(content, indent + "  "))
            yield from [f"{indent}- **{_(LABELS[name])}:**", *inner] if inner else []
        elif isinstance(content, list | tuple):
            inner = list(_items(record, name, content, indent + "  "))
            yield from [f"{indent}- **{_(LABELS[name])}:**", *inner] if inner else []
        elif content or (content is False and name == "shared"):
            shown = value(name, content).replace("\n", f"\n{indent}  ")
            yield f"{indent}- **{_(LABELS[name])}:** {shown}"


def _in_order(record: msgspec.Struct) -> list[str]:
    """Return the names of the fields for people, single values before lists and records."""
    names = [name for name in record.__struct_fields__ if name in LABELS]
    return sorted(names, key=lambda name: _is_many(getattr(record, name)))


def _items(
    record: msgspec.Struct, name: str, items: list[object] | tuple[object, ...], indent: str
) -> Iterator[str]:
    titles: list[str] = []
    if name == "notes" and isinstance(record, Conversation):
        titles = [topic.title for topic in record.agenda.topics]
    for title, item in zip_longest(titles, items, fillvalue=""):
        if not isinstance(item, msgspec.Struct):
            yield f"{indent}- {value(name, item)}" if item else ""
            continue
        fields = list(_fields(item, indent + "  "))
        if fields and isinstance(item, TopicNotes):
            yield from [f"{indent}- **{inline(title)}**", *fields]
        elif fields:
            yield from [indent + fields[0].removeprefix(indent + "  "), *fields[1:]]


def _is_many(content: object) -> bool:
    return isinstance(content, msgspec.Struct | list | tuple)
