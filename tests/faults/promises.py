"""What the program has promised to keep, and a look at whether a home keeps it.

A text is promised from the moment that saving it is over without an error. Until then it may be
there or what was there before, and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from storage.autosave import Autosave
from storage.backup_file import Backup
from storage.cipher import PLAIN, Cipher, Encrypted
from storage.conversion import is_half_unlocked, unlock
from storage.erasure import erase_person, gather, unfinished
from storage.errors import Damaged, Locked, NotFound, StoreError
from storage.half_written import HalfWritten
from storage.home import Home
from storage.local_store import LocalStore
from storage.records import Conversation, LogEntry, Person, Preparation, Record, UnitGoal
from storage.search import SEARCHED
from storage.search_query import read_query
from storage.store import Store
from storage.vault import Vault
from tests.storage.made_up import MONDAY, a_talk
from tui.door import Door

PASSPHRASE = "riktig hest på beite"
SET_ASIDE = "set aside, with an earlier version"
"""What stands for the text of a record that was damaged."""


class Place(NamedTuple):
    """Where a text stands: a record, and in a talk its topic; or a form about a person."""

    kind: type[Record] | type[HalfWritten]
    id: str
    topic: int = 0


Allowed = Mapping[Place, frozenset[str | None]]
"""The texts that may stand in each place; None where the record may be missing."""


@dataclass
class Promises:
    """What may be found in each place now."""

    allowed: dict[Place, frozenset[str | None]] = field(default_factory=dict)
    ever: dict[Place, set[str]] = field(default_factory=dict)
    """Every text that once was to be kept in a place."""
    locked: bool = False
    """Whether none of it may be read in any file."""
    backup: str = ""
    """The name under the root of a backup that must be whole."""

    def try_(self, place: Place, text: str | None) -> None:
        """``text`` is on its way."""
        self.allowed[place] = self.allowed.get(place, frozenset({None})) | {text}
        if text:
            self.ever.setdefault(place, set()).add(text)

    def keep(self, place: Place, text: str | None) -> None:
        """``text`` has been acknowledged."""
        self.try_(place, text)
        self.allowed[place] = frozenset({text})

    def copy(self) -> Promises:
        """Return the promises as they are now."""
        ever = {place: set(texts) for place, texts in self.ever.items()}
        return Promises(dict(self.allowed), ever, self.locked, self.backup)


def now() -> dt.datetime:
    """Return the time at which all of this happens."""
    return MONDAY


def text_of(record: Any, topic: int = 0) -> str:
    """Return the text that a promise about ``record`` is about."""
    match record:
        case Conversation():
            return record.notes[topic].manager
        case Person():
            return record.name
    return record.text


def put_text(record: Any, text: str, topic: int = 0) -> None:
    """Make ``text`` the one that promises about ``record`` are about."""
    match record:
        case Conversation():
            record.notes[topic].manager = text
        case Person():
            record.name = text
        case _:
            record.text = text


def a_record(kind: type[Record], person: Person) -> Record:
    """Return a new record of any kind."""
    if kind is Person:
        return Person(name="somebody")
    if kind is Conversation:
        return a_talk(person)
    if kind is Preparation:
        return Preparation(person=person.id)
    if kind is LogEntry:
        return LogEntry(person=person.id, on=MONDAY.date(), text="")
    return UnitGoal(text="", year=MONDAY.year)


def broken_promises(root: Path, promises: Promises) -> list[str]:
    """Start on the home at ``root`` as the program does after a crash; return what is wrong.

    Reads all, then writes to every table and looks again: nothing may be in the way of that.
    """
    promises = promises.copy()
    wrong = [*_not_gone(root, promises)]
    door = Door(Home.at(root), now)
    index = Home.at(root).state / "search" / "index"
    searched = index.exists()
    try:
        store = door.open(cipher_of(Home.at(root)))
        if searched:
            wrong += _not_searched(store, promises, index.read_bytes())
        wrong += [f"said: {one}" for one in door.problems if "brought up" not in one]
        if promises.backup:
            Backup(root / promises.backup).check()
        _finish_erasing(store, promises)
        wrong += [*_not_gone(root, promises), *_not_as_promised(store, promises)]
        found = {place: _found(store, place) for place in promises.allowed}
        _write_on(store, found)
        door.close()
        wrong += [f"stray file: {path.name}" for path in root.rglob("*.tmp")]
        for place, text in found.items():
            if text not in (None, SET_ASIDE) and _found(store, place) != f"{text}+":
                wrong.append(f"lost by the next save: {place.kind.__name__} {text}")
    except (StoreError, OSError) as error:
        wrong.append(f"{type(error).__name__}: {error}")
    finally:
        door.close()
    return wrong


def cipher_of(home: Home) -> Cipher:
    """Return what opens the files of ``home``; an unlocking that was interrupted is finished."""
    vault = Vault(home.data)
    if not vault.locked:
        return PLAIN
    cipher = vault.open(PASSPHRASE)
    if not is_half_unlocked(home):
        return cipher
    unlock(home, cipher)
    return PLAIN


def _finish_erasing(store: Store, promises: Promises) -> None:
    """Ask again for what was being erased, as the user is reminded to."""
    assert isinstance(store, LocalStore)
    for one in unfinished(store.home.state):
        erase_person(store, gather(store, one.person), now().date())
        for place in promises.allowed:
            promises.keep(place, None)


def _not_gone(root: Path, promises: Promises) -> Iterator[str]:
    """Look in every file for the texts that were erased; for all texts, where they are locked."""
    gone = [
        place for place, texts in promises.allowed.items() if texts == {None} or promises.locked
    ]
    texts = [text.encode() for place in gone for text in promises.ever.get(place, ())]
    if texts:
        for path in root.rglob("*"):
            if path.is_file() and any(text in path.read_bytes() for text in texts):
                yield f"to be gone but still in {path.relative_to(root)}"


def _not_as_promised(store: Store, promises: Promises) -> Iterator[str]:
    listed = {entry.id: entry.name for entry in store.people()}
    for place, texts in promises.allowed.items():
        text = _found(store, place)
        if text not in texts:
            said = "unreadable" if text == SET_ASIDE else f"lost: found {text!r}"
            yield f"{said}, promised {set(texts)} in {place.kind.__name__}"
        half_erased = text is None and len(texts) > 1  # listed, so that it is asked for again
        missing = half_erased or any(problem.id == place.id for problem in store.problems)
        if place.kind is Person and not missing and listed.get(place.id) != text:
            yield f"the list says {listed.get(place.id)!r}, the record {text!r}"


def _not_searched(store: Store, promises: Promises, index: bytes) -> Iterator[str]:
    """Look for each text as the user would, and for what was erased in the plain ``index``."""
    for place, texts in promises.allowed.items():
        if texts == {None}:
            if place.id.encode() in index:
                yield f"erased but still in the index: {place.kind.__name__}"
        elif place.kind in SEARCHED and (text := _found(store, place)):
            hits = store.search(read_query(f'"{text}"'))
            if place.id not in [hit.record.id for hit in hits]:
                yield f"not found by a search for {text!r}"


def _found(store: Store, place: Place) -> str | None:
    """Return the text that stands in a place now."""
    if place.kind is HalfWritten:
        try:
            return half_written(store).read(place.id)
        except FileNotFoundError:
            return None
        except ValueError:
            return SET_ASIDE
        except Encrypted as error:
            raise Locked(str(error)) from error
    assert issubclass(place.kind, Record)
    try:
        if place.kind is Conversation:
            return text_of(store.recover(place.id), place.topic)
        return text_of(store.read(place.kind, place.id))
    except Damaged:
        return SET_ASIDE
    except NotFound:
        damaged = any(one.id == place.id and one.has_earlier for one in store.problems)
        return SET_ASIDE if damaged else None


def half_written(store: Store) -> HalfWritten:
    """Return what the forms over a store have left."""
    assert isinstance(store, LocalStore)
    return store.half_written


def _write_on(store: Store, found: Mapping[Place, str | None]) -> None:
    """Change every record that was found, and add one to each table."""
    somebody = Person(name="somebody")
    for kind in {place.kind for place in found}:
        if issubclass(kind, Record):
            store.save(a_record(kind, somebody))
    for problem in store.problems:
        if problem.has_earlier:
            store.restore(problem)
    for place, text in found.items():
        if text is None or text == SET_ASIDE:
            continue
        if not issubclass(place.kind, Record):
            half_written(store).put(place.id, f"{text}+")
        elif place.kind is Conversation:
            talk = store.recover(place.id)
            autosave = Autosave(store, talk, now, lambda status: None)
            put_text(talk, f"{text}+", place.topic)
            if problem := autosave.close().problem:
                raise StoreError(problem)
        else:
            record = store.read(place.kind, place.id)
            put_text(record, f"{text}+")
            store.save(record)
