"""What stands beside and below the texts in preparation, line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from agendas.agenda import Agenda
from agendas.words import _, day_and_month, day_in_full, ever_shorter, ngettext, short_day
from screens.folding import folded_words
from screens.key_words import key_of
from screens.painting import fit, hanging
from screens.plan_words import Parties, done_words
from storage.looking_back import Past
from storage.purpose import purpose_words
from storage.readiness import Readiness, readiness
from storage.records import Conversation, Side
from storage.text import one_line


@dataclass(frozen=True)
class Step:
    """One thing that is good to have ready before a talk; it never blocks."""

    ready: bool
    words: str
    key: str
    """The key that sees to it; empty where none does."""
    who: Side | None = None
    """Whose it is to do, where it is one of the two's own preparation."""
    by: str = ""
    """By when it is good to have, in words, while it is missing."""
    late: bool = False
    """Whether that day has passed."""


def plan_name(conversation: Conversation) -> str:
    """Return what the plan that is looked back on is called."""
    return _("Last year's plan") if conversation.agenda.annual else _("The plan")


def past_title(
    conversation: Conversation, past: Sequence[Past], today: dt.date, width: int
) -> list[Content]:
    """Return the past plan's name, with when it was agreed and how much of it is done."""
    key = key_of("prepare.past")
    title = Content.assemble((f"{key}  ", "bold $time"), (plan_name(conversation), "bold"))
    if not past:
        return [title]
    agreed = _("agreed {day}").format(day=day_and_month(past[0].agreed_on, today))
    words = f"{agreed} · {done_words(past)}"
    if title.cell_length + 3 + len(words) <= width:
        return [Content.assemble(title, "   ", (words, "$muted"))]
    return [title, *hanging(words, width, 3, "$muted")]


def headings(conversation: Conversation) -> list[Content]:
    """Return with whom the talk is, which it is, how long and when, then ever less of it."""
    planned, title = conversation.planned_at, conversation.agenda.title
    length = _("{n} min").format(n=conversation.agenda.minutes)
    days = ever_shorter(planned.date()) if planned else ()
    *longer, when = [f"{day} {planned:%H:%M}" for day in days] or [""]
    parts = [(title, length, one) for one in (*longer, when)]
    return [_heading(conversation, *one) for one in (*parts, (title, when), (when,), ())]


def _heading(conversation: Conversation, *parts: str) -> Content:
    words = [one_line(one) for one in (conversation.employee_name, *parts) if one]
    return Content.assemble((_("Preparation"), "bold"), "  ", (" · ".join(words), "$muted"))


def when_words(moment: dt.datetime) -> str:
    """Return a day and its time: ``Tuesday 1 December 2026 10:00``."""
    return f"{day_in_full(moment.date())} {moment:%H:%M}"


def steps(
    conversation: Conversation,
    past: Sequence[Past],
    own: bool | None,
    concerns: int,
    praise: int,
    today: dt.date,
) -> list[Step]:
    """Return what is ready and what is not: of the talk, then of each of the two.

    ``own`` is whether the manager has written down a private preparation, ``concerns`` the
    number never raised and ``praise`` that never said; None and 0 where they may not be seen.
    """
    planned = conversation.planned_at
    length = ngettext("{n} minute", "{n} minutes", conversation.agenda.minutes)
    purpose = one_line(purpose_words(conversation))
    left = sum(one.item.status == "open" for one in past) if past else None
    aim = f"{_('Purpose')}: {purpose}" if purpose else _("Purpose")
    when = when_words(planned) if planned else _("Day and time")
    found = [
        Step(True, _("Agenda, {length}").format(length=length), key_of("prepare.agenda")),
        Step(bool(purpose), aim, key_of("prepare.purpose")),
        Step(planned is not None, when, key_of("prepare.when")),
    ]
    prepared = [
        _step(one, conversation, left or 0, today) for one in readiness(conversation, left, own)
    ]
    found += [step for step in prepared if step.who == "manager"]
    unsaid = key_of("prepare.unsaid")
    if praise:
        words = ngettext(
            "{n} word of praise not said yet", "{n} words of praise not said yet", praise
        )
        found.append(Step(False, words, unsaid, "manager"))
    if concerns:
        words = ngettext("{n} concern never raised", "{n} concerns never raised", concerns)
        found.append(Step(False, words, unsaid, "manager"))
    return found + [step for step in prepared if step.who == "employee"]


def _step(one: Readiness, conversation: Conversation, left: int, today: dt.date) -> Step:
    """Return something that one of the two prepares, with the key that sees to it."""
    name = one_line(Parties.of(conversation).employee)
    plan = plan_name(conversation)
    lines = ngettext("{n} goal or action left", "{n} goals and actions left", left)
    gone_through = f"{plan}: {lines}" if left else _("{plan} gone through").format(plan=plan)
    words, key = {
        "form_sent": (_("Form to {name}").format(name=name), ""),
        "past": (gone_through, key_of("prepare.past")),
        "own": (_("Your own preparation"), key_of("prepare.own")),
        "form_back": (_("{name}'s preparation").format(name=name), key_of("prepare.employee")),
    }[one.need]
    if one.ready or one.by is None:
        return Step(one.ready, words, key, one.who)
    late = one.by < today
    by = _("now") if late else _("by {day}").format(day=short_day(one.by, today))
    return Step(False, words, key, one.who, by, late)


def step_rows(found: Sequence[Step], parties: Parties, width: int) -> list[Content]:
    """Return the steps with their marks, those of the two under their names.

    What is missing says by when it is good to have, and which key sees to it.
    """
    rows: list[Content] = []
    who: Side | None = None
    for step in found:
        if step.who is not None and step.who != who:
            who = step.who
            rows.append(Content.styled(one_line(parties.name(who)), f"${who}").truncate(width))
        rows += _step_row(step, width)
    return rows


def _step_row(step: Step, width: int) -> list[Content]:
    mark = ("✓ ", "$good") if step.ready else ("○ ", "$late" if step.late else "$time")
    lines = hanging(step.words, width - 2, 2, "$muted" if step.ready else "")
    by = Content.styled(step.by, "$late" if step.late else "$muted")
    if step.by and lines[-1].cell_length + 2 + by.cell_length <= width - 2:
        lines[-1] = Content.assemble(lines[-1], "  ", by)
    elif step.by:
        lines.append(Content.assemble("  ", by.truncate(width - 2)))
    key = Content.styled("" if step.ready else step.key, "bold $time")
    first = Content.assemble(mark, lines[0][2:])
    padding = " " * (width - first.cell_length - key.cell_length)
    return [Content.assemble(first, padding, key), *lines[1:]]


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
    key = key_of("prepare.own")
    title = Content.assemble((f"{key}  ", "bold $time"), (_("Your own preparation"), "bold"))
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
