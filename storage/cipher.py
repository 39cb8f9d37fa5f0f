"""Encryption at rest: what every file of the store passes through on its way to disk and back.

A file is either plain or one whole age file, and its first bytes tell which: so a store that is
being locked or unlocked can be read at every moment in between. See https://age-encryption.org/v1
for the format.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

AGE_HEADER = b"age-encryption.org/v1\n"
"""The first line of every age file."""


class Encrypted(Exception):
    """The data is encrypted, and there is no key at hand to open it."""


def is_encrypted(data: bytes) -> bool:
    """Return whether ``data`` is an age file, or the beginning of one."""
    return data.startswith(AGE_HEADER)


class Cipher(ABC):
    """Turns the content of a file into what stands on the disk, and back."""

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
            raise Encrypted
        return data


PLAIN = Plain()
"""The cipher of a store that isn't locked."""
