"""What may be seen: everything, or only what one employee may see on a shared screen.

Screens read through a `View` and through nothing else. While a screen is shared the view
holds one person: no other name, no private log entry and no private preparation can be had
from it, so none can end in a list, a title or a toast. The unit's own goals are about nobody and
can be chosen from; who serves them can't be had.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from storage.errors import Damaged, NotFound, StoreError
from storage.progress import Progress, untold
from storage.records import Conversation, LogEntry, Person, Preparation, Raising, UnitGoal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from storage.catalog import PersonEntry, TalkEntry
    from storage.conflicts import Copy, Versions
    from storage.due import Due
    from storage.imports.matching import Proposal
    from storage.imports.team import Listed
    from storage.records import Record
    from storage.retention import Expired
    from storage.search import Hit
    from storage.search_query import Query
    from storage.store import Store
    from storage.team_summary import Summary


class NotShared(LookupError):
    """Somebody else, or something private, was asked for while the screen is shared."""


class View:
    """The store as it may be seen now."""

    def __init__(self, store: Store, shared_with: str | None = None) -> None:
        """Look at ``store``; ``shared_with`` is the id of the person who sees the screen."""
        self._store = store
        self.shared_with = shared_with

    def people(self) -> list[PersonEntry]:
        """Return the team; shared, the one person alone and without the log's counts."""
        entries = [entry for entry in self._store.people() if self._visible(entry.id)]
        if self.shared_with is None:
            return entries
        return [msgspec.structs.replace(entry, praise=0, unraised=0) for entry in entries]

    def person(self, person_id: str) -> Person:
        """Return one person."""
        self._check(person_id)
        return self._store.read(Person, person_id)

    def talks(self, person_id: str) -> list[TalkEntry]:
        """Return the person's talks, newest first."""
        self._check(person_id)
        return self._store.talks(person_id)

    def conversation(self, conversation_id: str) -> Conversation:
        """Return one talk; it holds nothing that its two people may not both see."""
        conversation = self._store.read(Conversation, conversation_id)
        self._check(conversation.person)
        return conversation

    def conversations(self, person_id: str, *, open_only: bool = False) -> list[Conversation]:
        """Return the person's talks that can be read, with all that is in them, newest first.

        Those that are closed are not read where ``open_only`` are asked for.
        """
        found = []
        for entry in self.talks(person_id):
            with suppress(StoreError):
                if not (open_only and entry.closed):
                    found.append(self.conversation(entry.id))
        return found

    def preparation(self, conversation: Conversation) -> Preparation | None:
        """Return the manager's private preparation, or None where the screen is shared."""
        if self.shared_with is not None:
            return None
        try:
            return self._store.read(Preparation, conversation.id)
        except (NotFound, Damaged):
            return Preparation(id=conversation.id, person=conversation.person)

    def log(self, person_id: str) -> list[LogEntry]:
        """Return the person's log, newest first.

        Shared, only the entries that are shared, and of those what both may see: not how they
        were raised, nor why they were set aside.
        """
        self._check(person_id)
        entries = self._store.of_person(LogEntry, person_id)
        if self.shared_with is not None:
            entries = [as_shared(entry) for entry in entries if entry.shared]
        return sorted(entries, key=lambda entry: (entry.on, entry.id), reverse=True)

    def search(self, query: Query, limit: int) -> list[Hit]:
        """Return the newest records that fit; shared, only the person's that both may see."""
        return self._store.search(query, self.shared_with, limit)

    def due(self, today: dt.date) -> list[Due]:
        """Return what is due with the team, records apart; nothing where the screen is shared."""
        from storage.due import due

        return [] if self.shared_with is not None else due(self._store.people(), today)

    def past_their_date(
        self, months_for_all: int | None, today: dt.date, progress: Progress = untold
    ) -> list[Expired]:
        """Return what is past its date, the oldest first; nothing where the screen is shared."""
        from storage.retention import expired

        if self.shared_with is not None:
            return []
        return expired(self._store, months_for_all, today, progress)

    def team_summaries(self, today: dt.date, progress: Progress = untold) -> list[Summary]:
        """Return what came of the last twelve months and the years before; shared, nothing."""
        from storage.team_summary import summaries, team_history

        if self.shared_with is not None:
            return []
        return summaries(team_history(self._store, today, progress))

    def proposals(self, people: Iterable[Listed]) -> list[Proposal]:
        """Return what is to come of each line of a list of people; shared, nothing."""
        from storage.imports.taking_in import proposals

        return [] if self.shared_with is not None else proposals(self._store, people)

    def unit_goals(self, *years: int) -> list[UnitGoal]:
        """Return the goals of the whole unit for some years.

        They are about nobody: the two choose among their words in a shared talk.
        """
        from storage.unit_goals import of_year

        goals = self._store.all(UnitGoal)
        return [goal for year in years for goal in of_year(goals, year)]

    def serving(self) -> dict[str, list[str]]:
        """Return whose plans of now serve each thread of unit goals: names; shared, nothing."""
        from storage.unit_goals import serving

        if self.shared_with is not None:
            return {}
        team = (one for one in self._store.people() if not one.archived)
        return serving(self._store.all(UnitGoal), ((one.name, one.unit_goals) for one in team))

    def unserved(self, year: int) -> list[UnitGoal]:
        """Return the goals of a year that nobody's plan of now serves; shared, none."""
        if self.shared_with is not None:
            return []
        serving = self.serving()
        return [goal for goal in self.unit_goals(year) if goal.thread not in serving]

    def copies(self, person_id: str | None = None) -> list[Copy]:
        """Return the second versions of records, all or those about one person; shared, none."""
        if self.shared_with is not None:
            return []
        copies = self._store.copies
        return copies if person_id is None else [one for one in copies if one.person == person_id]

    def versions(self, copy: Copy) -> Versions[Record]:
        """Return both versions of a record; shared, none can be had."""
        if self.shared_with is not None:
            raise NotShared(copy.id)
        return self._store.versions(copy)

    def _visible(self, person_id: str) -> bool:
        return self.shared_with in (None, person_id)

    def _check(self, person_id: str) -> None:
        if not self._visible(person_id):
            raise NotShared(person_id)


def as_shared(entry: LogEntry) -> LogEntry:
    """Return an entry without what its writer has noted about it: how it was raised, or why not."""
    raised = None if entry.raised is None else Raising(entry.raised.on)
    return msgspec.structs.replace(entry, raised=raised, set_aside=None)
