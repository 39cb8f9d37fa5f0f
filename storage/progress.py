"""How far a long work is, and what may not be left in the midst of it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much; what it raises ends the work, which is left whole."""
T = TypeVar("T")

PATIENCE = 0.3
"""Seconds after which a wait is shown; what is quicker shows nothing."""
LOOK_EVERY = 0.1
"""Seconds between two looks at how far it is."""

_EVERY = 25
"""After how many things it is told again."""


def untold(done: int, of_all: int) -> None:
    """Tell nobody."""


def counted(things: Iterable[T], of_all: int, progress: Progress) -> Iterator[T]:
    """Go through ``things``, and tell now and then how many ``of_all`` are done."""
    for done, thing in enumerate(things):
        if done % _EVERY == 0:
            progress(done, of_all)
        yield thing
    progress(of_all, of_all)


def in_words(what: str, done: int, of_all: int, seconds: float) -> str:
    """Return ``what`` is done and how far it is: in percent, or in seconds without a measure."""
    if done < of_all:
        return f"{what}: {100 * done // of_all} %"
    return f"{what}: {int(seconds)} s"


@contextmanager
def uninterrupted(*, again: bool = True) -> Iterator[Callable[[], bool]]:
    """Let a ``^C`` wait for the end of a block; give a function that tells whether it came.

    It comes ``again`` at the end, unless the block has ended by an error.
    """
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or signal.getsignal(signal.SIGINT) in (None, signal.SIG_IGN):
        yield lambda: False
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    try:
        yield lambda: bool(came)
    finally:
        signal.signal(signal.SIGINT, before)
    if came and again:
        signal.raise_signal(signal.SIGINT)
