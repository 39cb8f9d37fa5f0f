"""Many files replaced at once, each whole or as it was, for a fraction of what each alone costs.

All are written under temporary names and made durable before the first is renamed, and the
folders are made durable once, at the end. A file system brings what several threads wait for to
the disk in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TypeVar

from storage.files import make_file_durable, rename, sync_folder, temporary_for, write_new
from storage.progress import uninterrupted

MOST = 250
"""The most files of a batch: others wait for it to change the store, and a crash undoes it."""
_AT_ONCE = 8
"""How many files are waited for at once; more are no quicker."""

Write = Callable[[Path, bytes], None]
"""Replaces a file by data; see `storage.files.write_atomically`."""
T = TypeVar("T")


@contextmanager
def batch() -> Iterator[Write]:
    """Give a function that writes files, which are put in place when the block ends well.

    Until then they can't be read. A crash, or an error, at any moment leaves each file as it was
    or as it was to be; without a crash, no temporary file is left. A ``^C`` finds either all of
    them in place or none.

    Raises:
        OSError: Not all of them could be made durable.
    """
    from concurrent.futures import ThreadPoolExecutor

    waiting: dict[Path, Path] = {}

    def write(path: Path, data: bytes) -> None:
        waiting[path] = temporary_for(path)
        write_new(waiting[path], data)

    try:
        yield write
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            for _durable in threads.map(make_file_durable, waiting.values()):
                pass
        folders = dict.fromkeys(path.parent for path in waiting)
        with uninterrupted():
            for path in list(waiting):
                rename(waiting[path], path)
                del waiting[path]
            for folder in folders:
                sync_folder(folder)
    finally:
        for temporary in waiting.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def in_batches(things: Iterable[T]) -> Iterator[list[T]]:
    """Go through ``things``, as many at a time as a batch takes."""
    rest = iter(things)
    while some := list(islice(rest, MOST)):
        yield some
