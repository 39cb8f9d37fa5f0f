"""What one can answer to a plan, in words to be translated where they are shown."""

from __future__ import annotations

from agendas.words import N_
from storage.records import AnswerKind

ANSWER_CHOICES: dict[AnswerKind, str] = {
    "agree": N_("agree"),
    "agree_with_note": N_("agree, with a note"),
    "disagree": N_("disagree, with a note"),
}
"""What one can choose to answer."""

NEEDS_NOTE: tuple[AnswerKind, ...] = ("agree_with_note", "disagree")
"""The answers that a note goes with."""
