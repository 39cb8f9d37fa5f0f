"""The lock of a store: two small files in the data folder, each with the store's one key.

``identity.age`` holds the key as ``age-keygen`` writes it, encrypted with the passphrase;
``recovery.age`` holds the same, encrypted to the recovery key, which is kept nowhere but on the
user's paper. A store is locked if and only if ``identity.age`` is there. Both lie beside the
documents, so that whatever syncs or backs these up takes the lock along.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from agendas.words import _
from storage.cipher import Age
from storage.errors import StoreError, could_not_read, could_not_save
from storage.files import make_folder, remove, write_atomically
from storage.passphrase import BadKeyFile, WrongPassphrase, unwrap, unwrap_aside, wrap

if TYPE_CHECKING:
    from pyrage.x25519 import Identity  # type: ignore[import-untyped]

SECRET = "AGE-SECRET-KEY-1"
"""What every secret key of age begins with."""


class LockChanged(StoreError):
    """The store was locked, unlocked or locked anew after it was opened."""


class Vault:
    """The lock of the store whose data folder is ``data``."""

    def __init__(self, data: Path) -> None:
        """Look at ``data``, which may not exist yet."""
        self._identity = data / "identity.age"
        self._recovery = data / "recovery.age"

    @property
    def seal(self) -> bytes | None:
        """What stands in the key file; None where the store isn't locked.

        Raises:
            StoreError: It can't be read.
        """
        return _content(self._identity)

    @property
    def locked(self) -> bool:
        """Whether the store is locked; see `seal`."""
        return self.seal is not None

    def check(self, seal: bytes | None) -> None:
        """Make sure that the lock is still as it was when it looked like ``seal``.

        Raises:
            LockChanged: It isn't.
        """
        if self.seal != seal:
            words = _(
                "The store was locked or unlocked elsewhere. Close Samtale and open it again."
            )
            raise LockChanged(words)

    # Opening

    def open(self, secret: str) -> Age:
        """Return the cipher that the passphrase, or the recovery key, gives access to.

        Takes a second and a half with the passphrase, and no other thread runs meanwhile.

        Raises:
            WrongPassphrase: ``secret`` is neither.
            StoreError: The key can't be read, or the store isn't locked.
        """
        seal = self._sealed()
        key = self._recovered(secret) if is_recovery_key(secret) else unwrap(seal, secret)
        return Age(_identity_in(key), seal)

    async def open_aside(self, secret: str) -> Age:
        """Do what `open` does without holding up the event loop."""
        seal = self._sealed()
        if is_recovery_key(secret):
            key = self._recovered(secret)
        else:
            key = await unwrap_aside(seal, secret)
        return Age(_identity_in(key), seal)

    # Changing the lock; the caller holds the sitting and the write lock

    def make(self, passphrase: str, now: dt.datetime) -> tuple[Age, str]:
        """Lock the store with a new key; return its cipher and the recovery key.

        The key file is written last: until it is there, the store isn't locked.

        Raises:
            StoreError: The lock can't be written.
        """
        import pyrage  # type: ignore[import-untyped]

        identity = pyrage.x25519.Identity.generate()
        recovery_key = self._write_recovery(identity, now)
        seal = self._write_identity(identity, passphrase, now)
        return Age(identity, seal), recovery_key

    def change(self, cipher: Age, passphrase: str, now: dt.datetime) -> str:
        """Let a new passphrase open the store, and a new recovery key, which is returned.

        The store's key, and with it every other file, stays as it is.

        Raises:
            StoreError: The lock can't be written.
        """
        self._write_identity(cipher.identity, passphrase, now)
        return self._write_recovery(cipher.identity, now)

    def remove(self) -> None:
        """Take the lock away; nothing may be encrypted any more.

        Raises:
            StoreError: It can't be removed.
        """
        for file in (self._identity, self._recovery):
            try:
                remove(file)
            except OSError as error:
                raise could_not_save(file, error) from error

    def _write_identity(self, identity: Identity, passphrase: str, now: dt.datetime) -> bytes:
        seal = wrap(_key_text(identity, now), passphrase)
        _write(self._identity, seal)
        return seal

    def _write_recovery(self, identity: Identity, now: dt.datetime) -> str:
        import pyrage

        recovery = pyrage.x25519.Identity.generate()
        text = _key_text(identity, now)
        _write(self._recovery, bytes(pyrage.encrypt(text, [recovery.to_public()])))
        return str(recovery)

    def _sealed(self) -> bytes:
        seal = self.seal
        if seal is None:
            raise LockChanged(_("The store is not locked."))
        return seal

    def _recovered(self, recovery_key: str) -> bytes:
        import pyrage

        words = _("That recovery key does not open the store. Look for a newer one.")
        content = _content(self._recovery)
        if content is None:
            missing = _("{file} is not there, so the recovery key opens nothing. Use a backup.")
            raise BadKeyFile(missing.format(file=self._recovery))
        try:
            key = pyrage.x25519.Identity.from_str("".join(recovery_key.split()).upper())
            return bytes(pyrage.decrypt(content, [key]))
        except (pyrage.IdentityError, pyrage.DecryptError) as error:
            raise WrongPassphrase(words) from error


def is_recovery_key(secret: str) -> bool:
    """Return whether ``secret`` is a recovery key, however it is spaced, and no passphrase."""
    return "".join(secret.split()).upper().startswith(SECRET)


def _key_text(identity: Identity, now: dt.datetime) -> bytes:
    """Return a key as ``age-keygen`` writes it."""
    created = now.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    return f"# created: {created}Z\n# public key: {identity.to_public()}\n{identity}\n".encode()


def _identity_in(key: bytes) -> Identity:
    import pyrage

    lines = [line for line in key.decode(errors="replace").split() if line.startswith(SECRET)]
    try:
        return pyrage.x25519.Identity.from_str(lines[0] if lines else "")
    except pyrage.IdentityError as error:
        words = _("The store's key file holds no key of age. Put back a copy from a backup.")
        raise BadKeyFile(words) from error


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise could_not_read(file, error) from error


def _write(file: Path, content: bytes) -> None:
    try:
        make_folder(file.parent)
        write_atomically(file, content)
    except OSError as error:
        raise could_not_save(file, error) from error
