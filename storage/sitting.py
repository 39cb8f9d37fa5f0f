"""One writer: who may change the store, and who does so now.

Two locks lie in the state folder, which no sync program carries away. The *sitting* is held by
the app for as long as it is open, and by a command that changes the whole store; where somebody
else holds it, the app only reads. The *write lock* is held for the moment of one change, by
everybody, so that a command such as ``samtale import`` can add to a store that the app has open.
The system gives both back when their process ends, however it ends.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from agendas.words import _
from storage.envelope import encode
from storage.errors import ReadOnly, could_not_save
from storage.files import make_folder, write_atomically

if TYPE_CHECKING:
    from filelock import BaseFileLock

    from storage.cipher import Cipher
    from storage.vault import Vault

PATIENCE = 10.0
"""Seconds that a change waits for another process to finish its own."""

LOOK = 0.002
"""Seconds between two looks at the lock: about as long as a save, or a busy other gets it all."""


class Holder(msgspec.Struct, frozen=True):
    """The process that has the store open for changes."""

    pid: int
    host: str
    user: str
    since: dt.datetime

    def __str__(self) -> str:
        """Say who it is and since when, in words that fit into a sentence."""
        return _("process {pid} on {host}, since {time}").format(
            pid=self.pid, host=self.host, time=f"{self.since:%d.%m. %H:%M}"
        )


class InUse(ReadOnly):
    """Somebody else has the sitting."""

    def __init__(self, holder: Holder | None) -> None:
        """Name ``holder``; None where it could not be told."""
        words = _("Samtale is open in another window ({holder}). Close it there first.")
        super().__init__(words.format(holder=holder or "?"))
        self.holder = holder


class Sitting:
    """The right of this process to change the store until it is ended."""

    def __init__(self, state: Path, now: dt.datetime) -> None:
        """Take the sitting of the store whose state folder is ``state``.

        Raises:
            InUse: Another process has it.
            StoreError: The lock can't be made.
        """
        from filelock import FileLock, Timeout

        try:
            make_folder(state)
            self._lock = FileLock(state / "sitting.lock", mode=0o600, thread_local=False)
            self._lock.acquire(timeout=0)
        except Timeout:
            raise InUse(_holder(state)) from None
        except OSError as error:
            raise could_not_save(state / "sitting.lock", error) from error
        import socket

        self._note = state / "sitting.json"
        holder = Holder(os.getpid(), socket.gethostname(), _user(), now)
        with suppress(OSError):  # a note for others; what counts is the lock
            write_atomically(self._note, encode(holder))

    def end(self) -> None:
        """Give the sitting back; calling it again does nothing."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._lock.release()


class WriteLock:
    """Held for one change, by one process at a time; a thread that has it may take it again."""

    def __init__(self, state: Path) -> None:
        """Lock changes of the store whose state folder is ``state``."""
        self._path = state / "write.lock"
        self._lock: BaseFileLock | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; wait for whoever has it.

        Raises:
            ReadOnly: The other has not finished in ten seconds.
            StoreError: The lock can't be had.
        """
        from filelock import FileLock, Timeout

        if self._lock is None:
            self._lock = FileLock(
                self._path, timeout=PATIENCE, mode=0o600, thread_local=False, poll_interval=LOOK
            )
        try:
            self._lock.acquire()
        except Timeout:
            words = _("Another Samtale is busy saving. Try again in a moment.")
            raise ReadOnly(words) from None
        except OSError as error:
            raise could_not_save(self._path, error) from error
        try:
            yield
        finally:
            self._lock.release()


class OneWriter:
    """Who changes an open store: one thread of one process, as long as its key is the right one."""

    def __init__(self, vault: Vault, cipher: Cipher, state: Path, *, read_only: bool) -> None:
        """Let the store be changed whose state folder is ``state``, unless it is ``read_only``."""
        self.read_only = read_only
        self._vault, self._cipher = vault, cipher
        self._thread = threading.RLock()
        self._write_lock = WriteLock(state)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only one, in this process and on this machine, who changes the store.

        Raises:
            ReadOnly: Nothing may be changed, or somebody else is too slow.
            LockChanged: It was locked or unlocked meanwhile, so this key isn't the one to use.
            StoreError: The lock can't be had.
        """
        self.refuse_if_read_only()
        with self.held():
            yield

    @contextmanager
    def held(self) -> Iterator[None]:
        """Be the only one who writes, even where the store is only read; see `writing`."""
        with self._thread, self._write_lock.held():
            self.check_lock()
            yield

    def check_lock(self) -> None:
        """Make sure that the store wasn't locked or unlocked meanwhile; raise `LockChanged`."""
        self._vault.check(self._cipher.seal)

    def check_right(self) -> None:
        """Make sure that a file that nobody else writes may be changed; raises as `writing`."""
        self.refuse_if_read_only()
        self.check_lock()

    def refuse_if_read_only(self) -> None:
        """Raise `ReadOnly` where somebody else has the sitting."""
        if self.read_only:
            words = _("Samtale is open in another window, so nothing is saved here.")
            raise ReadOnly(words)


def _holder(state: Path) -> Holder | None:
    try:
        return msgspec.json.decode((state / "sitting.json").read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
