"""Where the passphrase of a locked store comes from: a file, the system's keyring, the terminal."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from agendas.words import _
from storage.cipher import PLAIN, Age, Cipher
from storage.errors import StoreError, reason_of
from storage.files import BINARY
from storage.home import Home
from storage.passphrase import WrongPassphrase, check_new, normal
from storage.vault import Vault
from tui.failure import Failure, WrongUse
from tui.settings import read_settings

FILE = "SAMTALE_PASSPHRASE_FILE"
"""Names a file that holds the passphrase, for programs that start Samtale."""
NEW_FILE = "SAMTALE_NEW_PASSPHRASE_FILE"
"""Names a file that holds the passphrase to lock with."""
MAX_BYTES = 4096
ATTEMPTS = 3
"""How often the passphrase is asked for."""


class NotGiven(StoreError):
    """The file or the keyring that was to give the passphrase doesn't."""


def cipher_for(home: Home) -> Cipher:
    """Return what the store of ``home`` is read and written through; ask where it is locked.

    Raises:
        Failure: There is no right passphrase to be had.
        StoreError: The lock can't be read.
    """
    return opened(home)[0] if Vault(home.data).locked else PLAIN


def opened(home: Home) -> tuple[Age, str]:
    """Return the cipher of a locked store, and the passphrase from wherever there is one.

    Raises:
        Failure: There is no right one.
        StoreError: The lock can't be read.
    """
    vault = Vault(home.data)
    try:
        if (passphrase := given_passphrase(home, os.environ)) is not None:
            return vault.open(passphrase), passphrase
    except WrongPassphrase as error:
        if os.environ.get(FILE):
            raise Failure(f"{os.environ[FILE]}: {error}") from error
        _say(_("The passphrase in the keyring is not the store's."))
    except NotGiven as error:
        if os.environ.get(FILE):
            raise
        _say(str(error))
    for attempts_left in reversed(range(ATTEMPTS)):
        passphrase = ask(_("Passphrase: "))
        try:
            return vault.open(passphrase), passphrase
        except WrongPassphrase as error:
            if not attempts_left:
                raise
            _say(str(error))
    raise AssertionError


def given_passphrase(home: Home, environ: Mapping[str, str]) -> str | None:
    """Return the passphrase that needs no asking; None where none is given.

    Raises:
        NotGiven: The file that the environment names won't do, or the keyring.
    """
    if environ.get(FILE):
        return passphrase_in(Path(environ[FILE]))
    if not read_settings(home.config / "settings.toml")[0].keyring:
        return None
    from tui.vault_keyring import KeyringTrouble, remembered

    try:
        return remembered(home)
    except KeyringTrouble as error:
        raise NotGiven(str(error)) from error


def passphrase_in(file: Path) -> str:
    """Return the passphrase that a file holds; one line's end after it doesn't count.

    Raises:
        NotGiven: It can't be read, is empty, or others than its owner could read it as well.
    """
    try:
        # Without waiting for the other end of what turns out to be a pipe.
        descriptor = os.open(file, os.O_RDONLY | BINARY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as opened:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise NotGiven(_("{file} is no regular file").format(file=file))
            if os.name != "nt" and (status.st_mode & 0o077 or status.st_uid != os.geteuid()):
                words = _("others may read {file}; make it your own with “chmod 600”")
                raise NotGiven(words.format(file=file))
            text = opened.read(MAX_BYTES).decode()
    except OSError as error:
        words = _("the passphrase file {file} could not be read: {reason}")
        raise NotGiven(words.format(file=file, reason=reason_of(error))) from error
    except UnicodeDecodeError as error:
        raise NotGiven(_("{file}: it is not UTF-8 text").format(file=file)) from error
    passphrase = text.removesuffix("\n").removesuffix("\r")
    if not passphrase:
        raise NotGiven(_("the passphrase file {file} is empty").format(file=file))
    return passphrase


def new_passphrase(environ: Mapping[str, str], *, changing: bool) -> str:
    """Return the passphrase to lock with: from a file, or asked for twice.

    ``changing`` says that `FILE` names the old one.

    Raises:
        Failure: There is none that will do.
        WeakPassphrase: The one in the file is too short.
    """
    file = environ.get(NEW_FILE) or ("" if changing else environ.get(FILE))
    if file:
        passphrase = passphrase_in(Path(file))
        check_new(passphrase)
        return passphrase
    for _attempt in range(ATTEMPTS):
        passphrase = ask(_("New passphrase: "), NEW_FILE if changing else FILE)
        try:
            check_new(passphrase)
        except StoreError as error:
            _say(str(error))
            continue
        if normal(ask(_("Once more: "))) == normal(passphrase):
            return passphrase
        _say(_("The two are not the same. Try again."))
    raise Failure(_("no passphrase was chosen, so nothing was changed"))


def ask(prompt: str, instead: str = FILE) -> str:
    """Return a passphrase asked for on the terminal, without echo.

    ``instead`` is the variable that would have done as well.

    Raises:
        WrongUse: There is no terminal that would do.
    """
    import getpass
    import warnings

    if not sys.stdin.isatty():
        words = _("a passphrase is needed and there is no terminal to ask on; set {name}")
        raise WrongUse(words.format(name=instead))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(prompt)
    except getpass.GetPassWarning as error:
        words = _("this terminal would show the passphrase; set {name}")
        raise WrongUse(words.format(name=instead)) from error
    except EOFError as error:
        raise KeyboardInterrupt from error


def _say(line: str) -> None:
    from storage.text import one_line

    print(f"samtale: {one_line(line)}", file=sys.stderr)
