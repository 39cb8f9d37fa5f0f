"""What that is called which is chosen and not typed, to be translated where it is shown."""

from __future__ import annotations

from agendas.words import N_
from storage.records import AnswerKind, GoalKind, LogKind, State, Status

LOG_WORDS: dict[LogKind, str] = {
    "praise": N_("praise"),
    "concern": N_("concern"),
    "observation": N_("observation"),
}
"""The kinds of log entries."""

KIND_WORDS: dict[GoalKind, str] = {
    "work": N_("work goal"),
    "development": N_("development goal"),
}
"""The kinds of goals."""

STATUS_WORDS: dict[Status, str] = {
    "open": N_("open"),
    "blocked": N_("stuck"),
    "done": N_("done"),
    "moved": N_("moved"),
    "dropped": N_("dropped"),
    "carried": N_("carried on"),
}
"""What becomes of a goal or an action."""

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
