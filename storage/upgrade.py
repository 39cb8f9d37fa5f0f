"""A store brought up to this version as a whole, the first time that it is opened with it.

Before the first document is written anew, a copy of all that is kept is made in the state
folder: a backup that ``samtale restore`` takes, encrypted to the store's own key if that is
locked. Once all is done that is noted, so that a start need not look; what comes later in an older
shape, from another machine or a backup, is brought up when it is read. An upgrade that is
interrupted goes on at the next start.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from agendas.words import _, ngettext
from storage.backup import back_up
from storage.batch import batch, in_batches
from storage.cipher import PLAIN, Cipher, Encrypted
from storage.envelope import NewerFormat, pack, unpack
from storage.errors import StoreError, could_not_save
from storage.files import make_folder, remove
from storage.members import kept_in, member_of
from storage.migration import brought_up, mark
from storage.progress import Progress, untold
from storage.records import SCHEMA
from storage.sitting import WriteLock

if TYPE_CHECKING:
    from storage.home import Home

COPIES_KEPT = 3
"""How many copies from before an upgrade are kept."""


def upgrade(
    home: Home,
    cipher: Cipher,
    *,
    now: Callable[[], dt.datetime],
    program: str,
    progress: Progress = untold,
) -> list[str]:
    """Bring up all documents that are older; return what there is to say, a line each.

    The caller holds the sitting. What can't be done now is tried again at the next start, and
    can be read all the same.
    """
    said = []
    try:
        older = [one for one in _documents(home) if _newer_form(*one, cipher) is not None]
        if older:
            copy = _copy(home, cipher, now, program)
            _write_anew(home, older, cipher, progress)
            _drop_old_copies(home)
            words = _("{documents} brought up to this version. {file} is a copy from before.")
            count = ngettext("{n} document was", "{n} documents were", len(older))
            said.append(words.format(documents=count, file=copy))
        mark(home.state)
    except StoreError as error:
        return [str(error)]
    except OSError as error:
        return [str(could_not_save(Path(error.filename or home.state), error))]
    return said


def copies(state: Path) -> list[Path]:
    """Return the copies from before upgrades that lie in a state folder, oldest first."""
    return sorted((state / "backups").glob("before-schema-*"), key=lambda one: one.stat().st_mtime)


def _documents(home: Home) -> list[tuple[str, Path]]:
    """Return the table and the file of each document, and of each earlier or second version."""
    found = ((member_of(name), file) for name, file in kept_in(home).items())
    parts = ("document", "earlier", "copy")
    return [(member.table, file) for member, file in found if member and member.part in parts]


def _newer_form(table: str, file: Path, cipher: Cipher) -> bytes | None:
    """Return what a file with an older document should hold; None for any other file."""
    try:
        document = unpack(cipher.decrypt(file.read_bytes()))
    except (OSError, ValueError, NewerFormat, Encrypted):
        return None  # named when it is read
    newer = brought_up(table, document)
    return None if newer is document else pack(newer)


def _copy(home: Home, cipher: Cipher, now: Callable[[], dt.datetime], program: str) -> Path:
    """Make a copy, unless an upgrade that was interrupted has done so; return where it is."""
    begun = [one for one in copies(home.state) if one.name.startswith(f"before-schema-{SCHEMA}-")]
    if begun:
        return begun[-1]
    suffix = ".tar.gz" if cipher is PLAIN else ".tar.gz.age"
    copy = home.state / "backups" / f"before-schema-{SCHEMA}-{now():%Y-%m-%d}{suffix}"
    make_folder(copy.parent)
    back_up(home, cipher, copy, now=now, program=program, sealed_with=cipher)
    return copy


def _write_anew(
    home: Home, older: list[tuple[str, Path]], cipher: Cipher, progress: Progress
) -> None:
    """Write documents in their new form; the revision stays, as nothing has been changed."""
    lock = WriteLock(home.state)
    done = 0
    for some in in_batches(older):
        with lock.held(), batch() as write:
            for table, file in some:
                if (content := _newer_form(table, file, cipher)) is not None:
                    write(file, cipher.encrypt(content))
        done += len(some)
        progress(done, len(older))


def _drop_old_copies(home: Home) -> None:
    for copy in copies(home.state)[:-COPIES_KEPT]:
        remove(copy)
