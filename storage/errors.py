"""What can go wrong with the store, each said in one line for the user."""

from __future__ import annotations

import errno
from pathlib import Path

from agendas.words import N_, _
from storage.home import from_home

_REASONS = {
    errno.EACCES: N_("Permission denied"),
    errno.EPERM: N_("Operation not permitted"),
    errno.ENOENT: N_("No such file or directory"),
    errno.ENOTDIR: N_("Not a directory"),
    errno.EISDIR: N_("Is a directory"),
    errno.EEXIST: N_("File exists"),
    errno.ENOSPC: N_("No space left on device"),
    errno.EROFS: N_("Read-only file system"),
    errno.EIO: N_("Input/output error"),
}
"""What the system says of the errors that a person is most likely to meet."""


class StoreError(Exception):
    """Something could not be kept or read; the message says what, where and what to do."""


class NotFound(StoreError):
    """There is no such document."""


class Damaged(StoreError):
    """The document can't be read; its file was set aside, an earlier version may be kept."""


class Newer(StoreError):
    """The document was written by a newer version of the program and is left as it is."""


class Locked(StoreError):
    """The document is encrypted, and there is no key at hand; it is left as it is."""


class ReadOnly(StoreError):
    """Another process writes to the store now, so nothing can be changed here."""


class StaleError(StoreError):
    """The document was changed by somebody else after it was read."""


def could_not_save(path: Path, error: OSError) -> StoreError:
    """Return what to tell the user when ``path`` can't be written."""
    words = _(
        "Could not save in {folder}: {reason}. Make room or mend the folder;"
        " nothing is lost while the program is open."
    )
    return StoreError(words.format(folder=from_home(path.parent), reason=reason_of(error)))


def could_not_read(path: Path, error: OSError) -> StoreError:
    """Return what to tell the user when ``path`` can't be read."""
    words = _("Could not read {file}: {reason}. Check the disk and who may read the file.")
    return StoreError(words.format(file=from_home(path), reason=reason_of(error)))


def reason_of(error: OSError) -> str:
    """Return what the system says of an error, on one line; in the user's language if we know."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else error.strerror or type(error).__name__
