"""What each of the two prepares before a talk, and by when: one to two weeks' notice."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from storage.records import Conversation, Side

INVITED = dt.timedelta(days=14)
"""How long before the talk the employee gets the form: notice of two weeks."""
ANSWERED = dt.timedelta(days=7)
"""How long before the talk it is back, and last year's plan is gone through."""
PREPARED = dt.timedelta(days=1)
"""How long before the talk the manager's own preparation is done, with the form read."""

Need = Literal["form_sent", "past", "own", "form_back"]
_WHO: dict[Need, Side] = {
    "form_sent": "manager",
    "past": "manager",
    "own": "manager",
    "form_back": "employee",
}
_BEFORE: dict[Need, dt.timedelta] = {
    "form_sent": INVITED,
    "past": ANSWERED,
    "own": PREPARED,
    "form_back": ANSWERED,
}


@dataclass(frozen=True)
class Readiness:
    """One thing that one of the two prepares."""

    need: Need
    ready: bool
    by: dt.date | None
    """The day by which it is good to have it; None while the talk has no day."""

    @property
    def who(self) -> Side:
        """Whose it is to do."""
        return _WHO[self.need]


def readiness(conversation: Conversation, left: int | None, own: bool | None) -> list[Readiness]:
    """Return what is ready and what is missing, the manager's first; nothing of it is required.

    ``left`` is how many lines of the last plan have no outcome yet, None where there is no plan;
    ``own`` whether the manager has an own preparation, None where that may not be seen.
    """
    talk = conversation
    back = talk.employee_form is not None or bool(talk.employee_preparation.strip())
    ready: dict[Need, bool] = {"form_sent": back or talk.form_sent is not None}
    if left is not None:
        ready["past"] = left == 0
    if own is not None:
        ready["own"] = own
    ready["form_back"] = back
    planned = talk.planned_at
    return [
        Readiness(need, done, planned.date() - _BEFORE[need] if planned else None)
        for need, done in ready.items()
    ]
