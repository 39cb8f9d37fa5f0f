"""The demo: a made-up team with years of talks behind it."""

from __future__ import annotations

import datetime as dt

from storage.filling import fill
from storage.home import Home
from tui.demo.talks import MANAGER
from tui.demo.team import team

__all__ = ["MANAGER", "write_demo"]


def write_demo(
    home: Home, *, people: int, years: int, seed: int, now: dt.datetime, language: str
) -> None:
    """Write a made-up team of ``MANAGER``'s to an empty home, the same for the same arguments.

    ``now`` is the moment that the team is looked at: the last ``years`` before it are told. Raises
    StoreError where something can't be written.
    """
    fill(home, team(people=people, years=years, seed=seed, now=now, language=language))
