"""``samtale backup`` and ``samtale restore``: all that is kept, in one file, and back."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from agendas.words import _, ngettext
from storage.backup import back_up
from storage.backup_file import Backup, Passphrase, wants_passphrase
from storage.cipher import PLAIN, Cipher
from storage.errors import StoreError
from storage.home import Home
from storage.passphrase import WrongPassphrase
from storage.recovery import recover_talks
from storage.restore import Restored, restore
from storage.sitting import Sitting
from storage.store import open_store
from storage.text import one_line
from storage.vault import Vault
from tui import __version__, keeping
from tui.failure import Failure, WrongUse
from tui.progress import waiting
from tui.vault_key import (
    ATTEMPTS,
    FILE,
    NotGiven,
    ask,
    given_passphrase,
    new_passphrase,
    opened,
)


def make_backup(home: Home, file: Path, *, encrypt: bool, plain: bool, overwrite: bool) -> int:
    """Write all that is kept to ``file``, and read it back; return 1 where something is missing.

    The backup of a locked store is encrypted with the passphrase that opened it, unless it is
    to be ``plain``; that of another store is plain, unless it is to be encrypted.
    """
    if file.is_dir():
        raise WrongUse(_("{file} is a folder; name a file in it").format(file=file))
    if file.exists() and not overwrite:
        raise Failure(_("{file} is there already; --force writes over it").format(file=file))
    try:
        cipher, sealed_with = _ciphers(home, encrypt=encrypt, plain=plain)
        with waiting(_("Backing up"), left=_("No backup was written.")) as progress:
            made = back_up(
                home,
                cipher,
                file.absolute(),
                now=keeping.local_now,
                program=__version__,
                sealed_with=sealed_with,
                progress=progress,
            )
    except StoreError as error:
        raise Failure(str(error)) from error
    words = _("{file}: {documents}, {size}, read back and verified")
    size = size_in_words(made.size)
    print(one_line(words.format(file=file, documents=_counted(made.documents), size=size)))
    for line in made.missing:
        _complain(line)
    return 1 if made.missing else 0


def restore_backup(home: Home, file: Path, *, check: bool, erased_too: bool) -> int:
    """Take in what a backup holds and the home lacks; return 1 where something was refused.

    With ``check`` the backup is only read.
    """
    try:
        cipher, passphrase = _opened(home)
        backup = _backup(home, file, cipher, passphrase)
        if check:
            return _say_checked(file, backup)
        sitting = Sitting(home.state, keeping.local_now())
        try:
            keeping.bring_up(home, cipher)
            store = open_store(home, keeping.local_now, cipher)
            problems = recover_talks(store)
            left = _("Only a part was taken in, each document whole. Restore again for the rest.")
            with waiting(_("Restoring"), left=left) as progress:
                done = restore(home, cipher, backup, erased_too=erased_too, progress=progress)
            keeping.close(store)
        finally:
            sitting.end()
    except StoreError as error:
        raise Failure(str(error)) from error
    for problem in problems:
        _complain(problem)
    return _say_restored(done)


def _opened(home: Home) -> tuple[Cipher, str | None]:
    """Return the store's cipher, and the passphrase that it was had with."""
    return opened(home) if Vault(home.data).locked else (PLAIN, None)


def _ciphers(home: Home, *, encrypt: bool, plain: bool) -> tuple[Cipher, Cipher]:
    """Return what the store is read through, and what its backup is encrypted with."""
    cipher, passphrase = _opened(home)
    if passphrase is None and encrypt:
        passphrase = new_passphrase(os.environ, changing=False)
    elif passphrase is not None and plain:
        _confirm_plain()
        passphrase = None
    return cipher, PLAIN if passphrase is None else Passphrase(passphrase)


def _confirm_plain() -> None:
    """Make sure that somebody knows what it means to take plain text out of a locked store."""
    if not sys.stdin.isatty():
        raise WrongUse(
            _("--plain asks first in a locked store, and there is no terminal to ask on")
        )
    question = _("Whoever has this file can read all that is kept. Write it unencrypted? [y/N] ")
    if input(question).strip().casefold() not in (_("y"), _("yes")):
        raise Failure(_("no backup was written"))


def _backup(home: Home, file: Path, cipher: Cipher, passphrase: str | None) -> Backup:
    """Return the backup in ``file``, checked; asks for its passphrase where none at hand fits."""
    if not wants_passphrase(file):
        return _checked(Backup(file, cipher))
    given = _given(home) if passphrase is None else passphrase
    if given is not None:
        try:
            return _opening(file, given)
        except WrongPassphrase as error:
            _blame_file(error)
    for attempts_left in reversed(range(ATTEMPTS)):
        try:
            return _opening(file, ask(_("Passphrase of the backup: ")))
        except WrongPassphrase as error:
            if not attempts_left:
                raise
            _complain(str(error))
    raise AssertionError


def _given(home: Home) -> str | None:
    """Return the passphrase that needs no asking; where the keyring fails, it is asked for."""
    try:
        return given_passphrase(home, os.environ)
    except NotGiven as error:
        if os.environ.get(FILE):
            raise
        _complain(str(error))
        return None


def _blame_file(error: WrongPassphrase) -> None:
    """Say that the passphrase was a file's, if it was; that is all where nobody can be asked."""
    if passphrase_file := os.environ.get(FILE):
        words = f"{passphrase_file}: {error}"
        if not sys.stdin.isatty():
            raise Failure(words) from error
        _complain(words)


def _opening(file: Path, passphrase: str) -> Backup:
    return _checked(Backup(file, Passphrase(passphrase)))


def _checked(backup: Backup) -> Backup:
    with waiting(_("Checking the backup"), left=_("Nothing was changed.")) as progress:
        backup.check(progress)
    return backup


def _say_checked(file: Path, backup: Backup) -> int:
    manifest = backup.check()
    words = _("{file}: {documents}, made on {day}, verified")
    day = manifest.made_at.astimezone().date().isoformat()
    documents = _counted(backup.documents)
    print(one_line(words.format(file=file, documents=documents, day=day)))
    return 0


def _say_restored(done: Restored) -> int:
    words = _("Taken: {taken}. Newer here, and kept: {newer}. The same: {same}.")
    print(words.format(**{one: done.documents.get(one, 0) for one in ("taken", "newer", "same")}))
    for name in done.kept:
        print(one_line(_("{name}: yours is another, and was kept.").format(name=name)))
    if erased := done.documents.get("erased", 0):
        words = ngettext(
            "{n} document was erased here, and stays so. --erased brings it back.",
            "{n} documents were erased here, and stay so. --erased brings them back.",
            erased,
        )
        print(words)
    if refused := done.documents.get("refused", 0):
        words = ngettext(
            "{n} document is of a newer version of Samtale. Upgrade, then restore again.",
            "{n} documents are of a newer version of Samtale. Upgrade, then restore again.",
            refused,
        )
        _complain(words)
    return 1 if refused else 0


def _counted(documents: int) -> str:
    return ngettext("{n} document", "{n} documents", documents)


def size_in_words(size: int) -> str:
    """Return a size in bytes as it is said: in kB, rounded up, or in MB where it is more."""
    return f"{-(-size // 1000)} kB" if size < 10**6 else f"{size / 10**6:.1f} MB"


def _complain(line: str) -> None:
    print(f"samtale: {one_line(line)}", file=sys.stderr)
