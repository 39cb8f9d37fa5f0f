"""The store as a command uses it: opened, closed again, its troubles said in one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from storage.errors import StoreError
from storage.home import Home
from storage.store import Store, open_store
from tui.failure import Failure
from tui.settings import read_settings
from tui.vault_key import cipher_for


@contextmanager
def kept(home: Home, *, tidy: bool = True) -> Iterator[Store]:
    """Open the store of ``home`` for the length of a ``with`` block; ask where it is locked.

    A command that is to be as quick on a large store as on a small one isn't ``tidy``: it leaves
    the catalog to the next one.

    Raises Failure where something can't be read or kept.
    """
    try:
        store = open_store(home, now=local_now, cipher=cipher_for(home))
        store.cadence = read_settings(home.config / "settings.toml")[0].cadence
        try:
            yield store
        finally:
            if tidy:
                store.close()
    except StoreError as error:
        raise Failure(str(error)) from error


def local_now() -> dt.datetime:
    """Return the time in the machine's own zone."""
    return dt.datetime.now().astimezone()
