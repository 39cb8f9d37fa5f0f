"""Where a talk stands and what was answered, in words to be translated where they are shown."""

from __future__ import annotations

from agendas.words import N_
from storage.records import AnswerKind, State

STATE_WORDS: dict[State, str] = {
    "planned": N_("planned"),
    "prepared": N_("prepared"),
    "live": N_("under way"),
    "agreed": N_("agreed"),
    "closed": N_("no agreement"),
    "held": N_("held"),
}
"""The states of a talk."""

ANSWER_WORDS: dict[AnswerKind, str] = {
    "agree": N_("agrees"),
    "agree_with_note": N_("agrees, with a note"),
    "disagree": N_("disagrees, with a note"),
}
"""What somebody answered."""
