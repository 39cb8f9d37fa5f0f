"""What a crash left behind, taken up at the next start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from storage.autosave import Autosave
from storage.errors import StoreError

if TYPE_CHECKING:
    from storage.store import Store


def recover_talks(store: Store, now: Callable[[], dt.datetime]) -> list[str]:
    """Save each talk that has a journal as a document; return what could not be, a line each.

    A journal is removed only when its talk is durable, so what fails now is tried again at the
    next start, or when the talk is opened.
    """
    problems = []
    for conversation_id in store.under_way():
        try:
            conversation = store.recover(conversation_id)
        except StoreError as error:
            problems.append(str(error))
            continue
        status = Autosave(store, conversation, now, lambda _status: None).close()
        if status.problem is not None:
            problems.append(status.problem)
    return problems
