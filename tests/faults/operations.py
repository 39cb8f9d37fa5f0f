"""Everything that changes the disk, each played once on a small home.

`crash_states` and `injected` go through all of them: a new operation belongs in `OPERATIONS`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from storage import conversion, erasure
from storage.autosave import Autosave, SaveStatus
from storage.backup import back_up
from storage.backup_file import Backup
from storage.cipher import PLAIN, Age
from storage.errors import Damaged, StoreError
from storage.files import make_folder, write_atomically
from storage.half_written import HalfWritten
from storage.home import Home
from storage.local_store import LocalStore
from storage.migration import is_behind
from storage.records import Conversation, LogEntry, Person, Preparation, Record, UnitGoal
from storage.recovery import recover_talks
from storage.restore import restore as take_in
from storage.search_query import read_query
from storage.store import Store, open_store
from storage.tables import TABLES
from storage.upgrade import upgrade as bring_up
from storage.vault import Vault
from tests.faults.promises import (
    PASSPHRASE,
    SET_ASIDE,
    Place,
    Promises,
    a_record,
    half_written,
    now,
    put_text,
    text_of,
)
from tests.storage import first_version, quick_age
from tests.storage.made_up import a_talk

PATIENCE = 20.0
"""Seconds after which saving that does not come about is given up."""
ATTEMPTS = 10
"""Attempts after which something that does not work is given up."""

Done = TypeVar("Done")


class Stage:
    """A home on which an operation is played, and what was promised there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = Home.at(root)
        self.promises = Promises()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Mark what is looked at; what comes before is the state from which it begins."""
        yield

    def promised(self) -> None:
        """Take in that the promises have changed."""

    def trouble(self, said: str) -> None:
        """Take in an error as the user is told it; what failed is then tried again."""
        raise AssertionError(said)

    def insist(self, act: Callable[[], Done]) -> Done:
        """Do something until it works, but not for ever."""
        for _attempt in range(ATTEMPTS):
            try:
                return act()
            except StoreError as error:
                self.trouble(str(error))
        return act()

    def opened(self) -> Store:
        """Begin a sitting as the program does."""
        store = self.insist(lambda: open_store(self.home, now))
        for _attempt in range(ATTEMPTS):
            if problems := recover_talks(store):
                self.trouble(problems[0])
        return store

    def save(self, store: Store, record: Record, text: str) -> None:
        """Save ``record`` with a new text."""
        put_text(record, text)
        with self.promising(text, Place(type(record), record.id)):
            self.insist(lambda: store.save(record))

    def half_write(self, store: Store, person: Person, text: str | None) -> None:
        """Have ``text`` stand in a form about a person; None is a form that was left."""
        with self.promising(text, Place(HalfWritten, person.id)):
            self.insist(lambda: half_written(store).put(person.id, text or ""))

    def erase(self, store: Store, record: Record) -> None:
        """Erase ``record`` with all that there is of it."""
        of_record = [place for place in self.promises.allowed if place.id == record.id]
        with self.promising(None, *of_record):
            self.insist(lambda: store.erase(type(record), record.id))

    @contextmanager
    def promising(self, text: str | None, *places: Place) -> Iterator[None]:
        """Promise that ``text`` stands in ``places`` when the block is through."""
        for place in places:
            self.promises.try_(place, text)
        self.promised()
        yield
        for place in places:
            self.promises.keep(place, text)
        self.promised()

    def team(self) -> tuple[Person, Conversation]:
        """Return a person and a talk that an earlier sitting has left."""
        store = open_store(self.home, now)
        person = Person(name="")
        talk = a_talk(person)
        self.save(store, person, "person-0")
        self.save(store, talk, "talk-0")
        store.close()
        return person, talk


class Typing:
    """A talk under way: what is typed there is saved by itself."""

    def __init__(self, stage: Stage, store: Store, talk: Conversation) -> None:
        self._stage = stage
        self._talk = talk
        self._news = threading.Condition()
        topics = (Place(Conversation, talk.id, topic) for topic in range(len(talk.notes)))
        new = [place for place in topics if place not in stage.promises.allowed]
        with stage.promising("", *new):
            self._autosave = Autosave(store, talk, now, self._told, retry_after=0.001)
            self._wait()

    def type(self, text: str, topic: int = 0, *, settle: bool = False) -> None:
        """Type ``text`` in place of what stands in a topic, and wait until it is saved."""
        with self._stage.promising(text, Place(Conversation, self._talk.id, topic)):
            put_text(self._talk, text, topic)
            self._autosave.settle() if settle else self._autosave.changed()
            self._wait()

    def close(self) -> None:
        """Leave the talk."""
        while self._autosave.close(PATIENCE).problem:
            pass

    def _told(self, status: SaveStatus) -> None:
        if status.problem:
            self._stage.trouble(status.problem)
        with self._news:
            self._news.notify_all()

    def _wait(self) -> None:
        def saved() -> bool:
            status = self._autosave.status
            return status.problem is None and not status.pending

        with self._news:
            assert self._news.wait_for(saved, PATIENCE), self._autosave.status


Operation = Callable[[Stage], None]
OPERATIONS: dict[str, Operation] = {}
"""All operations by name."""


def operation(play: Operation) -> Operation:
    """Have ``play`` looked at by everything that goes through the operations."""
    OPERATIONS[play.__name__.replace("_", "-")] = play
    return play


@operation
def first_save(stage: Stage) -> None:
    """The first start of all, and one record of each kind."""
    with stage.watched():
        store = stage.opened()
        person = Person(name="")
        for number, kind in enumerate((Person, Conversation, Preparation, LogEntry, UnitGoal)):
            record = person if kind is Person else a_record(kind, person)
            stage.save(store, record, f"first-{number}")
        store.close()


@operation
def save(stage: Stage) -> None:
    """One sitting: what stood before it is kept as the earlier version, then saved over."""
    person, talk = stage.team()
    with stage.watched():
        store = stage.opened()
        stage.save(store, person, "person-1")
        stage.save(store, talk, "talk-1")
        stage.save(store, person, "person-2")
        store.close()


@operation
def save_together(stage: Stage) -> None:
    """The people of a list are kept all at once: one who is known, and new ones."""
    person, _talk = stage.team()
    people = [person, Person(name=""), Person(name="")]
    with stage.watched():
        store = stage.opened()
        for one in people:
            put_text(one, "listed-1")
        with stage.promising("listed-1", *(Place(Person, one.id) for one in people)):
            stage.insist(lambda: store.save_all(people))
        store.close()


@operation
def talk_under_way(stage: Stage) -> None:
    """A talk that is typed, settled as a document while the journal begins anew, and left."""
    _person, talk = stage.team()
    with stage.watched():
        store = stage.opened()
        typing = Typing(stage, store, talk)
        typing.type("typed-00", 0)
        typing.type("typed-01", 1)
        typing.type("typed-02", 2, settle=True)
        # Entries of one length: what stood in the journal before must not show behind them.
        typing.type("typed-10", 0)
        typing.type("typed-11", 1, settle=True)
        typing.type("typed-21", 1)
        typing.close()
        store.close()


@operation
def first_talk(stage: Stage) -> None:
    """A talk that never was a document is typed, and left."""
    person, _talk = stage.team()
    with stage.watched():
        store = stage.opened()
        typing = Typing(stage, store, a_talk(person))
        typing.type("first-00", 0)
        typing.type("first-01", 1)
        typing.close()
        store.close()


@operation
def take_up_a_talk(stage: Stage) -> None:
    """A start after a crash: what the journal holds becomes the document."""
    _person, talk = stage.team()
    crashed = Typing(stage, open_store(stage.home, now), talk)
    crashed.type("typed-0")
    with stage.watched():
        stage.opened().close()


@operation
def write_in_a_form(stage: Stage) -> None:
    """A text that is written in a form, written on, and thrown away."""
    person, _talk = stage.team()
    with stage.watched():
        store = stage.opened()
        for text in ("form-1", "form-2", None):
            stage.half_write(store, person, text)
        store.close()


@operation
def erase(stage: Stage) -> None:
    """A talk with its earlier version and its journal is erased, then its person."""
    person, talk = stage.team()
    store = stage.opened()
    for record, text in ((person, "person-1"), (talk, "talk-1")):
        stage.save(store, record, text)
    Typing(stage, store, talk).type("typed-1")
    store.close()
    with stage.watched():
        store = open_store(stage.home, now)
        stage.erase(store, talk)
        stage.erase(store, person)
        store.close()


@operation
def set_aside(stage: Stage) -> None:
    """A damaged document goes to the quarantine, and its earlier version takes its place."""
    person, place = _damaged(stage)
    with stage.watched():
        store = stage.opened()
        _come_upon(store, person)
        (problem,) = store.problems
        with stage.promising("person-0", place):
            stage.insist(lambda: store.restore(problem))
        store.close()


@operation
def erase_what_was_set_aside(stage: Stage) -> None:
    """A record is erased of which a damaged file lies in the quarantine."""
    person, _place = _damaged(stage)
    store = stage.opened()
    _come_upon(store, person)
    store.close()
    with stage.watched():
        store = stage.opened()
        stage.erase(store, person)
        store.close()


def _damaged(stage: Stage) -> tuple[Person, Place]:
    person, _talk = stage.team()
    store = stage.opened()
    stage.save(store, person, "person-1")
    store.close()
    file = stage.home.data / "people" / f"{person.id}.json"
    write_atomically(file, file.read_bytes().replace(b'"email"', b'"emall"'))
    place = Place(Person, person.id)
    stage.promises.allowed[place] = frozenset({SET_ASIDE})
    stage.promised()
    return person, place


def _come_upon(store: Store, person: Person) -> None:
    try:
        found = store.read(Person, person.id)
    except Damaged:
        return
    raise AssertionError(f"not noticed: {text_of(found)}")


@operation
def erase_person(stage: Stage) -> None:
    """A person is erased with all that there is, so that nothing brings them back."""
    person, talk = stage.team()
    store = stage.opened()
    for record, text in ((person, "person-1"), (talk, "talk-1")):
        stage.save(store, record, text)
    stage.half_write(store, person, "form-1")
    store.close()
    with stage.watched():
        store = LocalStore(stage.home, now)
        with stage.promising(None, *stage.promises.allowed):
            stage.insist(
                lambda: erasure.erase_person(store, erasure.gather(store, person.id), now().date())
            )
        store.close()


@operation
def search(stage: Stage) -> None:
    """What was found is written down, and found again after a change, until it is erased."""
    _person, talk = stage.team()
    with stage.watched():
        for text in ("talk-1", "talk-2"):
            store = stage.opened()
            store.search(read_query("talk"))
            stage.save(store, talk, text)
            store.search(read_query("talk"))
            store.close()
        store = stage.opened()
        stage.erase(store, talk)
        store.close()


@operation
def lock(stage: Stage) -> None:
    """A store is locked, with a talk under way and a form half written."""
    person, talk = stage.team()
    store = open_store(stage.home, now)
    Typing(stage, store, talk).type("typed-1")
    stage.half_write(store, person, "form-1")
    with stage.watched(), _in_small_batches(), patch("storage.vault.wrap", quick_age.wrap):
        stage.insist(lambda: _lock(stage.home))
        stage.promises.locked = True
        stage.promised()


@operation
def unlock(stage: Stage) -> None:
    """A locked store is made plain again."""
    stage.team()
    with patch("storage.vault.wrap", quick_age.wrap):
        _lock(stage.home)
    with stage.watched(), _in_small_batches():
        stage.insist(lambda: _unlock(stage.home))


@operation
def upgrade(stage: Stage) -> None:
    """A store of the first version is brought up, with a copy from before."""
    for file in first_version.HOME.rglob("*.*"):
        place = stage.root / file.relative_to(first_version.HOME)
        make_folder(place.parent)
        write_atomically(place, file.read_bytes())
    store = open_store(stage.home, now, read_only=True)
    for kind in TABLES:
        for record in store.all(kind):
            found = store.recover(record.id) if kind is Conversation else record
            stage.promises.keep(Place(kind, record.id), text_of(found))
    with stage.watched(), _in_small_batches():
        while is_behind(stage.home.state):
            for said in bring_up(stage.home, PLAIN, now=now, program="tests"):
                if "brought up" not in said:
                    stage.trouble(said)


@operation
def backup(stage: Stage) -> None:
    """All is written to one file, in the place of an older backup."""
    person, _talk = stage.team()
    stage.promises.backup = "state/backups/all.tar.gz"
    file = stage.root / stage.promises.backup
    make_folder(file.parent)
    back_up(stage.home, PLAIN, file, now=now, program="tests")
    store = stage.opened()
    stage.save(store, person, "person-1")
    store.close()
    with stage.watched():
        stage.insist(lambda: back_up(stage.home, PLAIN, file, now=now, program="tests"))


@operation
def restore(stage: Stage) -> None:
    """A backup is taken in where one record is older, and another is gone."""
    person, talk = stage.team()
    places = Place(Person, person.id), Place(Conversation, talk.id)
    older, gone = (stage.home.data / TABLES[one.kind] / f"{one.id}.json" for one in places)
    before = older.read_bytes()
    store = stage.opened()
    stage.save(store, person, "person-1")
    store.close()
    file = stage.root / "all.tar.gz"
    back_up(stage.home, PLAIN, file, now=now, program="tests")
    write_atomically(older, before)
    gone.unlink()
    stage.promises.allowed = {places[0]: frozenset({"person-0"}), places[1]: frozenset({None})}
    stage.promises.ever = {}
    with (
        stage.watched(),
        stage.promising("person-1", places[0]),
        stage.promising("talk-0", places[1]),
    ):
        stage.insist(lambda: take_in(stage.home, PLAIN, Backup(file)))


def _in_small_batches() -> AbstractContextManager[object]:
    """Have a few files be more than one batch takes."""
    return patch("storage.batch.MOST", 2)


def _lock(home: Home) -> None:
    """Lock a store, or go on where that failed."""
    if Vault(home.data).locked:
        conversion.finish_locking(home, _key(home))
    else:
        conversion.lock(home, PASSPHRASE, now(), lambda recovery_key: None)


def _unlock(home: Home) -> None:
    """Unlock a store, or go on where that failed."""
    if Vault(home.data).locked:
        conversion.unlock(home, _key(home))


def _key(home: Home) -> Age:
    return Vault(home.data).open(PASSPHRASE)
