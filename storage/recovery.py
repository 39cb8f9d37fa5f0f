"""What a crash left behind, taken up at the next start."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from storage.errors import NotFound, StaleError, StoreError, could_not_save
from storage.files import remove, sweep
from storage.sitting import WriteLock

if TYPE_CHECKING:
    from storage.home import Home
    from storage.store import Store


def sweep_up(home: Home) -> list[str]:
    """Remove half-written files from everywhere but the tables; return what could not be done.

    The caller has the sitting. A table is swept before the first change in it.
    """
    folders = [home.data, home.config, home.state, *home.state.glob("*")]
    try:
        with WriteLock(home.state).held():
            for folder in folders:
                if folder.is_dir():
                    sweep(folder)
    except OSError as error:
        return [str(could_not_save(Path(error.filename or home.state), error))]
    except StoreError as error:
        return [str(error)]
    return []


def recover_talks(store: Store) -> list[str]:
    """Save each talk that has a journal as a document; return what could not be, a line each.

    Where another machine's version has taken the document's place since, the talk is kept beside
    it as a second version.

    A journal is removed only when its talk is durable, so what fails now is tried again at the
    next start, or when the talk is opened. One that holds nothing, of a talk that was not saved
    before the crash, is removed as well.
    """
    problems = []
    for conversation_id in store.under_way():
        journal = store.journal_path(conversation_id)
        try:
            _take_up(store, conversation_id)
            remove(journal)
        except OSError as error:
            problems.append(str(could_not_save(journal, error)))
        except StoreError as error:
            problems.append(str(error))
    return problems


def _take_up(store: Store, conversation_id: str) -> None:
    try:
        talk = store.recover(conversation_id)
    except NotFound:
        return
    try:
        store.save(talk)
    except StaleError:
        store.keep_beside(talk)
