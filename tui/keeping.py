"""The store as a command uses it: opened, closed again, its troubles said in one line."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import TYPE_CHECKING

from agendas.words import _
from storage.cipher import Cipher
from storage.errors import StoreError
from storage.home import Home
from storage.migration import is_behind
from storage.sitting import InUse, Sitting
from storage.store import Store, open_store
from storage.text import one_line
from tui import __version__
from tui.failure import Failure
from tui.progress import Told, waiting
from tui.settings import read_settings
from tui.vault_key import cipher_for

if TYPE_CHECKING:
    from storage.progress import Progress


@contextmanager
def kept(home: Home, *, tidy: bool = True) -> Iterator[Store]:
    """Open the store of ``home`` for the length of a ``with`` block; ask where it is locked.

    A command that is to be as quick on a large store as on a small one isn't ``tidy``: it leaves
    the catalog, and what a crash has left, to the next one, unless it had to make lists anew.

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
        with in_use(store, tidy=tidy):
            yield store
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

        left = _("Not all is brought up to this version yet; the next start goes on.")
        with waiting(_("Bringing all up to this version"), left=left) as progress:
            said = upgrade(home, cipher, now=local_now, program=__version__, progress=progress)
        for line in said:
            print(f"samtale: {one_line(line)}", file=sys.stderr)


@contextmanager
def in_use(store: Store, *, tidy: bool = True) -> Iterator[None]:
    """Say how far lists are that are made anew in a block, and close the store at its end, if
    ``tidy`` or if lists were made anew; one that is left by ``^C`` waits for nothing more.
    """
    said = Told(_("Making the lists anew"))
    store.progress = said.tell
    waits = True
    try:
        yield
    except KeyboardInterrupt:
        said.wipe()
        waits = False
        raise
    finally:
        if waits and (tidy or said.told):
            close(store)


def close(store: Store) -> None:
    """Close a store; see `closing`."""
    with closing() as store.progress:
        store.close()


def closing() -> AbstractContextManager[Progress]:
    """Return what says that the lists are written down in its block, if that takes long."""
    left = _("All is kept; only what makes the next start quick isn't written down.")
    return waiting(_("Writing the lists"), left=left)


def local_now() -> dt.datetime:
    """Return the time in the machine's own zone."""
    return dt.datetime.now().astimezone()
