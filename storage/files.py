"""Files that are whole or not there: written anew, made durable, then renamed into place."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

RENAME_PAUSES: tuple[float, ...] = (0.01, 0.02, 0.05, 0.1, 0.2) if os.name == "nt" else ()
"""Seconds to wait before each new attempt at a rename that another program holds up.

On Windows a virus scanner or a search index may have the file open for a moment.
"""

BINARY: int = getattr(os, "O_BINARY", 0)
"""Has Windows leave the bytes of a file as they are."""

_TEMPORARY = ".tmp"
_CANNOT_SYNC_FOLDERS = (errno.EINVAL, errno.ENOTSUP)


def write_atomically(path: Path, data: bytes) -> None:
    """Replace the file at ``path`` by ``data``, readable by its owner alone.

    When this returns the data is on the disk, under its name. When it raises, the file holds
    either what it held before or all of ``data``, and no temporary file is left.

    Raises:
        OSError: The data could not be made durable.
    """
    temporary = temporary_for(path)
    try:
        _write_durably(temporary, data)
        rename(temporary, path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Remove the temporary files that a crash has left in ``folder``.

    Raises:
        OSError: A file can't be removed.
    """
    for name in os.listdir(folder):  # noqa: PTH208 - ten times quicker in a large folder
        if is_temporary(name):
            (folder / name).unlink(missing_ok=True)


def is_temporary(name: str) -> bool:
    """Return whether a file of this name is one that `write_atomically` has not finished."""
    return name.startswith(".") and name.endswith(_TEMPORARY)


def remove(path: Path) -> None:
    """Remove the file at ``path`` for good, if it is there.

    Raises:
        OSError: The file can't be removed.
    """
    with suppress(FileNotFoundError):
        path.unlink()
        sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make ``folder`` and those above it, closed to other users, unless they exist.

    Raises:
        OSError: A folder can't be made.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable, where the system and the file system can do so.

    Raises:
        OSError: The folder can't be made durable.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC_FOLDERS:
            raise
    finally:
        os.close(descriptor)


def make_durable(descriptor: int) -> None:
    """Wait until all that was written to ``descriptor`` is on the disk.

    On macOS fsync leaves the data in the drive's own cache; only F_FULLFSYNC, which not every
    file system knows, empties that (see fsync(2) there).

    Raises:
        OSError: The data could not be made durable.
    """
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def make_file_durable(path: Path) -> None:
    """Wait until all that was written to the file at ``path`` is on the disk.

    Raises:
        OSError: It could not be made durable.
    """
    descriptor = os.open(path, os.O_RDWR | BINARY)
    try:
        make_durable(descriptor)
    finally:
        os.close(descriptor)


def temporary_for(path: Path) -> Path:
    """Return where to write what is then renamed to ``path``."""
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}{_TEMPORARY}")


def write_new(path: Path, data: bytes) -> None:
    """Write ``data`` to a new file at ``path``, readable by its owner alone; it isn't durable yet.

    Raises:
        OSError: It could not be written.
    """
    descriptor = _opened_new(path)
    try:
        write_fully(descriptor, data)
    finally:
        os.close(descriptor)


def _write_durably(path: Path, data: bytes) -> None:
    descriptor = _opened_new(path)
    try:
        write_fully(descriptor, data)
        make_durable(descriptor)
    finally:
        os.close(descriptor)


def _opened_new(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)


def write_fully(descriptor: int, data: bytes) -> None:
    """Write all of ``data`` to ``descriptor``; one call to the system may take only a part.

    Raises:
        OSError: Not all of it could be written.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def rename(source: Path, target: Path) -> None:
    """Give the file ``source`` the name ``target``, in the place of what is there.

    Raises:
        OSError: It could not be renamed.
    """
    for pause in RENAME_PAUSES:
        try:
            return os.replace(source, target)  # noqa: PTH105 - the call that the tests break
        except PermissionError:
            time.sleep(pause)
    return os.replace(source, target)  # noqa: PTH105
