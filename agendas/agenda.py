"""What a talk is led by: an agenda of topics, each with its minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from agendas.words import ngettext

Role = Literal["notes", "review", "feedback", "plan", "agree"]
"""What a topic does beyond taking notes."""

Aim = Literal["ideas", "wellbeing", "motivation", "development"]
"""What a talk can be for, and a question can serve: draw out ideas, build well-being, raise
motivation, develop the person. See ``agendas.aims`` for their words."""

EVERY = re.compile(r"([1-9][0-9]{0,2}) (day|week|month|year)s?")
"""How an agenda says how often such a talk is held: ``2 weeks``, ``12 months``."""


class Prompt(msgspec.Struct, frozen=True):
    """A question for both, shown in the talk."""

    text: str
    serves: tuple[Aim, ...] = ()
    """The aims that it serves most; without one it fits any talk."""


class Topic(msgspec.Struct, frozen=True):
    """One item of an agenda."""

    title: str
    minutes: int
    """Planned length, at least 1."""
    role: Role = "notes"
    prompts: tuple[Prompt, ...] = ()
    hints: tuple[str, ...] = ()
    """Advice for the manager, seen in preparation only."""

    def prompts_for(self, aim: Aim | None) -> tuple[Prompt, ...]:
        """Return the prompts, those first that serve ``aim``; else in the agenda's order."""
        return tuple(sorted(self.prompts, key=lambda prompt: aim not in prompt.serves))


class Agenda(msgspec.Struct, frozen=True):
    """A named, ordered list of topics in one language."""

    id: str
    language: str
    title: str
    topics: tuple[Topic, ...]
    """At least one."""
    intro: str = ""
    every: str = ""
    """How often such a talk is held, as written: ``12 months``; empty if not said."""
    apart: bool = False
    """Whether such talks are kept apart, with a plan of their own that no other talk takes up."""

    @property
    def strand(self) -> str:
        """What the talks that take up each other's plan have in common.

        Talks that are kept apart share one by their id; all others share the empty one.
        """
        return self.id if self.apart else ""

    @property
    def minutes(self) -> int:
        """The whole length in minutes."""
        return sum(topic.minutes for topic in self.topics)

    @property
    def months(self) -> int:
        """How many whole months lie between two such talks; 0 where ``every`` says less."""
        written = EVERY.fullmatch(self.every)
        if not written:
            return 0
        number, unit = written.groups()
        return int(number) * {"month": 1, "year": 12}.get(unit, 0)

    @property
    def annual(self) -> bool:
        """Whether this is the big talk, held at most twice a year, and not kept apart."""
        return self.months >= 6 and not self.apart

    @property
    def between(self) -> bool:
        """Whether this follows up the big talk's plan between two of them, time and again."""
        return bool(self.every) and not self.annual and not self.apart

    def stretched(self, minutes: int) -> Agenda:
        """Return this agenda stretched or shrunk to last exactly ``minutes``.

        Topics keep their proportions as well as whole minutes can, each at least one minute.
        Raises ValueError, in the user's language, when there are more topics than minutes.
        """
        if minutes < len(self.topics):
            reason = ngettext(
                "{n} topic needs at least {n} minute",
                "{n} topics need at least {n} minutes",
                len(self.topics),
            )
            raise ValueError(reason)
        shares = _shares([topic.minutes for topic in self.topics], minutes)
        return msgspec.structs.replace(
            self,
            topics=tuple(
                msgspec.structs.replace(topic, minutes=share)
                for topic, share in zip(self.topics, shares, strict=True)
            ),
        )

    def without_hints(self) -> Agenda:
        """Return this agenda without the manager's hints: what both may see."""
        topics = (msgspec.structs.replace(topic, hints=()) for topic in self.topics)
        return msgspec.structs.replace(self, topics=tuple(topics))


def _shares(weights: Sequence[int], total: int) -> list[int]:
    """Split ``total`` by the largest remainder, at least 1 to each.

    Whoever is due less than 1 gets 1 first, and the others share what is left.
    """
    sharing = list(range(len(weights)))
    left = total
    while True:
        weight = sum(weights[i] for i in sharing)
        small = {i for i in sharing if weights[i] * left < weight}
        if not small:
            break
        sharing = [i for i in sharing if i not in small]
        left -= len(small)

    shares = [1] * len(weights)
    for i in sharing:
        shares[i] = weights[i] * left // weight
    largest_first = sorted(sharing, key=lambda i: weights[i] * left % weight, reverse=True)
    for i in largest_first[: total - sum(shares)]:
        shares[i] += 1
    return shares
