"""``samtale lock``, ``unlock``, ``backup``, ``restore`` and ``doctor``: the store as a whole."""

from __future__ import annotations

from argparse import Namespace

from agendas.words import _
from storage.home import Home
from tui.failure import WrongUse
from tui.parser import Commands, add_file, add_force, add_json
from tui.settings import Settings


def add_lock(commands: Commands) -> None:
    """Define ``samtale lock``."""
    lock = commands.add_parser("lock", help=_("encrypt all that is kept, with a passphrase"))
    lock.set_defaults(obey=_lock)
    lock.add_argument(
        "--change", action="store_true", help=_("choose a new passphrase for a locked store")
    )
    lock.add_argument(
        "--keyring", action="store_true", help=_("let the system's keyring keep the passphrase")
    )


def _lock(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.vault import lock_store

    return lock_store(home, change=arguments.change, keyring=arguments.keyring)


def add_unlock(commands: Commands) -> None:
    """Define ``samtale unlock``."""
    unlock = commands.add_parser(
        "unlock", help=_("make all that is kept readable without a passphrase")
    )
    unlock.set_defaults(obey=_unlock)


def _unlock(_arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.vault import unlock_store

    return unlock_store(home)


def add_backup(commands: Commands) -> None:
    """Define ``samtale backup``."""
    backup = commands.add_parser("backup", help=_("write all that is kept to one file"))
    backup.set_defaults(obey=_backup)
    add_file(backup, _("where to write the backup, such as samtale.tar.gz"))
    lock = backup.add_mutually_exclusive_group()
    lock.add_argument(
        "--encrypt",
        action="store_true",
        help=_("encrypt it with a passphrase (a locked store's backup always is)"),
    )
    lock.add_argument(
        "--plain", action="store_true", help=_("don't encrypt the backup of a locked store")
    )
    add_force(backup)


def _backup(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.backup import make_backup

    return make_backup(
        home,
        arguments.file,
        encrypt=arguments.encrypt,
        plain=arguments.plain,
        overwrite=arguments.force,
    )


def add_restore(commands: Commands) -> None:
    """Define ``samtale restore``."""
    restore = commands.add_parser("restore", help=_("take in what a backup holds"))
    restore.set_defaults(obey=_restore)
    add_file(restore, _("a backup"))
    restore.add_argument(
        "--check", action="store_true", help=_("only read the backup, and change nothing")
    )
    restore.add_argument(
        "--erased", action="store_true", help=_("bring back also what was erased here since")
    )


def _restore(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui.backup import restore_backup

    return restore_backup(home, arguments.file, check=arguments.check, erased_too=arguments.erased)


def add_doctor(commands: Commands) -> None:
    """Define ``samtale doctor``."""
    doctor = commands.add_parser("doctor", help=_("check all that is kept, and mend it"))
    doctor.set_defaults(obey=_doctor)
    doctor.add_argument("--check", action="store_true", help=_("only look, and change nothing"))
    doctor.add_argument(
        "--forget", metavar="ID", help=_("accept that the missing document of this id is lost")
    )
    add_json(doctor)


def _doctor(arguments: Namespace, home: Home, _settings: Settings) -> int:
    from tui import doctor

    if arguments.forget is not None:
        if arguments.check or arguments.json:
            raise WrongUse(_("--forget goes with no other option of samtale doctor"))
        return doctor.accept_loss(home, arguments.forget)
    return doctor.examine_store(home, check=arguments.check, as_json=arguments.json)
