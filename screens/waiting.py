"""Long work in a thread while the keys go on working: what it does, how far it is, and left."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from storage.progress import LOOK_EVERY, PATIENCE, in_words

if TYPE_CHECKING:
    from textual.dom import DOMNode


class Left(Exception):
    """Nobody waits any more for what is being done."""


class Waiting:
    """One wait: told from the thread how far it is, asked from the screen."""

    def __init__(self, what: str) -> None:
        """Begin with ``what`` is done."""
        self.what = what
        self._begun = time.monotonic()
        self._done = self._of = 0
        self._left = False

    def tell(self, done: int, of_all: int) -> None:
        """Take note of how far it is.

        Raises:
            Left: Nobody waits any more; this is the way out of the thread.
        """
        if self._left:
            raise Left
        self._done, self._of = done, of_all

    def leave(self) -> None:
        """Wait no longer."""
        self._left = True

    def words(self) -> str:
        """Return what is done and how far it is, in percent or in seconds; nothing while short."""
        seconds = time.monotonic() - self._begun
        if seconds < PATIENCE:
            return ""
        return in_words(self.what, self._done, self._of, seconds)


@contextmanager
def waiting(node: DOMNode, what: str, say: Callable[[str], None]) -> Iterator[Waiting]:
    """Have ``say`` show how a block goes on; who has left the block waits no longer.

    A worker that is cancelled, because its screen is closed or the program is left, leaves it.
    """
    wait = Waiting(what)
    timer = node.set_interval(LOOK_EVERY, lambda: say(wait.words()))
    try:
        yield wait
    finally:
        wait.leave()
        timer.stop()
        say("")
