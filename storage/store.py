"""The one door to what is kept: people, talks, preparations, the log.

`Store` is what the program asks for, whatever stands behind it; ``local_store`` keeps it in the
user's own folders. All errors are `StoreError`s with one line for the user.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from storage import journal
from storage.cadence import USUAL, Cadence
from storage.cards import LogCard, Name, PersonEntry, TalkEntry, log_card
from storage.cipher import PLAIN, Cipher
from storage.conflicts import Copy, Versions
from storage.errors import (
    Damaged,
    Newer,
    NotFound,
    StaleError,
    StoreError,
    could_not_read,
)
from storage.folder import Problem
from storage.journal import Journal
from storage.parts import from_parts, taken_up
from storage.progress import Progress, untold
from storage.records import Conversation, LogEntry, Preparation, Record

if TYPE_CHECKING:
    from storage.home import Home
    from storage.search import Hit
    from storage.search_query import Query

__all__ = [
    "Damaged",
    "Newer",
    "NotFound",
    "Problem",
    "StaleError",
    "Store",
    "StoreError",
    "open_store",
]

MOST_HITS = 50
"""How many records a search gives, unless it is asked for more."""

FIRST_HITS = 15
"""How many of them are shown at once, before the rest is looked for: about a screenful."""

R = TypeVar("R", bound=Record)
OfPerson = TypeVar("OfPerson", Conversation, Preparation, LogEntry)


class Store(ABC):
    """What the program keeps, and how it asks for it."""

    cadence: Cadence = USUAL
    """That of the team, for those who have none of their own."""

    progress: Progress = staticmethod(untold)
    """Is told how far it is where lists are made anew from many documents, before it answers."""

    through: str = ""
    """The screen or command that records are opened through, for the access log; empty for none."""

    @abstractmethod
    def people(self) -> list[PersonEntry]:
        """Return all people, in the order in which they were added.

        Raises:
            StoreError: They can't be had now.
        """

    def names(self) -> list[Name]:
        """Return who everybody is, as quickly as can be.

        Raises:
            StoreError: They can't be had now.
        """
        return [Name(entry.id, entry.name) for entry in self.people()]

    @abstractmethod
    def talks(self, person_id: str) -> list[TalkEntry]:
        """Return a person's talks, newest first.

        Raises:
            StoreError: They can't be had now.
        """

    @abstractmethod
    def read(self, kind: type[R], id_: str) -> R:
        """Return one record.

        Raises:
            NotFound: There is none, or it was erased.
            Damaged: It can't be read; see ``problems`` and ``earlier``.
            StoreError: It can't be had now, or is of a newer version.
        """

    @abstractmethod
    def save(self, record: Record) -> None:
        """Keep ``record``, and give it a new revision once it is durable.

        Raises:
            StaleError: What is kept isn't the revision that ``record`` was made from.
            NotFound: It was erased for good.
            StoreError: It could not be kept; ``record`` is as it was, and can be saved again.
        """

    def save_all(self, records: Sequence[Record], progress: Progress = untold) -> None:
        """Keep all of them, or none but where the machine fails in the midst of it; see `save`.

        Where ``progress`` raises, none is kept.
        """
        for record in records:
            self.save(record)

    @abstractmethod
    def of_person(self, kind: type[OfPerson], person_id: str) -> list[OfPerson]:
        """Return the records of one kind that are about one person, oldest first.

        Those that can't be read are left out, and named in ``problems``.

        Raises:
            StoreError: None of them can be had now.
        """

    @abstractmethod
    def all(self, kind: type[R]) -> list[R]:
        """Return all records of one kind, oldest first; see ``of_person``."""

    def has(self, kind: type[Record], id_: str) -> bool:
        """Return whether there is such a record, be it one that can't be read now."""
        try:
            self.read(kind, id_)
        except NotFound:
            return False
        except StoreError:
            return True
        return True

    def notes(self, person_id: str) -> list[LogCard]:
        """Return what is known of a person's log entries without their text.

        Raises:
            StoreError: They can't be had now.
        """
        return [log_card(entry) for entry in self.of_person(LogEntry, person_id)]

    @abstractmethod
    def search(
        self, query: Query, shared_with: str | None = None, limit: int = MOST_HITS
    ) -> list[Hit]:
        """Return the newest records that fit a query, people first; none for an empty one.

        ``shared_with`` is the id of the person who sees the screen: then nothing of anybody else,
        and nothing private, is among them.

        Raises:
            StoreError: They can't be looked for now.
        """

    def get_ready_to_search(self, on_progress: Progress) -> bool:
        """Do now what the first search would wait for; tell how many records of how many are read.

        Return whether the index could not be read and was made anew. What ``on_progress`` raises
        interrupts it, and may be asked for again.
        """
        return False

    @abstractmethod
    def erase(self, kind: type[Record], id_: str) -> None:
        """Remove a record with all its versions; nothing happens where there is none.

        Raises:
            StoreError: Something of it could not be removed.
        """

    def erased(self, kind: type[Record]) -> Collection[str]:
        """Return the ids of the records of one kind that were erased, and can't be used again."""
        return ()

    @abstractmethod
    def earlier(self, kind: type[R], id_: str) -> R:
        """Return a record as it was before the last sitting in which it was changed.

        Saving it puts it in the place of the newer one, if that is damaged.

        Raises:
            NotFound: No such version is kept.
        """

    @property
    @abstractmethod
    def problems(self) -> list[Problem]:
        """The records that are known not to be readable."""

    def restore(self, problem: Problem) -> None:
        """Put the earlier version of a record in the place of the damaged one.

        Raises:
            StoreError: There is none, or it can't be kept.
        """
        raise NotFound(str(problem))

    @property
    def copies(self) -> list[Copy]:
        """The second versions of records that a sync program has brought.

        Raises:
            StoreError: They can't be looked for now.
        """
        return []

    def versions(self, copy: Copy) -> Versions[Record]:
        """Return the record in use, its second version, and the one that both stem from.

        Raises:
            StoreError: One of the two can't be read.
        """
        raise NotFound(copy.name)

    def settle(self, versions: Versions[R], result: R, beside: R | None = None) -> None:
        """Keep ``result`` in the place of both versions, and ``beside`` as a record of its own.

        What isn't kept so is put by, out of the way.

        Raises:
            StaleError: The record was changed after the versions were read.
            StoreError: Something could not be kept; both versions are still there.
        """
        raise NotFound(versions.copy.name)

    def keep_beside(self, record: Record, instead_of: str = "") -> str:
        """Keep a version of a record beside the one in use, where `copies` finds it.

        Return the revision that it has there. ``instead_of`` is that of the version that was kept
        before, whose place it takes.

        Raises:
            StoreError: It can't be kept.
        """
        raise NotFound(record.id)

    @abstractmethod
    def journal_path(self, conversation_id: str) -> Path:
        """Return where the journal of a talk under way lies on this machine.

        Raises:
            ValueError: ``conversation_id`` is no ULID.
        """

    def open_journal(self, conversation_id: str) -> Journal:
        """Open the journal of a talk for writing, or begin it.

        Raises:
            ReadOnly: Nothing may be written.
            OSError: The file can't be opened.
        """
        return Journal(self.journal_path(conversation_id))

    def read_journal(self, conversation_id: str) -> dict[str, bytes]:
        """Return the newest content of each part that a talk's journal holds.

        Raises:
            Damaged: It can't be read.
            OSError: The file can't be read; `FileNotFoundError` where there is none.
        """
        return journal.read(self.journal_path(conversation_id))

    @abstractmethod
    def under_way(self) -> list[str]:
        """Return the ids of the talks that have a journal: under way, or left by a crash."""

    def recover(self, conversation_id: str) -> Conversation:
        """Return a talk with all that its journal holds; saves nothing by itself.

        Where somebody else has kept another version meanwhile, it is of the one that the journal
        goes over, and can't be saved in the place of that.

        Raises:
            NotFound: There is neither a record nor a whole journal.
            StoreError: It can't be read.
        """
        path = self.journal_path(conversation_id)
        try:
            parts = self.read_journal(conversation_id)
        except FileNotFoundError:
            parts = {}
        except OSError as error:
            raise could_not_read(path, error) from error
        try:
            return taken_up(self.read(Conversation, conversation_id), parts)
        except NotFound:
            if not parts:
                raise
            return from_parts(conversation_id, parts)

    def wrote(self, file: Path, content: bytes, person_id: str, talk_id: str = "") -> None:
        """Take note that a file about a person is written; nothing hangs on that it succeeds.

        Call it before the file is there: a note without a file does no harm. A store that can't
        tell where its user puts files notes nothing.
        """
        return

    @abstractmethod
    def flush_catalog(self) -> None:
        """Write down what makes the next start quick; call it when nothing else is to do."""

    @abstractmethod
    def close(self) -> None:
        """Leave the store; it must not be used after that."""


def open_store(
    home: Home,
    now: Callable[[], dt.datetime],
    cipher: Cipher = PLAIN,
    *,
    read_only: bool = False,
    tidy: bool = True,
) -> Store:
    """Open the store in the user's own folders.

    ``now`` tells aware times. All that is written passes through ``cipher``. With ``read_only``
    every change is refused, and what a crash has left stays as it is. One that isn't ``tidy``
    changes as quickly however much is kept, and leaves what a crash has left to the next.

    Raises:
        StoreError: The folders can't be made.
    """
    from storage.local_store import LocalStore

    return LocalStore(home, now, cipher, read_only=read_only, tidy=tidy)
