"""A store turned from plain to encrypted, or back, file by file.

Each file is replaced whole, many in a batch, and the store opens at every moment in between, so
a conversion that was interrupted is simply begun again. The caller holds the sitting.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from agendas.words import _
from storage.batch import batch, in_batches
from storage.cipher import AGE_HEADER, Age, Encrypted, is_encrypted
from storage.errors import StoreError, reason_of
from storage.files import remove, sweep, write_atomically
from storage.progress import Progress, uninterrupted, untold
from storage.sitting import WriteLock
from storage.vault import Vault

if TYPE_CHECKING:
    from storage.home import Home


class Stopped(StoreError):
    """A conversion could not go on; all can be opened as before."""

    def __init__(self, file: Path, reason: str) -> None:
        """Blame ``file``."""
        words = _(
            "Stopped at {file}: {reason}. Nothing is lost; once that is mended, the same command"
            " goes on."
        )
        super().__init__(words.format(file=file, reason=reason))


def lock(
    home: Home,
    passphrase: str,
    now: dt.datetime,
    show_recovery_key: Callable[[str], None],
    progress: Progress = untold,
) -> int:
    """Lock a store with a new key, and encrypt all its files; return how many these were.

    The recovery key is shown as soon as it counts, before the long part.

    Raises:
        LockChanged: The store is locked already.
        StoreError: The lock can't be written, or a file can't be encrypted; where the lock is
            there, `finish_locking` goes on.
    """
    cipher = begin_locking(home, passphrase, now, show_recovery_key)
    return finish_locking(home, cipher, progress)


def begin_locking(
    home: Home, passphrase: str, now: dt.datetime, show_recovery_key: Callable[[str], None]
) -> Age:
    """Do the first part of `lock`, after which the store is locked, and nothing encrypted yet."""
    vault = Vault(home.data)
    with uninterrupted(), WriteLock(home.state).held():
        vault.check(None)
        cipher, recovery_key = vault.make(passphrase, now)
        show_recovery_key(recovery_key)
    return cipher


def change_passphrase(home: Home, cipher: Age, passphrase: str, now: dt.datetime) -> str:
    """Let a new passphrase and a new recovery key, which is returned, open a locked store.

    Raises:
        StoreError: The lock can't be written.
    """
    vault = Vault(home.data)
    with WriteLock(home.state).held():
        vault.check(cipher.seal)
        return vault.change(cipher, passphrase, now)


def finish_locking(home: Home, cipher: Age, progress: Progress = untold) -> int:
    """Encrypt whatever is still plain in a locked store; return how many files that were.

    Raises:
        StoreError: A file can't be encrypted.
    """
    done = 0
    with WriteLock(home.state).held():
        Vault(home.data).check(cipher.seal)
        _remove_note(home)
        while files := plain_files(home):
            done += _convert(files, cipher.protect, progress)
    return done


def unlock(home: Home, cipher: Age, progress: Progress = untold) -> tuple[int, list[Path]]:
    """Make all files plain again, then take the lock away.

    Returns how many files were decrypted, and those that the key doesn't open: they are left.

    Raises:
        StoreError: A file can't be decrypted because of the disk.
    """
    done, left = 0, set[Path]()

    def plain(data: bytes) -> bytes:
        with suppress(ValueError, Encrypted):
            return cipher.decrypt(data)
        return data

    with WriteLock(home.state).held():
        Vault(home.data).check(cipher.seal)
        _write_note(home)
        while files := [file for file in encrypted_files(home) if file not in left]:
            done += _convert(files, plain, progress)
            still = set(encrypted_files(home)).intersection(files)
            done -= len(still)
            left |= still
        Vault(home.data).remove()
        _remove_note(home)
    return done, sorted(left)


def is_half_unlocked(home: Home) -> bool:
    """Return whether an unlocking was interrupted; the store is locked until it is finished."""
    return _note(home).exists()


def plain_files(home: Home) -> list[Path]:
    """Return the files of a store that aren't encrypted.

    Temporary files that a crash has left are removed, for they hold the same.

    Raises:
        StoreError: A file can't be looked at.
    """
    return [file for file in _files(home) if not _begins_as_age(file)]


def encrypted_files(home: Home) -> list[Path]:
    """Return the files of a store that are encrypted; see `plain_files`."""
    return [file for file in _files(home) if _begins_as_age(file)]


def _files(home: Home) -> Iterator[Path]:
    """Go through all files that pass through the cipher.

    That is whatever lies in a folder within the data or the state folder, also copies that a
    sync program has made or set aside, and the list of exports. What else lies directly in these
    two, such as locks, the vault and the access log, tells nothing about anybody. On macOS the
    two are one, with the own agendas in it.
    """
    agendas = home.config / "agendas"
    exports = home.state / "exports.json"
    if exports.is_file():
        yield exports
    for root in dict.fromkeys((home.data, home.state)):
        for place, folders, names in os.walk(root, onerror=_stop):
            folder = Path(place)
            folders[:] = sorted(name for name in folders if folder / name != agendas)
            if folder == root:
                continue
            try:
                sweep(folder)
            except OSError as error:
                raise Stopped(folder, reason_of(error)) from error
            files = (folder / name for name in sorted(names))
            yield from (file for file in files if file.is_file() and not file.is_symlink())


def _begins_as_age(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return is_encrypted(opened.read(len(AGE_HEADER)))
    except OSError as error:
        raise Stopped(file, reason_of(error)) from error


def _convert(files: list[Path], change: Callable[[bytes], bytes], progress: Progress) -> int:
    done = 0
    for some in in_batches(files):
        progress(done, len(files))
        try:
            with batch() as write:
                for place in some:
                    with suppress(FileNotFoundError):
                        before = place.read_bytes()
                        if (after := change(before)) != before:
                            write(place, after)
                place = place.parent  # of the last one: they become durable together
        except OSError as error:
            raise Stopped(place, reason_of(error)) from error
        done += len(some)
    progress(done, len(files))
    return done


def _note(home: Home) -> Path:
    """Return the file that is there while a store is being unlocked."""
    return home.state / "unlocking"


def _write_note(home: Home) -> None:
    try:
        write_atomically(_note(home), b"")
    except OSError as error:
        raise Stopped(_note(home), reason_of(error)) from error


def _remove_note(home: Home) -> None:
    try:
        remove(_note(home))
    except OSError as error:
        raise Stopped(_note(home), reason_of(error)) from error


def _stop(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise Stopped(Path(error.filename), reason_of(error)) from error
