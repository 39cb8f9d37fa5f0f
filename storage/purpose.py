"""What a talk is for: one of the four aims, or words of one's own.

An aim means the same in every language, and is shown in the one that the program speaks. Its
words in the talk's language are kept beside it: they are part of what both agree on, and a
better translation tomorrow must not change that.
"""

from __future__ import annotations

from agendas.agenda import Aim
from agendas.aims import aim_words
from storage.records import Conversation


def purpose_words(talk: Conversation) -> str:
    """Return what a talk is for, as it is shown; empty where nothing was chosen."""
    return talk.purpose if talk.aim is None else aim_words(talk.aim)


def set_aim(talk: Conversation, aim: Aim) -> None:
    """Let a talk be for one of the four aims."""
    talk.aim, talk.purpose = aim, aim_words(aim, talk.agenda.language)


def set_purpose(talk: Conversation, words: str) -> None:
    """Let a talk be for what ``words`` say; empty is no purpose."""
    talk.aim, talk.purpose = None, words
