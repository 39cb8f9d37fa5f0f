"""The store against a plain dictionary, through any row of changes and restarts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from storage.cadence import USUAL
from storage.cards import PersonEntry, card_of, summed_up
from storage.home import Home
from storage.local_store import LocalStore
from storage.records import Conversation, LogEntry, Person, Raising, Record
from tests.storage.made_up import MONDAY, a_talk

KINDS: tuple[type[Any], ...] = (Person, Conversation, LogEntry)
TEXT = st.text(max_size=5)
DAYS = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))


class StoreAndDictionary(RuleBasedStateMachine):
    """Does the same to both, and looks whether they agree."""

    records = Bundle("records")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.home = Home.at(Path(self.folder.name))
        self.model: dict[tuple[type[Record], str], Record] = {}
        self.store = LocalStore(self.home, lambda: MONDAY)

    @initialize(target=records, name=TEXT)
    def first(self, name: str) -> Record:
        return self._saved(Person(name=name))

    @rule(target=records, name=TEXT, started_on=DAYS)
    def new_person(self, name: str, started_on: dt.date | None) -> Record:
        return self._saved(Person(name=name, started_on=started_on))

    @rule(target=records, about=records, state=st.sampled_from(["planned", "live", "agreed"]))
    def new_talk(self, about: Record, state: str) -> Record:
        return self._saved(a_talk(Person(id=self._person(about), name="x"), state=state))

    @rule(target=records, about=records, raised=DAYS, text=TEXT)
    def new_entry(self, about: Record, raised: dt.date | None, text: str) -> Record:
        entry = LogEntry(
            person=self._person(about),
            on=dt.date(2026, 1, 1),
            text=text,
            kind="concern",
            raised=Raising(raised) if raised else None,
        )
        return self._saved(entry)

    @rule(record=records, text=TEXT, day=DAYS)
    def change(self, record: Record, text: str, day: dt.date | None) -> None:
        if isinstance(record, Person):
            record.name, record.next_talk = text, day
        elif isinstance(record, Conversation):
            record.summary, record.state = text, "agreed" if day else "live"
        elif isinstance(record, LogEntry):
            record.text, record.raised = text, Raising(day, text) if day else None
        self._saved(record)

    @rule(target=records, record=consumes(records))
    def erase(self, record: Record) -> Any:
        self.store.erase(type(record), record.id)
        del self.model[type(record), record.id]
        return multiple()

    @rule()
    def close_and_open(self) -> None:
        self.store.close()
        self.store = LocalStore(self.home, lambda: MONDAY)

    @rule()
    def crash_and_open(self) -> None:
        self.store = LocalStore(self.home, lambda: MONDAY)

    @rule()
    def flush(self) -> None:
        self.store.flush_catalog()

    @rule(
        name=st.sampled_from(["people.json", "cards.json"]),
        content=st.sampled_from([b"", b"{}", b"\xff", None]),
    )
    def lose_the_catalog(self, name: str, content: bytes | None) -> None:
        path = self.home.state / "catalog" / name
        if content is None:
            path.unlink(missing_ok=True)
        elif path.exists():
            path.write_bytes(content)

    @invariant()
    def they_agree_on_the_records(self) -> None:
        for kind in KINDS:
            expected = [
                record
                for (one, _), record in sorted(self.model.items(), key=lambda item: item[0][1])
                if one is kind
            ]
            assert self.store.all(kind) == expected
            for record in expected:
                assert self.store.read(kind, record.id) == record

    @invariant()
    def they_agree_on_the_lists(self) -> None:
        assert self.store.people() == [self._entry(person) for person in self._of(Person)]
        assert self.store.problems == []

    @rule(record=records)
    def they_agree_on_a_persons_records(self, record: Record) -> None:
        person = self._person(record)
        for kind in (Conversation, LogEntry):
            assert self.store.of_person(kind, person) == self._about(kind, person)
        ids = {talk.id for talk in self.store.talks(person)}
        assert ids == {talk.id for talk in self._about(Conversation, person)}

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def _saved(self, record: Record) -> Record:
        self.store.save(record)
        self.model[type(record), record.id] = msgspec.convert(
            msgspec.to_builtins(record), type(record)
        )
        return record

    def _person(self, record: Any) -> str:
        person: str = record.id if isinstance(record, Person) else record.person
        return person

    def _of(self, kind: type[Any]) -> list[Any]:
        return sorted(
            (record for (one, _), record in self.model.items() if one is kind),
            key=lambda record: record.id,
        )

    def _about(self, kind: type[Any], person: str) -> list[Any]:
        return [record for record in self._of(kind) if record.person == person]

    def _entry(self, person: Person) -> PersonEntry:
        card: Any = card_of(person)
        talks: Any = map(card_of, self._about(Conversation, person.id))
        log: Any = map(card_of, self._about(LogEntry, person.id))
        return summed_up(card, talks, log).by(USUAL)


StoreAndDictionary.TestCase.settings = settings(max_examples=15, stateful_step_count=20)
TestStoreAndDictionary = StoreAndDictionary.TestCase
