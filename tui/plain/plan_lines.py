"""A plan as numbered lines, with all that both agree on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from agendas.words import _, day_in_full
from screens.plan_words import (
    Parties,
    before_and_since,
    deadline_words,
    labelled_parts,
    status_words,
)
from storage.chosen_words import KIND_WORDS
from storage.looking_back import Past
from storage.plan import lines
from storage.records import Action, Conversation, Feedback, Goal, Plan
from storage.text import one_line


def plan_lines(talk: Conversation, today: dt.date) -> list[str]:
    """Return the plan of a talk; of a closed one with what became of it."""
    parties, plan = Parties.of(talk), talk.plan
    found = _items(lines(plan), parties, today, agreed=talk.closed)
    for feedback, name in (
        (plan.to_employee, parties.employee),
        (plan.to_manager, parties.manager),
    ):
        found += _feedback(feedback, name)
    for label, day in (
        (_("Next talk"), plan.next_talk),
        (_("Next follow-up"), plan.next_follow_up),
    ):
        found += [f"{label}: {day_in_full(day)}"] if day else []
    return found or [_("The plan is empty.")]


def past_lines(past: Iterable[Past], parties: Parties, today: dt.date) -> list[str]:
    """Return what was agreed before, with what became of it."""
    return _items([one.item for one in past], parties, today, agreed=True)


def item_line(item_id: str, plan: Plan, parties: Parties, today: dt.date) -> str:
    """Return one goal or action of a plan in a line."""
    items = lines(plan)
    numbers = {one.id: number for number, one in enumerate(items, 1)}
    return _item(items[numbers[item_id] - 1], numbers, parties, today, agreed=False)[0]


def labelled(label: str, text: str) -> list[str]:
    """Return a text after its label, its further lines below."""
    first, *more = text.splitlines() or [""]
    return [f"{label}: {first}", *(f"  {line}" for line in more)]


def _items(
    items: list[Goal | Action], parties: Parties, today: dt.date, *, agreed: bool
) -> list[str]:
    numbers = {one.id: number for number, one in enumerate(items, 1)}
    return [row for one in items for row in _item(one, numbers, parties, today, agreed=agreed)]


def _item(
    item: Goal | Action,
    numbers: dict[str, int],
    parties: Parties,
    today: dt.date,
    *,
    agreed: bool,
) -> list[str]:
    """Return an item in a line, and what else is said of it below; ``agreed`` tells its status."""
    standing = [status_words(item, today)] if agreed else []
    if isinstance(item, Goal):
        what, parts = _(KIND_WORDS[item.kind]), labelled_parts(item)
        what = what[:1].upper() + what[1:]
    else:
        under = numbers.get(item.goal or "")
        what = _("Action under {n}").format(n=under) if under else _("Action")
        standing = [parties.name(item.owner), deadline_words(item, today)[0], *standing]
        parts = [(_("If … then …"), item.if_then)] if item.if_then else []
    said = [sentence(one) for one in (f"{what}: {item.text}", ", ".join(standing)) if one]
    head = " ".join([f"{numbers[item.id]}.", *said])
    details = [f"  {label}: {one_line(text)}" for label, text in parts]
    return [head, *details, *(f"  {one_line(line)}" for line in before_and_since(item, today))]


def sentence(words: str) -> str:
    """Return words on one line as a sentence: with a capital, and with an end."""
    line = one_line(words)
    return line[:1].upper() + line[1:] + ("" if line.endswith((".", "?", "!", "…")) else ".")


def _feedback(feedback: Feedback, name: str) -> list[str]:
    found = [_("To {name}").format(name=one_line(name)) + ":"]
    for label, text in labelled_parts(feedback):
        found += [f"  {line}" for line in labelled(label, text)]
    return found if len(found) > 1 else []
