"""The journals of the talks under way on this machine: one file each, named by the talk's id.

One that can't be read goes to the quarantine before anything is written in its place, as a damaged
document does; there it is named as such a document's file, so that whatever looks after these
looks after it. Of one that is damaged in the middle a copy goes there: what stands before the
damage is read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from agendas.words import _
from storage import journal
from storage.cipher import Cipher, Encrypted
from storage.errors import Damaged
from storage.journal import Journal
from storage.names import is_ulid
from storage.problems import JournalSetAside, Problem
from storage.quarantine import Quarantine


class Journals:
    """The folder with the journals of one store."""

    def __init__(
        self,
        folder: Path,
        quarantine: Quarantine,
        cipher: Cipher,
        before_a_change: Callable[[], None],
    ) -> None:
        """Look at ``folder``; ``before_a_change`` raises where none may be made.

        With a ``quarantine`` that is read-only, everything stays as it is.
        """
        self.problems: dict[str, JournalSetAside] = {}
        """What was set aside since the store was opened, by the talks' ids."""
        self._folder = folder
        self._quarantine = quarantine
        self._cipher = cipher
        self._before_a_change = before_a_change

    def path(self, talk_id: str) -> Path:
        """Return where the journal of a talk lies; see `Store.journal_path`."""
        if not is_ulid(talk_id):
            raise ValueError(f"not a ULID: {talk_id!r}")
        return self._folder / f"{talk_id}.log"

    def ids(self) -> list[str]:
        """Return the ids of the talks that have a journal, in their order."""
        return sorted(path.stem for path in self._folder.glob("*.log") if is_ulid(path.stem))

    def open(self, talk_id: str) -> Journal:
        """Open the journal of a talk for writing, or begin it; see `Store.open_journal`.

        Raises:
            Damaged: It can't be read and could not be set aside, so nothing may be written there.
        """
        path = self.path(talk_id)
        try:
            self.read(talk_id)
        except FileNotFoundError:
            pass
        except Damaged:
            if path.exists():
                raise
        return journal.open_journal(path, self._cipher)

    def read(self, talk_id: str) -> dict[str, bytes]:
        """Return the newest content of each part; see `Store.read_journal`."""
        path = self.path(talk_id)
        try:
            frames = self._cipher.decrypt(path.read_bytes())
        except (ValueError, Encrypted) as error:
            raise self._set_aside(talk_id, str(error), self._quarantine.take) from error
        if journal.goes_on_after_damage(frames) and not self._quarantine.read_only:
            damage = self._set_aside(talk_id, _("it is damaged"), self._quarantine.copy)
            if talk_id not in self.problems:
                raise damage
        return journal.newest(frames)

    def _set_aside(self, talk_id: str, reason: str, way: Callable[[Path], Path]) -> Damaged:
        """Bring a journal to the quarantine in some ``way``; return the error that says so."""
        path = self.path(talk_id)
        self._before_a_change()
        place = way(path)
        if place == path:
            return Damaged(str(Problem("journal", talk_id, path, reason, has_earlier=False)))
        problem = JournalSetAside("journal", talk_id, place, reason, has_earlier=False)
        self.problems[talk_id] = problem
        return Damaged(str(problem))
