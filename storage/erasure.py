"""Erasing for good: one person with all that is kept, or single records past their date.

Before the first thing is removed a note with ids, and nothing else, is put into the state
folder. It goes when all is done, so an erasure that was interrupted, at whatever point, is known
at the next start and can be asked for again. The person's own document is the last to go: until
then the rest can be found by the name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from storage.envelope import encode
from storage.errors import could_not_save
from storage.files import make_folder, remove, write_atomically
from storage.holdings import Holdings, holdings
from storage.points import without_examples
from storage.progress import Progress, untold
from storage.records import Preparation
from storage.removal import bury, forget
from storage.retention import Expired
from storage.unfinished import Unfinished, note_of, unfinished

if TYPE_CHECKING:
    from storage.local_store import LocalStore


def gather(store: LocalStore, person_id: str, progress: Progress = untold) -> Holdings:
    """Return all that is kept on a person; of an interrupted erasure, what is left."""
    return holdings(store.home, store.cipher, person_id, progress)


def erase_person(
    store: LocalStore, held: Holdings, on: dt.date, *, exports: Iterable[Path] = ()
) -> None:
    """Erase all that is ``held``, and the ``exports`` that are named; the caller has the sitting.

    Known exports that are not named stay, and are forgotten.

    Asking for it again after an interruption goes on where that was.

    Raises:
        StoreError: Something can't be removed; what is left is noted, and can be asked for again.
    """
    note = note_of(store.home.state, held.person_id)
    begun = [one for one in unfinished(store.home.state) if one.person == held.person_id]
    before = [one for each in begun for one in each.documents]
    everything = {*before, *held.documents, ("people", held.person_id)}
    documents = sorted(everything, key=lambda one: (one[0] == "people", one))
    try:
        make_folder(note.parent)
        write_atomically(note, encode(Unfinished(held.person_id, on, documents)))
        for file in exports:
            remove(file)
        for one in held.files:
            if one.where == "temporary":
                remove(one.file)
        bury(store, documents, on)
        known = store.known_exports.all()
        forget(store, held.person_id, [one.path for one in known if one.person == held.person_id])
        remove(note)
    except OSError as error:
        raise could_not_save(Path(error.filename or note), error) from error


def erase_expired(
    store: LocalStore, records: Sequence[Expired], on: dt.date, progress: Progress = untold
) -> list[Path]:
    """Erase records that are past their date; the caller has the sitting.

    A talk takes its private preparation and its exports along, and a log entry what was copied from
    it into a private preparation; what was shared is part of its talk. Returns the exports that
    stay, as they were changed after they were written.

    Raises:
        StoreError: Something can't be removed; what came before it is erased.
    """
    left: list[Path] = []
    for done, one in enumerate(records):
        progress(done, len(records))
        if one.table == "people":
            held = gather(store, one.id)
            exports = [each for each in store.known_exports.all() if each.person == one.id]
        else:
            exports = [each for each in store.known_exports.all() if each.talk == one.id]
        whole = [Path(each.path) for each in exports if each.standing == "as written"]
        left += [Path(each.path) for each in exports if each.standing == "changed"]
        if one.table == "people":
            erase_person(store, held, on, exports=whole)
        else:
            _erase_record(store, one, whole, on)
    return left


def _erase_record(store: LocalStore, one: Expired, exports: list[Path], on: dt.date) -> None:
    documents = [(one.table, one.id)]
    if one.table == "log":
        _take_out_of_preparations(store, one)
    if one.table == "conversations":
        documents.insert(0, ("preparations", one.id))
        try:
            for file in exports:
                remove(file)
            store.known_exports.forget(map(str, exports))
        except OSError as error:
            raise could_not_save(store.home.state / "exports", error) from error
    bury(store, documents, on)


def _take_out_of_preparations(store: LocalStore, note: Expired) -> None:
    """Take the words of a log entry out of the preparations in which they are an example."""

    def change(document: dict[str, Any]) -> dict[str, Any]:
        try:
            before = msgspec.convert(document, Preparation)
        except msgspec.ValidationError:
            return document
        after = without_examples(before, {note.id})
        return document if after == before else {**document, **msgspec.to_builtins(after)}

    with store.writing():
        for talk in store.talks(note.person):
            before = store.tables.find(Preparation, talk.id)
            if before is not None and (after := without_examples(before, {note.id})) != before:
                store.save(after)
            try:
                store.folders.folder("preparations").others.change(talk.id, change)
            except OSError as error:
                raise could_not_save(Path(error.filename or talk.id), error) from error
