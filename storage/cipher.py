"""Encryption at rest: what every file of the store passes through on its way to disk and back.

A file is either plain or one whole age file, and its first bytes tell which: so a store that is
being locked or unlocked can be read at every moment in between. See https://age-encryption.org/v1
for the format.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from agendas.words import _

if TYPE_CHECKING:
    from pyrage.x25519 import Identity  # type: ignore[import-untyped]

AGE_HEADER = b"age-encryption.org/v1\n"
"""The first line of every age file."""


class Encrypted(Exception):
    """The data is encrypted, and the key at hand, if any, isn't its own.

    The message is the reason, in the user's language.
    """


def is_encrypted(data: bytes) -> bool:
    """Return whether ``data`` is an age file, or the beginning of one."""
    return data.startswith(AGE_HEADER)


class Cipher(ABC):
    """Turns the content of a file into what stands on the disk, and back."""

    seal: bytes | None = None
    """What stood in the store's key file when the key was had from there; None for no lock."""

    @abstractmethod
    def encrypt(self, data: bytes) -> bytes:
        """Return what to write to the disk."""

    @abstractmethod
    def decrypt(self, data: bytes) -> bytes:
        """Return the content of what stands on the disk.

        Raises:
            ValueError: It is damaged; the message is the reason, in the user's language.
            Encrypted: There is no key for it.
        """

    def protect(self, data: bytes) -> bytes:
        """Return ``data`` as it may lie on the disk: encrypted unless it is so already."""
        return data if is_encrypted(data) else self.encrypt(data)


class Plain(Cipher):
    """No encryption: the content stands on the disk as it is."""

    def encrypt(self, data: bytes) -> bytes:
        """Return ``data``."""
        return data

    def decrypt(self, data: bytes) -> bytes:
        """Return ``data``; see `Cipher.decrypt`."""
        if is_encrypted(data):
            raise Encrypted(_("it is encrypted, and the store was opened without its passphrase"))
        return data


class Age(Cipher):
    """Encrypts with age to the store's one key; what isn't encrypted is read as it is."""

    def __init__(self, identity: Identity, seal: bytes) -> None:
        """Use the key ``identity``, which was had from a key file that held ``seal``."""
        self.seal = seal
        self._identity: Identity | None = identity
        self._recipient = identity.to_public()

    @property
    def identity(self) -> Identity:
        """The store's key; whoever has it can read everything.

        Raises:
            Encrypted: It was forgotten.
        """
        if self._identity is None:
            raise Encrypted(_("it is encrypted, and the store was locked again"))
        return self._identity

    def forget(self) -> None:
        """Forget the key: nothing can be decrypted any more, and the store isn't written to."""
        self._identity = None
        self.seal = None

    def encrypt(self, data: bytes) -> bytes:
        """Return ``data`` as an age file."""
        import pyrage  # type: ignore[import-untyped]

        return bytes(pyrage.encrypt(data, [self._recipient]))

    def decrypt(self, data: bytes) -> bytes:
        """Return the content of an age file, or ``data`` if it is none; see `Cipher.decrypt`."""
        import pyrage

        if not is_encrypted(data):
            return data
        try:
            return bytes(pyrage.decrypt(data, [self.identity]))
        except pyrage.DecryptError as error:
            if str(error) == _NO_KEY_FITS:
                reason = _("it was encrypted with another key, or its first lines are damaged")
                raise Encrypted(reason) from error
            raise ValueError(_("it is damaged and can't be decrypted")) from error


_NO_KEY_FITS = "No matching keys found"
"""What pyrage says where the key isn't one of those that the file was encrypted to."""

PLAIN = Plain()
"""The cipher of a store that isn't locked."""
