"""What was noted and not said yet: praise first, then the concerns that nobody has raised."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from agendas.words import _
from screens.desk import Desk
from screens.key_words import key_of
from screens.raising import Raises
from storage.records import LogEntry


class NotSaid(Raises):
    """A screen that lists what was not said yet."""

    def __init__(self, desk: Desk) -> None:
        """Begin with what the log says."""
        super().__init__(desk)
        self._shown: set[str] = set()
        """The ids of the praise that was marked here to be shown in the talk, or not after all."""

    def not_said(self, notes: Iterable[LogEntry]) -> list[LogEntry]:
        """Return those of ``notes`` that were not said, and the praise that was marked here."""
        notes = list(notes)
        praise = [note for note in notes if note.unsaid or note.id in self._shown]
        return [*praise, *(note for note in notes if note.waits)]

    def action_show_in_talk(self) -> None:
        """Let the praise under the cursor be shown in the talk; it stays in the list."""
        if note := self._note():
            self._shown.add(note.id)
        super().action_show_in_talk()


def not_said_title(command: str) -> Content:
    """Return the title over the list, with the key of the ``command`` that leads there."""
    return Content.assemble(
        (f"{key_of(command)}  ", "bold $time"),
        (_("Not said yet"), "bold"),
        ("  ◌ " + _("private"), "bold $muted"),
    )
