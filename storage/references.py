"""Documents that point at others: which of these pointers lead nowhere."""

from __future__ import annotations

from agendas.words import _
from storage.findings import Report
from storage.records import Conversation, LogEntry, Person, Preparation, Record


class References:
    """Who points at whom, gathered document by document."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._people: set[str] = set()
        self._talks: set[str] = set()
        self._items: set[str] = set()
        self._to_people: list[tuple[str, str, str]] = []
        self._prepared: list[str] = []
        self._to_talks: list[tuple[str, str, str]] = []
        self._threads: list[tuple[str, str]] = []

    def add(self, table: str, record: Record) -> None:
        """Take in what a document is and what it points at."""
        name = f"{table}/{record.id}"
        if isinstance(record, Person):
            self._people.add(record.id)
        if isinstance(record, Conversation | Preparation | LogEntry):
            self._to_people.append((name, record.id, record.person))
        if isinstance(record, Preparation):
            self._prepared.append(record.id)
        if isinstance(record, LogEntry) and record.conversation:
            self._to_talks.append((name, record.id, record.conversation))
        if isinstance(record, Conversation):
            self._talks.add(record.id)
            if record.previous:
                self._to_talks.append((name, record.id, record.previous))
            for item in (*record.plan.goals, *record.plan.actions):
                self._items.add(item.id)
                self._threads.append((name, item.thread))

    def tell(self, report: Report, missing: set[str]) -> None:
        """Name what points nowhere, but for pointers at what is ``missing`` and named itself."""
        for name, id_, person in self._to_people:
            if person not in self._people | missing:
                words = _("{file} is about a person who isn't there ({id})")
                report.leave(words.format(file=name, id=person), _put_back(), id_)
        for id_ in self._prepared:
            if id_ not in self._talks | missing:
                words = _("preparations/{id} prepares a talk that isn't there")
                report.leave(words.format(id=id_), _put_back(), id_)
        for name, _id, talk in self._to_talks:
            if talk not in self._talks | missing:
                words = _("{file} looks back on a talk that isn't there ({id})")
                report.note(words.format(file=name, id=talk))
        for name in sorted({name for name, thread in self._threads if thread not in self._items}):
            words = _("{file} carries on something from a talk that isn't there")
            report.note(words.format(file=name))


def _put_back() -> str:
    return _("put it back from a backup, or wait for it to be synced")
