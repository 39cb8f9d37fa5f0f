"""The talk's clock in words: the time left, the pace, the end."""

from __future__ import annotations

import datetime as dt

from agendas.clock import MINUTE, Clock
from agendas.words import _, ngettext


def minutes_and_seconds(seconds: float) -> str:
    """Return seconds as ``4:18``; the sign is left out."""
    whole = int(abs(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def time_left(clock: Clock) -> str:
    """Return the time left of the topic at hand, with a plus where it is over time."""
    return ("+" if clock.over else "") + minutes_and_seconds(clock.left)


def left_words(clock: Clock) -> str:
    """Return how `time_left` is to be read: left, near the end, over, or paused."""
    planned = clock.planned[clock.current] // MINUTE
    if not clock.running:
        return _("paused")
    if clock.over:
        return _("over, of {n} min").format(n=planned)
    if clock.phase == "near":
        return _("left, near the end")
    return _("left of {n} min").format(n=planned)


def pace_words(clock: Clock) -> str:
    """Return how the talk keeps its time."""
    minutes = abs(clock.ahead) // MINUTE
    if minutes == 0:
        return _("on schedule")
    if clock.ahead > 0:
        return ngettext("{n} min ahead", "{n} min ahead", minutes)
    return ngettext("{n} min behind", "{n} min behind", minutes)


def end_words(clock: Clock, now: dt.datetime) -> str:
    """Return when the talk ends at this pace."""
    return _("ends {time}").format(time=f"{clock.projected_end(now).astimezone():%H:%M}")
