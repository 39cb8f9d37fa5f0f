"""``samtale lock`` and ``samtale unlock``: encryption at rest, turned on and off."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from agendas.words import _, ngettext
from storage import conversion
from storage.cipher import PLAIN, Age
from storage.errors import StoreError
from storage.home import Home
from storage.recovery import recover_talks
from storage.sitting import Sitting
from storage.store import open_store
from storage.text import one_line
from storage.vault import Vault
from tui import keeping
from tui.failure import Failure, WrongUse
from tui.progress import waiting
from tui.settings import SettingsError, read_settings, write_setting
from tui.vault_key import new_passphrase, opened
from tui.vault_keyring import KeyringTrouble, ask_first, forget, remember


def lock_store(home: Home, *, change: bool, keyring: bool) -> int:
    """Encrypt all that is kept, or go on with that; or, to ``change``, choose a new passphrase.

    ``keyring`` has the system's keyring keep the passphrase from now on; where it won't, nothing
    is changed.
    """
    with _alone(home):
        locked = Vault(home.data).locked
        if change and not locked:
            raise WrongUse(_("the store is not locked; “samtale lock” locks it"))
        keyring = keyring or (change and _uses_keyring(home))
        if keyring:
            _ask_keyring()
        if not locked:
            passphrase = _lock(home)
        elif change:
            passphrase = _change(home)
        else:
            passphrase = _go_on(home, ask=keyring)
        if keyring:
            _keep_in_keyring(home, passphrase)
    return 0


def unlock_store(home: Home) -> int:
    """Make all that is kept plain again; return 1 where the key doesn't open some of it."""
    with _alone(home):
        if not Vault(home.data).locked:
            print(_("The store is not locked."))
            return 0
        cipher = opened(home)[0]
        stays = _("Not all is plain yet: “samtale unlock” goes on, “samtale lock” goes back.")
        with waiting(_("Unlocking"), left=stays) as progress:
            done, left = conversion.unlock(home, cipher, progress)
    words = ngettext(
        "The store is unlocked: {n} file is plain again.",
        "The store is unlocked: {n} files are plain again.",
        done,
    )
    print(words.format(n=done))
    if _uses_keyring(home):
        forget(home)
        _set_keyring(home, False)
    for file in left:
        words = _("{file} is damaged or of another key, and stays as it is")
        _complain(words.format(file=file))
    return 1 if left else 0


def _lock(home: Home) -> str:
    """Lock a plain store; return the passphrase."""
    keeping.bring_up(home, PLAIN)
    store = open_store(home, keeping.local_now)
    problems = recover_talks(store)
    store.close()
    for problem in problems:
        _complain(problem)
    passphrase = new_passphrase(os.environ, changing=False)
    now = keeping.local_now()
    cipher = conversion.begin_locking(home, passphrase, now, _show_recovery_key)
    _say_how_many(_encrypt(home, cipher))
    print(
        _(
            "A disk may remember what was overwritten, and so do backups and sync services:"
            " encrypt the whole disk too, and remove copies from before."
        )
    )
    return passphrase


def _change(home: Home) -> str:
    """Choose a new passphrase for a locked store; return it."""
    cipher, _old = opened(home)
    passphrase = new_passphrase(os.environ, changing=True)
    _show_recovery_key(conversion.change_passphrase(home, cipher, passphrase, keeping.local_now()))
    print(
        _(
            "The passphrase is changed. The key behind it stays, so an old copy of identity.age"
            " still opens with the old one: unlock and lock again for a new key."
        )
    )
    return passphrase


def _go_on(home: Home, *, ask: bool) -> str:
    """Encrypt what is plain in a locked store; return the passphrase, where it was needed."""
    if not (ask or conversion.plain_files(home) or conversion.is_half_unlocked(home)):
        print(_("The store is locked already."))
        return ""
    cipher, passphrase = opened(home)
    _say_how_many(_encrypt(home, cipher))
    return passphrase


def _encrypt(home: Home, cipher: Age) -> int:
    left = _("The store is locked, but not all is encrypted yet: “samtale lock” goes on.")
    with waiting(_("Encrypting"), left=left) as progress:
        return conversion.finish_locking(home, cipher, progress)


def _ask_keyring() -> None:
    try:
        ask_first()
    except KeyringTrouble as error:
        words = _("Nothing was changed. {reason}")
        raise Failure(words.format(reason=error)) from error


def _keep_in_keyring(home: Home, passphrase: str) -> None:
    try:
        remember(home, passphrase)
    except KeyringTrouble as error:
        raise Failure(str(error)) from error
    _set_keyring(home, True)
    print(_("The system's keyring keeps the passphrase."))


def _uses_keyring(home: Home) -> bool:
    return read_settings(home.config / "settings.toml")[0].keyring


def _set_keyring(home: Home, used: bool) -> None:
    try:
        write_setting(home.config / "settings.toml", "keyring", used)
    except SettingsError as error:
        raise Failure(str(error)) from error


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """Be the only one in the store for the length of a block; raises Failure where that fails."""
    try:
        sitting = Sitting(home.state, keeping.local_now())
        try:
            yield
        finally:
            sitting.end()
    except StoreError as error:
        raise Failure(str(error)) from error


def _show_recovery_key(recovery_key: str) -> None:
    print(
        _(
            "The recovery key opens the store if the passphrase is forgotten. It is shown this"
            " once and kept nowhere: write it down, and keep it away from the machine."
        )
    )
    print(f"\n  {recovery_key}\n", flush=True)


def _say_how_many(done: int) -> None:
    words = ngettext(
        "The store is locked: {n} file is encrypted.",
        "The store is locked: {n} files are encrypted.",
        done,
    )
    print(words.format(n=done))


def _complain(problem: str) -> None:
    print(f"samtale: {one_line(problem)}", file=sys.stderr)
