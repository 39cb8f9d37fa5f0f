"""What stands beside and below the texts in preparation, line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from agendas.agenda import Agenda
from agendas.words import _, day_and_month, day_in_full, ngettext
from screens.folding import folded_words
from screens.painting import fit, hanging
from screens.plan_rows import Parties, done_words
from storage.looking_back import Past
from storage.purpose import purpose_words
from storage.records import Conversation
from storage.text import one_line


@dataclass(frozen=True)
class Step:
    """One thing that is good to have ready before a talk; it never blocks."""

    ready: bool
    words: str
    key: str
    """The key that sees to it; empty where none does."""


def plan_name(conversation: Conversation) -> str:
    """Return what the plan that is looked back on is called."""
    return _("Last year's plan") if conversation.agenda.annual else _("The plan")


def past_title(
    conversation: Conversation, past: Sequence[Past], today: dt.date, width: int
) -> list[Content]:
    """Return the past plan's name, with when it was agreed and how much of it is done."""
    title = Content.assemble(("r  ", "bold $time"), (plan_name(conversation), "bold"))
    if not past:
        return [title]
    agreed = _("agreed {day}").format(day=day_and_month(past[0].agreed_on, today))
    words = f"{agreed} · {done_words(past)}"
    if title.cell_length + 3 + len(words) <= width:
        return [Content.assemble(title, "   ", (words, "$muted"))]
    return [title, *hanging(words, width, 3, "$muted")]


def when_words(moment: dt.datetime) -> str:
    """Return a day and its time: ``Tuesday 1 December 2026 10:00``."""
    return f"{day_in_full(moment.date())} {moment:%H:%M}"


def steps(
    conversation: Conversation, past: Sequence[Past], own: bool | None, concerns: int, praise: int
) -> list[Step]:
    """Return what is ready and what is not.

    ``own`` is whether the manager has written down a private preparation, ``concerns`` the
    number never raised and ``praise`` that never said; None and 0 where they may not be seen.
    """
    parties, planned = Parties.of(conversation), conversation.planned_at
    length = ngettext("{n} minute", "{n} minutes", conversation.agenda.minutes)
    purpose = one_line(purpose_words(conversation))
    found = [
        Step(True, _("Agenda, {length}").format(length=length), "a"),
        Step(bool(purpose), f"{_('Purpose')}: {purpose}" if purpose else _("Purpose"), "f"),
        Step(planned is not None, when_words(planned) if planned else _("Day and time"), "w"),
    ]
    if past:
        left = sum(one.item.status == "open" for one in past)
        words = ngettext("{n} line left", "{n} lines left", left)
        name = plan_name(conversation)
        gone_through = _("{plan} gone through").format(plan=name)
        found.append(Step(not left, f"{name}: {words}" if left else gone_through, "r"))
    words = _("{name}'s preparation").format(name=one_line(parties.employee))
    found.append(Step(bool(conversation.employee_preparation.strip()), words, "e"))
    if own is not None:
        found.append(Step(own, _("Your own preparation"), "i"))
    if praise:
        words = ngettext(
            "{n} word of praise not said yet", "{n} words of praise not said yet", praise
        )
        found.append(Step(False, words, "y"))
    if concerns:
        words = ngettext("{n} concern never raised", "{n} concerns never raised", concerns)
        found.append(Step(False, words, "y"))
    return found


def step_rows(found: Sequence[Step], width: int) -> list[Content]:
    """Return the steps with their marks; what is missing says which key sees to it."""
    rows: list[Content] = []
    for step in found:
        mark = ("✓ ", "$good") if step.ready else ("○ ", "$time")
        lines = hanging(step.words, width - 2, 2, "$muted" if step.ready else "")
        key = Content.styled("" if step.ready else step.key, "bold $time")
        first = Content.assemble(mark, lines[0][2:])
        padding = " " * (width - first.cell_length - key.cell_length)
        rows += [Content.assemble(first, padding, key), *lines[1:]]
    return rows


def agenda_rows(conversation: Conversation, width: int) -> list[Content]:
    """Return the topics with their minutes, what is asked for the purpose, and when it ends."""
    agenda, planned = conversation.agenda, conversation.planned_at
    rows: list[Content] = []
    for topic in agenda.topics:
        minutes = fit(str(topic.minutes), 6, "$muted", "right")
        rows.append(Content.assemble(fit(topic.title, width - 6), minutes))
        for prompt in topic.prompts:
            if conversation.aim in prompt.serves:
                rows += hanging(prompt.text, width - 6, 2, "$muted")
    span = ""
    if planned is not None:
        end = planned + dt.timedelta(minutes=agenda.minutes)
        span = f"{planned:%H:%M}–{end:%H:%M}"
    total = fit(str(agenda.minutes), 6, "bold", "right")
    return [*rows, Content.assemble(fit(span, width - 6, "$muted"), total)]


def folded_rows(count: int) -> list[Content]:
    """Return what stands for the own preparation and the private log while they are folded."""
    title = Content.assemble(("i  ", "bold $time"), (_("Your own preparation"), "bold"))
    nothing = Content.styled(_("Nothing private is written yet."), "$muted")
    return [title, Content.assemble("   ", folded_words(count) if count else nothing)]


def advice_rows(agenda: Agenda, width: int) -> list[Content]:
    """Return the agenda's hints to the manager, topic by topic."""
    rows: list[Content] = []
    for topic in agenda.topics:
        if topic.hints:
            rows += hanging(topic.title, width, 0)
            rows += [line for hint in topic.hints for line in hanging(hint, width, 2, "$muted")]
    return rows
