"""A setting as the screens see it, and what keeps what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Setting:
    """One thing that can be chosen, in the language at hand."""

    name: str
    """What it is called in the file."""
    title: str
    explained: str
    said: str = ""
    """What holds, in words."""
    typed: str = ""
    """What is typed for that; empty where nothing stands in the file."""
    default: str = ""
    """What holds where nothing stands in the file, in words."""
    choices: Sequence[tuple[str, str]] = ()
    """All that it can be, if that is little: what is typed, and the words for it."""
    instead: str = ""
    """What one does in the place of changing it here."""
    problem: str = ""
    """Why what stands in the file can't be used; the default then holds."""
    usual: bool = True
    """Whether the default holds."""


class Choosing(Protocol):
    """Keeps what the user chooses, and lets it hold at the desk."""

    @property
    def file(self) -> Path:
        """Where it is kept."""

    @property
    def untouched(self) -> bool:
        """Whether nothing was ever chosen."""

    def all(self) -> tuple[list[Setting], str]:
        """Return all settings as they are now, and why the file can't be read, if it can't."""

    def choose(self, name: str, typed: str) -> None:
        """Keep what was typed for a setting; where that is nothing, its default holds again.

        Raises ValueError, with a line for the user, where that may not be or can't be kept.
        """

    def begin(self) -> None:
        """See that the file is there to be edited, with all that can be chosen in it.

        Raises ValueError, with a line for the user, where it can't be written.
        """

    def take_in(self) -> None:
        """Let hold what the file says by now."""
