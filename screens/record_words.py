"""A record as labelled texts, line by line: so that two versions of it can be compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from agendas.words import N_, _, day_in_full, ngettext
from screens.clock_words import minutes_and_seconds
from screens.plan_words import MARKS, Parties, labelled_parts
from storage.chosen_words import ANSWER_WORDS, KIND_WORDS, LOG_WORDS, STATE_WORDS
from storage.disclosure import Disclosure
from storage.employee_form import EmployeeForm
from storage.exports.sheet import WORDS
from storage.plan import lines
from storage.points import KINDS
from storage.purpose import purpose_words
from storage.records import (
    Action,
    Conversation,
    Feedback,
    Goal,
    LogEntry,
    Person,
    Plan,
    Point,
    Preparation,
    Record,
    UnitGoal,
)

Texts = dict[str, str]
"""Texts by the label that stands above each."""

PERSON_WORDS = {
    "name": N_("Name"),
    "title": N_("Title"),
    "email": N_("E-mail"),
    "language": N_("Language"),
    "started_on": N_("Started on"),
    "last_talk_elsewhere": N_("Last talk elsewhere"),
    "months_between_talks": N_("Months between talks"),
    "weeks_between_follow_ups": N_("Weeks between follow-ups"),
    "next_talk": N_("Next talk"),
    "retention_months": N_("Months that records are kept"),
    "archived": N_("Archived"),
}
"""A person's fields, to be translated where they are shown."""


def texts_of(record: Record) -> Texts:
    """Return all that a record holds; what is empty is an empty text."""
    match record:
        case Person():
            return {_(words): person_value(record, name) for name, words in PERSON_WORDS.items()}
        case Conversation():
            return _talk(record)
        case Preparation():
            return {
                _("Your preparation"): record.text,
                _("To bring up"): "\n".join(_points(record.points)),
            }
        case LogEntry():
            return _log_entry(record)
        case UnitGoal():
            return {_("Year"): str(record.year), _("Unit goal"): record.text}
        case Disclosure():
            left_out = (f"{_(WORDS[one.table])} {one.id}: {one.reason}" for one in record.withheld)
            return {_("Day"): _moment(record.at), _("Withheld"): "\n".join(left_out)}
    return {}


