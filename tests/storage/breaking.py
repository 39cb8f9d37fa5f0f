"""Stand between the program and the disk: break its calls on purpose, or write them down."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

CALLS = ("open", "write", "fsync", "fdatasync", "ftruncate", "replace", "unlink", "mkdir", "rmdir")
"""The calls that change a disk, or make a change durable."""

Call = Callable[..., Any]
Layer = Callable[..., Any]
"""Takes the name of a call, the call itself and its arguments, and does what it likes."""


@contextmanager
def through(layer: Layer) -> Iterator[None]:
    """Have each of `CALLS` that is made in a block go through ``layer``."""
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, partial(layer, name, getattr(os, name)))
        yield


def changes_nothing(name: str, target: Any) -> bool:
    """Return whether a call is one of filelock's, which tries again by itself."""
    return str(target).endswith(".lock") or (name == "mkdir" and os.path.isdir(target))  # noqa: PTH112


def may_fail(target: Any) -> bool:
    """Return whether a call adds to the catalog's changes: nothing is lost if it fails."""
    if isinstance(target, int):
        with suppress(OSError):
            target = Path(f"/proc/self/fd/{target}").readlink()
    return str(target).endswith("/catalog/changes")


class Disk:
    """Counts the calls that reach the disk, and lets one of them, or all from it on, fail."""

    def __init__(
        self, fail_at: int | None = None, *, forever: bool = False, error: int = errno.ENOSPC
    ) -> None:
        self.calls = 0
        self.fail_at = fail_at
        self.forever = forever
        self.error = error
        self._turn = threading.Lock()
        self.away = False
        """Whether calls are let through uncounted, for a look at what is there."""

    @property
    def broken(self) -> bool:
        """Whether the call at hand fails."""
        if self.fail_at is None:
            return False
        return self.calls == self.fail_at or (self.forever and self.calls > self.fail_at)

    @property
    def reached(self) -> bool:
        """Whether there was a call that failed."""
        return self.fail_at is not None and self.calls >= self.fail_at

    def heal(self) -> None:
        """Let all calls from now on through."""
        self.forever = False

    def __call__(self, name: str, call: Call, *arguments: Any, **options: Any) -> Any:
        if self.away or changes_nothing(name, arguments[0]) or may_fail(arguments[0]):
            return call(*arguments, **options)
        with self._turn:
            self.calls += 1
            broken = self.broken
        if broken:
            if name == "write":  # a full disk takes what there is room for
                call(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            raise OSError(self.error, os.strerror(self.error))
        return call(*arguments, **options)


@contextmanager
def disk(
    fail_at: int | None = None, *, forever: bool = False, error: int = errno.ENOSPC
) -> Iterator[Disk]:
    """Run a block on a disk whose call number ``fail_at``, from 1, fails as if it were full."""
    broken = Disk(fail_at, forever=forever, error=error)
    with through(broken):
        yield broken


def each_failure(run: Callable[[], object], *, forever: bool = False) -> Iterator[Disk]:
    """Run ``run`` once for each call that it makes, with that call failing.

    ``run`` must begin from the same state each time; the caller looks at what is left after
    each. Ends when ``run`` gets through without reaching the call that would fail.
    """
    number = 1
    while True:
        with disk(number, forever=forever) as broken:
            run()
        if not broken.reached:
            return
        yield broken
        number += 1
