"""The app's way into the store: as its one writer, or as a reader while somebody else writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from agendas.words import _
from storage.cipher import PLAIN, Cipher
from storage.recovery import recover_talks
from storage.sitting import InUse, Sitting
from storage.store import Store, open_store

if TYPE_CHECKING:
    from storage.home import Home


class Door:
    """Opens the store of a home for a sitting, and closes it."""

    def __init__(self, home: Home, now: Callable[[], dt.datetime]) -> None:
        """Stand before ``home``; ``now`` tells aware times."""
        self._home = home
        self._now = now
        self._cipher: Cipher = PLAIN
        self._sitting: Sitting | None = None
        self._store: Store | None = None
        self.read_only = ""
        """Why nothing can be changed, in one line; empty where it can."""
        self.problems: list[str] = []
        """What could not be taken up of what a crash had left, a line each."""

    def open(self, cipher: Cipher = PLAIN) -> Store:
        """Open the store: to be changed if nobody else has it open, else to be read.

        Raises:
            StoreError: The folders can't be made.
        """
        self._cipher = cipher
        if self._sit_down():
            return self._open_to_write()
        self._store = open_store(self._home, self._now, cipher, read_only=True)
        return self._store

    def take_over(self) -> Store | None:
        """Open the store to be changed, if the other has closed it by now; None if not.

        Raises:
            StoreError: See `open`.
        """
        return self._open_to_write() if self._sit_down() else None

    def close(self) -> None:
        """Close the store and let others in."""
        if self._store is not None:
            self._store.close()
        if self._sitting is not None:
            self._sitting.end()
        self._store = self._sitting = None

    def _sit_down(self) -> bool:
        try:
            self._sitting = Sitting(self._home.state, self._now())
        except InUse as error:
            words = _("{reason} Until then you can read here.")
            self.read_only = words.format(reason=error)
            return False
        self.read_only = ""
        return True

    def _open_to_write(self) -> Store:
        self._store = open_store(self._home, self._now, self._cipher)
        self.problems = recover_talks(self._store)
        return self._store
