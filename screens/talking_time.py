"""How the talking time is shared between the two: a mirror, never stored."""

from __future__ import annotations

import datetime as dt

from agendas.words import _
from screens.plan_words import Parties
from storage.records import Side


class TalkingTime:
    """Who talks now and how long each has talked, in memory only."""

    def __init__(self) -> None:
        """Count nothing until the first turn."""
        self.speaker: Side | None = None
        self._seconds: dict[Side, float] = {"manager": 0.0, "employee": 0.0}
        self._seen: dt.datetime | None = None

    def turn(self, now: dt.datetime) -> None:
        """Go from nobody to the employee, the manager, and nobody again."""
        self.look(now)
        following: dict[Side | None, Side | None] = {
            None: "employee",
            "employee": "manager",
            "manager": None,
        }
        self.speaker = following[self.speaker]

    def look(self, now: dt.datetime) -> None:
        """Account for the time until ``now``."""
        if self.speaker is not None and self._seen is not None:
            self._seconds[self.speaker] += max((now - self._seen).total_seconds(), 0)
        self._seen = now

    def words(self, parties: Parties) -> str:
        """Return who talks and the two shares; empty before the first turn."""
        total = sum(self._seconds.values())
        if self.speaker is None and not total:
            return ""
        share = round(100 * self._seconds["employee"] / total) if total else 50
        shares = f"{parties.employee} {share} % · {parties.manager} {100 - share} %"
        if self.speaker is None:
            return shares
        name = parties.name(self.speaker)
        return _("{name} talks").format(name=name) + (f"   {shares}" if total else "")
