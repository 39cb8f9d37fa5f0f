"""The passphrase in the system's keyring, for those who have chosen to keep it there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from agendas.words import _
from storage.home import Home

if TYPE_CHECKING:
    from types import ModuleType

SERVICE = "samtale"
"""What the entry in the keyring is called; its user name is the data folder."""
_TRIAL = "trial"


class KeyringTrouble(Exception):
    """The keyring can't be used, said in one line."""


def ask_first() -> None:
    """Make sure that the keyring will keep a passphrase, before anything depends on it.

    Raises:
        KeyringTrouble: It can't be used, or keeps nothing.
    """
    with _keyring() as keyring:
        keyring.set_password(SERVICE, _TRIAL, _TRIAL)
        kept = keyring.get_password(SERVICE, _TRIAL)
        if kept is not None:
            keyring.delete_password(SERVICE, _TRIAL)
    if kept != _TRIAL:
        raise KeyringTrouble(_("The system's keyring does not keep what it is given."))


def remembered(home: Home) -> str:
    """Return the passphrase of the store in ``home``.

    Raises:
        KeyringTrouble: The keyring can't be used, or doesn't hold it.
    """
    with _keyring() as keyring:
        passphrase = keyring.get_password(SERVICE, str(home.data))
    if passphrase is None:
        raise KeyringTrouble(_("The keyring holds no passphrase for this store."))
    return str(passphrase)


def remember(home: Home, passphrase: str) -> None:
    """Keep the passphrase of the store in ``home``.

    Raises:
        KeyringTrouble: The keyring can't be used.
    """
    with _keyring() as keyring:
        keyring.set_password(SERVICE, str(home.data), passphrase)


def forget(home: Home) -> None:
    """Take the passphrase of the store in ``home`` out, if it is there."""
    with suppress(KeyringTrouble), _keyring() as keyring:
        keyring.delete_password(SERVICE, str(home.data))


@contextmanager
def _keyring() -> Iterator[ModuleType]:
    """Give the library for the length of a block; what it says is said in one line."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        words = _("The keyring needs a library: pip install 'samtale[keyring]'.")
        raise KeyringTrouble(words) from error
    try:
        yield keyring
    except KeyringError as error:
        words = _("The system's keyring can't be used: {reason}")
        raise KeyringTrouble(words.format(reason=error or type(error).__name__)) from error
