"""How often one talks together: the team's way, and each person's own."""

from __future__ import annotations

from typing import NamedTuple


class Cadence(NamedTuple):
    """The time between two talks, and between two follow-ups."""

    months_between_talks: int = 12
    weeks_between_follow_ups: int = 6

    def with_own(self, months_between_talks: int | None, weeks: int | None) -> Cadence:
        """Return this cadence with a person's own numbers in it, where there are any."""
        return Cadence(
            months_between_talks or self.months_between_talks,
            weeks or self.weeks_between_follow_ups,
        )


USUAL = Cadence()
"""A talk every year and a follow-up every six weeks, unless the team has settled on another."""
