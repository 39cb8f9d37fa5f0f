"""What is wrong with a document, in words for the user."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from agendas.words import _, ngettext


@dataclass(frozen=True)
class Problem:
    """A document that can't be read."""

    table: str
    id: str
    file: Path
    """Where the file lies now."""
    reason: str
    """Why, in the user's language."""
    has_earlier: bool
    """Whether the version from before the last sitting is kept."""

    def __str__(self) -> str:
        """Say in one line what is wrong and what can be done."""
        if self.has_earlier:
            words = _("Could not read {file}: {reason}. An earlier version of it is kept.")
        else:
            words = _("Could not read {file}: {reason}. Put back a copy from a backup.")
        return words.format(file=self.file, reason=self.reason)


@dataclass(frozen=True)
class JournalSetAside(Problem):
    """The journal of a talk that can't be read to its end, and lies in the quarantine now."""

    def __str__(self) -> str:
        """See `Problem.__str__`."""
        words = _(
            "What was last typed in a talk could not be read: {reason}. It is kept as {file}, and"
            " the talk goes on from what was saved before."
        )
        return words.format(file=self.file, reason=self.reason)


@dataclass(frozen=True)
class Missing(Problem):
    """A document whose file is gone though nobody has erased it."""

    def __str__(self) -> str:
        """See `Problem.__str__`."""
        words = _("{file} is missing. Was it moved, or is it not synced yet?")
        return words.format(file=self.file)


@dataclass(frozen=True)
class ManyMissing(Problem):
    """More documents than can be named whose files are gone, as when a folder was moved."""

    count: int = 0

    def __str__(self) -> str:
        """See `Problem.__str__`."""
        documents = ngettext("{n} document", "{n} documents", self.count)
        words = _("{documents} missing from {folder}. Was it moved, or is it not synced yet?")
        return words.format(documents=documents, folder=self.file)
