"""What a command says on a terminal while it takes long, and what it says when it is left."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from storage.progress import LOOK_EVERY, PATIENCE, Progress, in_words, uninterrupted

PAUSE = 0.05
"""Seconds after a ``^C`` in which a terminal may forget what is written to it."""


class Left(KeyboardInterrupt):
    """A command was left by ``^C``; the text says what was done and what not, in one line."""


@contextmanager
def waiting(what: str, *, left: str) -> Iterator[Progress]:
    """Say ``what`` is done while a block takes long; give what is told how far it is.

    It stands on one line of standard error, where that is a terminal, and is gone at the end. What
    nobody tells anything of is said in seconds. Raises `Left` with the words of ``left`` on ``^C``.
    """
    line = _Line(what)
    try:
        with line:
            yield line.tell
    except KeyboardInterrupt as stop:
        raise Left(str(stop) or left) from stop


@contextmanager
def waiting_whole(what: str, *, left: str) -> Iterator[Progress]:
    """Do as `waiting` does with a block that is left only where it tells how far it is.

    A ``^C`` that comes later is too late: then all is done.
    """
    with _Line(what) as line, uninterrupted(again=False) as asked_to_leave:

        def tell(done: int, of_all: int) -> None:
            if asked_to_leave():
                raise Left(left)
            line.tell(done, of_all)

        yield tell


class _Line:
    """The one line, painted anew by a thread of its own for as long as a ``with`` block lasts."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._done = self._of = 0
        self._painted = ""
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def tell(self, done: int, of_all: int) -> None:
        """Take note of how far it is."""
        self._done, self._of = done, of_all

    def __enter__(self) -> _Line:
        if sys.stderr.isatty():
            self._thread = threading.Thread(target=self._paint, daemon=True)
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        if self._thread is not None and kind is not None and issubclass(kind, KeyboardInterrupt):
            time.sleep(PAUSE)
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _paint(self) -> None:
        begun = time.monotonic()
        pause = PATIENCE
        while not self._over.wait(pause):
            self._put(self._words(time.monotonic() - begun))
            pause = LOOK_EVERY
        self._put("")

    def _words(self, seconds: float) -> str:
        return in_words(self._what, self._done, self._of, seconds)

    def _put(self, words: str) -> None:
        if words == self._painted:
            return
        gone = " " * (len(self._painted) - len(words))
        sys.stderr.write(f"\r{words}{gone}\r{words}" if words else f"\r{gone}\r")
        sys.stderr.flush()
        self._painted = words


class Told(_Line):
    """The line for what a store does of its own accord, such as lists that it makes anew."""

    _begun = 0.0

    @property
    def told(self) -> bool:
        """Whether there was anything to say."""
        return self._of > 0

    def tell(self, done: int, of_all: int) -> None:
        """Say how far it is, if it has been long."""
        super().tell(done, of_all)
        if not sys.stderr.isatty():
            return
        if done == 0:
            self._begun = time.monotonic()
        if done == of_all:
            self.wipe()
        elif time.monotonic() - self._begun > PATIENCE:
            self._put(self._words(0))

    def wipe(self) -> None:
        """Leave nothing of it on the terminal."""
        self._put("")
