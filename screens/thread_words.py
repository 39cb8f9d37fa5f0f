"""What happened to a goal through the years, in words and marks."""

from __future__ import annotations

import datetime as dt

from agendas.words import N_, _, day_and_month, ngettext
from storage.threads import Thread, What

STEP_MARKS: dict[What, tuple[str, str]] = {
    "agreed": ("◎", "$good"),
    "carried": ("→", "$time"),
    "changed": ("~", "$time"),
    "reached": ("✓", "$good"),
    "dropped": ("✗", "$late"),
}
"""The mark of each thing that can happen to a goal, and its colour."""

_WORDS: dict[What, str] = {
    "agreed": N_("agreed on"),
    "carried": N_("carried over"),
    "changed": N_("changed"),
    "reached": N_("reached"),
    "dropped": N_("dropped"),
}


def step_words(what: What) -> str:
    """Return in words what happened."""
    return _(_WORDS[what])


def thread_words(thread: Thread, today: dt.date) -> str:
    """Return where a goal stands: ``reached 20 January``, ``carried over once``, ``open``."""
    if thread.ended is not None:
        return f"{step_words(thread.steps[-1].what)} {day_and_month(thread.ended, today)}"
    if thread.times_carried:
        return ngettext("carried over once", "carried over {n} times", thread.times_carried)
    return _("open")
