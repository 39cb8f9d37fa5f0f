"""The app's way into the store: as its one writer, or as a reader while somebody else writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from agendas.words import _
from storage.cipher import PLAIN, Age, Cipher
from storage.errors import StoreError
from storage.migration import is_behind
from storage.progress import untold
from storage.recovery import recover_talks, sweep_up
from storage.shared_mark import SharedMark
from storage.sitting import InUse, Sitting
from storage.store import Store, open_store
from tui import __version__

if TYPE_CHECKING:
    from storage.home import Home
    from storage.progress import Progress


class Door:
    """Opens the store of a home for a sitting, and closes it."""

    def __init__(self, home: Home, now: Callable[[], dt.datetime]) -> None:
        """Stand before ``home``; ``now`` tells aware times."""
        self._home = home
        self._now = now
        self._cipher: Cipher = PLAIN
        self._progress: Progress = untold
        self._sitting: Sitting | None = None
        self._store: Store | None = None
        self.shared_mark = SharedMark(home.state)
        """Tells other processes whether somebody else sees the screen."""
        self.read_only = ""
        """Why nothing can be changed, in one line; empty where it can."""
        self.problems: list[str] = []
        """What could not be taken up of what a crash had left, and what else there is to say."""

    def open(self, cipher: Cipher = PLAIN, progress: Progress = untold) -> Store:
        """Open the store: to be changed if nobody else has it open, else to be read.

        Whatever is still plain in a locked store is encrypted first, and what an older version
        has written is brought up; ``progress`` is told, also of lists that have to be made anew,
        and what it raises leaves all of it to the next time.

        Raises:
            StoreError: The folders can't be made.
        """
        self._cipher = cipher
        self._progress = progress
        try:
            if self._sit_down():
                return self._open_to_write()
            return self._ready(open_store(self._home, self._now, cipher, read_only=True))
        finally:
            self._progress = untold

    @property
    def may_lock(self) -> bool:
        """Whether the store is plain, and nobody else has it open."""
        return self._cipher is PLAIN and self._sitting is not None

    def lock(self, passphrase: str) -> str:
        """Close the store and lock it; return the recovery key. What is closed is to be reopened.

        Where the lock is there and something stays plain, whoever opens the store goes on with it.

        Raises:
            StoreError: The store isn't locked, and nothing was changed.
        """
        from storage.conversion import lock

        recovery_keys: list[str] = []
        if self._store is not None:
            self._store.close()
        try:
            lock(self._home, passphrase, self._now(), recovery_keys.append, self._progress)
        except StoreError:
            if not recovery_keys:
                raise
        return recovery_keys[0]

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
        self.shared_mark.put(False)
        self._store = self._sitting = None
        self._cipher = PLAIN

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
        trouble = sweep_up(self._home) + self._finish_conversion()
        said = self._upgrade()
        store = self._ready(open_store(self._home, self._now, self._cipher))
        self.problems = trouble + said + recover_talks(store)
        return store

    def _ready(self, store: Store) -> Store:
        """Have the lists of the first screen read."""
        self._store = store
        store.progress = lambda done, of_all: self._progress(done, of_all)
        with suppress(StoreError):  # which the screen will say
            store.people()
        return store

    def _upgrade(self) -> list[str]:
        """Bring up what an older version has written; return what there is to say."""
        if not is_behind(self._home.state):
            return []
        from storage.upgrade import upgrade

        return upgrade(
            self._home,
            self._cipher,
            now=self._now,
            program=__version__,
            progress=self._progress,
        )

    def _finish_conversion(self) -> list[str]:
        """Go on with a lock that was interrupted; return what there is to say, a line each."""
        if not isinstance(self._cipher, Age):
            return []
        from storage.conversion import finish_locking, is_half_unlocked

        if is_half_unlocked(self._home):
            words = _(
                "Unlocking was interrupted: “samtale unlock” goes on, “samtale lock” goes back."
            )
            return [words]
        try:
            finish_locking(self._home, self._cipher, self._progress)
        except StoreError as error:
            return [str(error)]
        return []
