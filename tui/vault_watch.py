"""When an open store is to be locked again because nobody is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

TALKING = dt.timedelta(hours=1)
"""How long two people may talk without a key before their talk counts as left alone."""


class Watch:
    """Knows when somebody last did something, and when the machine was last awake."""

    def __init__(self, minutes: int, now: Callable[[], dt.datetime]) -> None:
        """Wait for ``minutes`` without a sign of life; 0 is for ever."""
        self.wait_for(minutes)
        self._now = now
        self._stirred = self._looked = now()

    def wait_for(self, minutes: int) -> None:
        """Wait for so many minutes from now on; 0 is for ever."""
        self._limit = dt.timedelta(minutes=minutes)

    def stirred(self) -> None:
        """Take in that somebody pressed a key or moved the mouse."""
        self._stirred = self._now()

    def is_over(self, *, talking: bool) -> bool:
        """Return whether it is time to lock; to be asked every few seconds.

        While a talk's clock runs (``talking``) the two may just be talking, so more patience is
        had with them; but not with a machine that was asleep, its lid closed.
        """
        now = self._now()
        slept = now - self._looked
        self._looked = now
        if not self._limit:
            return False
        patience = max(self._limit, TALKING) if talking else self._limit
        return slept >= self._limit or now - self._stirred >= patience
