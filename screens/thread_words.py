"""What happened to a goal through the years, in words and marks."""

from __future__ import annotations

from agendas.words import N_, _
from storage.threads import What

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
