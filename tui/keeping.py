"""The store as a command uses it: opened, closed again, its troubles said in one line."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from storage.cipher import Cipher
from storage.errors import StoreError
from storage.home import Home
from storage.migration import is_behind
from storage.sitting import InUse, Sitting
from storage.store import Store, open_store
from storage.text import one_line
from tui import __version__
from tui.failure import Failure
from tui.progress import show_progress
from tui.settings import read_settings
from tui.vault_key import cipher_for


@contextmanager
def kept(home: Home, *, tidy: bool = True) -> Iterator[Store]:
    """Open the store of ``home`` for the length of a ``with`` block; ask where it is locked.

    A command that is to be as quick on a large store as on a small one isn't ``tidy``: it leaves
    the catalog, and what a crash has left, to the next one.

    Raises Failure where something can't be read or kept.
    """
    try:
        cipher = cipher_for(home)
        if is_behind(home.state):
            with suppress(InUse), sitting_in(home):  # the app that has it has brought it up
                bring_up(home, cipher)
            tidy = True  # every document is written anew, so the next command would read them all
        store = open_store(home, now=local_now, cipher=cipher, tidy=tidy)
        store.cadence = read_settings(home.config / "settings.toml")[0].cadence
        try:
            yield store
        finally:
            if tidy:
                store.close()
    except StoreError as error:
        raise Failure(str(error)) from error


@contextmanager
def sitting_in(home: Home) -> Iterator[None]:
    """Have the sitting for the length of a ``with`` block.

    Raises:
        InUse: Somebody else has it.
    """
    sitting = Sitting(home.state, local_now())
    try:
        yield
    finally:
        sitting.end()


def bring_up(home: Home, cipher: Cipher) -> None:
    """Bring up what an older version has written, after a copy of it was made, and say so.

    The caller holds the sitting. A command that changes the store calls this before anything else.
    """
    if is_behind(home.state):
        from storage.upgrade import upgrade

        said = upgrade(home, cipher, now=local_now, program=__version__, progress=show_progress)
        for line in said:
            print(f"samtale: {one_line(line)}", file=sys.stderr)


def local_now() -> dt.datetime:
    """Return the time in the machine's own zone."""
    return dt.datetime.now().astimezone()
