"""The passphrase of a locked store: what makes a good one, and the key file that it opens.

The key file is an age file of its own, made with age's scrypt recipient, so that
``age -d -i identity.age FILE`` asks for the passphrase and opens FILE. Scrypt is made to be slow:
about a second each time, in which pyrage lets no other thread of the process run.
"""

from __future__ import annotations

import unicodedata

from agendas.words import _
from storage.errors import StoreError

LEAST = 8
"""The fewest characters of a passphrase; a shorter one is soon tried out."""

_WRONG = "Decryption failed"
"""What pyrage says of a passphrase that doesn't fit."""


class WeakPassphrase(StoreError):
    """The passphrase is too short to protect anything."""


class WrongPassphrase(StoreError):
    """The passphrase, or the recovery key, isn't the one of this store."""

    def __init__(self, words: str = "") -> None:
        """Say so, in ``words`` or in the usual ones."""
        super().__init__(words or _("That passphrase does not open the store. Try again."))


class BadKeyFile(StoreError):
    """The file with the store's key can't be read; the recovery key may still open the store."""


def check_new(passphrase: str) -> None:
    """Raise `WeakPassphrase` unless ``passphrase`` will do for a new lock."""
    if len(normal(passphrase)) < LEAST:
        words = _(
            "A passphrase needs at least {n} characters: shorter ones are soon tried out."
            " Four or five words that don't belong together are good, and easy to remember."
        )
        raise WeakPassphrase(words.format(n=LEAST))


def normal(passphrase: str) -> str:
    """Return ``passphrase`` as it is used: composed (NFC), as most keyboards type it.

    macOS may give ``å`` as two code points where Linux gives one.
    """
    return unicodedata.normalize("NFC", passphrase)


def wrap(content: bytes, passphrase: str) -> bytes:
    """Return a key file that ``passphrase`` opens; takes about a second and a half."""
    import pyrage  # type: ignore[import-untyped]

    return bytes(pyrage.passphrase.encrypt(content, normal(passphrase)))


def unwrap(key_file: bytes, passphrase: str) -> bytes:
    """Return the content of a key file; takes about a second and a half.

    Raises:
        WrongPassphrase: It isn't the one that the file was made with.
        BadKeyFile: It isn't a key file, or it is damaged.
    """
    import pyrage

    try:
        return bytes(pyrage.passphrase.decrypt(key_file, normal(passphrase)))
    except pyrage.DecryptError as error:
        if str(error) == _WRONG:
            raise WrongPassphrase from error
        words = _(
            "The store's key file (identity.age) is damaged. Use the recovery key, or put back"
            " a copy of the file from a backup."
        )
        raise BadKeyFile(words) from error


async def unwrap_aside(key_file: bytes, passphrase: str) -> bytes:
    """Do what `unwrap` does, in a process of its own, so that the screen lives on meanwhile.

    The passphrase goes there through a pipe: arguments and environment can be read by others.
    Where no process can be had, the work is done in this one.
    """
    import asyncio
    import sys
    from asyncio.subprocess import DEVNULL, PIPE

    from storage import unwrapping

    words = normal(passphrase).encode()
    # -P leaves the current folder out of what is imported from.
    command = (sys.executable, "-P", unwrapping.__file__)
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
    except OSError:
        return unwrap(key_file, passphrase)
    try:
        found, _nothing = await process.communicate(b"%d\n" % len(words) + words + key_file)
    except asyncio.CancelledError:
        process.kill()
        raise
    if process.returncode == unwrapping.DONE:
        return found
    if process.returncode == unwrapping.WRONG:
        raise WrongPassphrase
    return unwrap(key_file, passphrase)
