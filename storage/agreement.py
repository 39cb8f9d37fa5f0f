"""When two have agreed on a text: what exactly the text is, its fingerprint, their answers."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any, Literal, NamedTuple

from msgspec.structs import asdict

from agendas.words import _
from storage.plan import actions_of, day_of, lines
from storage.records import (
    Action,
    Answer,
    AnswerKind,
    Conversation,
    Feedback,
    Goal,
    Plan,
    Side,
    Version,
)
from storage.text import one_line

_SIDES: tuple[Side, ...] = ("employee", "manager")


class AgreementError(Exception):
    """Why an answer can't be taken or a talk can't be closed, in one line for the user."""


class Missing(NamedTuple):
    """What an action lacks before the plan can be closed."""

    action: Action
    what: Literal["owner", "deadline"]


def missing(plan: Plan) -> list[Missing]:
    """Return what the plan's actions lack, in the order they are shown."""
    lacking: list[Missing] = []
    for action in lines(plan):
        if isinstance(action, Action) and action.owner is None:
            lacking.append(Missing(action, "owner"))
        if isinstance(action, Action) and action.deadline is None and not action.undated:
            lacking.append(Missing(action, "deadline"))
    return lacking


def complete(plan: Plan) -> bool:
    """Whether every action has an owner and a choice about its deadline."""
    return not missing(plan)


def canonical_text(conversation: Conversation) -> str:
    """Return what both agree on, as JSON in one form only: keys sorted, no spaces, ASCII.

    It holds what a reader of the export sees of the agreement, as it was typed. Ids, statuses,
    notes and answers are not part of it, so that following up never changes it.
    """
    plan = conversation.plan
    day = day_of(conversation)
    agreed = {
        "samtale": 1,
        "employee": conversation.employee_name,
        "manager": conversation.manager_name,
        "day": _iso(day),
        "title": conversation.agenda.title,
        "purpose": conversation.purpose,
        "goals": [_goal(goal, plan) for goal in plan.goals],
        "actions": [_action(action) for action in actions_of(plan, None)],
        "to_employee": _feedback(plan.to_employee),
        "to_manager": _feedback(plan.to_manager),
        "next_talk": _iso(plan.next_talk),
        "next_follow_up": _iso(plan.next_follow_up),
        "summary": conversation.summary,
    }
    return json.dumps(agreed, sort_keys=True, separators=(",", ":"))


def fingerprint(conversation: Conversation) -> str:
    """Return the SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_text(conversation).encode()).hexdigest()


def answer(
    conversation: Conversation, side: Side, kind: AnswerKind, note: str, at: dt.datetime
) -> None:
    """Keep one's answer to the text as it stands, in place of an earlier one.

    Raises AgreementError where the talk is closed, or a note is called for and there is none.
    """
    if conversation.closed:
        raise AgreementError(_("The talk is closed. Open it again to answer anew."))
    if kind != "agree" and not note.strip():
        raise AgreementError(_("Write a note: this answer needs one."))
    others = tuple(one for one in conversation.answers if one.side != side)
    mine = Answer(side=side, kind=kind, at=at, fingerprint=fingerprint(conversation), note=note)
    conversation.answers = (*others, mine)


def valid_answers(conversation: Conversation) -> tuple[Answer, ...]:
    """Return the answers that were given to the text as it stands now."""
    current = fingerprint(conversation)
    return tuple(one for one in conversation.answers if one.fingerprint == current)


def close(conversation: Conversation, at: dt.datetime) -> None:
    """Close the talk: agreed if both said yes, else closed without agreement.

    Raises AgreementError, saying what is missing, and leaves the talk as it is.
    """
    if conversation.closed:
        raise AgreementError(_("The talk is closed already."))
    if lacking := missing(conversation.plan):
        raise AgreementError(_lack(lacking[0]))
    answers = valid_answers(conversation)
    if unanswered := set(_SIDES) - {one.side for one in answers}:
        raise AgreementError(_not_answered(conversation, unanswered))
    both_agree = all(one.kind != "disagree" for one in answers)
    conversation.state = "agreed" if both_agree else "closed"
    conversation.ended_at = conversation.ended_at or at


def reopen(conversation: Conversation, at: dt.datetime) -> None:
    """Open a closed talk: what was closed is kept as a version, and both answer anew.

    Its state is then ``live``, for the talk has begun and its plan is under way again.
    Raises AgreementError where it is open.
    """
    if not conversation.closed:
        raise AgreementError(_("The talk is open already."))
    answered = [one.at for one in conversation.answers]
    version = Version(
        plan=conversation.plan,
        summary=conversation.summary,
        answers=conversation.answers,
        closed_at=max(answered, default=conversation.ended_at or at),
        reopened_at=at,
    )
    conversation.versions = (*conversation.versions, version)
    conversation.answers = ()
    conversation.state = "live"


def _goal(goal: Goal, plan: Plan) -> dict[str, Any]:
    return {
        "kind": goal.kind,
        "text": goal.text,
        "why": goal.why,
        "unit_goal": goal.unit_goal,
        "reached_when": goal.reached_when,
        "support": goal.support,
        "carried_from": [day.isoformat() for day in goal.carried_from],
        "actions": [_action(action) for action in actions_of(plan, goal.id)],
    }


def _action(action: Action) -> dict[str, Any]:
    return {
        "text": action.text,
        "owner": action.owner,
        "deadline": _iso(action.deadline),
        "undated": action.undated,
        "if_then": action.if_then,
        "carried_from": [day.isoformat() for day in action.carried_from],
    }


def _feedback(feedback: Feedback) -> dict[str, Any]:
    return asdict(feedback)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _lack(lacking: Missing) -> str:
    message = (
        _("“{text}” has no owner yet. Choose who does it.")
        if lacking.what == "owner"
        else _("“{text}” has no deadline yet. Choose a date, or no date.")
    )
    return message.format(text=_short(lacking.action.text))


def _not_answered(conversation: Conversation, sides: set[Side]) -> str:
    if len(sides) == 2:
        return _("Neither has answered the plan as it stands now.")
    name = conversation.manager_name if "manager" in sides else conversation.employee_name
    return _("{name} has not answered the plan as it stands now.").format(name=_short(name))


def _short(text: str) -> str:
    """Return the beginning of a text as part of a line for the screen."""
    line = one_line(" ".join(text.split()))
    return line if len(line) <= 60 else f"{line[:59]}…"