def person_value(person: Person, name: str) -> str:
    """Return one of a person's fields in words."""
    value = getattr(person, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _day(value) if isinstance(value, dt.date) else str(value or "")


def title_of(record: Record) -> str:
    """Return what a record is, in words."""
    match record:
        case Conversation():
            day = record.started_at or record.planned_at
            return f"{record.agenda.title} {_day(day)}".strip()
        case Preparation():
            return _("Your preparation")
        case LogEntry():
            return f"{_('Log')} {_day(record.on)}"
        case UnitGoal():
            return _("Unit goal")
        case Disclosure():
            return f"{_('Withheld')} {_day(record.at.date())}"
    return _("Employee")


def _day(day: dt.date | None) -> str:
    return day_in_full(day) if day else ""


def _moment(moment: dt.datetime | None) -> str:
    return f"{day_in_full(moment.date())} {moment:%H:%M}" if moment else ""


def _log_entry(entry: LogEntry) -> Texts:
    raised, aside = entry.raised, entry.set_aside
    how = {"kept_private": _("kept private"), "let_go": _("let go")}
    return {
        _("Day"): _day(entry.on),
        _("Kind"): _(LOG_WORDS[entry.kind]),
        _("Text"): entry.text,
        _("Who may see it"): _("both") if entry.shared else _("you alone"),
        _("Raised"): "\n".join(filter(None, (_day(raised.on), raised.how))) if raised else "",
        _("Not to be raised"): "\n".join((_day(aside.on), how[aside.kind], aside.why))
        if aside
        else "",
        _("Belongs to the talk"): entry.conversation or "",
    }


def _talk(talk: Conversation) -> Texts:
    parties = Parties.of(talk)
    texts = {
        _("Agenda"): "\n".join((talk.agenda.title, *(one.title for one in talk.agenda.topics))),
        _("Names"): f"{talk.manager_name}\n{talk.employee_name}",
        _("Status"): _(STATE_WORDS[talk.state]),
        _("Planned for"): _moment(talk.planned_at),
        _("Held"): "\n".join(filter(None, map(_moment, (talk.started_at, talk.ended_at)))),
        _("Time spent"): minutes_and_seconds(sum(talk.clock.spent)) if talk.clock else "",
        _("Looks back on the talk"): talk.previous or "",
        _("Purpose"): purpose_words(talk),
        _("The employee's preparation"): talk.employee_preparation,
        _("The employee's form"): "\n".join(_form(talk.employee_form)),
        _("Form written on"): _day(talk.form_sent.on) if talk.form_sent else "",
        _("Shared points"): "\n".join(_points(talk.shared_points)),
    }
    for number, notes in enumerate(talk.notes, 1):
        topics = talk.agenda.topics
        title = topics[number - 1].title if number <= len(topics) else ""
        texts[f"{number}. {title} · {parties.manager}"] = notes.manager
        texts[f"{number}. {title} · {parties.employee}"] = notes.employee
    texts[_("Mutual plan")] = "\n".join(_plan(talk.plan, parties))
    texts[_("{name} sums up").format(name=parties.employee)] = talk.summary
    texts[_("Answers")] = "\n".join(
        "  ".join(filter(None, (parties.name(one.side), _(ANSWER_WORDS[one.kind]), one.note)))
        + f"  {_moment(one.at)}"
        for one in talk.answers
    )
    reopened = ngettext("Opened again once.", "Opened again {n} times.", len(talk.versions))
    texts[_("Earlier versions of the plan")] = reopened if talk.versions else ""
    return texts


def _form(form: EmployeeForm | None) -> list[str]:
    """Return the answers below their questions, what was not placed, and what gave way."""
    if form is None:
        return []
    rows = [_("Came in {when}").format(when=_moment(form.imported_at))]
    for item in form.items:
        rows += [item.text, *(f"  {text}" for text in (item.standing, item.word) if text)]
    for one in form.answers:
        rows += [f"{one.topic} · {one.question}", f"  {one.answer}"]
    unplaced, earlier = _("Not placed"), _("Earlier")
    rows += [f"{unplaced}: {one.text}" for one in form.unplaced]
    rows += [f"{earlier}: {one.question}\n  {one.answer}" for one in form.replaced]
    return rows


def _points(points: Iterable[Point]) -> list[str]:
    rows: list[str] = []
    for point in points:
        rows.append(f"{_(KINDS[point.kind])}: {point.text}")
        if point.example is not None:
            rows.append(f"  ↳ {_day(point.example.on)}: {point.example.text}")
    return rows


def _plan(plan: Plan, parties: Parties) -> list[str]:
    rows: list[str] = []
    for item in lines(plan):
        rows += _goal(item) if isinstance(item, Goal) else _action(item, parties)
        for event in item.history:
            mark, _colour = MARKS[event.status]
            words = (f"{mark} {_day(event.on)}", event.note, _day(event.deadline))
            rows.append("    " + "  ".join(filter(None, words)))
    for feedback, name in (
        (plan.to_employee, parties.employee),
        (plan.to_manager, parties.manager),
    ):
        rows += _feedback(feedback, name)
    for label, day in (
        (_("Next talk"), plan.next_talk),
        (_("Next follow-up"), plan.next_follow_up),
    ):
        rows += [f"{label}: {_day(day)}"] if day else []
    return rows


def _goal(goal: Goal) -> list[str]:
    rows = [f"◎ {goal.text}  ({_(KIND_WORDS[goal.kind])})"]
    return rows + [f"  {label}: {text}" for label, text in labelled_parts(goal)]


def _action(action: Action, parties: Parties) -> list[str]:
    due = _day(action.deadline) or (_("no date") if action.undated else _("when?"))
    rows = [f"☐ {action.text}  ({parties.name(action.owner)}, {due})"]
    return rows + ([f"  ↳ {action.if_then}"] if action.if_then else [])


def _feedback(feedback: Feedback, name: str) -> list[str]:
    rows = [f"  {label}: {text}" for label, text in labelled_parts(feedback)]
    return [_("To {name}").format(name=name), *rows] if rows else []
