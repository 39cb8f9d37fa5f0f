"""Whether somebody else sees a screen of this home, as one process tells the others.

An app locks the state folder itself for as long as its screen is shared. Several may do so at once,
nothing is written, and the system takes the lock away when the process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path

ATTEMPTS = 100
"""How often a mark is tried, a millisecond apart: somebody who asks has the lock for less."""


class SharedMark:
    """What tells other processes that this one's screen is shared."""

    def __init__(self, state: Path) -> None:
        """Mark the home whose state folder is ``state``; nothing is shared at first."""
        self._state = state
        self._folder: int | None = None

    def put(self, shared: bool) -> None:
        """Tell whether the screen is shared now; where no lock can be had, `is_shared` says yes."""
        if not shared and self._folder is not None:
            os.close(self._folder)
            self._folder = None
        elif shared and self._folder is None:
            with suppress(OSError):
                self._folder = os.open(self._state, os.O_RDONLY | os.O_DIRECTORY)
                _lock(self._folder)


def is_shared(state: Path) -> bool:
    """Return whether a screen of the home with this state folder is shared; if in doubt, yes."""
    try:
        folder = os.open(state, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(folder)
    return False


def _lock(folder: int) -> None:
    for _attempt in range(ATTEMPTS):
        try:
            fcntl.flock(folder, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.001)
        else:
            return
