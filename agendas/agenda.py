"""What a talk is led by: an agenda of topics, each with its minutes."""

from __future__ import annotations

from typing import Literal

import msgspec

Role = Literal["notes", "review", "feedback", "plan", "agree"]
"""What a topic does beyond taking notes."""


class Topic(msgspec.Struct, frozen=True):
    """One item of an agenda."""

    title: str
    minutes: int
    """Planned length, at least 1."""
    role: Role = "notes"
    prompts: tuple[str, ...] = ()
    """Questions for both, shown in the talk."""
    hints: tuple[str, ...] = ()
    """Advice for the manager, seen in preparation only."""


class Agenda(msgspec.Struct, frozen=True):
    """A named, ordered list of topics in one language."""

    id: str
    language: str
    title: str
    topics: tuple[Topic, ...]
    intro: str = ""
    every: str = ""
    """How often such a talk is held, as written: ``12 months``; empty if not said."""

    @property
    def minutes(self) -> int:
        """The whole length in minutes."""
        return sum(topic.minutes for topic in self.topics)
