"""The plan as text, for wherever it is to be pasted."""

from __future__ import annotations

import datetime as dt

from agendas.words import _, day_in_full
from screens.plan_document import plan_document
from storage.records import Conversation
from storage.text import one_line

_WIDTH = 80
"""The cells that a line may fill: most mail programs break no line of that length."""


def plan_as_text(conversation: Conversation, today: dt.date) -> str:
    """Return the plan as both read it, laid out with spaces, under its title and the two names."""
    names = f"{one_line(conversation.employee_name)} · {one_line(conversation.manager_name)}"
    head = [f"{_('Mutual plan')}  {day_in_full(today)}", names, ""]
    document = plan_document(conversation, today, _WIDTH).plain.split("\n")
    return "\n".join(line.rstrip() for line in [*head, *document]) + "\n"
