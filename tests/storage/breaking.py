"""Break the system's calls on purpose: the n-th one that a piece of code makes fails."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CALLS = ("open", "write", "fsync", "fdatasync", "ftruncate", "replace", "unlink", "mkdir")
"""The calls that change a disk, or make a change durable."""


class Disk:
    """Counts the calls that reach the disk, and lets one of them, or all from it on, fail."""

    def __init__(self, fail_at: int | None = None, *, forever: bool = False) -> None:
        self.calls = 0
        self.fail_at = fail_at
        self.forever = forever

    @property
    def broken(self) -> bool:
        """Whether the call at hand fails."""
        if self.fail_at is None:
            return False
        return self.calls == self.fail_at or (self.forever and self.calls > self.fail_at)

    def wrapped(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.broken:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return call(*args, **kwargs)

        return counted


@contextmanager
def disk(fail_at: int | None = None, *, forever: bool = False) -> Iterator[Disk]:
    """Run a block on a disk whose call number ``fail_at``, from 1, fails as if it were full."""
    broken = Disk(fail_at, forever=forever)
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, broken.wrapped(getattr(os, name)))
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
        if broken.calls < number:
            return
        yield broken
        number += 1
