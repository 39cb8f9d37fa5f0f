"""A short follow-up: what is looked at there, and that it was held.

What became of the plan is appended to the plan itself, as dated events. The follow-up's own record
says when it was, a few words, and when the two meet again; nothing in it is to be agreed on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from storage.looking_back import Past
from storage.records import Conversation


def to_follow_up(past: Iterable[Past], today: dt.date) -> list[Past]:
    """Return what stands open of ``past``, and what was said about the rest today."""
    return [
        one
        for one in past
        if one.item.is_open or (one.item.history and one.item.history[-1].on == today)
    ]


def hold(talk: Conversation, at: dt.datetime, *, next_on: dt.date | None, words: str) -> None:
    """Say of ``talk`` that it was held ``at`` a moment, in a few words that both may see."""
    talk.started_at = talk.ended_at = at
    talk.state = "held"
    talk.plan = replace(talk.plan, next_follow_up=next_on)
    if words:
        talk.notes[0].manager = words
