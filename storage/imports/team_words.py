"""What is to come of a list of people, in words: of the whole list, and of each line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from agendas.words import N_, _, day_and_month, ngettext
from storage.imports.matching import Done, Outcome, Proposal
from storage.imports.team import TeamList
from storage.records import Person

MARKS = {"add": "+", "fill": "~", "leave": "=", "out": "="}
DOUBT, UNREADABLE = "?", "!"

LABELS = {
    "title": N_("title"),
    "email": N_("e-mail"),
    "language": N_("language"),
    "started_on": N_("began here"),
    "last_talk_elsewhere": N_("last talk"),
    "months_between_talks": N_("months between talks"),
    "weeks_between_follow_ups": N_("weeks between follow-ups"),
    "next_talk": N_("next talk"),
    "retention_months": N_("kept for"),
}
"""The fields of a person, inside a line."""
_SEPARATORS = {";": N_("semicolons"), ",": N_("commas"), "\t": N_("tabs")}


def source_words(team: TeamList) -> str:
    """Return what the file was taken for, and which of its columns say nothing here."""
    if team.kind == "vcards":
        words = _("An address book (vCard), read as {encoding}.").format(encoding=team.encoding)
    else:
        words = _("A table with {separators}, read as {encoding}.").format(
            separators=_(_SEPARATORS[team.separator]), encoding=team.encoding
        )
    if team.unused:
        unused = ", ".join(team.unused)
        words += " " + _("Not used: {columns}.").format(columns=unused)
    return words


def counts(result: Outcome, unreadable: int) -> str:
    """Return how many are added, filled in and left, in one line."""
    left = sum(done.what == "leave" for done in result.lines)
    out = sum(done.what == "out" for done in result.lines)
    added, filled = len(result.added), len(result.filled)
    parts = []
    if added or not (filled or left or out or unreadable):
        parts.append(_("{n} to add").format(n=added))
    if filled:
        parts.append(_("{n} to fill in").format(n=filled))
    if left:
        parts.append(ngettext("{n} left as it is", "{n} left as they are", left))
    if out:
        parts.append(_("{n} left out").format(n=out))
    if unreadable:
        parts.append(ngettext("{n} line can't be read", "{n} lines can't be read", unreadable))
    return " · ".join(parts)


def done_words(result: Outcome) -> str:
    """Return what was done, in one line."""
    added = ngettext("{n} person was added", "{n} people were added", len(result.added))
    if not result.filled:
        return f"{added}."
    filled = _("{n} filled in").format(n=len(result.filled))
    return f"{added}, {filled}."


def mark_of(proposal: Proposal, done: Done) -> str:
    """Return the mark that stands before a line."""
    doubtful = proposal.doubtful and done.what in ("leave", "out")
    return DOUBT if doubtful else MARKS[done.what]


def line_words(proposal: Proposal, done: Done, today: dt.date) -> str:
    """Return what comes of one line."""
    like = likeness(proposal)
    if done.what == "add":
        about = " · ".join(_about(proposal.listed.person, today))
        return " · ".join(
            filter(None, (like and _("another than {whom}").format(whom=like), about))
        )
    if done.what == "fill":
        words = _("fills in {fields}").format(fields=_fields(done.fields))
    elif proposal.choice == "leave":
        return _("left out: {why}").format(why=like) if like else _("left out")
    elif proposal.like is not None and proposal.like.line:
        words = _("is in line {n} already").format(n=proposal.like.line)
    else:
        words = _("is here already")
    if done.differing:
        stays = _("stays as it is here: {fields}").format(fields=_fields(done.differing))
        words = f"{words}; {stays}"
    return f"{words} ({like})" if like and done.what == "fill" else words


def likeness(proposal: Proposal) -> str:
    """Return who a line seems to be, and by what; empty for somebody new, or who is sure."""
    if proposal.like is None or proposal.by == "id":
        return ""
    name = proposal.like.person.name
    if proposal.several:
        words = (
            _("the same e-mail as {name} and others")
            if proposal.by == "email"
            else _("the same name as {name} and others")
        )
        return words.format(name=name)
    if proposal.like.line:
        words = (
            _("the same e-mail as {name} in line {n}")
            if proposal.by == "email"
            else _("the same name as {name} in line {n}")
        )
        return words.format(name=name, n=proposal.like.line)
    words = (
        _("the same e-mail as {name} here")
        if proposal.by == "email"
        else _("the same name as {name} here")
    )
    return words.format(name=name)


def _about(person: Person, today: dt.date) -> list[str]:
    parts = [person.title, person.email]
    if person.last_talk_elsewhere:
        day = day_and_month(person.last_talk_elsewhere, today)
        parts.append(_("last talk {day}").format(day=day))
    if person.months_between_talks:
        words = ngettext("every month", "every {n} months", person.months_between_talks)
        parts.append(words)
    return [part for part in parts if part]


def _fields(names: Sequence[str]) -> str:
    return ", ".join(_(LABELS[name]) for name in names)
