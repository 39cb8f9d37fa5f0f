"""Questions of a command, asked only where somebody is there to answer."""

from __future__ import annotations

YES = ("y", "yes", "j", "ja")
"""What says yes, in whatever language."""


def agrees(question: str) -> bool:
    """Return whether the answer is yes; nothing is no."""
    return answer(f"{question} [y/N] ").casefold() in YES


def answer(question: str) -> str:
    """Return what is answered; nothing where nobody is there any more."""
    try:
        return input(question).strip()
    except EOFError:
        return ""
