"""What went wrong with a store, and the version from before in the place of what can't be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.errors import Locked, StoreError
from storage.problems import ManyMissing, Missing, Problem
from storage.tables import TABLES

if TYPE_CHECKING:
    from storage.local_store import LocalStore

MOST_NAMED = 5
"""How many missing documents are named one by one."""


def find_problems(store: LocalStore) -> list[Problem]:
    """Return what can't be read or is gone; see `Store.problems`."""
    aside = store.journals.problems.values()
    named = {problem.file for problem in aside}
    found = [problem for problem in store.tables.problems if problem.file not in named]
    missing = _missing(store, {(problem.table, problem.id) for problem in found})
    return [*found, *missing, *aside]


def restore(store: LocalStore, problem: Problem) -> None:
    """Put the earlier version of a document in its place; see `Store.restore`."""
    kind = next(kind for kind, table in TABLES.items() if table == problem.table)
    earlier = store.earlier(kind, problem.id)
    with store.writing():
        try:
            store.tables.read(kind, problem.id)
        except Locked:
            store.tables.folder(kind).set_aside(problem.id, problem.reason)
        except StoreError:
            pass  # it is damaged, and so was set aside already
        store.save(earlier)


def _missing(store: LocalStore, known: set[tuple[str, str]]) -> list[Problem]:
    """Return the documents that are gone, but for those that are ``known`` problems."""
    try:
        gone = [one for one in store.inventory.missing() if one not in known]
    except StoreError:
        return []
    if len(gone) > MOST_NAMED:
        return [ManyMissing("", "", store.home.data, "", has_earlier=False, count=len(gone))]
    files = [(table, id_, store.folders.folder(table).file(id_)) for table, id_ in gone]
    return [Missing(*one, "", has_earlier=False) for one in files]
