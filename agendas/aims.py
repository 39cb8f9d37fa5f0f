"""What a talk can be for: the four aims, each with its words in every language."""

from __future__ import annotations

from agendas.agenda import Aim
from agendas.words import N_, catalogue, choose_language
from agendas.words import language as spoken

AIMS: dict[Aim, str] = {
    "ideas": N_("new ideas"),
    "wellbeing": N_("well-being"),
    "motivation": N_("motivation"),
    "development": N_("development"),
}
"""The aims in the order in which they are offered, with their words to be translated."""


def aim_words(aim: Aim, language: str = "") -> str:
    """Return what an aim is called in ``language``, or in the one that the program speaks."""
    nearest = choose_language(language or spoken(), {})
    return catalogue(nearest).gettext(AIMS[aim])


def aim_called(words: str, language: str) -> Aim | None:
    """Return the aim that is called just that in ``language``; None for words of one's own."""
    return next((aim for aim in AIMS if aim_words(aim, language) == words), None)
