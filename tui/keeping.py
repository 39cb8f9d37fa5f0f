"""The store as a command uses it: opened, closed again, its troubles said in one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from storage.errors import StoreError
from storage.home import Home
from storage.store import Store, open_store
from tui.failure import Failure
from tui.vault_key import cipher_for


@contextmanager
def kept(home: Home) -> Iterator[Store]:
    """Open the store of ``home`` for the length of a ``with`` block; ask where it is locked.

    Raises Failure where something can't be read or kept.
    """
    try:
        store = open_store(home, now=local_now, cipher=cipher_for(home))
        try:
            yield store
        finally:
            store.close()
    except StoreError as error:
        raise Failure(str(error)) from error


def local_now() -> dt.datetime:
    """Return the time in the machine's own zone."""
    return dt.datetime.now().astimezone()
