"""The app's way into the store: as its one writer, or as a reader while somebody else writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from agendas.words import _
from storage.cadence import USUAL, Cadence
from storage.cipher import PLAIN, Age, Cipher
from storage.errors import StoreError
from storage.migration import is_behind
from storage.recovery import recover_talks, sweep_up
from storage.sitting import InUse, Sitting
from storage.store import Store, open_store
from tui import __version__

if TYPE_CHECKING:
    from storage.conversion import Progress
    from storage.home import Home


class Door:
    """Opens the store of a home for a sitting, and closes it."""

    def __init__(
        self, home: Home, now: Callable[[], dt.datetime], cadence: Cadence = USUAL
    ) -> None:
        """Stand before ``home``; ``now`` tells aware times, ``cadence`` is the team's."""
        self._cadence = cadence
        self._home = home
        self._now = now
        self._cipher: Cipher = PLAIN
        self._progress: Progress = lambda _done, _all: None
        self._sitting: Sitting | None = None
        self._store: Store | None = None
        self.read_only = ""
        """Why nothing can be changed, in one line; empty where it can."""
        self.problems: list[str] = []
        """What could not be taken up of what a crash had left, and what else there is to say."""

    def open(self, cipher: Cipher = PLAIN, progress: Progress = lambda _done, _all: None) -> Store:
        """Open the store: to be changed if nobody else has it open, else to be read.

        Whatever is still plain in a locked store is encrypted first, and what an older version
        has written is brought up; ``progress`` is told.

        Raises:
            StoreError: The folders can't be made.
        """
        self._cipher = cipher
        self._progress = progress
        if self._sit_down():
            return self._open_to_write()
        self._store = open_store(self._home, self._now, cipher, read_only=True)
        self._store.cadence = self._cadence
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
        self._store = open_store(self._home, self._now, self._cipher)
        self._store.cadence = self._cadence
        self.problems = trouble + said + recover_talks(self._store)
        return self._store

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
