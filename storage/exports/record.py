"""The plan as a record for other programs: JSON, with what the Markdown export holds."""

from __future__ import annotations

import json

import msgspec

from storage.agreement import fingerprint
from storage.exports.markdown import FORMAT
from storage.records import Conversation


def plan_to_json(conversation: Conversation) -> str:
    """Return the talk's plan as JSON in ASCII, so that no text in it can command a terminal.

    Days and times are as in ISO 8601.
    """
    talk = conversation
    record = {
        "samtale": FORMAT,
        "id": talk.id,
        "person": talk.person,
        "employee": talk.employee_name,
        "manager": talk.manager_name,
        "agenda": talk.agenda.id,
        "apart": talk.agenda.apart,
        "language": talk.agenda.language,
        "title": talk.agenda.title,
        "purpose": talk.purpose,
        "aim": talk.aim,
        "planned": talk.planned_at,
        "started": talk.started_at,
        "ended": talk.ended_at,
        "previous": talk.previous,
        "state": talk.state,
        "version": len(talk.versions) + 1,
        "plan": talk.plan,
        "summary": talk.summary,
        "answers": talk.answers,
        "fingerprint": fingerprint(talk),
    }
    return json.dumps(msgspec.to_builtins(record), indent=2) + "\n"
