"""The plan as both read it before they answer: everything that the export holds, in its order."""

from __future__ import annotations

import datetime as dt

from textual.content import Content

from agendas.words import _
from screens.painting import MEASURE, fit, hanging, marked
from screens.plan_words import (
    FEEDBACK_WORDS,
    MARKS,
    Parties,
    before_and_since,
    deadline_words,
    labelled_parts,
    status_words,
)
from storage.chosen_words import KIND_WORDS
from storage.records import Action, Conversation, Feedback, Goal


def plan_document(
    conversation: Conversation, today: dt.date, width: int, *, spaced: bool = False
) -> Content:
    """Return the plan laid out for ``width`` cells; a closed one with what became of it.

    It keeps to the measure. With ``spaced`` an empty line stands before each goal and each action.
    """
    width = min(width, MEASURE)
    parties = Parties.of(conversation)
    plan = conversation.plan
    space = [Content("")] * spaced
    blocks: list[list[Content]] = []
    for kind, words in KIND_WORDS.items():
        goals = [goal for goal in plan.goals if goal.kind == kind]
        if goals:
            heading = Content.styled(_(words)[:1].upper() + _(words)[1:], "$muted")
            block = [heading]
            for goal in goals:
                block += space[: len(block) > 1]
                block += _goal(goal, conversation, parties, today, width, space)
            blocks.append(block)
    goal_ids = {goal.id for goal in plan.goals}
    loose = [action for action in plan.actions if action.goal not in goal_ids]
    if loose:
        rows = [Content.styled(_("Actions"), "$muted")]
        for one in loose:
            rows += space[: len(rows) > 1] + _action(one, conversation, parties, today, width)
        blocks.append(rows)
    for feedback, name in (
        (plan.to_employee, parties.employee),
        (plan.to_manager, parties.manager),
    ):
        if feedback != Feedback():
            blocks.append(_feedback(feedback, name, width))
    if not blocks:
        return Content.styled(_("The plan is empty."), "$muted")
    return Content("\n\n").join(Content("\n").join(block) for block in blocks)


def _goal(
    goal: Goal,
    conversation: Conversation,
    parties: Parties,
    today: dt.date,
    width: int,
    space: list[Content],
) -> list[Content]:
    lines = marked(("◎ ", "$good"), goal.text, width - 1, 0, "bold")
    if conversation.closed and goal.status != "open":
        lines.append(Content.styled("  " + status_words(goal, today), "$muted"))
    for label, text in labelled_parts(goal):
        lines += hanging(f"{label}: {text}", width, 2, "$muted")
    lines += _before_and_since(goal, today, 2, width)
    for action in conversation.plan.actions:
        if action.goal == goal.id:
            lines += space + _action(action, conversation, parties, today, width)
    return lines


def _action(
    action: Action, conversation: Conversation, parties: Parties, today: dt.date, width: int
) -> list[Content]:
    """Return an action in full: its text wraps beside owner and date, or above where narrow."""
    indent = 2 if action.goal else 0
    owner = fit(parties.name(action.owner), 12, Parties.colour(action.owner))
    mark: tuple[str, str] = ("☐ ", "$muted")
    last = deadline_words(action, today)
    if conversation.closed and action.status != "open":
        sign, colour = MARKS[action.status]
        mark, last = (sign + " ", colour), (status_words(action, today), "$muted")
    beside = width >= 60
    last_width = 24 if any(one.history for one in conversation.plan.actions) else 16
    room = width - 12 - last_width if beside else width
    lines = marked(mark, action.text, room - 1 if beside else room, indent)
    if beside:
        pad = " " * max(room - lines[0].cell_length, 0)
        lines[0] = Content.assemble(
            lines[0], pad, owner, fit(last[0], last_width, last[1], "right")
        )
    else:
        lines.append(Content.assemble(" " * (indent + 2), owner.rstrip(), "  ", last))
    if action.if_then:
        lines += hanging(f"↳ {action.if_then}", width, indent + 2, "$muted")
    return lines + _before_and_since(action, today, indent + 2, width)


def _before_and_since(
    item: Goal | Action, today: dt.date, indent: int, width: int
) -> list[Content]:
    """Return when an item was agreed before, and what was said about it since, event by event."""
    words = before_and_since(item, today)
    return [line for one in words for line in hanging(one, width, indent, "$muted")]


def _feedback(feedback: Feedback, name: str, width: int) -> list[Content]:
    lines = hanging(_("To {name}").format(name=name), width, 0, "$muted")
    column = 2 + max(len(_(label)) for label in FEEDBACK_WORDS.values())
    for label, text in labelled_parts(feedback):
        for number, part in enumerate(text.splitlines()):
            head = f"{label if number == 0 else '':<{column}}"
            wrapped = hanging(part, width, column)
            wrapped[0] = Content.assemble((head, "$muted"), wrapped[0][column:])
            lines += wrapped
    return lines
